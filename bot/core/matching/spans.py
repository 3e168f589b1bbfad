"""Pieces of a text as numbers of 64 bits, thousands in a few steps of numpy.

An index of numbers is a fifth of one of words, and nothing has to be made of it when a bot starts. Different pieces may get the same
number: any two with odds of 1 in 2⁶⁴, so among the 330,000 of the largest index some two with 1 in 300 million, which `Collision`
refuses at learning; and a piece of a question is taken for one of the index with 1 in 50 million million, as if it were another slip.
Python's own `hash` is another one in every process.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_START = np.uint64(0xA0761D6478BD642F)
"""Added before the scrambling, which leaves 0 as it is: `a` and `a\\0` had the same number."""
_BASE = 0xD6E8FEB86659FD93
_BACK = pow(_BASE, -1, 2**64)


class Collision(ValueError):
    """Two different pieces got the same number."""


class Spans:
    """Pieces of some texts, gathered to get their numbers in one go: most of the time is the beginning of each step of numpy, not its work.

    The number is that of a polynomial over scrambled characters, which for each piece is a difference of two sums.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self._texts: list[str] = []
        self._length = 0
        self._gathered: list[tuple[str, Places, Places]] = []

    def add(self, text: str) -> int:
        """Take a text; where it begins in all that were taken."""
        began = self._length
        self._texts.append(text)
        self._length += len(text)
        return began

    def gather(self, kind: str, starts: Places, ends: Places) -> None:
        """Want the pieces [start, end) of all texts taken; the same characters have another number in another kind."""
        self._gathered.append((kind, starts, ends))

    def gather_windows(self, kind: str, text: str, sizes: range, stops: Places | None = None) -> None:
        """Want all pieces of a text that have one of these lengths, and end at or before the stop of the place they begin at, if any."""
        began = self.add(text)
        for size in sizes:
            starts = np.arange(len(text) - size + 1)
            if stops is not None:
                starts = starts[starts + size <= stops[: len(starts)]]
            starts += began
            self._gathered.append((kind, starts, starts + size))

    def numbers(self, seed: int = 0) -> Numbers:
        """The numbers of the pieces, in the order they were gathered in; another seed gives others that have nothing to do with these."""
        # Scrambled at once: numpy keeps what was in small arrays, and a question must not stand there.
        codes = np.frombuffer("".join(self._texts).encode("utf-32-le", "surrogatepass"), "<u4")
        scrambled = _mixed(np.multiply(codes, _STEP, dtype=np.uint64) + (_START + np.uint64(seed)))
        sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(scrambled * _powers(_BASE, len(codes)), out=sums[1:])
        starts, ends = (np.concatenate([gathered[at] for gathered in self._gathered]) for at in (1, 2))
        kinds = np.repeat([ord(kind) for kind, _, _ in self._gathered], [len(some) for _, some, _ in self._gathered]).astype(np.uint64)
        return _mixed((sums[ends] - sums[starts]) * _powers(_BACK, len(sums))[starts] + kinds * _STEP)


def places_of(parts: Sequence[str], began: int = 0, apart: int = 1) -> tuple[Places, Places]:
    """Where each part begins and ends in all of them joined, so many characters apart."""
    lengths = np.array([len(part) for part in parts], np.int64)
    ends = np.cumsum(lengths + apart) + (began - apart)
    return ends - lengths, ends


def numbers_of(pieces: Sequence[str], kind: str = "w") -> Numbers:
    """The numbers of pieces that each are a text."""
    spans = Spans()
    joined = "".join(pieces)
    spans.gather(kind, *places_of(pieces, spans.add(joined), apart=0))
    return spans.numbers()


def found_in(known: Numbers, numbers: Numbers) -> Places:
    """Where each number stands among ascending ones; their length where it does not."""
    places = np.searchsorted(known, numbers)
    inside = places < len(known)
    inside[inside] = known[places[inside]] == numbers[inside]
    return np.where(inside, places, len(known))


def refuse_collisions(numbers: Numbers, others: Numbers) -> None:
    """Compare the numbers of pieces with those that the same pieces have by another seed.

    Raises:
        Collision: where one number goes with two of the others.
    """
    order = np.lexsort((others, numbers))
    numbers, others = numbers[order], others[order]
    if ((numbers[1:] == numbers[:-1]) & (others[1:] != others[:-1])).any():
        raise Collision("Two pieces of phrasings got the same number. Change _BASE in bot/core/matching/spans.py, raise FORMAT, publish.")


def _powers(base: int, number: int) -> Numbers:
    if number <= _MANY:
        return _POWERS[base][:number]
    return _computed(base, number)


def _computed(base: int, number: int) -> Numbers:
    powers = np.full(number, base, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


_MANY = 4096
"""Characters that a text of `text.LONGEST` has in any spelling, and more."""
_POWERS = {base: _computed(base, _MANY) for base in (_BASE, _BACK)}


def _mixed(numbers: Numbers) -> Numbers:
    """Every bit of the result depends on every bit given; what was different stays different (steps of Steele et al. 2014, SplitMix)."""
    numbers ^= numbers >> np.uint64(30)
    numbers *= np.uint64(0xBF58476D1CE4E5B9)
    numbers ^= numbers >> np.uint64(27)
    numbers *= np.uint64(0x94D049BB133111EB)
    numbers ^= numbers >> np.uint64(31)
    return numbers
