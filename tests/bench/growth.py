"""How learning and matching grow with the number of entries, on generated knowledge.

An entry has two phrasings in each of the three languages, of words that are invented here and as unevenly frequent as words are. What a
question costs depends on how large the arrays of a model are, not on the numbers in them: so matching is measured on models of the right
shape whose weights and vectors are drawn by dice (but words, index and encoder are real), in a process of its own on one core. Learning is
measured by learning, in another process on all cores, as `publish` does it; what `publish` does beside it (files, checks) is not in it.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

import bot as bot  # before numpy is used: it keeps BLAS to one thread, but for `publish`
from bot.content.packing import pack_model
from bot.core.knowledge import Lexicon
from bot.core.languages import WRITTEN
from bot.core.matching.groups import Groups
from bot.core.matching.learning import learn_from
from bot.core.matching.matcher import Matcher
from bot.encoder import load_encoder
from bot.settings import ROOT
from tests.bench.figures import Figure, Target
from tests.bench.generated import phrasings, questions, shaped
from tests.small_project import real_tables

LARGEST, MATCHING, PUBLISH = 10_000, 20.0, 600.0
"""Entries, and with so many the milliseconds of matching and the seconds of learning that are allowed."""
_PATIENCE = 1.5
"""Times the seconds allowed, until learning is stopped and counted as that long."""


def figures(sizes: Sequence[int], learnt: Sequence[int]) -> Iterator[Figure]:
    """Matching with each number of entries, and what it grew by since the one before; learning with some of them."""
    before: tuple[int, float] | None = None
    for entries in sizes:
        found = _run("ask", entries, dict(os.environ))
        p50, p99 = (float(np.percentile(found["times"], percent)) for percent in (50, 99))
        yield Figure.of(f"{entries:,} entries, matching p50", "ms", [p50])
        beside = {"beside": f"ms, {before[0]:,} entries", "reference": [before[1]]} if before else {}
        linear = (Target(entries / before[0], of_ratio=True),) if before else ()
        yield Figure.of(f"{entries:,} entries, matching p99", "ms", [p99], (*linear, *_bound(entries, MATCHING)), **beside)  # type: ignore[arg-type]
        yield Figure.of(f"{entries:,} entries, memory of matching at most", "MB", [found["memory"]])
        before = entries, p99
    for entries in learnt:
        yield from _learning(entries)


def _learning(entries: int) -> Iterator[Figure]:
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    try:
        found = _run("publish", entries, environment)
    except subprocess.TimeoutExpired as stopped:
        yield Figure.of(f"{entries:,} entries, learning, stopped unfinished", "s", [stopped.timeout], _bound(entries, PUBLISH))
        return
    yield Figure.of(f"{entries:,} entries, learning", "s", [found["seconds"]], _bound(entries, PUBLISH))
    yield Figure.of(f"{entries:,} entries, memory of learning at most", "MB", [found["memory"]])
    yield Figure.of(f"{entries:,} entries, size of the model", "MB", [found["size"]])


def _bound(entries: int, bound: float) -> tuple[Target, ...]:
    return (Target(bound),) if entries == LARGEST else ()


def _run(verb: str, entries: int, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.growth", verb, str(entries)]
    finished = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, timeout=_PATIENCE * PUBLISH)
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def _learn(entries: int) -> dict[str, Any]:
    tables = real_tables()
    given, encoder = phrasings(entries), load_encoder()
    began = time.monotonic()
    packed = pack_model(learn_from(given, tables, Groups(Lexicon({}, {}, {}), tables), encoder))
    return {"seconds": time.monotonic() - began, "size": len(packed) / 1e6}


def _ask(entries: int) -> dict[str, Any]:
    tables = real_tables()
    groups = Groups(Lexicon({}, {}, {}), tables)
    matcher = Matcher(shaped(phrasings(entries), tables, groups), tables, groups, load_encoder())
    times = []
    for number, (language, text) in enumerate(questions(entries)):
        began = time.process_time()
        matcher.rank([matcher.take(text, language)])
        if number >= len(WRITTEN):  # the first of each language is slower by what is made only once
            times.append((time.process_time() - began) * 1000)
    return {"times": times}


def _most_memory() -> float:
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1.024 / 1000


if __name__ == "__main__":
    work = {"publish": _learn, "ask": _ask}[sys.argv[1]]
    sys.stdout.write(json.dumps({**work(int(sys.argv[2])), "memory": _most_memory()}))
