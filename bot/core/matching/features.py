"""A text as a bag of n-grams, per reading.

A *reading* is how the letters of a message are taken: the three scripts, and two ways of writing Korean and Chinese in Latin
letters. Jamo n-grams survive a wrong final or a double consonant, pinyin n-grams a homophone, character n-grams a missing
blank (the encoder alone falls from 85 to 68 % on Korean without blanks). kiwi and jieba were measured: not worth their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self, assert_never

import numpy as np
from numpy.typing import NDArray

from bot.core import hangul
from bot.core.languages import Language
from bot.core.matching.groups import Groups
from bot.core.matching.spans import Numbers, Spans, places_of
from bot.core.text import Tables, loose_pinyin, pinyin


class Reading(StrEnum):
    """How the letters of a message are taken."""

    ENGLISH = "en"
    KOREAN = "ko"
    CHINESE = "zh"
    ROMANISED = "ko-Latn"
    PINYIN = "zh-Latn"

    @property
    def language(self) -> Language:
        """The language of the phrasings it is compared with."""
        match self:
            case Reading.ENGLISH:
                return Language.ENGLISH
            case Reading.KOREAN | Reading.ROMANISED:
                return Language.KOREAN
            case Reading.CHINESE | Reading.PINYIN:
                return Language.CHINESE
            case _:
                assert_never(self)

    @property
    def has_meaning(self) -> bool:
        """Whether the sentence encoder can read it."""
        return self in (Reading.ENGLISH, Reading.KOREAN, Reading.CHINESE)


OF_LANGUAGE = {language: Reading.ENGLISH for language in Language} | {
    Language.KOREAN: Reading.KOREAN,
    Language.CHINESE: Reading.CHINESE,
    Language.TRADITIONAL_CHINESE: Reading.CHINESE,
}
"""How a message in a language is read; one that is only written to readers has no reading of its own."""


def as_latin(text: str, reading: Reading, tables: Tables) -> str:
    """A normalised phrasing in the Latin letters of a reading: what a question in that reading is compared with."""
    match reading:
        case Reading.ROMANISED:
            return hangul.loose_roman(hangul.romanised(text)).replace(" ", "")
        case Reading.PINYIN:
            return loose_pinyin("".join(pinyin(text, tables)))
        case Reading.ENGLISH | Reading.KOREAN | Reading.CHINESE:
            return text
        case _:
            assert_never(reading)


@dataclass(frozen=True, slots=True)
class Bag:
    """The n-grams and word groups of a text, as numbers (see `spans`), ascending, and how often each stands in it."""

    features: Numbers
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, features: Numbers) -> Self:
        """Count features that may come again."""
        return cls(*np.unique(features, return_counts=True))


def bag(text: str, reading: Reading, tables: Tables, groups: Groups) -> Bag:
    """What a normalised text is compared by."""
    return Bag.of(spans_of(text, reading, tables, groups).numbers())


def spans_of(text: str, reading: Reading, tables: Tables, groups: Groups) -> Spans:
    """The n-grams and word groups of a normalised text; a letter names their kind."""
    spans = Spans()
    _gather_grams(spans, text, reading, tables)
    if reading.has_meaning:
        _gather_words(spans, [*groups.found(text, reading.language)], "g")
    return spans


def _gather_grams(spans: Spans, text: str, reading: Reading, tables: Tables) -> None:
    match reading:
        case Reading.ENGLISH:
            words = text.split()
            _gather_words(spans, words, "w", pairs="b")
            marked = [f"<{word}>" for word in words]
            stops = np.repeat(np.cumsum([*map(len, marked)]), [*map(len, marked)])
            spans.gather_windows("c", "".join(marked), range(3, 6), stops)
        case Reading.KOREAN:
            words = text.split()
            joined = "".join(words)
            _gather_words(spans, words, "w", beginnings="p")
            spans.gather_windows("c", joined, range(1, 4))
            spans.gather_windows("j", hangul.jamo(joined), range(3, 6))
        case Reading.CHINESE:
            spans.gather_windows("c", text.replace(" ", ""), range(1, 4))
            _gather_words(spans, pinyin(text, tables), "s", pairs="s")
        case Reading.ROMANISED | Reading.PINYIN:
            spans.gather_windows("c", text, range(2, 6))
        case _:
            assert_never(reading)


def _gather_words(spans: Spans, words: Sequence[str], kind: str, pairs: str = "", beginnings: str = "") -> None:
    """Words of one kind, and of others each two in a row and the first two letters of those that have more."""
    if not words:
        return
    starts, ends = places_of(words, spans.add(" ".join(words)))
    spans.gather(kind, starts, ends)
    if pairs:
        spans.gather(pairs, starts[:-1], ends[1:])
    if beginnings:
        long = starts[ends - starts > 2]
        spans.gather(beginnings, long, long + 2)
