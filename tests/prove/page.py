"""The table of all bars: as it is printed, and as docs/proofs.md keeps it.

The page is written by `python -m tests.prove --page docs/proofs.md`, which puts what it measured into the rows of its bars and leaves
all others as they are: each row says on which day, how busy others kept the machine meanwhile, and by which command. No figure is
written by hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.prove.bars import Bar, Measured, Proof

HEAD = "| bar | what | target | measured | | on | others used | by |\n|---|---|---|---|---|---|---|---|"
NEVER = Measured("not measured yet", reached=False)
_WALL = "The last run of everything took: "


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        on: the day.
        noise: of how many cores others made use meanwhile.
        by: the command, and the seconds it took for all of its rows.
    """

    bar: str
    what: str
    target: str
    figure: str
    is_reached: bool
    on: str = ""
    noise: str = ""
    by: str = ""

    @classmethod
    def made(cls, bar: Bar, measured: Measured, on: str = "", noise: str = "", by: str = "") -> Self:
        """Of what was measured."""
        figure = measured.figure.replace("|", "/")
        return cls(bar.name, bar.what, bar.target, figure, measured.reached, on, noise, by)

    @classmethod
    def read(cls, line: str) -> Self | None:
        """From a line of a table; None where it is none."""
        cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        if not line.startswith("|") or len(cells) != HEAD.splitlines()[0].count("|") - 1 or cells[4] not in ("yes", "NO"):
            return None
        bar, what, target, figure, is_reached, on, noise, by = cells
        return cls(bar, what, target, figure, is_reached == "yes", on, noise, by)

    def __str__(self) -> str:
        cells = (self.bar, self.what, self.target, self.figure, "yes" if self.is_reached else "NO", self.on, self.noise, self.by)
        return f"| {' | '.join(cells)} |"

    @property
    def key(self) -> tuple[str, str, str]:
        """Which bar it is of."""
        return (self.bar, self.what, self.target)


def rows_of(page: str) -> list[Row]:
    """All rows of a page."""
    return [row for line in page.splitlines() if (row := Row.read(line))]


def table(rows: Iterable[Row]) -> str:
    """With its head."""
    return "\n".join((HEAD, *map(str, rows)))


def written(page: str, measured: Sequence[Row], proofs: Sequence[Sequence[Proof]], wall: str = "") -> str:
    """A page whose tables, one for each group of proofs, hold what was measured, and else what they held; and how long all of it took."""
    known = {row.key: row for row in (*rows_of(page), *measured)}
    groups = [
        [known.get(bar.key, Row.made(bar, NEVER, by=f"`{proof.command}`")) for proof in group for bar in proof.bars] for group in proofs
    ]
    tables = iter(table(group).splitlines() for group in groups)
    lines: list[str] = []
    for line in page.splitlines():
        if line.startswith("| bar "):
            lines += next(tables)
        elif wall and line.startswith(_WALL):
            lines.append(f"{_WALL}{wall}.")
        elif not line.startswith("|"):
            lines.append(line)
    return "\n".join(lines) + "\n"


def update(file: Path, measured: Sequence[Row], proofs: Sequence[Sequence[Proof]], wall: str = "") -> None:
    """Write what was measured into a page."""
    unfinished = file.with_suffix(".new")
    unfinished.write_text(written(file.read_text(encoding="utf-8"), measured, proofs, wall), encoding="utf-8")
    unfinished.replace(file)
