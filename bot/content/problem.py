"""What is wrong in the content: where, what, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """An error keeps an edition from being published; a warning is work to be done."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding of a check.

    Attributes:
        file: relative to the root of the project.
        line: 1-based, 0 where none can be told.
        entry: id of the entry, contact or message, "" for the file as a whole.
        message: what is wrong, in one sentence.
        remedy: what to do about it.
    """

    file: str
    line: int
    entry: str
    message: str
    remedy: str
    level: Level = Level.ERROR

    @property
    def language(self) -> str:
        """The language of the file: that of its folder in locales/; knowledge/ is written in English."""
        folder, _, rest = self.file.partition("/")
        return rest.partition("/")[0] if folder == "locales" else "en"

    @property
    def in_one_line(self) -> str:
        """As tools read it, an editor or a problem matcher: `file:line: error: what is wrong and what to do`."""
        return f"{self.file}:{max(1, self.line)}: {self.level}: {self._said}"

    @property
    def _said(self) -> str:
        subject = f'"{self.entry}": ' if self.entry else ""
        return " ".join(f"{subject}{self.message} {self.remedy}".split())

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.level}: {self._said}"


class BrokenContent(Exception):
    """Content that cannot be compiled; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problem(s) in the content")
