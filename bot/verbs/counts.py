"""`report`: what was counted, and nothing about anybody."""

import argparse
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.tallying import week_of
from bot.settings import Settings
from bot.store.tallies import Tallies
from bot.verbs.command_line import AddVerb, write

_MOST_WEEKS = 520


def add(verb: AddVerb) -> None:
    """Declare the verb."""
    options = verb("report", report)
    options.add_argument("--weeks", type=_weeks, default=8, help="how many, the running one included (default: 8)")
    options.add_argument("--csv", type=Path, metavar="FILE", help="write every cell as CSV")
    options.add_argument("--page", type=Path, metavar="FILE", help="write a page with charts (HTML)")


def report(settings: Settings, options: argparse.Namespace) -> None:
    """Show what was asked and what came of it, by week: which answers do not help, what is not understood."""
    from bot.report.cells import as_csv
    from bot.report.page import page
    from bot.report.tables import tables_of
    from bot.report.text import as_text

    first = datetime.now(UTC).date() - timedelta(weeks=options.weeks - 1)
    with closing(Tallies.open(settings.database_url)) as store:
        tallies = store.since(week_of(first))
    if not tallies:
        print("Nothing was counted in these weeks. A bot writes its counts once a day and when it stops.")
        return
    tables = tables_of(tallies)
    print(as_text(tables))
    if options.csv:
        write(options.csv, as_csv(tallies))
    if options.page:
        write(options.page, page(tables))


def _weeks(text: str) -> int:
    """A number of weeks from the command line."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MOST_WEEKS):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of weeks from 1 to {_MOST_WEEKS}")
    return int(text)
