"""What a person sees: a text with buttons under it, as Telegram takes it and a small screen shows it. All markup is made here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import TypeVar

from bot.chat.labels import width

LONGEST_PAGE = 4096
"""UTF-16 code units of a message after parsing (Bot API)."""

READABLE = {1: 30, 2: 14, 3: 9, 4: 6}
"""Buttons in a row -> columns of a label that can be read on each.

A row is about 290 px wide on a phone of 320, a button has 8 px of padding on each side, a column is 7 px of a 14 px font: 39, 18, 11
and 7 columns; what is left is for fonts that are wider, and for people who have made them larger.
"""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Button:
    """A button: leads to a page (`data`) or copies a number (`copied`)."""

    label: str
    data: str | None = None
    copied: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a person sees.

    Attributes:
        html: Telegram's HTML, every text escaped.
        buttons: in rows.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...]

    @property
    def plain(self) -> str:
        """The text without markup, as it counts towards Telegram's limit and as a terminal shows it."""
        return _plain(self.html)


def bold(text: str) -> str:
    """A heading."""
    return f"<b>{escape(text)}</b>"


def italic(html: str) -> str:
    """Small print; what it holds is escaped already."""
    return f"<i>{html}</i>"


def arranged(buttons: Iterable[Button]) -> list[list[Button]]:
    """Buttons of one kind in rows, in their order, as many in each as can be read."""
    rows: list[list[Button]] = []
    for button in buttons:
        longer = [*(rows[-1] if rows else ()), button]
        if rows and max(width(one.label) for one in longer) <= READABLE.get(len(longer), 0):
            rows[-1] = longer
        else:
            rows.append([button])
    return rows


def split_evenly(things: Sequence[Thing], parts: int) -> Iterator[Sequence[Thing]]:
    """Divide a sequence into parts of about the same length, the longer ones first."""
    least, longer = divmod(len(things), parts or 1)
    start = 0
    for part in range(parts):
        end = start + least + (part < longer)
        yield things[start:end]
        start = end


def length(html: str) -> int:
    """How much of a page some HTML takes, in UTF-16 code units."""
    return len(_plain(html).encode("utf-16-le")) // 2


def leaves(sections: Sequence[str], room: int) -> list[list[int]]:
    """Which sections, by number, stand together on a page with this much room; none is cut, none left out, their order is kept."""
    pages: list[list[int]] = []
    taken = room + 1
    for number, section in enumerate(sections):
        needed = length(section) + len(BETWEEN)
        if taken + needed > room:
            pages.append([])
            taken = 0
        pages[-1].append(number)
        taken += needed
    return pages or [[]]


BETWEEN = "\n\n"
"""What separates the parts of a page."""


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))
