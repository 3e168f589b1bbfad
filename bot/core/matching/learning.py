"""From phrasings to a `Model`: index, heads, fusion; runs at `publish`."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bot.core.knowledge import Knowledge
from bot.core.languages import WRITTEN, Language
from bot.core.matching import readings, scoring, training
from bot.core.matching.features import Bag, Reading, as_latin, spans_of
from bot.core.matching.groups import Groups
from bot.core.matching.lexical import LexicalIndex
from bot.core.matching.matcher import NOTHING, Meanings, Model, ReadingModel, Unseen, constant_of
from bot.core.matching.semantic import Encoder
from bot.core.matching.spans import refuse_collisions
from bot.core.matching.spelling import Spelling
from bot.core.text import Tables, normalise

Floats = NDArray[np.float32]

LATIN_SAMPLES = 80
"""Phrasings per class that Korean and Chinese in Latin letters are compared with: of 86 questions in them, 83 find their entry with 80
or with 140, and 77 with 40."""


class NoPhrasings(ValueError):
    """A language that messages are read in has nothing to compare them with."""


def learn(knowledge: Knowledge, tables: Tables, encoder: Encoder | None) -> Model:
    """Train everything from the phrasings of a knowledge base."""
    entries = {str(id): entry.phrasings for id, entry in knowledge.entries.items()}
    phrasings = entries | {id: kind.phrasings for id, kind in knowledge.small_talk.items()}
    return learn_from(phrasings, tables, Groups(knowledge.lexicon, tables), encoder)


def learn_from(
    phrasings: Mapping[str, Mapping[Language, tuple[str, ...]]], tables: Tables, groups: Groups, encoder: Encoder | None
) -> Model:
    """Train from phrasings per class and language.

    Raises:
        NoPhrasings: a language has none at all.
        Collision: two different n-grams got the same number.
    """
    classes = tuple(phrasings)
    texts = {
        language: [
            (number, normal)
            for number, id in enumerate(classes)
            for normal in dict.fromkeys(normalise(text, language, tables) for text in phrasings[id].get(language, ()))
            if normal
        ]
        for language in WRITTEN
    }
    models = {}
    for reading in Reading:
        samples = texts[reading.language] if reading.has_meaning else _some_of_each(texts[reading.language], LATIN_SAMPLES)
        if not samples:
            raise NoPhrasings(f"There is not one phrasing in {reading.language}. Write some in its phrasings.po; see locales/README.md.")
        vectors = encoder([text for _, text in samples]) if encoder and reading.has_meaning else None
        models[reading] = _reading_model(reading, samples, classes, vectors, tables, groups)
    plain = {language: [text for _, text in samples] for language, samples in texts.items()}
    return Model(
        classes=classes,
        readings=models,
        latin=readings.Readings.of(readings.samples(plain[Language.ENGLISH], plain[Language.KOREAN], plain[Language.CHINESE], tables)),
        spelling={language: _spelling(samples, classes, language, tables) for language, samples in texts.items()},
    )


def _reading_model(
    reading: Reading, samples: list[tuple[int, str]], classes: tuple[str, ...], vectors: Floats | None, tables: Tables, groups: Groups
) -> ReadingModel:
    owner = np.array([number for number, _ in samples], np.int64)
    spans = (spans_of(as_latin(text, reading, tables), reading, tables, groups) for _, text in samples)
    numbers, others = zip(*((one.numbers(), one.numbers(seed=1)) for one in spans), strict=True)
    refuse_collisions(np.concatenate(numbers), np.concatenate(others))
    index = LexicalIndex.of([Bag.of(some) for some in numbers])
    constant = constant_of(classes)
    words = index.between_all()
    meanings = _meanings(vectors) if vectors is not None else None
    if meanings is None:
        kernel, near = words.copy(), [_nearest_other(words, owner, classes)]
    else:
        similar = meanings.vectors.T @ meanings.vectors
        kernel, near = scoring.joint(words, similar), [_nearest_other(one, owner, classes) for one in (words, similar)]
        del similar
    del words  # two times 400 MB that training needs itself
    head = training.train_head(kernel, owner, len(classes))
    views = [near[0], head.unseen, *near[1:]]
    fusion = training.train_fusion(views, owner, constant)
    return ReadingModel(
        index=index,
        owner=owner,
        meanings=meanings,
        dual=np.ascontiguousarray(head.dual.T),
        fusion=fusion,
        fusion_of_words=training.train_fusion(views[:1], owner, constant),
        unseen=Unseen.of(scoring.fused(views, fusion, constant)),
    )


def _spelling(samples: list[tuple[int, str]], classes: tuple[str, ...], language: Language, tables: Tables) -> Spelling:
    """Nothing is mended towards words of what is none of our business."""
    ours, others = ([text for number, text in samples if (classes[number] == NOTHING) is wanted] for wanted in (False, True))
    return Spelling.of(ours, language, tables, others)


def _meanings(vectors: Floats) -> Meanings:
    centre, axes = training.main_axes(vectors)
    return Meanings(centre, axes, np.ascontiguousarray(scoring.along(axes, centre, vectors).T))


def _nearest_other(similarities: Floats, owner: NDArray[np.int64], classes: tuple[str, ...]) -> Floats:
    """The best similarity of each class to each phrasing, itself left out; shape (phrasings, classes)."""
    np.fill_diagonal(similarities, -1.0)
    return scoring.nearest(similarities, owner, len(classes))


def _some_of_each(samples: list[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    """The first samples of each class."""
    seen: Counter[int] = Counter()
    return [one for one in samples if (seen.update([one[0]]) or seen[one[0]]) <= most]
