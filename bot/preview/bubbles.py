"""A page as Telegram draws it: a bubble of text with rows of buttons below, which lead to the pages of the preview."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from bot.chat.buttons import target_of
from bot.chat.pages import Button, Page, length
from bot.core.knowledge import Knowledge
from bot.core.languages import OWN_NAMES, Language
from bot.core.replies import Answer, Home, TopicPage, Urgent
from bot.templating import as_html, tag_of

START = "start.html"
"""The pages that are no entry's: the first one, urgent help, the topics."""
GENERAL = "general"
"""The name of the text that is for no country."""


Address = Callable[[Button], str | None]
"""Finds where a button leads in the preview."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A button: where it leads in the preview, if anywhere, and whether it copies a number."""

    label: str
    address: str | None
    copies: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    """A page in one language.

    Attributes:
        reader: the reader's language, by its own name.
        tag: the language of the text, for HTML.
        length: characters of the page, as Telegram counts them for its limit.
        text_length: characters of the text in it, where it is an entry's.
        state: of the translation and what follows from it; empty where there is nothing to say.
    """

    reader: str
    tag: str
    html: Markup
    rows: tuple[tuple[Drawn, ...], ...]
    length: int
    state: str = ""
    text_length: int | None = None


def drawn(page: Page, reader: Language, address: Address) -> Bubble:
    """Draw a page."""
    rows = tuple(tuple(Drawn(one.label, address(one), one.copied is not None) for one in row) for row in page.buttons)
    return Bubble(OWN_NAMES[reader], tag_of(reader), as_html(page), rows, length(page.html))


def addresses(knowledge: Knowledge, up: str) -> Address:
    """What finds the page of a button; `up` leads from where it is drawn to the folder of the site."""

    def address(button: Button) -> str | None:
        match target_of(button.data or "", knowledge):
            case Answer(_, entry, country):
                return f"{up}entries/{entry}.html#{country or GENERAL}"
            case TopicPage(_, topic):
                return f"{up}{START}#topic-{topic}"
            case Urgent():
                return f"{up}{START}#urgent"
            case Home():
                return f"{up}{START}#home"
            case _:
                return None

    return address
