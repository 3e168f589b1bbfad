"""How much of what a forger or a careless hand does to the content `check` notices: `python -m tests.prove.tampering`.

A thousand forgeries of the real files, in a copy; and two hundred sentences turned around, beside two hundred harmless rewordings,
which ask nobody to look again. Ends with 1 when a forgery goes unnoticed, when fewer than 95 of 100 flips are noticed, or
when the untouched content gives an alarm.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from bot.content.editions import check, read_content
from bot.content.problem import Level, Problem
from bot.settings import ROOT
from tests.prove.bars import Bar, Measured, Proof
from tests.prove.flips import FLIPS, HARMLESS, rewordings
from tests.prove.forgeries import Forgery, forgeries
from tests.prove.forgeries import made as made_in
from tests.small_project import SmallProject

FORGERIES, TURNED = 1000, 200
LEAST_TURNED = 0.95
_SEED = 2026
_NEGATIONS = "Its negations changed"


@dataclass(frozen=True, slots=True)
class Noticed:
    """What became of some edits.

    Attributes:
        missed: those that no problem was told of.
        by_kind: how often each kind was noticed, of how many.
    """

    made: int
    missed: tuple[Forgery, ...]
    by_kind: dict[str, tuple[int, int]]

    @property
    def share(self) -> float:
        """Of those made, how many were noticed."""
        return 1 - len(self.missed) / self.made


@dataclass(frozen=True, slots=True)
class Tampered:
    """What became of all that was done to the content.

    Attributes:
        alarms: on the content as it is.
    """

    forged: Noticed
    alarms: int
    turned: Noticed
    reworded: Noticed

    def judged(self, number: int) -> list[Measured]:
        """In the order of the bars; as many must have been made as were asked for."""
        made, missed = self.forged.made, len(self.forged.missed)
        return [
            Measured(f"{made - missed} of {made} forgeries noticed", made == number and not missed),
            Measured(f"{self.alarms} false alarms on the clean tree", not self.alarms),
            Measured(
                f"{self.turned.share:.1%} of {self.turned.made} flips noticed, "
                f"{self.reworded.share:.1%} of {self.reworded.made} harmless rewordings asked about",
                self.turned.share >= LEAST_TURNED and self.turned.made == TURNED,
            ),
        ]


def notice(root: Path, edits: Iterable[Forgery], today: date, *, negations: bool = False) -> Noticed:
    """Make edits in copies of a project and look which of them `check` tells of, as errors or as changed negations.

    Args:
        root: of the project, with `knowledge` and `locales`.
        edits: any; of those that touch one text, each comes in a copy of its own.
        today: the day on which is checked.
        negations: only what is told of negations counts, whether as an error or as a warning.
    """
    made, missed = Counter[str](), list[Forgery]()
    for some in _rounds(edits):
        with tempfile.TemporaryDirectory(prefix="tampering-") as folder:
            project = _copied(root, Path(folder))
            made_in(project, some)
            told = [one for one in check(project.root, today) if _counts(one, negations=negations)]
        made.update(edit.kind for edit in some)
        missed += [edit for edit in some if not any(_tells_of(problem, edit) for problem in told)]
    lost = Counter(edit.kind for edit in missed)
    return Noticed(made.total(), tuple(missed), {kind: (count - lost[kind], count) for kind, count in sorted(made.items())})


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove.tampering", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--forgeries", type=int, default=FORGERIES, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=_SEED, help="for other forgeries (default: %(default)s)")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    found = tampered(options.forgeries, random.Random(options.seed))
    print("\n".join(_table(found.forged)))
    for edit in (*found.forged.missed, *found.turned.missed):
        print(f"unnoticed: {edit.kind} in {edit.file}, {edit.name}: {edit.new[-60:]!r}")
    judged = found.judged(options.forgeries)
    print("; ".join(one.figure for one in judged) + f"; {time.monotonic() - began:.0f} s")
    return int(not all(one.reached for one in judged))


def tampered(number: int, dice: random.Random) -> Tampered:
    """So many forgeries of the project's own content, and sentences of it turned around and reworded."""
    today = date.today()
    alarms = [problem for problem in check(ROOT, today) if problem.level is Level.ERROR or _NEGATIONS in problem.message]
    content = read_content(ROOT, today)
    return Tampered(
        notice(ROOT, islice(forgeries(content, dice), number), today),
        len(alarms),
        notice(ROOT, islice(rewordings(content, FLIPS, dice), TURNED), today, negations=True),
        notice(ROOT, islice(rewordings(content, HARMLESS, dice), TURNED), today, negations=True),
    )


async def measure(_: Path, number: int = FORGERIES) -> list[Measured]:
    """Of the project's own content."""
    return tampered(number, random.Random(_SEED)).judged(number)


def _rounds(edits: Iterable[Forgery]) -> Iterator[list[Forgery]]:
    """The edits in as few groups as there are edits of one text: of its translations too, which a changed English makes stale."""
    rounds: list[dict[str, Forgery]] = []
    for edit in edits:
        fitting = next((one for one in rounds if edit.name not in one), None)
        if fitting is None:
            rounds.append(fitting := {})
        fitting[edit.name] = edit
    for one in rounds:
        yield [*one.values()]


def _copied(root: Path, folder: Path) -> SmallProject:
    for part in ("knowledge", "locales"):
        shutil.copytree(root / part, folder / part)
    return SmallProject(folder)


def _counts(problem: Problem, *, negations: bool) -> bool:
    return problem.message.startswith(_NEGATIONS) if negations else problem.level is Level.ERROR


def _tells_of(problem: Problem, edit: Forgery) -> bool:
    """Whether a problem leads to the place, and says what to do."""
    return problem.file == edit.file and problem.entry == edit.name and bool(problem.message and problem.remedy)


def _table(noticed: Noticed) -> Iterator[str]:
    yield "| forgery | noticed | of |\n|---|---|---|"
    yield from (f"| {kind} | {seen} | {count} |" for kind, (seen, count) in noticed.by_kind.items())


PROOF = Proof(
    "tampering",
    (
        Bar("P7", "changes of a contact or link noticed before they are published", "all of 1,000"),
        Bar("P7", "false alarms on the content as it is", "0"),
        Bar("P7", "sentences turned around by a negation that are shown for a second look", ">= 95 % of 200"),
    ),
    measure,
    short=partial(measure, number=200),
)

if __name__ == "__main__":
    sys.exit(main())
