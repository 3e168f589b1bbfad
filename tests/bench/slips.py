"""Slips of the fingers and of the ear, the same ones at every run.

English: one or two words of more than three letters are mistyped on the keyboard. Korean: one letter of one syllable becomes its
neighbour on the two-set keyboard or one that sounds alike, or a final is lost; blanks, which people set at will, are measured
apart. Chinese: one or two characters become others of the same sound, as an input method offers them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from random import Random
from typing import assert_never

from bot.core import hangul
from bot.core.languages import Language
from bot.core.text import Tables

Slip = Callable[[str], str]
"""A text to the same text mistyped; unchanged where nothing can be mistyped."""

MOST = 2
LONG_ENOUGH = 4
"""Letters of an English word that may be mistyped: in `the` a slip makes another word."""

_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = (
    ("ㄱㄲㅋ", "ㄷㄸㅌ", "ㅂㅃㅍ", "ㅅㅆ", "ㅈㅉㅊ"),
    ("ㅐㅔ", "ㅒㅖ", "ㅓㅗ", "ㅕㅛ", "ㅜㅡ", "ㅙㅚㅞ", "ㅢㅣ"),
    ("ㄱㄲㅋ", "ㄴㅇ", "ㄴㄶㄵ", "ㄹㅀ", "ㅂㅍㅄ", "ㄷㅅㅆㅈㅊㅌ"),
)
"""Initials, medials and finals that are taken for each other."""
_LETTERS = (tuple(hangul.INITIALS), tuple(hangul.MEDIALS), hangul.FINALS)
_LAST_COMMON_ROW = 0xD7
"""GB 2312 sorts its 3,755 everyday characters into rows up to this first byte; nobody writes the others by mistake."""


def slip_of(language: Language, tables: Tables) -> Slip:
    """How texts of a language are mistyped."""
    match language:
        case Language.ENGLISH:
            return lambda text: _in_some(text, _mistyped_words(text), " ")
        case Language.KOREAN:
            return lambda text: _in_some(text, _misheard_syllables(text), "", most=1)
        case Language.CHINESE | Language.TRADITIONAL_CHINESE:
            sounds = _by_sound(tables)
            return lambda text: _in_some(text, _same_sounds(text, sounds, tables), "")
        case _:
            assert_never(language)


def without_blanks(text: str) -> str:
    """The text in one piece, as Korean is often typed on a phone."""
    return "".join(text.split())


Parts = list[str]
Others = Mapping[int, list[str]]
"""Place of a part -> what may stand there by mistake, never the part itself."""


def _in_some(text: str, slips: tuple[Parts, Others], joint: str, most: int = MOST) -> str:
    """Put one to `most` of the slips into the text; seeded by the text, so that order and number of texts change nothing."""
    random = Random(text)
    parts, others = list(slips[0]), slips[1]
    for at in random.sample(sorted(others), min(random.randint(1, most), len(others))):
        parts[at] = random.choice(others[at])
    return joint.join(parts) if others else text


def _mistyped_words(text: str) -> tuple[Parts, Others]:
    words = text.split(" ")
    others = {at: sorted({*_mistyped(word)} - {word}) for at, word in enumerate(words) if sum(map(str.isalpha, word)) >= LONG_ENOUGH}
    return words, {at: some for at, some in others.items() if some}


def _mistyped(word: str) -> Iterator[str]:
    """A key beside the right one, one twice, one left out, two in the wrong order."""
    for at, letter in enumerate(word):
        if not letter.isalpha():
            continue
        before, after = word[:at], word[at + 1 :]
        yield from (before + beside + after for beside in _BESIDE.get(letter.lower(), ""))
        yield before + letter + letter + after
        yield before + after
        if after[:1].isalpha():
            yield before + after[0] + letter + after[1:]


def _beside() -> dict[str, str]:
    """The keys around each key: a row is shifted by half a key to the right of the one above."""
    places = {(row, column): key for row, keys in enumerate(_KEY_ROWS) for column, key in enumerate(keys)}
    around = ((0, -1), (0, 1), (-1, 0), (-1, 1), (1, -1), (1, 0))
    return {key: "".join(places.get((row + down, column + right), "") for down, right in around) for (row, column), key in places.items()}


_BESIDE = _beside()


def _misheard_syllables(text: str) -> tuple[Parts, Others]:
    return list(text), {at: list(_misheard(parts)) for at, one in enumerate(text) if (parts := hangul.split(one))}


def _misheard(parts: tuple[int, int, int]) -> Iterator[str]:
    for place, letters in enumerate(_LETTERS):
        letter = letters[parts[place]]
        alike = {other for group in _ALIKE[place] if letter and letter in group for other in group}
        beside = {hangul.from_keys(key) for key in _BESIDE.get(hangul.to_keys(letter), "")}
        lost = {""} if place == len(_LETTERS) - 1 else set()
        for other in sorted((alike | beside | lost) & set(letters) - {letter}):
            changed = [*parts]
            changed[place] = letters.index(other)
            yield hangul.join(*changed)


def _by_sound(tables: Tables) -> Mapping[str, list[str]]:
    """Sound -> the everyday characters that have it."""
    sounds = defaultdict(list)
    rows = product(range(0xB0, _LAST_COMMON_ROW + 1), range(0xA1, 0xFF))
    for character in (bytes(place).decode("gb2312", errors="ignore") for place in rows):
        if sound := tables.pinyin.get(character):
            sounds[sound].append(character)
    return sounds


def _same_sounds(text: str, sounds: Mapping[str, list[str]], tables: Tables) -> tuple[Parts, Others]:
    others = {at: [other for other in sounds.get(tables.pinyin.get(one, ""), ()) if other != one] for at, one in enumerate(text)}
    return list(text), {at: some for at, some in others.items() if some}
