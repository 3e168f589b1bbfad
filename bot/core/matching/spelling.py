"""Mend words towards the base's own: a word it does not know becomes the nearest one it knows.

rapidfuzz alone is the weakest engine, and dangerous; as a part it is excellent: mending gave 5 to 10 points on misspelt
questions. Distance is OSA on letters (jamo for Korean); a Chinese pair of characters is mended to a known pair that sounds the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core import hangul
from bot.core.languages import Language
from bot.core.text import Tables, pinyin

_KNOWN_ENOUGH = 2
"""A Chinese pair must occur this often to be mended to: a pair seen once is mostly an accident of two words."""


def _reach(letters: int) -> int:
    """How many slips a word of some length may hold before it is another word."""
    return 0 if letters < 4 else 1 if letters < 8 else 2


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of one language's phrasings.

    Attributes:
        words: spelt out in letters -> the word.
        pairs: sound of two characters -> the two characters (Chinese only).
    """

    language: Language
    words: Mapping[str, str]
    pairs: Mapping[str, str]

    @classmethod
    def of(cls, texts: Iterable[str], language: Language, tables: Tables) -> Self:
        """Learn the words of normalised phrasings."""
        texts = tuple(texts)
        if language is not Language.CHINESE:
            return cls(language, {hangul.jamo(word): word for text in texts for word in text.split()}, {})
        seen = Counter(text[at : at + 2] for text in texts for at in range(len(text) - 1))
        pairs: dict[str, str] = {}
        for pair, count in seen.most_common():
            if count >= _KNOWN_ENOUGH and " " not in pair:
                pairs.setdefault(" ".join(pinyin(pair, tables)), pair)
        return cls(language, {pair: pair for pair in seen}, pairs)

    def mended(self, text: str, tables: Tables) -> str:
        """The text with unknown words replaced by near known ones."""
        if self.language is Language.CHINESE:
            return self._same_sound(text, tables)
        return " ".join(self._nearest(word) for word in text.split())

    def _nearest(self, word: str) -> str:
        letters = hangul.jamo(word)
        reach = _reach(len(letters))
        if letters in self.words or not reach:
            return word
        found = process.extractOne(letters, self.words.keys(), scorer=OSA.distance, processor=None, score_cutoff=reach)
        return self.words[found[0]] if found else word

    def _same_sound(self, text: str, tables: Tables) -> str:
        characters = list(text)
        for at in range(len(characters) - 1):
            pair = "".join(characters[at : at + 2])
            if pair not in self.words and (known := self.pairs.get(" ".join(pinyin(pair, tables)))):
                characters[at : at + 2] = known
        return "".join(characters)
