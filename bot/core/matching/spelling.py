"""Mend words towards the base's own: a word it does not know becomes the nearest one it knows.

rapidfuzz alone is the weakest engine, and dangerous; as a part it is excellent: mending gave 5 to 10 points on misspelt
questions. Distance is OSA on letters (jamo for Korean); a Chinese pair of characters is mended to a known pair that sounds the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core import hangul
from bot.core.languages import Language
from bot.core.text import Tables, pinyin

_KNOWN_ENOUGH = 2
"""A Chinese pair must occur this often to be mended to: a pair seen once is mostly an accident of two words."""


_MOST_MENDED = 8
"""Unknown words of a text that are mended: a text with more is not made of slips, and comparing each takes half a millisecond."""


def _reach(letters: int) -> int:
    """How many slips a word of some length may hold before it is another word."""
    return 0 if letters < 4 else 1 if letters < 8 else 2


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of one language's phrasings.

    Attributes:
        words: spelt out in letters -> the word.
        by_length: number of letters -> the words of that length that others are mended to, spelt out, the most frequent first.
        counts: how often each of these stands in the phrasings.
        pairs: sound of two characters -> the two characters (Chinese only).
    """

    language: Language
    words: Mapping[str, str]
    by_length: Mapping[int, tuple[str, ...]]
    counts: Mapping[str, int]
    pairs: Mapping[str, str]

    @classmethod
    def of(cls, texts: Iterable[str], language: Language, tables: Tables, others: Iterable[str] = ()) -> Self:
        """Learn the words of normalised phrasings.

        Args:
            texts: phrasings whose words others are mended to.
            language: of the phrasings.
            tables: for the sounds of Chinese.
            others: words that are right too, but none of our business: `polis` is the police and not the polls.
        """
        texts, others = tuple(texts), tuple(others)
        if language is not Language.CHINESE:
            counts = Counter(hangul.jamo(word) for text in texts for word in text.split())
            by_length: dict[int, list[str]] = defaultdict(list)
            for letters, _ in counts.most_common():
                by_length[len(letters)].append(letters)
            words = {hangul.jamo(word): word for text in (*texts, *others) for word in text.split()}
            return cls(language, words, {length: tuple(some) for length, some in by_length.items()}, counts, {})
        seen = Counter(_pairs(texts))
        pairs: dict[str, str] = {}
        for pair, count in seen.most_common():
            if count >= _KNOWN_ENOUGH and " " not in pair:
                pairs.setdefault(" ".join(pinyin(pair, tables)), pair)
        return cls(language, {pair: pair for pair in (*seen, *_pairs(others))}, {}, {}, pairs)

    def mended(self, text: str, tables: Tables) -> str:
        """The text with unknown words replaced by near known ones."""
        if self.language is Language.CHINESE:
            return self._same_sound(text, tables)
        words = text.split()
        unknown = [at for at, word in enumerate(words) if hangul.jamo(word) not in self.words]
        for at in unknown[:_MOST_MENDED]:
            words[at] = self._nearest(words[at])
        return " ".join(words)

    def _nearest(self, word: str) -> str:
        letters = hangul.jamo(word)
        reach = _reach(len(letters))
        if letters in self.words or not reach:
            return word
        near = (
            process.extractOne(letters, self.by_length.get(length, ()), scorer=OSA.distance, processor=None, score_cutoff=reach)
            for length in range(len(letters) - reach, len(letters) + reach + 1)
        )
        # of the nearest one that begins alike (`ilegal` is not legal), then the most frequent
        found = [(int(distance), known[0] != letters[0], -self.counts[known], known) for known, distance, _ in filter(None, near)]
        return self.words[min(found)[-1]] if found else word

    def _same_sound(self, text: str, tables: Tables) -> str:
        characters = list(text)
        for at in range(len(characters) - 1):
            pair = "".join(characters[at : at + 2])
            if pair not in self.words and (known := self.pairs.get(" ".join(pinyin(pair, tables)))):
                characters[at : at + 2] = known
        return "".join(characters)


def _pairs(texts: Iterable[str]) -> Iterator[str]:
    return (text[at : at + 2] for text in texts for at in range(len(text) - 1))
