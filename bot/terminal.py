"""The whole bot in a terminal: the same core, no token, no network.

A line is a question; a number presses the button of that number on the last page. Piped input is answered line by line.
"""

import sys
from collections.abc import Iterable
from typing import TextIO

from bot.chat.buttons import Erase, Vanish, target_of
from bot.chat.rendering import Button, Page, Renderer
from bot.core.answering import Question, Responder
from bot.core.languages import Language
from bot.core.replies import Home, Noted, Notice
from bot.core.tallying import Judged

_LONGEST_NUMBER = 4
"""Digits of a number that may be a button's: int() refuses to read some thousands."""


class Terminal:
    """A chat over two text streams."""

    def __init__(self, responder: Responder, renderer: Renderer, lines: Iterable[str], out: TextIO) -> None:
        """Bind a voice to its streams."""
        self._responder, self._renderer, self._lines, self._out = responder, renderer, lines, out
        self._buttons: list[Button] = []

    def run(self, *, prompt: bool) -> None:
        """Answer until the end of input."""
        if prompt:
            self._show(self._renderer.render(Home(Language.ENGLISH)))
            self._ask()
        for line in self._lines:
            if text := line.strip():
                if not prompt:
                    self._out.write(f"> {text}\n")
                self._show(self._page(text))
            if prompt:
                self._ask()

    def _page(self, text: str) -> Page:
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0
        if 0 < number <= len(self._buttons):
            return self._pressed(self._buttons[number - 1])
        return self._renderer.render(self._responder.reply_to(Question(text)))

    def _pressed(self, button: Button) -> Page:
        if button.copied:
            return Page(button.copied, ())
        target = target_of(button.data or "", self._responder.edition.knowledge)
        if isinstance(target, Erase):
            return self._renderer.render(Noted(target.language, Notice.PARTLY_ERASED))
        if isinstance(target, Judged):
            return Page(self._renderer.thanks(target.language), ())
        if isinstance(target, Vanish):
            return self._renderer.render(Home(target.language))
        return self._renderer.render(target or Home(Language.ENGLISH))

    def _show(self, page: Page) -> None:
        self._buttons = [button for row in page.buttons for button in row] or self._buttons
        labels = (f"[{number}] {button.label}" for number, button in enumerate(self._buttons, 1)) if page.buttons else ()
        self._out.write("\n".join([page.plain, "", *labels]).rstrip() + "\n\n")
        self._out.flush()

    def _ask(self) -> None:
        self._out.write("> ")
        self._out.flush()


def chat(responder: Responder, renderer: Renderer) -> None:
    """Run over standard input and output; bytes that are no UTF-8 are shown as � and do no harm."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    Terminal(responder, renderer, sys.stdin, sys.stdout).run(prompt=sys.stdin.isatty())
