"""Which entries are to be read again: expired, about to expire, or never reviewed by anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby

from bot.content.texts import Content
from bot.core.knowledge import Risk


class Why(Enum):
    """Why an entry is due, most pressing first; the value is a heading."""

    EXPIRED = "Expired: readers are told so, or get the contacts alone"
    EXPIRING = "To be reviewed soon"
    NEVER = "Never reviewed by anybody"


@dataclass(frozen=True, slots=True)
class Due:
    """An entry that is due, and the day it expires."""

    why: Why
    risk: Risk
    urgent: bool
    day: date
    id: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{'urgent, ' if self.urgent else ''}{self.risk}: {self.id}, until {self.day} ({self.file}:{self.line})"


def due(content: Content, within: timedelta) -> list[Due]:
    """The entries to be reviewed, most pressing first: by why, by risk, by day."""
    found = []
    for topic, entry in content.written.entries():
        if content.today > entry.review_by:
            why = Why.EXPIRED
        elif content.today + within >= entry.review_by:
            why = Why.EXPIRING
        elif entry.reviewed is None:
            why = Why.NEVER
        else:
            continue
        file = f"knowledge/{topic}.toml"
        found.append(Due(why, entry.risk, entry.urgent, entry.review_by, entry.id, file, content.line(file, entry.id)))
    return sorted(found, key=lambda one: ([*Why].index(one.why), -[*Risk].index(one.risk), not one.urgent, one.day, one.id))


def listed(some: list[Due]) -> Iterator[str]:
    """Lines of Markdown: a heading for each reason, a box to tick for each entry."""
    for why, group in groupby(some, key=lambda one: one.why):
        entries = [*group]
        yield from ("", f"## {why.value} ({len(entries)})", "")
        yield from (f"- [ ] {one}" for one in entries)
