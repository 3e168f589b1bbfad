"""A rendered page taken apart, so that paper can lay it out: every word stays the renderer's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from markupsafe import Markup

from bot.chat.rendering import Page
from bot.templating import as_html


class Kind(StrEnum):
    """How a block is laid out."""

    TEXT = "text"
    CARD = "card"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that belong together: a contact's card begins in bold, a notice or the sources are in italics."""

    kind: Kind
    html: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """An answer.

    Attributes:
        name: unique in its file, to link to.
        tag: the language of the text, for HTML.
    """

    name: str
    tag: str
    title: str
    blocks: tuple[Block, ...]


_TITLE = re.compile(r"<b>(?P<title>.*?)</b>(?:\n+|$)", re.DOTALL)


def section_of(page: Page, name: str, tag: str) -> Section:
    """The page of an answer as a section.

    Raises:
        ValueError: the page does not begin with a title.
    """
    if (title := _TITLE.match(page.html)) is None:
        raise ValueError(f"the page of {name} has no title")
    return Section(name, tag, unescape(title["title"]), tuple(_blocks(page.html[title.end() :])))


def _blocks(html: str) -> Iterator[Block]:
    for part in filter(str.strip, html.split("\n\n")):
        kind = Kind.CARD if part.startswith("<b>") else Kind.NOTE if part.startswith("<i>") else Kind.TEXT
        yield Block(kind, as_html(part))
