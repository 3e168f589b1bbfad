"""Rank the entries for a message: a probability for each, fused from words and meaning.

The probabilities are those of a conditional logit learnt from leave-one-out scores (see `training`); one class stands for everything
that is none of our business, one for each kind of small talk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, NamedTuple, Self, assert_never

import numpy as np
from numpy.typing import NDArray

from bot.core import hangul
from bot.core.languages import Language, Script, script_of
from bot.core.matching.features import OF_LANGUAGE, Reading, bag
from bot.core.matching.groups import Groups
from bot.core.matching.lexical import LexicalIndex
from bot.core.matching.readings import Readings
from bot.core.matching.readings import Spelling as LatinSpelling
from bot.core.matching.scoring import along, fused, joint, nearest
from bot.core.matching.semantic import Encoder
from bot.core.matching.spelling import Spelling
from bot.core.stories import together
from bot.core.text import Tables, cut, loose_pinyin, normalise

Floats = NDArray[np.float32]

NOTHING = "off-topic"
"""The class of what is none of our business (a group of knowledge/small_talk.toml)."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """Sentence vectors of phrasings, along the axes in which they differ most.

    Attributes:
        centre, axes: of the encoder's vectors, shapes (dimensions,) and (dimensions, axes).
        vectors: one unit vector a phrasing, a column each, shape (axes, phrasings): so they are compared in a third of the time.
    """

    centre: Floats
    axes: Floats
    vectors: Floats

    def similarities(self, vectors: Floats) -> Floats:
        """Cosine of vectors of the encoder with every phrasing: (…, dimensions) -> (…, phrasings)."""
        cosines: Floats = along(self.axes, self.centre, vectors) @ self.vectors
        return cosines


@dataclass(frozen=True, slots=True)
class Unseen:
    """What would be said of each phrasing if it were not among the phrasings (leave-one-out): by this the probabilities are checked.

    Attributes:
        classes, chances: the likeliest classes with their probabilities, best first; shape (phrasings, `KEPT`).
    """

    classes: NDArray[np.int16]
    chances: Floats

    KEPT: ClassVar[int] = 5

    @classmethod
    def of(cls, chances: NDArray[np.float64]) -> Self:
        """Keep the best of probabilities of shape (phrasings, classes)."""
        best = np.argsort(-chances, axis=1)[:, : cls.KEPT]
        return cls(best.astype(np.int16), np.take_along_axis(chances, best, axis=1).astype(np.float32))


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """What one reading is compared with.

    Attributes:
        owner: class of each phrasing, ascending.
        meanings: None where the encoder cannot read the phrasings.
        dual: head over the kernel of words and meaning, or of words alone where there are no meanings; shape (classes, phrasings).
        fusion: weights of the views, then the bias of `NOTHING`.
        fusion_of_words: the same for the nearest words alone, for when the encoder is missing.
    """

    index: LexicalIndex
    owner: NDArray[np.int64]
    meanings: Meanings | None
    dual: Floats
    fusion: Floats
    fusion_of_words: Floats
    unseen: Unseen


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that is learnt at `publish` and stored in the edition."""

    classes: tuple[str, ...]
    readings: Mapping[Reading, ReadingModel]
    latin: Readings
    spelling: Mapping[Language, Spelling]


class Match(NamedTuple):
    """A class with the probability that the message asks for it; a hundred are made for every answer, of tuples in a third of the time."""

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
        chances: the probabilities again, in the order of the model's classes.
    """

    matches: tuple[Match, ...]
    mended: str
    views: Mapping[str, Floats]
    chances: NDArray[np.float64]


def constant_of(classes: Sequence[str]) -> Floats:
    """1 for the class whose bias is learnt, 0 for the others; shape (classes,)."""
    return np.array([id == NOTHING for id in classes], np.float32)


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

    def rank(self, pieces: Sequence[Taken]) -> list[Ranking]:
        """Score every class for each piece of a message; what is read alike is compared together, which is quicker than one by one."""
        mended = [self._mended(one) for one in pieces]
        rankings: dict[int, Ranking] = {}
        for reading in dict.fromkeys(one.reading for one in pieces):
            places = [at for at, one in enumerate(pieces) if one.reading is reading]
            rankings |= zip(places, self._rankings(reading, [mended[at] for at in places]), strict=True)
        return [rankings[at] for at in range(len(pieces))]

    def _mended(self, taken: Taken) -> str:
        reading = taken.reading
        return self._model.spelling[reading.language].mended(taken.text, self._tables) if reading.has_meaning else taken.text

    def _rankings(self, reading: Reading, texts: Sequence[str]) -> list[Ranking]:
        model, classes = self._model.readings[reading], len(self._model.classes)
        words = np.stack([model.index.similarities(bag(text, reading, self._tables, self._groups)) for text in texts])
        views = {"nearest words": nearest(words, model.owner, classes)}
        weights = model.fusion_of_words
        if model.meanings is None:
            views["words"] = words @ model.dual.T
            weights = model.fusion
        elif self._encoder:
            meanings = model.meanings.similarities(self._encoder(texts))
            views["words and meaning"] = joint(words, meanings) @ model.dual.T
            views["nearest meaning"] = nearest(meanings, model.owner, classes)
            weights = model.fusion
        chances = fused([*views.values()], weights, self._nothing)
        return [
            Ranking(self._matches(chances[at]), text, {name: view[at] for name, view in views.items()}, chances[at])
            for at, text in enumerate(texts)
        ]

    def together(self, rankings: Sequence[Ranking], chief: Ranking) -> Ranking:
        """One ranking of a message in pieces; text and views are those of its chief piece."""
        chances = together([one.chances for one in rankings])
        return replace(chief, matches=self._matches(chances), chances=chances)

    def _matches(self, chances: NDArray[np.float64]) -> tuple[Match, ...]:
        order = np.argsort(-chances)
        return tuple(map(Match, map(self._model.classes.__getitem__, order.tolist()), chances[order].tolist()))

    @cached_property
    def _nothing(self) -> Floats:
        return constant_of(self._model.classes)

    def _taken(self, language: Language, text: str) -> Taken:
        normal = normalise(text, language, self._tables)
        return Taken(language, OF_LANGUAGE[language], self._groups.in_korean(normal) if language is Language.KOREAN else normal)

    def _latin(self, text: str) -> Taken:
        words = normalise(text, Language.ENGLISH, self._tables).split()
        are_known = bool(words) and bool(self._model.spelling[Language.ENGLISH].knows(words).all())
        match self._model.latin.spelling_of(text, of_known_words=are_known):
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
