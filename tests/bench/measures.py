"""From an engine's guesses to figures."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.languages import Language
from tests.bench.engines import YARDSTICK, Engine, Guess, Guesser
from tests.bench.intents import IntentSet, Query
from tests.bench.slips import Slip, without_blanks

FALSE_REFUSALS = 0.05
"""Share of questions within scope that may be refused, when it is measured how many out of scope are."""
_WARM_UP = 5

Scores = Sequence[float]
Figures = Mapping[str, float]
"""Percentages, milliseconds, multiples of the yardstick's time, and a count of questions; what does not apply is left out."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one engine, on one set or as a mean."""

    scope: str
    language: Language | None
    engine: str
    figures: Figures


class _Timed(NamedTuple):
    guess: Guess
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Contestant:
    """An engine that has learnt a set."""

    engine: Engine
    guess: Guesser

    def asked(self, queries: Sequence[Query]) -> Sequence[Query]:
        """The queries that this engine is given."""
        return queries[: self.engine.most or None]


def measure(one: IntentSet, contestants: Sequence[Contestant], slip: Slip) -> list[Row]:
    """Every engine's figures on a set."""
    answers = _in_turn(one, contestants)
    times = {name: np.array([timed.milliseconds for timed in some]) for name, some in answers.items()}
    return [
        Row(
            one.name,
            one.language,
            contestant.engine.name,
            {
                **_of_answers([timed.guess for timed in answers[contestant.engine.name]], contestant.asked(one.asked)),
                "after slips": _right(contestant, one.asked, slip),
                **({"no blanks": _right(contestant, one.asked, without_blanks)} if one.language is Language.KOREAN else {}),
                **_of_strangers(contestant, [timed.guess.confidence for timed in answers[contestant.engine.name]], one.strangers),
                **_of_times(times[contestant.engine.name], times[YARDSTICK]),
            },
        )
        for contestant in contestants
    ]


def _in_turn(one: IntentSet, contestants: Sequence[Contestant]) -> Mapping[str, Sequence[_Timed]]:
    """Each question put to every engine before the next one, so that a busy moment of the machine falls on all alike."""
    answers: dict[str, list[_Timed]] = {contestant.engine.name: [] for contestant in contestants}
    for contestant in contestants:
        for query in one.known[:_WARM_UP]:
            contestant.guess(query.text)
    for number, query in enumerate(one.asked):
        for contestant in contestants:
            if not contestant.engine.most or number < contestant.engine.most:
                began = time.thread_time()  # of computing: other processes do not lengthen it as they do the clock's
                guess = contestant.guess(query.text)
                answers[contestant.engine.name].append(_Timed(guess, (time.thread_time() - began) * 1000))
    return answers


def _of_answers(guesses: Sequence[Guess], asked: Sequence[Query]) -> Figures:
    return {
        "questions": len(guesses),
        "top-1": _percent([guess.label == query.label for guess, query in zip(guesses, asked, strict=True)]),
        "astray": _percent([guess.astray for guess in guesses]),
    }


def _right(contestant: Contestant, asked: Sequence[Query], slip: Slip) -> float:
    queries = [query.changed(slip) for query in contestant.asked(asked)]
    return _percent([contestant.guess(query.text).label == query.label for query in queries])


def _of_strangers(contestant: Contestant, familiar: Scores, strangers: Sequence[Query]) -> Figures:
    if not strangers:
        return {}
    strange = [contestant.guess(query.text).confidence for query in contestant.asked(strangers)]
    return {"AUROC": 100 * auroc(familiar, strange), "rejected": 100 * rejected(familiar, strange)}


def _of_times(times: NDArray[np.float64], yardstick: NDArray[np.float64]) -> Figures:
    middle, slow = np.percentile(times, (50, 99))
    by_middle, by_slow = np.percentile(yardstick, (50, 99))
    return {"p50": middle, "p99": slow, "p50 / ratio": middle / by_middle, "p99 / ratio": slow / by_slow}


def _percent(hits: Sequence[bool]) -> float:
    return 100 * sum(hits) / len(hits)


def auroc(familiar: Scores, strange: Scores) -> float:
    """How often a question within scope is surer than one out of scope; half a point for a tie."""
    below, up_to = (np.searchsorted(np.sort(strange), familiar, side=side) for side in ("left", "right"))
    return float((below + up_to).mean() / 2 / len(strange))


def rejected(familiar: Scores, strange: Scores) -> float:
    """The share out of scope that is refused by the highest threshold that refuses `FALSE_REFUSALS` of those within, at most."""
    threshold = np.sort(familiar)[int(FALSE_REFUSALS * len(familiar))]
    return float((np.asarray(strange) < threshold).mean())


def means(rows: Sequence[Row]) -> list[Row]:
    """Means over the sets of each language, then over the languages."""
    by_language = [
        _mean(f"mean {language.value[:2]}", language, engine, [row for row in rows if (row.language, row.engine) == (language, engine)])
        for language in Language
        for engine in dict.fromkeys(row.engine for row in rows if row.language is language)
    ]
    engines = dict.fromkeys(row.engine for row in rows)
    return by_language + [_mean("mean", None, engine, [row for row in by_language if row.engine == engine]) for engine in engines]


def _mean(scope: str, language: Language | None, engine: str, rows: Sequence[Row]) -> Row:
    names = dict.fromkeys(name for row in rows for name in row.figures)
    found = {name: [row.figures[name] for row in rows if name in row.figures] for name in names}
    return Row(scope, language, engine, {name: float(np.mean(values)) for name, values in found.items()})
