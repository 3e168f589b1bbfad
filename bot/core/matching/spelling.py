"""Mend words towards the base's own: a word it does not know becomes the nearest one it knows.

rapidfuzz alone is the weakest engine, and dangerous; as a part it is excellent: mending gave 5 to 10 points on misspelt
questions. Distance is OSA on letters (jamo for Korean); a Chinese pair of characters is mended to a known pair that sounds the same.
"""

from collections import Counter, defaultdict
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
        by_length: number of letters -> the words of that length, spelt out.
        pairs: sound of two characters -> the two characters (Chinese only).
    """

    language: Language
    words: Mapping[str, str]
    by_length: Mapping[int, tuple[str, ...]]
    pairs: Mapping[str, str]

    @classmethod
    def of(cls, texts: Iterable[str], language: Language, tables: Tables) -> Self:
        """Learn the words of normalised phrasings."""
        texts = tuple(texts)
        if language is not Language.CHINESE:
            words = {hangul.jamo(word): word for text in texts for word in text.split()}
            by_length: dict[int, list[str]] = defaultdict(list)
            for letters in words:
                by_length[len(letters)].append(letters)
            return cls(language, words, {length: tuple(some) for length, some in by_length.items()}, {})
        seen = Counter(text[at : at + 2] for text in texts for at in range(len(text) - 1))
        pairs: dict[str, str] = {}
        for pair, count in seen.most_common():
            if count >= _KNOWN_ENOUGH and " " not in pair:
                pairs.setdefault(" ".join(pinyin(pair, tables)), pair)
        return cls(language, {pair: pair for pair in seen}, {}, pairs)

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
        best: tuple[str, int] | None = None
        for length in sorted(range(len(letters) - reach, len(letters) + reach + 1), key=lambda one: abs(one - len(letters))):
            cutoff = best[1] - 1 if best else reach
            if cutoff < max(1, abs(length - len(letters))):
                break
            near = self.by_length.get(length, ())
            if found := process.extractOne(letters, near, scorer=OSA.distance, processor=None, score_cutoff=cutoff):
                best = found[0], int(found[1])
        return self.words[best[0]] if best else word

    def _same_sound(self, text: str, tables: Tables) -> str:
        characters = list(text)
        for at in range(len(characters) - 1):
            pair = "".join(characters[at : at + 2])
            if pair not in self.words and (known := self.pairs.get(" ".join(pinyin(pair, tables)))):
                characters[at : at + 2] = known
        return "".join(characters)
