"""Training solves what it says it solves, compared with the slow way."""

import numpy as np
import pytest

from bot.core.matching import training
from bot.core.matching.scoring import Floats, Ints
from tests.core.matching.kernels import CLASSES, OWNER, kernel_of


@pytest.mark.parametrize("seed", range(5))
def test_a_head_solves_its_ridge_regression(seed: int) -> None:
    kernel = kernel_of(seed)
    dual = training.train_head(kernel.copy(), OWNER, CLASSES).dual
    wanted = np.eye(CLASSES)[OWNER]
    for number in range(CLASSES):  # one against all: at the least squares the residual is the ridge times the weights
        residual = wanted[:, number] - kernel @ dual[:, number]
        np.testing.assert_allclose(residual, training.RIDGE * dual[:, number], atol=1e-5)
    assert dual.dtype == np.float32


def test_a_class_without_phrasings_gets_no_score_from_a_head() -> None:
    kernel = kernel_of(0)
    scores = kernel @ training.train_head(kernel.copy(), OWNER, CLASSES).dual
    assert (scores[:, [1, 4]] == 0).all()
    assert (scores[np.arange(len(OWNER)), OWNER] > 0.3).all()


@pytest.mark.parametrize("seed", range(3))
def test_what_a_head_says_of_the_unseen_is_what_the_head_of_all_the_others_says(seed: int) -> None:
    kernel = kernel_of(seed)
    unseen = training.train_head(kernel.copy(), OWNER, CLASSES).unseen
    for left_out in range(len(OWNER)):
        others = np.arange(len(OWNER)) != left_out
        dual = training.train_head(kernel[np.ix_(others, others)], OWNER[others], CLASSES).dual
        np.testing.assert_allclose(unseen[left_out], kernel[left_out, others] @ dual, atol=1e-4)


@pytest.mark.parametrize("size", [1, 2, 127, 128, 129, 700, 1100])
def test_the_inverse_root_of_a_kernel_is_a_triangle_that_gives_its_inverse(size: int) -> None:
    vectors = np.random.default_rng(size).normal(size=(size, size)).astype(np.float32)
    kernel: Floats = (vectors @ vectors.T / size + 0.3 * np.eye(size)).astype(np.float32)
    root = kernel.copy()
    training.to_inverse_root(root)
    np.testing.assert_allclose(root @ kernel @ root.T, np.eye(size), atol=1e-3)
    assert (np.triu(root, 1) == 0).all()


def test_what_is_no_kernel_is_told() -> None:
    with pytest.raises(np.linalg.LinAlgError):
        training.to_inverse_root(np.diag([1.0, -1.0]).astype(np.float32))


def fusion_case(seed: int) -> tuple[list[Floats], Ints, Floats]:
    """Two views of a hundred samples that are right more often than not."""
    random = np.random.default_rng(seed)
    owner = np.sort(random.integers(0, CLASSES, 100)).astype(np.int64)
    right = np.eye(CLASSES)[owner]
    views = [(right * strength + random.normal(0, 0.5, right.shape)).astype(np.float32) for strength in (0.6, 0.9)]
    return views, owner, np.array([0, 0, 0, 0, 1], np.float32)


def loss(weights: np.ndarray[tuple[int], np.dtype[np.float64]], views: list[Floats], owner: Ints, constant: Floats) -> float:
    """What the fusion minimises, sample by sample: unlikeliness of the right class, and a little for large weights."""
    total = 0.0
    for row, number in enumerate(owner):
        scores = weights[0] * views[0][row] + weights[1] * views[1][row] + weights[2] * constant
        total += float(np.log(np.exp(scores).sum()) - scores[number])
    return total + 0.5 * training._FUSION_RIDGE * len(owner) * float(weights @ weights)


@pytest.mark.parametrize("seed", range(4))
def test_the_gradient_of_the_fusion_is_zero_at_its_weights(seed: int) -> None:
    views, owner, constant = fusion_case(seed)
    weights = training.train_fusion(views, owner, constant).astype(np.float64)
    assert weights.shape == (3,)
    for one in np.eye(3):
        slope = (loss(weights + 1e-4 * one, views, owner, constant) - loss(weights - 1e-4 * one, views, owner, constant)) / 2e-4
        assert slope == pytest.approx(0.0, abs=1e-2)
        assert loss(weights + 0.1 * one, views, owner, constant) > loss(weights, views, owner, constant)
        assert loss(weights - 0.1 * one, views, owner, constant) > loss(weights, views, owner, constant)


def test_the_better_view_weighs_more() -> None:
    weak, strong, _ = training.train_fusion(*fusion_case(7))
    assert strong > weak > 0


def test_views_that_are_always_right_still_give_finite_weights() -> None:
    right = np.eye(CLASSES, dtype=np.float32)[OWNER]
    one, other, bias = training.train_fusion([right, right], OWNER, np.zeros(CLASSES, np.float32))
    assert one == pytest.approx(other, rel=1e-3)
    assert 1 < one < 100
    assert bias == 0
