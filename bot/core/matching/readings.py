"""Latin letters told apart: English, Hangul typed on a Latin keyboard (`dkssud`), romanised Korean, pinyin.

A naive Bayes model over character n-grams, learnt from the phrasings themselves in the four spellings: no list of words to keep.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.core import hangul
from bot.core.matching.spans import Numbers, Spans, found_in
from bot.core.text import APOSTROPHES, WIDTHS, Tables, pinyin


class Spelling(StrEnum):
    """What a text in Latin letters is."""

    ENGLISH = "english"
    KEYS = "keys"
    ROMANISED = "romanised"
    PINYIN = "pinyin"


ALL = tuple(Spelling)
HOME_ADVANTAGE = 2.0
"""Added to English (in nats): an English message is far more frequent than each of the other three."""
KNOWN_ADVANTAGE = 6.0
"""Added when every word is one of the English phrasings': `bye` looks like romanised Korean to n-grams."""
_SMOOTHING = 0.1


@dataclass(frozen=True, slots=True)
class Readings:
    """How likely n-grams are in each spelling.

    Attributes:
        grams: as numbers (see `spans`), ascending.
        logs: log-probabilities, shape (n-grams + 1, spellings); the last row is for the never seen.
    """

    grams: Numbers
    logs: NDArray[np.float32]

    @classmethod
    def of(cls, samples: Mapping[Spelling, Iterable[str]]) -> Self:
        """Count the n-grams of samples per spelling."""
        numbers = [np.concatenate([_NONE, *(_grams(text).numbers() for text in samples[spelling])]) for spelling in ALL]
        grams = np.unique(np.concatenate(numbers))
        logs = np.empty((len(grams) + 1, len(ALL)), np.float32)
        for column, some in enumerate(numbers):
            counts = np.append(np.bincount(np.searchsorted(grams, some), minlength=len(grams)), 0)
            logs[:, column] = np.log((counts + _SMOOTHING) / (len(some) + _SMOOTHING * len(counts)))
        return cls(grams, logs)

    def spelling_of(self, text: str, *, of_known_words: bool = False) -> Spelling:
        """The most likely spelling of a text in Latin letters, told whether all of its words are known English ones."""
        scores = self.logs[found_in(self.grams, _grams(text).numbers())].sum(axis=0)
        scores[ALL.index(Spelling.ENGLISH)] += HOME_ADVANTAGE + (KNOWN_ADVANTAGE if of_known_words else 0.0)
        return ALL[int(scores.argmax())]


def samples(english: Iterable[str], korean: Iterable[str], chinese: Iterable[str], tables: Tables) -> dict[Spelling, list[str]]:
    """Phrasings of the three languages in the four spellings."""
    korean = list(korean)
    return {
        Spelling.ENGLISH: list(english),
        Spelling.KEYS: [hangul.to_keys(text) for text in korean],
        Spelling.ROMANISED: [hangul.romanised(text) for text in korean],
        Spelling.PINYIN: [" ".join(pinyin(text, tables)) for text in chinese],
    }


_NO_LETTERS = re.compile(r"[\W_]+")


_NONE = np.zeros(0, np.uint64)


def _grams(text: str) -> Spans:
    # Case tells keys apart (dOrl), but a phone writes the first letter large, Caps Lock all of them; a Chinese keyboard writes wide ones.
    text = _NO_LETTERS.sub(" ", APOSTROPHES.sub("", text.translate(WIDTHS))).strip()  # as phrasings are: "Bye!" must not differ from "bye"
    spans = Spans()
    spans.gather_windows("l", f" {text.lower() if text.isupper() else text[:1].lower() + text[1:]} ", range(2, 5))
    return spans
