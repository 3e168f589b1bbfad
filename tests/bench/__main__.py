"""`python -m tests.bench`: measure everything beside its reference, print a table with what it was, and write bench/results.json.

The parts, which can be named: matching, whole, replicas, starts, install, growth. A run of some of them, or of fewer questions, writes
no file unless one is named.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import bot as bot  # before numpy: it keeps BLAS to one thread
from tests.bench import growth, install, matching, replicas, starts, whole
from tests.bench.figures import HEAD, Figure, line
from tests.bench.published import edition_in, published
from tests.bench.results import FILE, committed, machine, written
from tests.prove.bars import NotProved

SIZES, LEARNT = (100, 1000, growth.LARGEST), (100, 1000)
Part = Callable[[], Iterator[Figure]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; 0 whatever was reached, for a machine that is busy is no fault of a commit."""
    options = _parser().parse_args(arguments)
    began, before, found = time.monotonic(), committed(), list[Figure]()
    about = ", ".join(f"{name} {value}" for name, value in machine().items())
    with TemporaryDirectory(prefix="bench-") as place:
        parts = _parts(options, Path(place))
        chosen = options.parts or [*parts]
        print(f"{date.today()}, {about}\n\n{HEAD}", flush=True)
        for name in chosen:
            print(f"{time.monotonic() - began:.0f} s: {name}", file=sys.stderr, flush=True)
            try:
                for figure in parts[name]():
                    found.append(figure)
                    print(line(figure, before.get(figure.what)), flush=True)
            except NotProved as why:
                print(f"| {name} | not measured: {why} | | | | | |", flush=True)
    wanted = [figure for figure in found if figure.targets]
    seconds = time.monotonic() - began
    print(f"\n{sum(figure.reached or False for figure in wanted)} of {len(wanted)} targets reached; {seconds:.0f} s.")
    print("Figures are medians of interleaved repetitions (least-most of them); a ratio is to the reference of the same round.")
    whole_run = not options.parts and options.questions == QUESTIONS
    if file := options.results or (FILE if whole_run else None):
        run = {"questions": options.questions, "rounds": options.rounds, "parts": chosen, "seconds": round(seconds)}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written(found, run, date.today()), encoding="utf-8")
    return 0


QUESTIONS, ROUNDS, OF_A_LANGUAGE, SECONDS = 2000, 3, 60, 20.0
"""Of a burst; repetitions; of each language and repetition where matching alone is measured; at 30 questions a second."""
_REMEMBERED = 5
"""A bot's memory is read after so many times the questions of a burst."""
_STARTS = 5
_WHOLE = 2
"""Repetitions of what takes minutes, at most: all of it is to end within twelve minutes on two cores."""


def _parts(options: argparse.Namespace, folder: Path) -> dict[str, Part]:
    questions, rounds, database = options.questions, options.rounds, list[Path]()

    def file() -> Path:
        if not database:
            database.append(published(options.database, folder))
        return database[0]

    plan = whole.Plan(questions, min(rounds, _WHOLE), SECONDS * min(1.0, questions / QUESTIONS), _REMEMBERED * questions)
    return {
        "matching": lambda: matching.figures(edition_in(file()), max(5, OF_A_LANGUAGE * questions // QUESTIONS), rounds),
        "whole": lambda: asyncio.run(whole.figures(file(), folder, plan)),
        "replicas": lambda: asyncio.run(replicas.figures(file(), folder, questions // 4, rounds)),
        "starts": lambda: asyncio.run(starts.figures(file(), folder, _STARTS)),
        "install": install.figures,
        "growth": lambda: growth.figures(SIZES, SIZES if options.long else LEARNT),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help="of matching, whole, replicas, starts, install, growth; all without one")
    parser.add_argument("--database", metavar="URL", help="measure its active edition (default: the content, compiled as for the tests)")
    parser.add_argument("--questions", type=int, default=QUESTIONS, metavar="N", help=f"of a burst (default {QUESTIONS})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"repetitions (default {ROUNDS})")
    parser.add_argument("--long", action="store_true", help=f"learn {growth.LARGEST:,} entries, too: a quarter of an hour, 16 GB")
    parser.add_argument("--results", type=Path, metavar="FILE", help="write the figures there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
