"""Whether the bot lives where there is little memory: `python -m tests.bench.small_server --database URL`, as root.

The kernel lets the process have so much and kills it when it wants more, as a small server would. Counted are its own pages and those of
files that it is the first to read; libraries that another process here has read already are not, so its resident memory is told, too.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.asking import TooSlow, burst, opened
from tests.bench.kinds import Kind
from tests.bench.processes import memory
from tests.bench.published import published

LIMIT, QUESTIONS = 512, 3000
_AT_ONCE, _PEOPLE = 500, 125
_MEGABYTE = 1_000_000


class CannotLimit(Exception):
    """The kernel of this machine does not let us; the message says why."""


@dataclass(frozen=True, slots=True)
class Group:
    """Processes that share a limit: a control group, of the first or the second version.

    Attributes:
        names: of the files with the limit, the most that was used, and how often more was wanted.
    """

    folder: Path
    names: tuple[str, str, str]

    @property
    def most(self) -> float:
        """Megabytes at most so far, pages of files included: it may come near the limit because the kernel then drops such pages."""
        return int((self.folder / self.names[1]).read_text(encoding="ascii")) / _MEGABYTE

    @property
    def pressed(self) -> int:
        """How often the limit was reached and something had to be dropped."""
        told = (self.folder / self.names[2]).read_text(encoding="ascii").split()
        return int(told[told.index("max") + 1] if "max" in told else told[0])


_FIRST = ("memory.limit_in_bytes", "memory.max_usage_in_bytes", "memory.failcnt")
_SECOND = ("memory.max", "memory.peak", "memory.events")


@contextmanager
def limited(megabytes: float, hierarchy: Path = Path("/sys/fs/cgroup")) -> Iterator[Group]:
    """A group with a limit and nobody in it; removed afterwards, and whoever is still in it killed.

    Raises:
        CannotLimit: there are no such groups here, or they are not ours to make.
    """
    if (hierarchy / "memory").is_dir():  # a group below that of this process: it stays in whatever counts this one
        own = next(line.split(":", 2)[2] for line in Path("/proc/self/cgroup").read_text("utf-8").splitlines() if ":memory:" in line)
        group = Group(hierarchy / "memory" / own.strip("/") / f"gilbeot-{os.getpid()}", _FIRST)
    else:
        group = Group(hierarchy / f"gilbeot-{os.getpid()}", _SECOND)
    try:
        group.folder.mkdir()
        (group.folder / group.names[0]).write_text(str(round(megabytes * _MEGABYTE)), encoding="ascii")
    except OSError as error:
        raise CannotLimit(
            f"{group.folder} cannot be made ({error.strerror}): this needs root, and control groups that count memory"
        ) from None
    try:
        yield group
    finally:
        for process in (group.folder / "cgroup.procs").read_text(encoding="ascii").split():
            os.kill(int(process), signal.SIGKILL)
        group.folder.rmdir()


async def lived(database: Path, folder: Path, group: Group, questions: int) -> tuple[str, bool]:
    """What became of a bot in the group that was asked so much, in a line, and whether it still answered at the end."""
    kind = Kind("limited", program=("-m", "tests.bench.small_server", "--join", str(group.folder)))
    async with AsyncExitStack() as stack:
        house = await kind.house(stack, folder / kind.name, database)
        try:
            for at_start in ("the first start, from the database", "the second start, from its local copy"):
                async with AsyncExitStack() as running:
                    place = await opened(running, [house])
                    process = place.bots[0].process
                    answered = 0
                    while answered < questions:
                        await burst(place, number := min(_AT_ONCE, questions - answered), max(1, number * _PEOPLE // _AT_ONCE))
                        answered += number
                    used = memory(process.pid)
                    print(
                        f"{at_start}: {answered:,} questions answered; resident {used.resident:.0f} MB, at most {used.most:.0f} MB",
                        flush=True,
                    )
        except (TooSlow, TimeoutError, RuntimeError) as error:
            return f"it did not live: {error}", False
    return f"it lived; counted at most {group.most:.0f} MB; pressed {group.pressed:,} times", True


def join(group: Path) -> None:
    """Become the bot, in a group."""
    (group / "cgroup.procs").write_text(str(os.getpid()), encoding="ascii")
    os.execv(sys.executable, [sys.executable, "-m", "bot", "run"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what became of it; the exit code is 0 only if the bot lived."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.small_server", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--database", metavar="URL", help="its active edition is used (default: the content, compiled as for the tests)")
    parser.add_argument("--megabytes", type=float, default=LIMIT, metavar="N", help=f"of 10⁶ bytes that the bot may have (default {LIMIT})")
    parser.add_argument(
        "--questions", type=int, default=QUESTIONS, metavar="N", help=f"asked after each of two starts (default {QUESTIONS:,})"
    )
    parser.add_argument("--join", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.join:
        join(options.join)
    try:
        with tempfile.TemporaryDirectory(prefix="small-server-") as place, limited(options.megabytes) as group:
            folder = Path(place)
            said, alive = asyncio.run(lived(published(options.database, folder), folder, group, options.questions))
    except CannotLimit as why:
        print(why, file=sys.stderr)
        return 2
    print(f"{options.megabytes:.0f} MB: {said}")
    return 0 if alive else 1


if __name__ == "__main__":
    sys.exit(main())
