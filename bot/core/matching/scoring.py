"""How views of a message are scored and fused: the same while learning and while answering."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

SHARPNESS = 2.0
"""Of the kernel over sentence vectors: a linear one is 10 points worse on own questions, 1.5 to 3 are alike."""


def along(axes: Floats, centre: Floats, vectors: Floats) -> Floats:
    """Sentence vectors as unit vectors along the main axes."""
    turned = (vectors - centre) @ axes
    unit: Floats = turned / np.maximum(np.linalg.norm(turned, axis=-1, keepdims=True), 1e-9)
    return unit


def joint(similar_words: Floats, similar_meanings: Floats) -> Floats:
    """The kernel of the head over words and meaning together."""
    near = nearness(similar_meanings)
    near += similar_words
    return near


def nearness(similarities: Floats) -> Floats:
    """The kernel over sentence vectors: a Gaussian of their distance, which for unit vectors depends on the cosine alone."""
    near: Floats = similarities - np.float32(1.0)
    near *= SHARPNESS
    return np.exp(near, out=near)


def nearest(similarities: Floats, owner: Ints, classes: int) -> Floats:
    """The best similarity of each class: (…, phrasings) -> (…, classes); 0 for a class without phrasings here."""
    best = np.zeros((*similarities.shape[:-1], classes), np.float32)
    starts = np.searchsorted(owner, np.arange(classes + 1))  # owners are sorted
    with_phrasings = np.flatnonzero(np.diff(starts))
    best[..., with_phrasings] = np.maximum.reduceat(similarities, starts[with_phrasings], axis=-1)
    return best


def fused(views: Sequence[Floats], weights: Floats, constant: Floats) -> NDArray[np.float64]:
    """Probabilities from the views' scores by the weights of `train_fusion`: (…, classes) -> (…, classes)."""
    return softmax(np.stack([*views, np.broadcast_to(constant, views[0].shape)], axis=-1).astype(np.float64) @ weights)


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: NDArray[np.float64] = raised / raised.sum(axis=-1, keepdims=True)
    return chances
