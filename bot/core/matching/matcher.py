"""Rank the entries for a message: a probability for each, fused from words and meaning.

The probabilities are those of a conditional logit learnt from held-out scores (see `training`); one class stands for everything
that is none of our business, one for each kind of small talk.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from bot.core import hangul
from bot.core.languages import Language, Script, script_of
from bot.core.matching.features import OF_LANGUAGE, Reading, bag
from bot.core.matching.groups import Groups
from bot.core.matching.lexical import LexicalIndex
from bot.core.matching.readings import Readings
from bot.core.matching.readings import Spelling as LatinSpelling
from bot.core.matching.semantic import Encoder
from bot.core.matching.spelling import Spelling
from bot.core.matching.training import joint, nearest, softmax
from bot.core.text import Tables, cut, loose_pinyin, normalise

Floats = NDArray[np.float32]

NOTHING = "off-topic"
"""The class of what is none of our business (a group of knowledge/small_talk.toml)."""


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """What one reading is compared with.

    Attributes:
        owner: class of each phrasing, ascending.
        vectors: sentence vectors of the phrasings; empty where the encoder cannot read them.
        dual: head over the kernel of words and meaning, or of words alone where there are no vectors; shape (phrasings, classes).
        fusion: weights of the views, then the bias of `NOTHING`.
        fusion_of_words: the same for the nearest words alone: for a first glance, and when the encoder is missing.
    """

    index: LexicalIndex
    owner: NDArray[np.int64]
    vectors: Floats
    dual: Floats
    fusion: Floats
    fusion_of_words: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that is learnt at `publish` and stored in the edition."""

    classes: tuple[str, ...]
    readings: Mapping[Reading, ReadingModel]
    latin: Readings
    spelling: Mapping[Language, Spelling]


@dataclass(frozen=True, slots=True)
class Match:
    """A class with the probability that the message asks for it."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Taken:
    """How a message was read, before anything is compared.

    Attributes:
        language: the one to answer in.
        text: normalised; in Latin letters for the two Latin readings of Korean and Chinese.
    """

    language: Language
    reading: Reading
    text: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every class with its probability, best first.

    Attributes:
        mended: the text that was compared.
        views: the scores each view gave, by its name, shape (classes,): for explanations.
    """

    matches: tuple[Match, ...]
    mended: str
    views: Mapping[str, Floats]


class Matcher:
    """Reads messages and ranks classes for them with a trained model."""

    def __init__(self, model: Model, tables: Tables, groups: Groups, encoder: Encoder | None) -> None:
        """Bind a model to an encoder; without one, words alone decide."""
        self._model, self._tables, self._groups = model, tables, groups
        self._encoder = encoder

    def take(self, text: str, fallback: Language) -> Taken:
        """Tell language and reading of a message; `fallback` where it has no letters."""
        text = cut(text)
        match script_of(text):
            case Script.HANGUL:
                return self._taken(Language.KOREAN, text)
            case Script.HAN if any(one in self._tables.simplified and one not in self._tables.pinyin for one in text):
                return self._taken(Language.TRADITIONAL_CHINESE, text)
            case Script.HAN:
                return self._taken(Language.CHINESE, text)
            case Script.LATIN:
                return self._latin(text)
            case Script.NONE:
                return Taken(fallback, OF_LANGUAGE[fallback], "")
            case other:
                assert_never(other)

    def rank(self, taken: Taken, *, with_meaning: bool = True) -> Ranking:
        """Score every class for a message; `with_meaning=False` spares the encoder (2 to 4 ms)."""
        reading, classes = taken.reading, self._model.classes
        model = self._model.readings[reading]
        mended = taken.text if not reading.has_meaning else self._model.spelling[reading.language].mended(taken.text, self._tables)
        words = model.index.similarities(bag(mended, reading, self._tables, self._groups))
        views = {"nearest words": nearest(words, model.owner, len(classes))}
        weights = model.fusion_of_words
        if not len(model.vectors):
            views["words"] = words @ model.dual
            weights = model.fusion
        elif with_meaning and self._encoder:
            meanings = model.vectors @ self._encoder([mended])[0]
            views["words and meaning"] = joint(words, meanings) @ model.dual
            views["nearest meaning"] = nearest(meanings, model.owner, len(classes))
            weights = model.fusion
        fused = np.stack([*views.values()], axis=-1) @ weights[:-1]
        fused[self._nothing] += weights[-1]
        chances = softmax(fused.astype(np.float64))
        order = np.argsort(-chances)
        return Ranking(tuple(Match(classes[at], float(chances[at])) for at in order), mended, views)

    @cached_property
    def _nothing(self) -> list[int]:
        return [at for at, id in enumerate(self._model.classes) if id == NOTHING]

    def _taken(self, language: Language, text: str) -> Taken:
        return Taken(language, OF_LANGUAGE[language], normalise(text, language, self._tables))

    def _latin(self, text: str) -> Taken:
        match self._model.latin.spelling_of(text):
            case LatinSpelling.ENGLISH:
                return self._taken(Language.ENGLISH, text)
            case LatinSpelling.KEYS:
                return self._taken(Language.KOREAN, hangul.from_keys(text))
            case LatinSpelling.ROMANISED:
                plain = normalise(text, Language.ENGLISH, self._tables)
                return Taken(Language.KOREAN, Reading.ROMANISED, hangul.loose_roman(plain).replace(" ", ""))
            case LatinSpelling.PINYIN:
                plain = normalise(text, Language.ENGLISH, self._tables)
                return Taken(Language.CHINESE, Reading.PINYIN, loose_pinyin(plain))
            case other:
                assert_never(other)
