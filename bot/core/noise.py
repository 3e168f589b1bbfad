"""Chance that hides one event: whole numbers by the two-sided geometric law, made of whole numbers alone."""

import math
from fractions import Fraction
from typing import Any, Protocol


class Dice(Protocol):
    """Where chance comes from: `secrets.SystemRandom`, for a guessable source is no noise."""

    def randrange(self, start: int, /) -> int:
        """A number from 0 to `start` - 1, each as likely."""

    def shuffle(self, x: list[Any], /) -> None:
        """Put a list into random order."""


def noise(epsilon: Fraction, dice: Dice) -> int:
    """A whole number n, either sign, as likely as exp(-epsilon |n|) says; epsilon is at most one."""
    return _geometric(epsilon, dice) - _geometric(epsilon, dice)


def variance(epsilon: Fraction) -> float:
    """Of this noise."""
    chance = math.exp(-epsilon)
    return 2 * chance / (1 - chance) ** 2


def _geometric(epsilon: Fraction, dice: Dice) -> int:
    number = 0
    while _happens(epsilon, dice):
        number += 1
    return number


def _happens(epsilon: Fraction, dice: Dice) -> bool:
    """True with a chance of exp(-epsilon), by whole numbers alone.

    The gaps of floating point give exact counts away (Mironov 2012). The alternating series of exp needs none: go on with a chance of
    epsilon, epsilon/2, epsilon/3 …, and see whether the number of steps is odd (Canonne, Kamath, Steinke 2020).
    """
    step = 1
    while dice.randrange(step * epsilon.denominator) < epsilon.numerator:
        step += 1
    return step % 2 == 1
