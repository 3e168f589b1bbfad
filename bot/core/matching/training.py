"""Train the matcher from the phrasings alone; runs at `publish`, never while answering.

Two views that fail differently, each with a linear head and with its nearest phrasing, are fused by one small logistic model
(measured on public sets: each alone 2 to 5 points worse, a head 4 to 8 points better than the nearest phrasing). The heads are
kernel ridge regressions: exact in numpy, and their leave-one-out predictions have a closed form (Rifkin and Lippert 2007, "Notes
on Regularized Least Squares"), so the fusion and the thresholds are learnt from scores of phrasings that were held out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

LEXICAL_RIDGE = 0.3
SEMANTIC_RIDGE = 1.0
"""Strength of regularisation, chosen by leave-one-out accuracy on the knowledge base (flat from 0.1 to 1, and from 0.5 to 3)."""
_FUSION_RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Head:
    """A kernel ridge classifier in dual form.

    Attributes:
        dual: shape (phrasings, classes); scores of a question are `kernel(question, phrasings) @ dual`.
        held_out: leave-one-out scores of the phrasings, same shape.
    """

    dual: Floats
    held_out: Floats


def train_head(kernel: Floats, owner: Ints, classes: int, ridge: float) -> Head:
    """Fit one-against-all ridge regression on a kernel matrix, shape (phrasings, phrasings)."""
    target = np.zeros((len(owner), classes), np.float64)
    target[np.arange(len(owner)), owner] = 1.0
    inverse = np.linalg.inv(kernel.astype(np.float64) + ridge * np.eye(len(owner)))
    dual = inverse @ target
    held_out = target - dual / np.diag(inverse)[:, None]
    return Head(dual.astype(np.float32), held_out.astype(np.float32))


def nearest(similarities: Floats, owner: Ints, classes: int) -> Floats:
    """The best similarity of each class: (…, phrasings) -> (…, classes); 0 for a class without phrasings here."""
    best = np.zeros((*similarities.shape[:-1], classes), np.float32)
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])  # owners are sorted
    best[..., owner[starts]] = np.maximum.reduceat(similarities, starts, axis=-1)
    return best


def nearest_held_out(similarities: Floats, owner: Ints, classes: int) -> Floats:
    """`nearest` for the phrasings themselves, each compared with all others but not with itself."""
    others = similarities.copy()
    np.fill_diagonal(others, 0.0)
    return nearest(others, owner, classes)


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
