"""Every cell that was counted, as CSV for a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Sequence

from bot.core.tallying import WHOLE
from bot.report.suppression import figures
from bot.store.tallies import Tally


def as_csv(tallies: Sequence[Tally]) -> str:
    """Every cell, one a line, suppressed and rounded as in the report."""
    numbers = {(one.week, one.language, one.subject, one.outcome): one.count for one in tallies}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("week", "language", "subject", "outcome", "count"))
    for key, shown in sorted(figures(numbers, _sums_of).items()):
        writer.writerow((*key, shown))
    return out.getvalue()


def _sums_of(key: tuple[str, str, str, str]) -> Iterator[tuple[str, ...]]:
    """The sums in the tables that a cell is part of: a week's or a language's if it is a whole, else its subject's."""
    week, language, subject, outcome = key
    if subject == WHOLE:
        yield "week", week, outcome
        yield "language", language, outcome
    else:
        yield "subject", subject, outcome
