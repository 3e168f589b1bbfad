"""The n-grams of a text, by the book: written out as strings, one by one."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import hangul
from bot.core.knowledge import Lexicon
from bot.core.matching.features import Reading, bag
from bot.core.matching.groups import Groups
from bot.core.matching.spans import numbers_of
from bot.core.text import Tables, pinyin

TEXTS = st.lists(st.text("abc가각나여护照 ", min_size=1, max_size=6), max_size=6).map(lambda words: " ".join(" ".join(words).split()))


def windows(kind: str, text: str, shortest: int, longest: int) -> Iterator[tuple[str, str]]:
    yield from ((kind, text[at : at + size]) for size in range(shortest, longest + 1) for at in range(len(text) - size + 1))


def grams(text: str, reading: Reading, tables: Tables) -> Iterator[tuple[str, str]]:
    words, joined = text.split(), text.replace(" ", "")
    match reading:
        case Reading.ENGLISH:
            yield from (("w", word) for word in words)
            yield from (("b", f"{one} {two}") for one, two in pairwise(words))
            for word in words:
                yield from windows("c", f"<{word}>", 3, 5)
        case Reading.KOREAN:
            yield from (("w", word) for word in words)
            yield from (("p", word[:2]) for word in words if len(word) > 2)
            yield from windows("c", joined, 1, 3)
            yield from windows("j", hangul.jamo(joined), 3, 5)
        case Reading.CHINESE:
            syllables = pinyin(text, tables)
            yield from windows("c", joined, 1, 3)
            yield from (("s", one) for one in syllables)
            yield from (("s", f"{one} {two}") for one, two in pairwise(syllables))
        case _:
            yield from windows("c", text, 2, 5)


@pytest.mark.parametrize("reading", Reading)
@given(text=TEXTS)
def test_a_bag_holds_the_n_grams_of_its_reading_and_nothing_else(tables: Tables, reading: Reading, text: str) -> None:
    expected = Counter(int(numbers_of([piece], kind)[0]) for kind, piece in grams(text, reading, tables))
    found = bag(text, reading, tables, Groups(Lexicon({}, {}, {}), tables))
    assert dict(zip(found.features.tolist(), found.counts.tolist(), strict=True)) == expected
    assert sorted(expected) == found.features.tolist()
