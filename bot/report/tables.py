"""The tables of the report: which answers are asked for, which do not help, what is not understood.

All that leaves here is suppressed and rounded; what is not clear of the noise is not listed, because it may never have happened.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.core.noise import variance
from bot.core.tallying import EPSILON_OF_A_SUBJECT, EPSILON_OF_THE_WHOLE, WHOLE, WORD, Outcome
from bot.report.suppression import Figure, Key, figure, figures
from bot.store.tallies import Tally

LONGEST_LIST = 20
FLUSHES_A_WEEK = 7
"""Each adds noise to every cell; a bot that is restarted or runs in several processes has more of it."""
_SURE, _USUAL = 3, 2
"""Standard deviations: what is listed lies above three, what is given as "give or take" are two (19 times in 20)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    label: str
    figures: tuple[Figure | str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures with what they are of.

    Attributes:
        drawn: the columns a chart shows, by number.
        give_or_take: how far noise usually moves a figure of each column, where all rows are alike.
    """

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    drawn: tuple[int, ...]
    give_or_take: tuple[int, ...] = ()


def tables_of(tallies: Sequence[Tally]) -> list[Table]:
    """The report; empty tables are left out."""
    wholes = [one for one in tallies if one.subject == WHOLE]
    parts = [one for one in tallies if one.subject != WHOLE]
    everything = [_weeks(wholes), _languages(wholes), _entries(parts), _unhelpful(parts), _words(parts)]
    return [table for table in everything if table.rows]


_EVENTS = tuple(Outcome)
_HEADS = tuple(outcome.replace("-", " ") for outcome in _EVENTS)
_DRAWN = tuple(_EVENTS.index(one) for one in (Outcome.ANSWERED, Outcome.OFFERED, Outcome.NOT_UNDERSTOOD))


def _weeks(wholes: Sequence[Tally]) -> Table:
    totals, cells = _summed(wholes, lambda one: (one.week, one.outcome))
    rows = tuple(Row(week, tuple(figure(totals[week, outcome]) for outcome in _EVENTS)) for week in sorted({one.week for one in wholes}))
    margin = _margin(max(cells.values(), default=0), EPSILON_OF_THE_WHOLE, _USUAL)
    return Table("Weeks", "All that was counted, by week.", ("week", *_HEADS), rows, _DRAWN, (margin,) * len(_EVENTS))


def _languages(wholes: Sequence[Tally]) -> Table:
    totals, _ = _summed(wholes, lambda one: (one.language, one.outcome))
    languages = sorted({one.language for one in wholes})
    is_one_week = len({one.week for one in wholes}) == 1  # then the table of weeks shows what these are parts of
    numbers = {(language, outcome): totals[language, outcome] for language in languages for outcome in _EVENTS}
    shown = figures(numbers, lambda key: key[1:] if is_one_week else ())
    rows = tuple(Row(language, tuple(shown[language, outcome] for outcome in _EVENTS)) for language in languages)
    return Table("Languages", "The same, by language.", ("language", *_HEADS), rows, _DRAWN)


def _entries(tallies: Sequence[Tally]) -> Table:
    columns = {"asked": (Outcome.ANSWERED, Outcome.URGENT), "offered": (Outcome.OFFERED,), "chosen": (Outcome.CHOSEN,)}
    leading = (Outcome.ANSWERED, Outcome.URGENT, Outcome.CHOSEN)
    rows = _listed(tallies, columns, leading)
    note = "Asked for in words, offered first among several, chosen by a button."
    return Table("Entries", note, ("entry", *columns), rows, (0, 2))


def _unhelpful(tallies: Sequence[Tally]) -> Table:
    columns = {"did not help": (Outcome.DID_NOT_HELP,), "helped": (Outcome.HELPED,)}
    rows = tuple(Row(row.label, (*row.figures, _share(*row.figures))) for row in _listed(tallies, columns, (Outcome.DID_NOT_HELP,)))
    note = "What readers said with the two buttons; few press them, and some press twice."
    return Table("Answers that did not help", note, ("entry", *columns, "did not help, %"), rows, (0, 1))


def _words(tallies: Sequence[Tally]) -> Table:
    words = [one for one in tallies if one.subject.startswith(WORD)]
    rows = _listed(words, {"messages": (Outcome.NOT_UNDERSTOOD,)}, (Outcome.NOT_UNDERSTOOD,))
    note = "Words of the lexicon in messages that were not understood, one of each message."
    return Table("Not understood", note, ("word", "messages"), tuple(Row(row.label.removeprefix(WORD), row.figures) for row in rows), (0,))


def _listed(tallies: Sequence[Tally], columns: Mapping[str, Sequence[Outcome]], leading: Sequence[Outcome]) -> tuple[Row, ...]:
    """The subjects whose leading outcomes together are clear of the noise, the most frequent first."""
    leads, cells = _summed(tallies, lambda one: one.subject if one.outcome in leading else None)
    totals, _ = _summed(tallies, lambda one: (one.subject, one.outcome))
    order = sorted(leads.items(), key=lambda one: (-one[1], one[0]))
    clear = [subject for subject, lead in order if lead > _margin(cells[subject], EPSILON_OF_A_SUBJECT, _SURE)]
    rows = [Row(one, tuple(figure(sum(totals[one, outcome] for outcome in outcomes)) for outcomes in columns.values())) for one in clear]
    return tuple(row for row in rows if any(isinstance(one, int) for one in row.figures))[:LONGEST_LIST]


def _summed(tallies: Sequence[Tally], key: Callable[[Tally], Key | None]) -> tuple[Counter[Key], Counter[Key]]:
    """Sums of counts by a key, and of how many cells each is made; None is passed over."""
    totals: Counter[Key] = Counter()
    cells: Counter[Key] = Counter()
    for one in tallies:
        if (name := key(one)) is not None:
            totals[name] += one.count
            cells[name] += 1
    return totals, cells


def _margin(cells: int, epsilon: Fraction, deviations: int) -> int:
    """How far the noise of a sum of cells may reach."""
    return math.ceil(deviations * math.sqrt(cells * FLUSHES_A_WEEK * variance(epsilon)))


def _share(part: Figure | str, rest: Figure | str) -> str:
    """Of two figures that can be seen, so that it tells no more than they do."""
    return f"{100 * part / (part + rest):.0f}" if isinstance(part, int) and isinstance(rest, int) else ""
