"""From phrasings to a `Model`: index, heads, fusion; runs at `publish`."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bot.core.knowledge import Knowledge
from bot.core.languages import WRITTEN, Language
from bot.core.matching import readings, training
from bot.core.matching.features import Reading, as_latin, bag
from bot.core.matching.lexical import LexicalIndex
from bot.core.matching.matcher import NOTHING, Model, ReadingModel, SemanticModel
from bot.core.matching.semantic import Encoder
from bot.core.matching.spelling import Spelling
from bot.core.text import Tables, normalise

Floats = NDArray[np.float32]


def learn(knowledge: Knowledge, tables: Tables, encoder: Encoder | None) -> Model:
    """Train everything from the phrasings of a knowledge base."""
    entries = {str(id): entry.phrasings for id, entry in knowledge.entries.items()}
    phrasings = entries | {id: kind.phrasings for id, kind in knowledge.small_talk.items()}
    return learn_from(phrasings, tables, encoder)


def learn_from(phrasings: Mapping[str, Mapping[Language, tuple[str, ...]]], tables: Tables, encoder: Encoder | None) -> Model:
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
    meaning = _Meaning(texts, len(classes), encoder) if encoder else None
    models = {}
    for reading in Reading:
        samples = texts[reading.language]
        views = meaning.held_out[reading.language] if meaning and reading.has_meaning else ()
        models[reading] = _reading_model(reading, samples, classes, views, tables)
    plain = {language: [text for _, text in samples] for language, samples in texts.items()}
    return Model(
        classes=classes,
        readings=models,
        semantic=meaning.model if meaning else None,
        latin=readings.Readings.of(readings.samples(plain[Language.ENGLISH], plain[Language.KOREAN], plain[Language.CHINESE], tables)),
        spelling={language: Spelling.of(some, language, tables) for language, some in plain.items()},
    )


def _reading_model(
    reading: Reading, samples: list[tuple[int, str]], classes: tuple[str, ...], meaning: tuple[Floats, ...], tables: Tables
) -> ReadingModel:
    owner = np.array([number for number, _ in samples], np.int64)
    bags = [bag(as_latin(text, reading, tables), reading, tables) for _, text in samples]
    index = LexicalIndex.of(bags)
    kernel = np.stack([index.similarities(one) for one in bags])
    head = training.train_head(kernel, owner, len(classes), training.LEXICAL_RIDGE)
    words = (head.held_out, training.nearest_held_out(kernel, owner, len(classes)))
    constant = np.array([id == NOTHING for id in classes], np.float32)
    return ReadingModel(
        index=index,
        owner=owner,
        dual=head.dual,
        fusion=training.train_fusion((*words, *meaning), owner, constant) if meaning else np.zeros(0, np.float32),
        fusion_of_words=training.train_fusion(words, owner, constant),
    )


class _Meaning:
    """Vectors of all phrasings together, their head, and its held-out scores per language."""

    def __init__(self, texts: Mapping[Language, list[tuple[int, str]]], classes: int, encoder: Encoder) -> None:
        joined = sorted((number, language, text) for language, some in texts.items() for number, text in some)
        owner = np.array([number for number, _, _ in joined], np.int64)
        vectors = encoder([text for _, _, text in joined])
        head = training.train_head(vectors @ vectors.T, owner, classes, training.SEMANTIC_RIDGE)
        closest = training.nearest_held_out(vectors @ vectors.T, owner, classes)
        self.model = SemanticModel(vectors.astype(np.float16), owner, (vectors.T @ head.dual).astype(np.float32))
        place = {(number, language, text): row for row, (number, language, text) in enumerate(joined)}
        self.held_out = {}
        for language, some in texts.items():
            rows = [place[number, language, text] for number, text in some]
            self.held_out[language] = (head.held_out[rows], closest[rows])
