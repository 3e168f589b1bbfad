"""Noise has the law it is said to have."""

import math
import random
from collections import Counter as Tally
from fractions import Fraction

import pytest

from bot.core.noise import noise, variance
from bot.core.tallying import EPSILON_OF_A_SUBJECT, EPSILON_OF_THE_WHOLE


def law(epsilon: Fraction, number: int) -> float:
    """The exact chance of a number: two-sided geometric."""
    a = math.exp(-epsilon)
    return (1 - a) / (1 + a) * a ** abs(number)


@pytest.mark.parametrize("epsilon", [Fraction(1), EPSILON_OF_A_SUBJECT, EPSILON_OF_THE_WHOLE, Fraction(1, 7)])
def test_noise_follows_the_two_sided_geometriclaw(epsilon: Fraction) -> None:
    """Chi-square over every value expected at least fifty times, the tails together, at most 4.5 deviations from what it should be."""
    dice, draws = random.Random(20261125), 100_000
    seen = Tally(noise(epsilon, dice) for _ in range(draws))
    reach = max(number for number in range(1000) if draws * law(epsilon, number) >= 50)
    inner = range(-reach, reach + 1)
    expected = [draws * law(epsilon, number) for number in inner]
    found = [seen[number] for number in inner]
    expected.append(draws - sum(expected))
    found.append(draws - sum(found))
    chi_square = sum((f - e) ** 2 / e for f, e in zip(found, expected, strict=True))
    freedom = len(expected) - 1
    assert abs(chi_square - freedom) < 4.5 * math.sqrt(2 * freedom)


@pytest.mark.parametrize("epsilon", [Fraction(1), EPSILON_OF_A_SUBJECT, EPSILON_OF_THE_WHOLE])
def test_noise_leans_to_neither_side_and_is_as_wide_as_said(epsilon: Fraction) -> None:
    dice, draws = random.Random(5), 100_000
    found = [noise(epsilon, dice) for _ in range(draws)]
    assert abs(sum(found)) < 4 * math.sqrt(draws * variance(epsilon))
    assert sum(number > 0 for number in found) == pytest.approx(sum(number < 0 for number in found), rel=0.03)
    assert sum(number * number for number in found) / draws == pytest.approx(variance(epsilon), rel=0.05)
