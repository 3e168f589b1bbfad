"""Mend words towards the base's own: a word it does not know becomes the nearest one it knows.

rapidfuzz alone is the weakest engine, and dangerous; as a part it is excellent: mending gave 5 to 10 points on misspelt
questions. Distance is OSA on letters (jamo for Korean); a Chinese pair of characters is mended to a known pair that sounds the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from bot.core import hangul
from bot.core.languages import Language
from bot.core.matching.spans import Numbers, found_in, numbers_of
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
        known: the numbers (see `spans`) of all words that are right, spelt out in letters, ascending; of pairs of characters in Chinese.
        letters: the words that others are mended to, spelt out: the shortest first, of one length the most frequent first.
        words: the same as they are written.
        counts: how often each of these stands in the phrasings.
        starts: those of n letters are `[starts[n], starts[n + 1])` of the three.
        masks: which letters each of them has, a bit a letter.
        pairs: sound of two characters -> the two characters (Chinese only).
    """

    language: Language
    known: Numbers
    letters: tuple[str, ...]
    words: tuple[str, ...]
    counts: NDArray[np.int32]
    starts: NDArray[np.int32]
    masks: NDArray[np.uint64]
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
        pairs: dict[str, str] = {}
        words: dict[str, str] = {}
        counts: list[tuple[str, int]] = []
        if language is Language.CHINESE:
            seen = Counter(_pairs(texts))
            for pair, count in seen.most_common():
                if count >= _KNOWN_ENOUGH and " " not in pair:
                    pairs.setdefault(" ".join(pinyin(pair, tables)), pair)
            right = {*seen, *_pairs(others)}
        else:
            words = {hangul.jamo(word): word for text in texts for word in text.split()}
            counts = sorted(
                Counter(hangul.jamo(word) for text in texts for word in text.split()).most_common(), key=lambda one: len(one[0])
            )
            right = {*words, *(word for text in others for word in text.split())}
        lengths = [len(letters) for letters, _ in counts]
        return cls(
            language,
            np.unique(numbers_of([hangul.jamo(one) for one in right])),
            tuple(letters for letters, _ in counts),
            tuple(words[letters] for letters, _ in counts),
            np.array([count for _, count in counts], np.int32),
            np.searchsorted(lengths, np.arange(max(lengths, default=0) + 2)).astype(np.int32),
            np.array([_mask(letters) for letters, _ in counts], np.uint64),
            pairs,
        )

    def knows(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Which words (or pairs, in Chinese) are right as they are."""
        numbers = numbers_of([hangul.jamo(word) for word in words])
        return found_in(self.known, numbers) < len(self.known)

    def mended(self, text: str, tables: Tables) -> str:
        """The text with unknown words replaced by near known ones."""
        if self.language is Language.CHINESE:
            return self._same_sound(text, tables)
        words = text.split()
        for at in np.flatnonzero(~self.knows(words)).tolist()[:_MOST_MENDED]:
            words[at] = self._nearest(words[at])
        return " ".join(words)

    def _nearest(self, word: str) -> str:
        letters = hangul.jamo(word)
        if not (reach := _reach(len(letters))):
            return word
        first, beyond = (int(self.starts[min(length, len(self.starts) - 1)]) for length in (len(letters) - reach, len(letters) + reach + 1))
        differing = np.bitwise_count(self.masks[first:beyond] ^ np.uint64(_mask(letters)))
        near: list[tuple[int, bool, int, str, int]] = []
        for at in (np.flatnonzero(differing <= _DIFFERING * reach) + first).tolist():
            known = self.letters[at]
            distance = OSA.distance(letters, known, score_cutoff=reach)
            if distance <= reach:
                near.append((distance, known[0] != letters[0], -int(self.counts[at]), known, at))
        # of the nearest one that begins alike (`ilegal` is not legal), then the most frequent
        return self.words[min(near)[-1]] if near else word

    def _same_sound(self, text: str, tables: Tables) -> str:
        characters = list(text)
        is_right = self.knows([*_pairs([text])]).tolist()
        for at, right in enumerate(is_right):
            pair = "".join(characters[at : at + 2])
            if pair != text[at : at + 2]:  # its first character was just mended
                right = bool(self.knows([pair])[0])
            if not right and (known := self.pairs.get(" ".join(pinyin(pair, tables)))):
                characters[at : at + 2] = known
        return "".join(characters)


_DIFFERING = 2
"""Letters that one slip makes differ between two words at most: one for another. Words that differ in more need no comparing."""


def _mask(letters: str) -> int:
    """A bit for each letter in a word: Latin letters and jamo have bits of their own, others may share one."""
    mask = 0
    for letter in letters:
        mask |= 1 << (ord(letter) & 63)
    return mask


def _pairs(texts: Iterable[str]) -> Iterator[str]:
    return (text[at : at + 2] for text in texts for at in range(len(text) - 1))
