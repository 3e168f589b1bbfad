"""A text as a bag of n-grams, per reading.

A *reading* is how the letters of a message are taken: the three scripts, and two ways of writing Korean and Chinese in Latin
letters. Jamo n-grams survive a wrong final or a double consonant, pinyin n-grams a homophone, character n-grams a missing
blank (the encoder alone falls from 85 to 68 % on Korean without blanks). kiwi and jieba were measured: not worth their size.
"""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import assert_never

from bot.core import hangul
from bot.core.languages import Language
from bot.core.matching.groups import Groups
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


def bag(text: str, reading: Reading, tables: Tables, groups: Groups) -> Counter[str]:
    """The n-grams and word groups of a normalised text with their counts; the first character names their kind."""
    counts = Counter(_grams(text, reading, tables))
    if reading.has_meaning:
        counts.update(f"g{name}" for name in groups.found(text, reading.language))
    return counts


def _grams(text: str, reading: Reading, tables: Tables) -> Iterator[str]:
    match reading:
        case Reading.ENGLISH:
            words = text.split()
            yield from (f"w{word}" for word in words)
            yield from (f"b{one} {two}" for one, two in pairwise(words))
            for word in words:
                yield from _windows("c", f"<{word}>", 3, 5)
        case Reading.KOREAN:
            words = text.split()
            joined = "".join(words)
            yield from (f"w{word}" for word in words)
            yield from (f"p{word[:2]}" for word in words if len(word) > 2)
            yield from _windows("c", joined, 1, 3)
            yield from _windows("j", hangul.jamo(joined), 3, 5)
        case Reading.CHINESE:
            joined = text.replace(" ", "")
            syllables = pinyin(text, tables)
            yield from _windows("c", joined, 1, 3)
            yield from (f"s{one}" for one in syllables)
            yield from (f"s{one} {two}" for one, two in pairwise(syllables))
        case Reading.ROMANISED | Reading.PINYIN:
            yield from _windows("c", text, 2, 5)
        case _:
            assert_never(reading)


def _windows(kind: str, text: str, shortest: int, longest: int) -> Iterator[str]:
    for size in range(shortest, longest + 1):
        for start in range(len(text) - size + 1):
            yield kind + text[start : start + size]
