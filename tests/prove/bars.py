"""What is measured, against which target, by which command; and what is said when it cannot be measured here."""

import os
import shutil
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the table."""

    name: str
    what: str
    target: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out, and whether it is what the bar asks for."""

    figure: str
    reached: bool


class NotProved(Exception):
    """It cannot be measured here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Bars that are measured together.

    Attributes:
        name: `python -m tests.prove NAME` runs it alone.
        measure: takes an empty folder, gives what came out in the order of the bars.
        command: how to run it alone, where it is another program.
    """

    name: str
    bars: tuple[Bar, ...]
    measure: Callable[[Path], Coroutine[Any, Any, Sequence[Measured]]]
    command: str = ""


def none_of(found: Sequence[object], looked_at: str) -> Measured:
    """Nothing must have been found; what was is shown, so that it can be looked for."""
    return Measured(f"{len(found)} in {looked_at}" + "".join(f"; {one}" for one in found[:3]), not found)


def need(*programs: str, root: bool = False) -> None:
    """Say what is missing.

    Raises:
        NotProved: a program or the right is.
    """
    if missing := [program for program in programs if not shutil.which(program)]:
        raise NotProved(f"{' and '.join(missing)} not installed: make system")
    if root and os.geteuid():
        raise NotProved("only root may look into the memory of another process: sudo make prove")
