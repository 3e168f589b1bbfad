"""The report for a terminal, and how every form of it is to be read."""

from collections.abc import Iterator, Sequence

from bot.report.suppression import Mark
from bot.report.tables import Table

LEGEND = (
    "Every number carries noise, so that none tells whether one press happened; lists leave out what is not clear of it. "
    f"Below ten is {Mark.SMALL}; {Mark.KEPT_BACK} is ten or more, kept back so that one below ten cannot be worked out; "
    "all others are rounded to 5. The running week is not over."
)


def as_text(tables: Sequence[Table]) -> str:
    """The report for a terminal."""
    return "\n\n".join(["\n".join(_lines(table)) for table in tables] + [LEGEND])


def _lines(table: Table) -> Iterator[str]:
    lines = [table.heads, *((row.label, *map(str, row.figures)) for row in table.rows)]
    if table.give_or_take:
        lines.append(("give or take", *map(str, table.give_or_take)))
    widths = [max(len(line[at]) for line in lines) for at in range(len(table.heads))]
    yield f"{table.title}. {table.note}"
    for label, *cells in lines:
        yield f"  {label:<{widths[0]}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
