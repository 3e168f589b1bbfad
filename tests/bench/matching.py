"""What an answer costs in one process, beside the plain rapidfuzz search one would write in an afternoon, question by question in turn.

Times are milliseconds of this process's own computing, which other processes do not lengthen as they do the clock's.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from rapidfuzz import fuzz, process

from bot.core.answering import Question, Responder
from bot.core.edition import Edition
from bot.core.languages import WRITTEN, Language
from bot.core.text import normalise
from bot.encoder import load_encoder
from bot.evaluation import Asked
from tests.bench.asking import questions
from tests.bench.figures import Figure, Target
from tests.bench.nasty import MESSAGE, nasty_texts

P50, P99 = 2.0, 6.0
"""Milliseconds, on one core."""
_WRATIO = "ms, rapidfuzz WRatio"
_REPEATS = 3
T = TypeVar("T")


def figures(edition: Edition, number: int, rounds: int) -> Iterator[Figure]:
    """Of so many questions in each language, of stories, and of the worst of nasty texts."""
    responder = Responder(edition, load_encoder())
    responder.prepare()

    def answer(text: str) -> None:
        responder.decide(Question(text))

    asked = questions()
    for language in WRITTEN:
        said = [one.text for one in asked if _is_short(one, language)][: number * rounds]
        yield from _beside_wratio(edition, language, said, rounds, answer)
    stories = [one.text for one in asked if one.kind == "story"]
    times = [_times(answer, stories) for _ in range(rounds)]
    yield Figure.of("matching of stories, p50", "ms", _percentiles(times, 50))
    yield Figure.of("matching of stories, p99", "ms", _percentiles(times, 99))
    worst = [max(min(_times(answer, [text] * _REPEATS)) for _, text in nasty_texts()) for _ in range(rounds)]
    yield Figure.of(f"matching of the worst of {len([*nasty_texts()])} nasty texts of {MESSAGE} characters", "ms", worst)


def _is_short(asked: Asked, language: Language) -> bool:
    return asked.kind != "story" and asked.lang[:2] == language.value[:2]


def _beside_wratio(
    edition: Edition, language: Language, texts: Sequence[str], rounds: int, answer: Callable[[str], object]
) -> Iterator[Figure]:
    phrasings = [
        normalise(text, language, edition.tables) for entry in edition.knowledge.entries.values() for text in entry.phrasings[language]
    ]

    def search(text: str) -> None:
        process.extractOne(normalise(text, language, edition.tables), phrasings, scorer=fuzz.WRatio, processor=None)

    for text in texts[:5]:
        answer(text)  # what is made only once
    ours: list[list[float]] = []
    plain: list[list[float]] = []
    for number in range(rounds):
        pairs = [(_time(answer, text), _time(search, text)) for text in texts[number::rounds]]
        ours.append([one for one, _ in pairs])
        plain.append([other for _, other in pairs])
    for percent, bound in ((50, P50), (99, P99)):
        yield Figure.of(
            f"matching in {language.value}, p{percent}",
            "ms",
            _percentiles(ours, percent),
            (Target(1.0, of_ratio=True), Target(bound)),
            _WRATIO,
            _percentiles(plain, percent),
        )


def _percentiles(rounds: Sequence[Sequence[float]], percent: float) -> list[float]:
    return [float(np.percentile(times, percent)) for times in rounds]


def _times(work: Callable[[T], object], given: Sequence[T]) -> list[float]:
    return [_time(work, one) for one in given]


def _time(work: Callable[[T], object], given: T) -> float:
    began = time.process_time()
    work(given)
    return (time.process_time() - began) * 1000
