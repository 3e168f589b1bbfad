"""Pages as HTML that looks like Telegram on a phone, and measures itself."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from bot.chat.pages import Button, Page
from bot.core.languages import Language

STYLE = Path(__file__).with_name("telegram.css").read_text(encoding="utf-8")
WIDTH = 320
"""Pixels of the narrowest phone that is sold."""
_TAGS = {Language.CHINESE: "zh-Hans", Language.TRADITIONAL_CHINESE: "zh-Hant"}
MEASURE = """<script>
for (const button of document.querySelectorAll(".button"))
  if (button.scrollWidth > button.clientWidth) button.setAttribute("data-cut", "");
for (const screen of document.querySelectorAll(".screen"))
  {
    screen.setAttribute("data-height", Math.ceil(screen.getBoundingClientRect().height));
    if (screen.scrollWidth > screen.clientWidth) screen.setAttribute("data-wide", "");
  }
</script>"""


def document(language: Language, title: str, body: str, kind: str = "") -> str:
    """A page of HTML that needs nothing from anywhere."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="{_TAGS.get(language, language)}"><head>{head}</head><body class="{kind}">{body}</body></html>\n'


def screens(pages: Iterable[Page]) -> str:
    """Pages of the bot one below the other, which measure their height and whether labels are cut."""
    return "".join(f'<div class="screen"><div class="text">{page.html}</div>{keyboard(page.buttons)}</div>' for page in pages) + MEASURE


def heights(document: str) -> list[int]:
    """How high each screen of a document is that measured itself, in its order."""
    return [*map(int, re.findall(r'class="screen" data-height="([0-9]+)"', document))]


def keyboard(rows: Iterable[Iterable[Button]]) -> str:
    """Rows of buttons."""
    return "".join(f'<div class="row">{"".join(map(_button, row))}</div>' for row in rows)


def labels(rows: Iterable[Iterable[Button]]) -> str:
    """Buttons without a page, to be measured."""
    return f'<div class="screen">{keyboard(rows)}</div>'


def index(pictures: Mapping[str, Iterable[str]]) -> str:
    """All pictures: language -> names of files without their ending."""
    sections = "".join(f"<h2>{escape(language)}</h2><section>{_figures(language, names)}</section>" for language, names in pictures.items())
    return document(Language.ENGLISH, "Screens", sections, kind="index")


def _figures(language: str, names: Iterable[str]) -> str:
    return "".join(
        f'<figure><figcaption><a href="{language}-{name}.html">{name}</a></figcaption>'
        f'<img src="{language}-{name}.png" width="320" alt="{name} in {language}"></figure>'
        for name in names
    )


def _button(button: Button) -> str:
    return f'<div class="button{" copies" if button.copied else ""}">{escape(button.label)}</div>'
