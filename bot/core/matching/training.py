"""Train the matcher from the phrasings alone; runs at `publish`, never while answering.

Two views that fail differently, words and meaning, are joined twice: in the kernel of one head (a sum of kernels: 1 to 2 points better
than two heads fused late), and late, with the nearest phrasings by words and by meaning, by one small logistic model. Heads are
kernel ridge regressions: exact, in numpy alone. Fusion learns from phrasings that the head had not seen, so its probabilities are
checked ones; a fifth is held out for that, and the head is then trained on all.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

RIDGE = 0.3
"""Strength of regularisation (accuracy is flat from 0.1 to 1)."""
SHARPNESS = 3.0
"""Of the kernel over sentence vectors: a linear one is 10 points worse on own questions, 2 to 4 are alike."""
HELD_OUT = 5
"""Every fifth phrasing teaches the fusion instead of the heads."""
_FUSION_RIDGE = 1e-3


def train_head(kernel: Floats, owner: Ints, classes: int) -> Floats:
    """Fit one-against-all ridge regression on a kernel matrix of shape (phrasings, phrasings).

    Returns:
        Dual weights, shape (phrasings, classes): scores of a question are `kernel(question, phrasings) @ dual`.
    """
    target = np.zeros((len(owner), classes), np.float32)
    target[np.arange(len(owner)), owner] = 1.0
    dual: Floats = np.linalg.solve(kernel + RIDGE * np.eye(len(owner), dtype=np.float32), target)
    return dual


def held_out_rows(count: int) -> NDArray[np.bool_]:
    """Which of some phrasings are held out: a mask, the same on every machine."""
    mask: NDArray[np.bool_] = np.arange(count) % HELD_OUT == HELD_OUT - 1
    return mask


def joint(similar_words: Floats, similar_meanings: Floats) -> Floats:
    """The kernel of the head over words and meaning together."""
    return similar_words + nearness(similar_meanings)


def nearness(similarities: Floats) -> Floats:
    """The kernel over sentence vectors: a Gaussian of their distance, which for unit vectors depends on the cosine alone."""
    near: Floats = np.exp(SHARPNESS * (similarities - 1.0), dtype=np.float32)
    return near


def nearest(similarities: Floats, owner: Ints, classes: int) -> Floats:
    """The best similarity of each class: (…, phrasings) -> (…, classes); 0 for a class without phrasings here."""
    best = np.zeros((*similarities.shape[:-1], classes), np.float32)
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])  # owners are sorted
    best[..., owner[starts]] = np.maximum.reduceat(similarities, starts, axis=-1)
    return best


def train_fusion(views: Sequence[Floats], owner: Ints, constant: Floats) -> Floats:
    """Weights that turn the views' scores into probabilities (conditional logit, Newton steps).

    Args:
        views: held-out scores, each of shape (samples, classes).
        owner: the right class of each sample.
        constant: shape (classes,): 1 for the class "nothing of ours", whose bias is learnt too.

    Returns:
        One weight per view, then the bias.
    """
    scores = np.stack([*views, np.broadcast_to(constant, views[0].shape)], axis=-1).astype(np.float64)
    weights = np.zeros(scores.shape[-1])
    weights[:-1] = 5.0
    for _ in range(30):
        chances = softmax(scores @ weights)
        expected = np.einsum("nc,nck->nk", chances, scores)
        chosen = scores[np.arange(len(owner)), owner]
        gradient = (expected - chosen).sum(axis=0) + _FUSION_RIDGE * len(owner) * weights
        second = np.einsum("nc,nck,ncl->kl", chances, scores, scores) - expected.T @ expected
        step = np.linalg.solve(second + _FUSION_RIDGE * len(owner) * np.eye(len(weights)), gradient)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return weights.astype(np.float32)


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: NDArray[np.float64] = raised / raised.sum(axis=-1, keepdims=True)
    return chances
