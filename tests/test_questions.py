"""Our own questions, which the bot has not learnt from: what it understands today, and must not understand less tomorrow.

The floors are the best that was measured, less two points for chance; the targets stand in the table of the issue on
understanding. A change that lifts a figure lifts its floor, and none lowers one.
"""

from collections.abc import Iterable
from typing import Any

import pytest

from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder
from bot.evaluation import Asked, Figures, evaluate, figures, read_questions
from bot.settings import ROOT

FOLDER = ROOT / "tests" / "questions"
Results = list[tuple[Asked, dict[str, Any]]]


@pytest.fixture(scope="module")
def results(real_edition: Edition, encoder: Encoder) -> Results:
    responder = Responder(real_edition, encoder)
    return [one for path in sorted(FOLDER.glob("*.toml")) for one in evaluate(responder, read_questions(path))]


@pytest.fixture(scope="module")
def found(results: Results) -> dict[tuple[str, str], Figures]:
    return figures(results)


def test_every_label_is_an_entry_or_a_kind_of_small_talk_and_every_entry_is_asked_for(results: Results, real_edition: Edition) -> None:
    entries, small_talk = set(real_edition.knowledge.entries), set(real_edition.knowledge.small_talk)
    for lang in ("en", "ko", "zh"):
        asked = {label for one, _ in results if one.lang == lang and one.kind != "chat" for label in one.labels}
        assert entries <= asked <= entries | small_talk
        never = {id for one, _ in results if one.lang == lang for id in one.never}
        assert never <= entries | small_talk
    assert {label for one, _ in results if one.kind == "chat" for label in one.labels} <= entries | small_talk


def test_no_question_is_a_phrasing(results: Results, real_edition: Edition) -> None:
    phrasings = {text.casefold() for entry in real_edition.knowledge.entries.values() for some in entry.phrasings.values() for text in some}
    shared = [one.text for one, _ in results if one.kind == "plain" and one.text.casefold() in phrasings]
    assert len(shared) <= 5, shared


FLOORS = (
    ("ambiguous", "en", "reached", 94.7),
    ("ambiguous", "ko", "reached", 98.0),
    ("ambiguous", "zh", "reached", 98.0),
    ("chat", "en", "chatted", 93.8),
    ("chat", "ko", "chatted", 93.8),
    ("chat", "zh", "chatted", 98.0),
    ("plain", "en", "first", 82.0),
    ("plain", "en", "reached", 93.2),
    ("plain", "ko", "first", 91.0),
    ("plain", "ko", "reached", 95.2),
    ("plain", "zh", "first", 84.7),
    ("plain", "zh", "reached", 93.7),
    ("script", "ko", "first", 88.0),
    ("script", "ko", "reached", 94.7),
    ("script", "zh", "first", 90.0),
    ("script", "zh", "reached", 94.0),
    ("story", "en", "reached", 88.0),
    ("story", "ko", "reached", 98.0),
    ("story", "zh", "reached", 98.0),
    ("typo", "en", "first", 88.0),
    ("typo", "en", "reached", 96.3),
    ("typo", "ko", "first", 96.3),
    ("typo", "ko", "reached", 98.0),
    ("typo", "zh", "first", 98.0),
    ("typo", "zh", "reached", 98.0),
    ("urgent", "en", "led", 88.0),
    ("urgent", "ko", "led", 94.7),
    ("urgent", "zh", "led", 96.3),
)
CEILINGS = (
    ("contrast", "en", "forbidden", 0.0),
    ("contrast", "ko", "forbidden", 0.0),
    ("contrast", "zh", "forbidden", 0.0),
    ("out", "en", "direct", 2.0),
    ("out", "ko", "direct", 2.0),
    ("out", "zh", "direct", 2.0),
    ("plain", "en", "refused", 1.0),
    ("plain", "en", "wrong", 6.2),
    ("plain", "ko", "refused", 1.0),
    ("plain", "ko", "wrong", 4.8),
    ("plain", "zh", "refused", 1.0),
    ("plain", "zh", "wrong", 5.8),
    ("script", "ko", "wrong", 6.3),
    ("script", "zh", "wrong", 4.5),
    ("typo", "en", "wrong", 2.0),
    ("typo", "ko", "wrong", 2.0),
    ("typo", "zh", "wrong", 2.0),
)
"""`forbidden` is a count: answers that must never be given directly."""
GAPS = {
    ("typo", "en", "wrong"): 2.4,
}
"""Bounds that were met once and are not today, by one question; with today's figures, which must not get worse."""


def bounds(some: Iterable[tuple[str, str, str, float]]) -> list[Any]:
    """Bounds as parameters; a known gap must stay one, so that a bound which is met again is taken off the list."""
    gap = pytest.mark.xfail(strict=True, reason="a known gap")
    return [pytest.param(*one, marks=[gap] if one[:3] in GAPS else []) for one in some]


@pytest.mark.parametrize(("kind", "lang", "figure", "least"), bounds(FLOORS))
def test_what_is_understood_does_not_fall(found: dict[tuple[str, str], Figures], kind: str, lang: str, figure: str, least: float) -> None:
    assert found[kind, lang][figure] >= least, found[kind, lang]


@pytest.mark.parametrize(("kind", "lang", "figure", "most"), bounds(CEILINGS))
def test_what_is_wrong_does_not_rise(found: dict[tuple[str, str], Figures], kind: str, lang: str, figure: str, most: float) -> None:
    assert found[kind, lang][figure] <= most, found[kind, lang]


@pytest.mark.parametrize(("gap", "today"), GAPS.items())
def test_a_known_gap_does_not_widen(found: dict[tuple[str, str], Figures], gap: tuple[str, str, str], today: float) -> None:
    kind, lang, figure = gap
    now = found[kind, lang][figure]
    assert now >= today if gap in {one[:3] for one in FLOORS} else now <= today
