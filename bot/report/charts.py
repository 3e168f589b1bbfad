"""Bars, as SVG that needs no script: one group for each row of a table, one bar for each column drawn.

A figure that is kept back has no bar, only its mark: the length of a bar would tell it.
"""

from collections.abc import Iterator, Sequence
from html import escape

from bot.report.tables import Row, Table

_LETTER = 7.8
"""Width of a letter at most, in units of the drawing."""
_BAR, _GAP, _LONGEST, _NUMBER = 14, 8, 400, 50


def bars(table: Table, name: str) -> str:
    """The chart of a table; `name` is unique on the page."""
    left = max(len(row.label) for row in table.rows) * _LETTER + _GAP
    group = len(table.drawn) * _BAR + _GAP
    width, height = left + _LONGEST + _NUMBER, len(table.rows) * group
    largest = max((one for row in table.rows for one in _drawn(row, table.drawn) if isinstance(one, int)), default=1)
    parts = [part for at, row in enumerate(table.rows) for part in _group(row, table.drawn, at * group, left, _LONGEST / largest)]
    return (
        f'<svg viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}"'
        f' role="img" aria-labelledby="{name}-title {name}-about">'
        f'<title id="{name}-title">{escape(table.title)}</title>'
        f'<desc id="{name}-about">{escape(table.note)} The table that follows has the same figures.</desc>'
        f"{''.join(parts)}</svg>"
    )


def key(table: Table) -> str:
    """Which colour is which column."""
    names = (f'<span class="swatch series-{number}"></span> {escape(table.heads[at + 1])}' for number, at in enumerate(table.drawn))
    return " · ".join(names)


def _group(row: Row, drawn: Sequence[int], top: float, left: float, scale: float) -> Iterator[str]:
    middle = top + len(drawn) * _BAR / 2
    yield f'<text x="{left - _GAP:.0f}" y="{middle:.0f}" class="label">{escape(row.label)}</text>'
    for number, one in enumerate(_drawn(row, drawn)):
        y, length = top + number * _BAR, one * scale if isinstance(one, int) else 0
        yield f'<rect x="{left:.0f}" y="{y + 1:.0f}" width="{length:.1f}" height="{_BAR - 2}" class="series-{number}"/>'
        yield f'<text x="{left + length + 4:.1f}" y="{y + _BAR / 2:.0f}">{escape(str(one))}</text>'


def _drawn(row: Row, drawn: Sequence[int]) -> list[int | str]:
    return [row.figures[at] for at in drawn]
