"""Meaning of a text as a vector, by whatever encoder is passed in.

Which one is in use, `bot/encoder.py` alone knows; without one the bot answers by words.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

Encoder = Callable[[Sequence[str]], Floats]
"""Texts to unit vectors, shape (texts, dimensions)."""
