"""What a button says when the whole title is too long for it.

A phone shows about 30 columns and cuts what is longer at its end, which may be where the word stands that makes the difference:
"I do not want to go back to North …". So labels are cut here, by a rule: every name of a country and every negation stays, wherever it
stands; of the rest, what is said stays rather than how it is asked ("How do I"), the beginning and the end rather than the middle. An
ellipsis shows each gap.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import assert_never

from bot.core.edition import Texts
from bot.core.languages import Language, written

WIDEST = 30
"""Columns of a label that has a row to itself; a Korean or Chinese character takes two."""

_ELLIPSIS = "…"
_NEGATIONS = {
    Language.ENGLISH: re.compile(r"\b(?:not?|never|without|cannot|nobody|nothing|\w+n['’]t)\b(?: \w+)?", re.IGNORECASE),
    Language.KOREAN: re.compile(r"(?:^|(?<=\s))(?:안|못)\s\S+|않|못[하한할합해했]|없|아니|아닌|아닙|말[고아라]"),
    Language.CHINESE: re.compile("[不没沒無无非别別未勿].?"),
}
"""Words without which a title says the opposite, with what they deny."""
_ENGLISH = (
    "a am an and any are be been being can could did do does for from get got had has have how i in is it me my of on or should someone "
    "that the there they to was what when where which who why will with you your"
)
_KOREAN = "나는 나를 내 내가 무엇을 무엇입니까 어디서 어떤 어떻게 받습니까 합니까 됩니까 있습니까 필요합니다"
_CHINESE = "怎么样什我的了是在有能可以吗嗎麼樣會会該该"
_ASKING = {
    Language.ENGLISH: frozenset(_ENGLISH.split()),
    Language.KOREAN: frozenset(_KOREAN.split()),
    Language.CHINESE: frozenset(_CHINESE),
}
"""Words that ask and join, and say little about what is asked."""
_GLOSS = re.compile(r"(?<=[가-힣])\([가-힣 ]+\)(?=[가-힣])")
"""The southern word in brackets within a Korean one: 안해(아내)로; the northern one stays. Brackets before a blank add something."""
_WORDS = re.compile(r"\s*\S+")
_CHARACTERS = re.compile(r"\s*(?:[!-~]+|\S)[，、；：？！）]*")
"""Chinese has no blanks to cut at; Latin words and numbers in it stay whole, and marks stay with what they follow."""
_PUNCTUATION = " ,.;:?!()（），、；：？！"
_DANGLING = " ,.;:(（，、；：—-–“\"'·"


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """Columns a text takes, a Korean or Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else not unicodedata.combining(one) for one in text)


_NOTHING = re.compile("(?!)")
"""In a language that has just been added, until somebody says which of its words must stay."""


class Labels:
    """Cuts titles with the names of countries an edition knows."""

    def __init__(self, texts: Texts) -> None:
        """Take the names people write for countries, and those the bot writes."""
        self._simplified = str.maketrans(dict(texts.tables.simplified))
        names: dict[Language, set[str]] = {language: set() for language in _NEGATIONS}
        for countries in texts.knowledge.lexicon.countries.values():
            for language, some in countries.items():
                names[language].update(some)
        for language in names:
            names[language].update(texts.knowledge.country_names[language].values())
        self._countries = {language: _pattern(language, some) for language, some in names.items()}
        self.shortened = lru_cache(maxsize=4096)(self._shortened)

    def _shortened(self, title: str, language: Language, columns: int = WIDEST) -> str:
        """A title within some columns, or the little more that its indispensable words take."""
        if width(title) <= columns:
            return title
        title = _GLOSS.sub("", title) if language is Language.KOREAN else title
        if width(title) <= columns:
            return title
        pieces = [*(_CHARACTERS if written(language) is Language.CHINESE else _WORDS).finditer(title)]
        spans = [*self._indispensable(title, language)]
        kept = [any(start < piece.end() and end > piece.start() for start, end in spans) for piece in pieces]
        words = [piece[0] for piece in pieces]
        weights = [self._weight(word.strip(_PUNCTUATION), language) for word in words]
        best, most = _joined(words, kept if any(kept) else [True, *kept[1:]]), -1
        for beginning in range(len(pieces), -1, -1):
            for end in range(max(1, beginning), len(pieces) + 1):
                stays = [number < beginning or number >= end or keep for number, keep in enumerate(kept)]
                said = sum(weight for weight, stay in zip(weights, stays, strict=True) if stay)
                if said > most and width(label := _joined(words, stays)) <= columns:
                    best, most = label, said
        return best

    def _weight(self, word: str, language: Language) -> int:
        """How much a word says: nothing if it only asks."""
        return 0 if word.lower() in _ASKING.get(written(language), ()) else width(word)

    def _indispensable(self, title: str, language: Language) -> Iterator[tuple[int, int]]:
        spoken = written(language)
        for pattern in (_NEGATIONS.get(spoken, _NOTHING), self._countries.get(spoken, _NOTHING)):
            for found in pattern.finditer(title.translate(self._simplified)):
                yield found.span()


def _pattern(language: Language, names: set[str]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)) if len(name) > 1)
    match language:
        case Language.ENGLISH:
            return re.compile(rf"\b(?:{longest_first or '(?!)'})\w*", re.IGNORECASE)  # also North Korean
        case Language.KOREAN | Language.CHINESE | Language.TRADITIONAL_CHINESE:
            return re.compile(longest_first or "(?!)")
        case _:
            assert_never(language)


def _joined(pieces: Sequence[str], kept: Sequence[bool]) -> str:
    """The pieces that are kept, an ellipsis in place of each gap."""
    label, gap = "", False
    for piece, keep in zip(pieces, kept, strict=True):
        if not keep:
            gap = True
            continue
        if gap:
            label, piece = label.rstrip(_DANGLING) + _ELLIPSIS, piece.lstrip()
        label, gap = label + piece, False
    return (label.rstrip(_DANGLING) + _ELLIPSIS if gap else label).strip()
