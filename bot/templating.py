"""Pages that are files, made from templates beside their code: everything is escaped but what code marks as HTML."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.chat.rendering import Page
from bot.core.languages import Language

_SHARED = Path(__file__).parent / "look"
"""Colours, and the search of lists, for every page of ours."""


def shared(name: str) -> str:
    """The text of a file that pages of all kinds use."""
    return (_SHARED / name).read_text(encoding="utf-8")


def templates_in(folder: Path) -> Environment:
    """The templates of a folder; a name that is not given is an error and not a gap."""
    loader = FileSystemLoader([folder, _SHARED])
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["file"] = lambda name: Markup(loader.get_source(made, name)[0])  # noqa: S704  a file of ours, never a text of content
    return made


def as_html(page: Page | str) -> Markup:
    """The HTML of a rendered page, in which the renderer has escaped every text."""
    return Markup(page if isinstance(page, str) else page.html)  # noqa: S704


def tag_of(language: Language) -> str:
    """The language as HTML names it: fonts draw some characters in a Korean, a mainland and a Taiwanese form."""
    return language.replace("_", "-")
