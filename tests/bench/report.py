"""Figures for people, as one Markdown table, and for programs, as JSON."""

import json
from collections.abc import Sequence

from tests.bench.measures import FALSE_REFUSALS, Figures, Row

_HEAD = (
    "set",
    "engine",
    "questions",
    "top-1 %",
    "after slips %",
    "no blanks %",
    "out of scope: AUROC / rejected %",
    "ms p50 / p99",
    "× ratio p50 / p99",
)

NOTES = f"""
after slips: the same questions mistyped (tests/bench/slips.py says how); no blanks: Korean in one piece.
rejected: questions out of scope that are refused when {FALSE_REFUSALS:.0%} of those within scope are.
ms: of computing, from the raw text to the ranking, one question after another, one thread.
× ratio: the same as multiples of rapidfuzz ratio's.
Means: over the sets of a language, then over the languages."""


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    lines = [_HEAD, ["---"] * len(_HEAD), *([row.scope, row.engine, *_cells(row.figures)] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(figures: Figures) -> list[str]:
    return [
        _numbers(figures, 0, "questions"),
        _numbers(figures, 1, "top-1"),
        _numbers(figures, 1, "after slips"),
        _numbers(figures, 1, "no blanks"),
        _numbers(figures, 0, "AUROC", "rejected"),
        _numbers(figures, 2, "p50", "p99"),
        _numbers(figures, 1, "p50 / ratio", "p99 / ratio"),
    ]


def _numbers(figures: Figures, digits: int, *names: str) -> str:
    return " / ".join(f"{figures[name]:.{digits}f}" for name in names) if names[0] in figures else "-"


def astray(rows: Sequence[Row], engine: str) -> str:
    """How many questions an engine took for another language, or another spelling, than their set's."""
    shares = ", ".join(f"{row.scope} {row.figures['astray']:.1f} %" for row in rows if row.engine == engine and row.language)
    return f"{engine} is not told the language; it took for another one, or for another spelling: {shares}."


def as_json(rows: Sequence[Row]) -> str:
    """The rows as a JSON array."""
    plain = [{"set": row.scope, "lang": row.language, "engine": row.engine, **row.figures} for row in rows]
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
