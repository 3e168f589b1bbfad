"""Training solves what it says it solves, compared with the slow way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching import training

CLASSES = 5
"""Of which class 1 and class 4 have no phrasings in the samples below."""
OWNER = np.array([0, 0, 0, 2, 2, 3, 3, 3, 3], np.int64)

Floats = training.Floats


def kernel_of(seed: int) -> Floats:
    """Cosines of random vectors: what both views give."""
    vectors = np.random.default_rng(seed).normal(size=(len(OWNER), 6))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors @ vectors.T).astype(np.float32)


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


def test_vectors_along_the_main_axes_are_units_that_keep_their_order_of_similarity() -> None:
    random = np.random.default_rng(3)
    vectors = (random.normal(size=(400, 200)) * np.r_[np.full(40, 3.0), np.full(160, 0.01)]).astype(np.float32)  # little outside 40 axes
    centre, axes = training.main_axes(vectors)
    turned = training.along(axes, centre, vectors)
    assert turned.shape == (400, training.AXES)
    np.testing.assert_allclose(np.linalg.norm(turned, axis=1), 1.0, atol=1e-5)
    whole = (vectors - centre) / np.linalg.norm(vectors - centre, axis=1, keepdims=True)
    np.testing.assert_allclose(turned @ turned.T, whole @ whole.T, atol=0.01)


@given(st.lists(st.integers(0, CLASSES - 1), min_size=1, max_size=12), st.integers(0, 1000))
def test_the_nearest_phrasing_of_each_class_is_found(owners: list[int], seed: int) -> None:
    owner = np.array(sorted(owners), np.int64)
    similarities: Floats = np.random.default_rng(seed).uniform(0.0, 1.0, len(owner)).astype(np.float32)
    slow = [max((float(s) for s, o in zip(similarities, owner, strict=True) if o == number), default=0.0) for number in range(CLASSES)]
    np.testing.assert_allclose(training.nearest(similarities, owner, CLASSES), slow)


def test_a_class_without_phrasings_is_near_to_nothing_and_hides_no_other() -> None:
    similarities = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], np.float32)
    assert training.nearest(similarities, OWNER, CLASSES).tolist() == pytest.approx([0.3, 0.0, 0.5, 0.9, 0.0])


def test_many_questions_are_compared_at_once() -> None:
    kernel = kernel_of(4)
    together = training.nearest(kernel, OWNER, CLASSES)
    assert together.shape == (len(OWNER), CLASSES)
    for row in range(len(OWNER)):
        assert together[row].tolist() == training.nearest(kernel[row], OWNER, CLASSES).tolist()


def test_the_kernel_over_meaning_is_one_for_the_same_meaning_and_falls_with_distance() -> None:
    cosines = np.linspace(-1.0, 1.0, 21).astype(np.float32)
    near = training.nearness(cosines)
    assert near[-1] == pytest.approx(1.0)
    assert (np.diff(near) > 0).all()
    assert (near > 0).all()
    assert near.dtype == np.float32


@pytest.mark.parametrize("seed", range(3))
def test_the_joint_kernel_is_one_that_a_head_can_be_trained_on(seed: int) -> None:
    joint = training.joint(kernel_of(seed), kernel_of(seed + 100)).astype(np.float64)
    np.testing.assert_allclose(joint, joint.T, atol=1e-6)
    assert np.linalg.eigvalsh(joint).min() > -1e-5


def fusion_case(seed: int) -> tuple[list[Floats], training.Ints, Floats]:
    """Two views of a hundred samples that are right more often than not."""
    random = np.random.default_rng(seed)
    owner = np.sort(random.integers(0, CLASSES, 100)).astype(np.int64)
    right = np.eye(CLASSES)[owner]
    views = [(right * strength + random.normal(0, 0.5, right.shape)).astype(np.float32) for strength in (0.6, 0.9)]
    return views, owner, np.array([0, 0, 0, 0, 1], np.float32)


def loss(weights: np.ndarray[tuple[int], np.dtype[np.float64]], views: list[Floats], owner: training.Ints, constant: Floats) -> float:
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


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_softmax_gives_probabilities_in_the_order_of_the_scores(scores: list[float]) -> None:
    chances = training.softmax(np.array(scores))
    assert chances.sum() == pytest.approx(1.0)
    assert (chances >= 0).all()
    assert (np.diff(chances[np.argsort(scores)]) >= 0).all()
