"""What the verbs share: how one is declared, what a person can put right, and a file written where they said."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from bot.folders import is_checkout
from bot.mendable import Mendable
from bot.settings import Settings

WRONG = 1
"""Exit code for anything the person at the keyboard can put right."""

Run = Callable[[Settings, argparse.Namespace], int | None]
"""A verb: settings and options to an exit code (None: 0). The first line of its docstring is its help."""


class Wrong(Mendable):
    """A sentence for the person at the keyboard."""


class AddVerb(Protocol):
    """Declares a verb and returns its parser, for options."""

    def __call__(self, name: str, run: Run) -> argparse.ArgumentParser:
        """Declare `name`."""


def checkout_of(settings: Settings) -> Path:
    """The root of the checkout, for verbs that change what people wrote.

    Raises:
        Wrong: the program was installed, and its content is a part of it.
    """
    if not is_checkout(settings.root):
        raise Wrong("this changes knowledge/ or locales/, which an installed program must not. Run it in a checkout.")
    return settings.root


def write(path: Path, text: str) -> None:
    """Write a file that was asked for.

    Raises:
        Wrong: it cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Wrong(f"{path} cannot be written ({type(error).__name__}). Name a file in a folder that exists.") from None
    print(f"{path} written.")
