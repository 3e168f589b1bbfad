"""From phrasings to a `Model`: index, heads, fusion; runs at `publish`."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bot.core.knowledge import Knowledge
from bot.core.languages import WRITTEN, Language
from bot.core.matching import readings, training
from bot.core.matching.features import Reading, as_latin, bag
from bot.core.matching.groups import Groups
from bot.core.matching.lexical import LexicalIndex
from bot.core.matching.matcher import NOTHING, Model, ReadingModel
from bot.core.matching.semantic import Encoder
from bot.core.matching.spelling import Spelling
from bot.core.text import Tables, normalise

Floats = NDArray[np.float32]

LATIN_SAMPLES = 40
"""Phrasings per class that Korean and Chinese in Latin letters are compared with: more cost time at `publish`, not errors."""


def learn(knowledge: Knowledge, tables: Tables, encoder: Encoder | None) -> Model:
    """Train everything from the phrasings of a knowledge base."""
    entries = {str(id): entry.phrasings for id, entry in knowledge.entries.items()}
    phrasings = entries | {id: kind.phrasings for id, kind in knowledge.small_talk.items()}
    return learn_from(phrasings, tables, Groups(knowledge.lexicon, tables), encoder)


def learn_from(
    phrasings: Mapping[str, Mapping[Language, tuple[str, ...]]], tables: Tables, groups: Groups, encoder: Encoder | None
) -> Model:
    """Train from phrasings per class and language."""
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
        vectors = encoder([text for _, text in samples]) if encoder and reading.has_meaning else None
        models[reading] = _reading_model(reading, samples, classes, vectors, tables, groups)
    plain = {language: [text for _, text in samples] for language, samples in texts.items()}
    return Model(
        classes=classes,
        readings=models,
        latin=readings.Readings.of(readings.samples(plain[Language.ENGLISH], plain[Language.KOREAN], plain[Language.CHINESE], tables)),
        spelling={language: Spelling.of(some, language, tables) for language, some in plain.items()},
    )


def _reading_model(
    reading: Reading, samples: list[tuple[int, str]], classes: tuple[str, ...], vectors: Floats | None, tables: Tables, groups: Groups
) -> ReadingModel:
    owner = np.array([number for number, _ in samples], np.int64)
    bags = [bag(as_latin(text, reading, tables), reading, tables, groups) for _, text in samples]
    index = LexicalIndex.of(bags)
    words = np.stack([index.similarities(one) for one in bags])
    meanings = vectors @ vectors.T if vectors is not None else None
    kernel = words if meanings is None else training.joint(words, meanings)
    nothing = np.array([id == NOTHING for id in classes], np.float32)
    held, taught = (mask := training.held_out_rows(len(samples))), ~mask

    def nearest(similar: Floats) -> Floats:
        return training.nearest(similar[np.ix_(held, taught)], owner[taught], len(classes))

    dual = training.train_head(kernel[np.ix_(taught, taught)], owner[taught], len(classes))
    views = [nearest(words), kernel[np.ix_(held, taught)] @ dual, *([nearest(meanings)] if meanings is not None else [])]
    return ReadingModel(
        index=index,
        owner=owner,
        vectors=vectors if vectors is not None else np.zeros((0, 0), np.float32),
        dual=training.train_head(kernel, owner, len(classes)),
        fusion=training.train_fusion(views, owner[held], nothing),
        fusion_of_words=training.train_fusion(views[:1], owner[held], nothing),
    )


def _some_of_each(samples: list[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    """The first samples of each class."""
    seen: Counter[int] = Counter()
    return [one for one in samples if (seen.update([one[0]]) or seen[one[0]]) <= most]
