"""Measure how well questions are understood: one line per question, a table by kind and language."""

import json
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, assert_never

from bot.core.answering import Decision, Question, Responder
from bot.core.replies import Answer, Chatted, Choices, NotUnderstood, Refused
from bot.mendable import Mendable

SHORTEST_RANKING = 5


class BadQuestions(Mendable):
    """A file of questions that cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is expected of it.

    Attributes:
        labels: acceptable ids, best first; none for what is none of our business.
        never: ids that must not be answered directly.
    """

    text: str
    lang: str
    labels: tuple[str, ...]
    kind: str
    never: tuple[str, ...] = ()
    extra: Mapping[str, Any] | None = None


def read_questions(path: Path) -> list[Asked]:
    """Read lines of JSON, or a .toml file of `[[question]]` tables named after its language (`tests/questions/ko.toml`).

    Raises:
        BadQuestions: naming the first line, or question, that is not as expected.
    """
    questions = []
    for place, raw in _raw_questions(path):
        try:
            known = {key: raw.pop(key) for key in ("text", "lang", "kind")}
            labels, never = tuple(raw.pop("labels")), tuple(raw.pop("never", ()))
        except (KeyError, TypeError, AttributeError) as error:
            raise BadQuestions(f"{place}: not a question ({type(error).__name__}: {error}); see evaluate in README.md") from None
        questions.append(Asked(**known, labels=labels, never=never, extra=raw))
    return questions


def _raw_questions(path: Path) -> Iterator[tuple[str, Any]]:
    """Each question as plain values, with where it stands."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            lang = path.stem.partition("_")[0]
            for number, question in enumerate(tomllib.loads(text).get("question", ()), 1):
                yield f"{path}, question {number}", {"lang": lang, **question}
            return
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadQuestions(f"{path}: cannot be read ({type(error).__name__})") from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield f"{path}:{number}", json.loads(line)
            except ValueError as error:
                raise BadQuestions(
                    f"{path}:{number}: not a question ({type(error).__name__}: {error}); see evaluate in README.md"
                ) from None


def evaluate(responder: Responder, questions: Iterable[Asked]) -> Iterator[tuple[Asked, dict[str, Any]]]:
    """Ask every question as a client with no language set; yields each with its result."""
    for asked in questions:
        began = time.perf_counter()
        decision = responder.decide(Question(asked.text))
        milliseconds = (time.perf_counter() - began) * 1000
        yield asked, {**(asked.extra or {}), **_asked(asked), **result_of(decision), "ms": round(milliseconds, 3)}


def _asked(asked: Asked) -> dict[str, Any]:
    return {"text": asked.text, "lang": asked.lang, "labels": list(asked.labels), "kind": asked.kind}


def result_of(decision: Decision) -> dict[str, Any]:
    """What was decided, as plain values."""
    outcome, urgent = "not_understood", False
    entry: str | None = None
    choices: Sequence[str] = ()
    match decision.reply:
        case Answer():
            outcome, entry = "answer", decision.reply.entry
            choices, urgent = decision.reply.also, decision.reply.urgent
        case Refused():
            outcome, entry = "refused", decision.reply.entry
        case Choices():
            outcome, choices = "choices", decision.reply.entries
        case Chatted():
            outcome, entry = "small_talk", decision.reply.kind
        case NotUnderstood():
            pass
        case other:
            assert_never(other)
    return {
        "outcome": outcome,
        "entry": entry,
        "choices": list(choices),
        "urgent": urgent,
        "language": decision.reply.language.value,
        "ranking": [[match.id, round(match.score, 4)] for match in decision.ranking.matches[: SHORTEST_RANKING * 2]],
    }


Figures = dict[str, float]


def figures(results: Iterable[tuple[Asked, Mapping[str, Any]]]) -> dict[tuple[str, str], Figures]:
    """Shares by kind and language, in percent; `asked` is a count, `wrong` a share of direct answers, `refused` of wrong refusals alone."""
    groups: dict[tuple[str, str], list[tuple[Asked, Mapping[str, Any]]]] = defaultdict(list)
    for asked, result in results:
        groups[asked.kind, asked.lang].append((asked, result))
    return {group: _figures(rows) for group, rows in sorted(groups.items())}


def _figures(rows: list[tuple[Asked, Mapping[str, Any]]]) -> Figures:
    direct = [(asked, result) for asked, result in rows if result["outcome"] == "answer"]
    times = sorted(result["ms"] for _, result in rows)
    return {
        "asked": len(rows),
        "reached": _share(rows, lambda asked, result: bool({result["entry"], *result["choices"]} & set(asked.labels))),
        "first": _share(rows, lambda asked, result: result["ranking"][0][0] in asked.labels),
        "direct": _share(rows, lambda asked, result: result["outcome"] == "answer"),
        "wrong": _share(direct, lambda asked, result: result["entry"] not in asked.labels),
        "choices": _share(rows, lambda asked, result: result["outcome"] == "choices"),
        "lost": _share(rows, lambda asked, result: result["outcome"] == "not_understood"),
        "refused": _share(rows, lambda asked, result: result["outcome"] == "refused" and result["entry"] not in asked.labels),
        "urgent": _share(rows, lambda asked, result: bool(result["urgent"])),
        "led": _share(rows, _led),
        "chatted": _share(rows, lambda asked, result: result["outcome"] in ("small_talk", "answer") and result["entry"] in asked.labels),
        "forbidden": float(sum(result["outcome"] == "answer" and result["entry"] in asked.never for asked, result in rows)),
        "language": _share(rows, lambda asked, result: str(result["language"])[:2] == asked.lang[:2]),
        "ms": times[len(times) // 2],
    }


def _led(asked: Asked, result: Mapping[str, Any]) -> bool:
    """Whether an acceptable entry is the answer or the first choice."""
    first = result["entry"] or next(iter(result["choices"]), None)
    return first in asked.labels


def _share(rows: list[tuple[Asked, Mapping[str, Any]]], is_so: Any) -> float:
    return 100.0 * sum(bool(is_so(asked, result)) for asked, result in rows) / len(rows) if rows else 0.0


LEGEND = """In percent of those asked: reached: an expected entry was given or offered; first: it was the likeliest; direct: one answer at
once; wrong: of those, not expected; choices: several were offered; lost: not understood; refused: refused wrongly; urgent: urgent help
stood there; led: an expected entry came first; chatted: answered or chatted as expected; language: answered in the one asked in.
Counted: asked; forbidden: got an answer they must never get. ms: milliseconds, the median."""


def table(found: Mapping[tuple[str, str], Figures]) -> str:
    """The figures as text."""
    columns = list(next(iter(found.values()), {}))
    lines = ["kind       lang " + " ".join(f"{column:>9}" for column in columns)]
    for (kind, lang), row in found.items():
        lines.append(f"{kind:<10} {lang:<4} " + " ".join(f"{row[column]:>9.{0 if column == 'asked' else 1}f}" for column in columns))
    return "\n".join(lines)
