"""Knowledge of any size, generated the same way in every run: phrasings, questions, and models of the right shape."""

from collections.abc import Iterator, Sequence
from random import Random

import numpy as np

from bot.core.languages import WRITTEN, Language
from bot.core.matching import readings
from bot.core.matching.features import Reading, as_latin, bag
from bot.core.matching.groups import Groups
from bot.core.matching.lexical import LexicalIndex
from bot.core.matching.matcher import NOTHING, Meanings, Model, ReadingModel, Unseen
from bot.core.matching.spelling import Spelling
from bot.core.matching.training import AXES
from bot.core.text import Tables, normalise

PHRASINGS = 2
"""Per entry and language. The project's own have some 140: with 10,000 entries that would be a matrix of 8 TB to learn from."""
QUESTIONS = 150
_DIMENSIONS = 512
"""Of a sentence vector."""
_VOCABULARY = 5000
_WORDS = 6
_SEED = 7
_SYLLABLES = {
    Language.ENGLISH: ([one + other for one in "bcdfghklmnprstvw" for other in ("a", "e", "i", "o", "u", "an", "er", "ing")], (1, 3)),
    Language.KOREAN: ([chr(code) for code in range(0xAC00, 0xD7A3, 23)], (1, 3)),
    Language.CHINESE: ([chr(code) for code in range(0x4E00, 0x8E00, 11)], (1, 2)),
}

Phrasings = dict[str, dict[Language, tuple[str, ...]]]


def phrasings(entries: int) -> Phrasings:
    """Phrasings of so many entries; the first is what is none of our business."""
    dice, words = Random(_SEED), {language: vocabulary(language) for language in WRITTEN}
    return {
        f"entry-{number}" if number else NOTHING: {
            language: tuple(sentence(words[language], language, dice) for _ in range(PHRASINGS)) for language in WRITTEN
        }
        for number in range(entries)
    }


def questions(entries: int) -> Iterator[tuple[Language, str]]:
    """Phrasings with one word more, in each language in turn; three more than `QUESTIONS`."""
    dice, known = Random(_SEED + 1), [*phrasings(entries).values()]
    words = {language: vocabulary(language) for language in WRITTEN}
    for number in range(QUESTIONS + len(WRITTEN)):
        language = WRITTEN[number % len(WRITTEN)]
        yield language, f"{dice.choice(dice.choice(known)[language])} {dice.choice(words[language])}"


def vocabulary(language: Language) -> list[str]:
    """Invented words, the most frequent first."""
    dice, (syllables, (least, most)) = Random(f"{_SEED} {language}"), _SYLLABLES[language]
    drawn = ("".join(dice.choices(syllables, k=dice.randint(least, most))) for _ in range(4 * _VOCABULARY))
    return list(dict.fromkeys(drawn))[:_VOCABULARY]


def sentence(words: Sequence[str], language: Language, dice: Random) -> str:
    """Some words; the tenth is a tenth as frequent as the first."""
    drawn = [words[min(len(words) - 1, int(len(words) ** dice.random()) - 1)] for _ in range(_WORDS)]
    return ("" if language is Language.CHINESE else " ").join(drawn)


def shaped(given: Phrasings, tables: Tables, groups: Groups) -> Model:
    """A model as large as one that is learnt of these phrasings; it ranks as dice fall."""
    texts = {
        language: [
            (number, normalise(text, language, tables)) for number, said in enumerate(given.values()) for text in said.get(language, ())
        ]
        for language in WRITTEN
    }
    plain = {language: [text for _, text in samples] for language, samples in texts.items()}
    return Model(
        tuple(given),
        {reading: _reading(reading, texts[reading.language], len(given), tables, groups) for reading in Reading},
        readings.Readings.of(readings.samples(plain[Language.ENGLISH], plain[Language.KOREAN], plain[Language.CHINESE], tables)),
        {language: Spelling.of(some, language, tables, []) for language, some in plain.items()},
    )


def _reading(reading: Reading, samples: Sequence[tuple[int, str]], classes: int, tables: Tables, groups: Groups) -> ReadingModel:
    dice, size = np.random.default_rng(_SEED), len(samples)
    meanings = None
    if reading.has_meaning:
        vectors = dice.standard_normal((AXES, size), np.float32)
        vectors /= np.linalg.norm(vectors, axis=0)
        meanings = Meanings(np.zeros(_DIMENSIONS, np.float32), dice.standard_normal((_DIMENSIONS, AXES), np.float32), vectors)
    return ReadingModel(
        LexicalIndex.of([bag(as_latin(text, reading, tables), reading, tables, groups) for _, text in samples]),
        np.array([number for number, _ in samples], np.int64),
        meanings,
        dice.standard_normal((classes, size), np.float32),
        np.ones(4 if meanings else 3, np.float32),
        np.ones(2, np.float32),
        Unseen(np.zeros((0, 0), np.int16), np.zeros((0, 0), np.float32)),
    )
