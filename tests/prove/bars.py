"""What is measured, against which target, by which command; and what is said when it cannot be measured here."""

import os
import shutil
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the table."""

    name: str
    what: str
    target: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from all others."""
        return (self.name, self.what, self.target)


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out, and whether it is what the bar asks for."""

    figure: str
    reached: bool

    @classmethod
    def not_proved(cls, missing: Exception) -> Self:
        """It could not be measured here."""
        return cls(f"NOT PROVED: {missing}", reached=False)

    @classmethod
    def broken_off(cls, error: Exception) -> Self:
        """Something gave way that should not have, in the bot or in what measures it."""
        return cls(" ".join(f"broke off: {type(error).__name__} {error}".split())[:_LONGEST], reached=False)


class NotProved(Exception):
    """It cannot be measured here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Bars that are measured together.

    Attributes:
        name: `python -m tests.prove NAME` runs it alone.
        measure: takes an empty folder, gives what came out in the order of the bars.
        short: the same with smaller numbers, where the whole takes minutes.
        waits: whether it mostly waits, so that other proofs may run at the same time.
    """

    name: str
    bars: tuple[Bar, ...]
    measure: Callable[[Path], Coroutine[Any, Any, Sequence[Measured]]]
    short: Callable[[Path], Coroutine[Any, Any, Sequence[Measured]]] | None = None
    waits: bool = False

    @property
    def command(self) -> str:
        """How to measure it alone."""
        return f"python -m tests.prove {self.name}"


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
