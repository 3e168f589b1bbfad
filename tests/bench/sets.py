"""`python -m tests.bench.sets`: measure every engine on every set, and print one table."""

import argparse
import os
import sys
import time
from pathlib import Path

from bot.content.problem import BrokenContent
from tests.bench import report
from tests.bench.engines import ENGINES, OWN, Lesson, NotInstalled
from tests.bench.intents import BadSet, IntentSet, read_set
from tests.bench.measures import Contestant, Row, means, measure
from tests.bench.slips import slip_of

VARIABLE = "INTENT_SETS"
QUERIES = 1000


def main() -> int:
    """Run from the command line."""
    options = _parser().parse_args()
    named = os.environ.get(VARIABLE)
    files = sorted(Path(named).glob("*.jsonl")) if named else []
    if not files:
        print(f"intent sets: skipped, set {VARIABLE} to a folder of *.jsonl files" + (f"; {named} is none" if named else ""))
        return 0
    try:
        sets = [read_set(file).drawn(options.queries) for file in files]
        left_out: dict[str, str] = {}
        rows = [row for one in sets for row in _measured(one, left_out)]
    except BadSet as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    except BrokenContent as broken:  # our own phrasings stand in for the languages a set lacks
        print(*broken.problems, sep="\n", file=sys.stderr)
        return 1
    everything = [*rows, *means(rows)]
    print(report.table(everything), report.NOTES, report.astray(rows, OWN), sep="\n")
    for engine, reason in left_out.items():
        print(f"{engine}: left out, {reason}.")
    if options.json:
        options.json.write_text(report.as_json(everything), encoding="utf-8")
    return 0


def _measured(one: IntentSet, left_out: dict[str, str]) -> list[Row]:
    """The figures of a set; engines that cannot be compared are added to those left out."""
    began = time.perf_counter()
    lesson, contestants = Lesson.of(one), []
    for engine in ENGINES:
        try:
            contestants.append(Contestant(engine, engine.learn(lesson)))
        except NotInstalled as missing:
            left_out[engine.name] = str(missing)
    learnt = time.perf_counter()
    rows = measure(one, contestants, slip_of(one.language, lesson.tables))
    print(f"{one.name}: learnt in {learnt - began:.0f} s, asked in {time.perf_counter() - learnt:.0f} s", file=sys.stderr, flush=True)
    return rows


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is no count of questions; 0 stands for all")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.sets", description=f"Matching on the public intent sets in the folder {VARIABLE}."
    )
    parser.add_argument(
        "--queries", type=_count, default=QUERIES, metavar="N", help=f"questions per set at most, 0 for all (default {QUERIES})"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures as JSON too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
