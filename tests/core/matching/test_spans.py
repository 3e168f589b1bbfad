"""Pieces of texts become numbers: the same ones the same, different ones different, in this process and in every other."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching.spans import Collision, Spans, numbers_of, refuse_collisions

TEXTS = st.text(max_size=30)


def windows(text: str, sizes: range, before: str = "", kind: str = "c", seed: int = 0) -> list[int]:
    spans = Spans()
    spans.add(before)
    spans.gather_windows(kind, text, sizes)
    return [*spans.numbers(seed).tolist()]


@given(TEXTS, TEXTS)
def test_a_piece_has_the_same_number_wherever_it_stands(text: str, before: str) -> None:
    pieces = [text[at : at + size] for size in range(1, 5) for at in range(len(text) - size + 1)]
    numbers = windows(text, range(1, 5), before)
    assert numbers == numbers_of(pieces, "c").tolist()
    assert len({*zip(pieces, numbers, strict=True)}) == len({*pieces}) == len({*numbers})


def test_no_two_of_a_million_pieces_get_the_same_number() -> None:
    letters = [chr(code) for code in range(0xAC00, 0xAC00 + 1000)]
    numbers = numbers_of([one + other for one in letters for other in letters])
    assert len(np.unique(numbers)) == 1_000_000
    assert abs(float((numbers >> np.uint64(63)).mean()) - 0.5) < 0.01


@given(st.text(min_size=1, max_size=30))
def test_kinds_and_seeds_have_numbers_of_their_own(text: str) -> None:
    ways = [{*windows(text, range(1, 3), kind=kind, seed=seed)} for kind in "cj" for seed in (0, 1)]
    assert len(set().union(*ways)) == sum(map(len, ways))


def test_a_window_does_not_reach_beyond_its_stop() -> None:
    spans = Spans()
    spans.gather_windows("c", "abcde", range(2, 4), np.array([2, 2, 5, 5, 5]))
    assert spans.numbers().tolist() == numbers_of(["ab", "cd", "de", "cde"], "c").tolist()


@pytest.mark.parametrize("length", [4095, 4096, 4097, 20_000])
def test_a_text_may_be_of_any_length(length: int) -> None:
    assert windows("x" * (length - 2) + "가나", range(2, 3))[-1] == numbers_of(["가나"], "c")[0]


def test_another_process_gives_the_same_numbers() -> None:
    program = "from bot.core.matching.spans import numbers_of; print(numbers_of(['여권', 'a', '护照 \\U0001f600']).tolist())"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(numbers_of(["여권", "a", "护照 \U0001f600"]).tolist())


def test_two_pieces_with_one_number_are_refused() -> None:
    numbers = np.array([5, 7, 5, 9], np.uint64)
    refuse_collisions(numbers, np.array([1, 2, 1, 1], np.uint64))
    with pytest.raises(Collision, match="same number"):
        refuse_collisions(numbers, np.array([1, 2, 3, 4], np.uint64))
