"""Train the matcher from the phrasings alone; runs at `publish`, never while answering (`scoring` runs at both).

Two views that fail differently, words and meaning, are joined twice: in the kernel of one head (a sum of kernels: 1 to 2 points better
than two heads fused late), and late, with the nearest phrasings by words and by meaning, by one small logistic model. Heads are
kernel ridge regressions: exact, in numpy alone, and so is what each would say of a phrasing that it had not seen (leave-one-out in
closed form, e.g. Cawley and Talbot 2003, Neural Networks 16). Fusion learns from that, so its probabilities are checked ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.matching.scoring import Floats, Ints, softmax

RIDGE = 0.3
"""Strength of regularisation (accuracy is flat from 0.1 to 1)."""
AXES = 128
"""Dimensions kept of the 512 of a sentence vector: the same accuracy within 0.5 points, a quarter of the time and the size."""
_FUSION_RIDGE = 1e-3
_SMALL = 128
_LARGE = 512
"""Rows from which a triangle is worth halving."""


@dataclass(frozen=True, slots=True)
class Head:
    """One-against-all ridge regression on a kernel matrix.

    Attributes:
        dual: weights, shape (phrasings, classes): scores of a question are `kernel(question, phrasings) @ dual`.
        unseen: the scores of each phrasing by the head that all the others would make, shape (phrasings, classes).
    """

    dual: Floats
    unseen: Floats


def train_head(kernel: Floats, owner: Ints, classes: int) -> Head:
    """Fit a head on a kernel matrix of shape (phrasings, phrasings), which is used up: at 10,000 phrasings a copy is 400 MB."""
    target = np.zeros((len(owner), classes), np.float32)
    target[np.arange(len(owner)), owner] = 1.0
    np.einsum("ii->i", kernel)[:] += RIDGE
    to_inverse_root(kernel)
    dual = kernel.T @ (kernel @ target)
    return Head(dual, target - dual / np.einsum("kn,kn->n", kernel, kernel)[:, None])


def to_inverse_root(kernel: Floats) -> None:
    """Turn a kernel K into the inverse R of its Cholesky factor, in place: R.T @ R is the inverse of K.

    By halves, so that nearly all of it is matrix products in single precision: numpy's own Cholesky computes in double and without the
    inverse takes longer, and so does LAPACK's in single.

    Raises:
        numpy.linalg.LinAlgError: K is not positive definite.
    """
    if len(kernel) <= _SMALL:
        kernel[:] = np.linalg.inv(np.linalg.cholesky(kernel.astype(np.float64)))
        return
    half = len(kernel) // 2
    above, below, beside = kernel[:half, :half], kernel[half:, half:], kernel[half:, :half]
    to_inverse_root(above)
    lower = np.empty_like(beside)
    _times_transposed(beside, above, lower)
    below -= lower @ lower.T
    to_inverse_root(below)
    _times(lower, above, beside)
    _times_transposed(beside.T, below, lower.T)
    np.negative(lower, out=beside)
    kernel[:half, half:] = 0.0


def _times(left: Floats, triangle: Floats, out: Floats) -> None:
    """`left @ triangle` for a lower triangle, by halves so that its empty corner is not multiplied: a third less work than without."""
    if len(triangle) <= _LARGE:
        np.matmul(left, triangle, out=out)
        return
    half = len(triangle) // 2
    _times(left[:, :half], triangle[:half, :half], out[:, :half])
    _times(left[:, half:], triangle[half:, half:], out[:, half:])
    out[:, :half] += left[:, half:] @ triangle[half:, :half]


def _times_transposed(left: Floats, triangle: Floats, out: Floats) -> None:
    """`left @ triangle.T` for a lower triangle, in the same way."""
    if len(triangle) <= _LARGE:
        np.matmul(left, triangle.T, out=out)
        return
    half = len(triangle) // 2
    _times_transposed(left[:, :half], triangle[:half, :half], out[:, :half])
    _times_transposed(left[:, half:], triangle[half:, half:], out[:, half:])
    out[:, half:] += left[:, :half] @ triangle[half:, :half].T


def main_axes(vectors: Floats) -> tuple[Floats, Floats]:
    """The middle of sentence vectors, and the directions in which they differ most: shapes (dimensions,), (dimensions, axes)."""
    centre = vectors.mean(axis=0)
    spread = (vectors - centre).T @ (vectors - centre)
    axes = np.linalg.eigh(spread.astype(np.float64))[1][:, ::-1][:, :AXES]
    return centre, np.ascontiguousarray(axes, np.float32)


def train_fusion(views: Sequence[Floats], owner: Ints, constant: Floats) -> Floats:
    """Weights that turn the views' scores into probabilities (conditional logit, Newton steps).

    Args:
        views: scores of what was not seen, each of shape (samples, classes).
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
