"""A message is near to what says the same, and scores become probabilities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching import scoring, training
from tests.core.matching.kernels import CLASSES, OWNER, kernel_of


def test_vectors_along_the_main_axes_are_units_that_keep_their_order_of_similarity() -> None:
    random = np.random.default_rng(3)
    vectors = (random.normal(size=(400, 200)) * np.r_[np.full(40, 3.0), np.full(160, 0.01)]).astype(np.float32)  # little outside 40 axes
    centre, axes = training.main_axes(vectors)
    turned = scoring.along(axes, centre, vectors)
    assert turned.shape == (400, training.AXES)
    np.testing.assert_allclose(np.linalg.norm(turned, axis=1), 1.0, atol=1e-5)
    whole = (vectors - centre) / np.linalg.norm(vectors - centre, axis=1, keepdims=True)
    np.testing.assert_allclose(turned @ turned.T, whole @ whole.T, atol=0.01)


@given(st.lists(st.integers(0, CLASSES - 1), min_size=1, max_size=12), st.integers(0, 1000))
def test_the_nearest_phrasing_of_each_class_is_found(owners: list[int], seed: int) -> None:
    owner = np.array(sorted(owners), np.int64)
    similarities: scoring.Floats = np.random.default_rng(seed).uniform(0.0, 1.0, len(owner)).astype(np.float32)
    slow = [max((float(s) for s, o in zip(similarities, owner, strict=True) if o == number), default=0.0) for number in range(CLASSES)]
    np.testing.assert_allclose(scoring.nearest(similarities, owner, CLASSES), slow)


def test_a_class_without_phrasings_is_near_to_nothing_and_hides_no_other() -> None:
    similarities = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], np.float32)
    assert scoring.nearest(similarities, OWNER, CLASSES).tolist() == pytest.approx([0.3, 0.0, 0.5, 0.9, 0.0])


def test_many_questions_are_compared_at_once() -> None:
    kernel = kernel_of(4)
    together = scoring.nearest(kernel, OWNER, CLASSES)
    assert together.shape == (len(OWNER), CLASSES)
    for row in range(len(OWNER)):
        assert together[row].tolist() == scoring.nearest(kernel[row], OWNER, CLASSES).tolist()


def test_the_kernel_over_meaning_is_one_for_the_same_meaning_and_falls_with_distance() -> None:
    cosines = np.linspace(-1.0, 1.0, 21).astype(np.float32)
    near = scoring.nearness(cosines)
    assert near[-1] == pytest.approx(1.0)
    assert (np.diff(near) > 0).all()
    assert (near > 0).all()
    assert near.dtype == np.float32


@pytest.mark.parametrize("seed", range(3))
def test_the_joint_kernel_is_one_that_a_head_can_be_trained_on(seed: int) -> None:
    joint = scoring.joint(kernel_of(seed), kernel_of(seed + 100)).astype(np.float64)
    np.testing.assert_allclose(joint, joint.T, atol=1e-6)
    assert np.linalg.eigvalsh(joint).min() > -1e-5


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_softmax_gives_probabilities_in_the_order_of_the_scores(scores: list[float]) -> None:
    chances = scoring.softmax(np.array(scores))
    assert chances.sum() == pytest.approx(1.0)
    assert (chances >= 0).all()
    assert (np.diff(chances[np.argsort(scores)]) >= 0).all()
