"""Bars that are measured by programs of their own, which print a table and end with 1 when something is not as it must be."""

import asyncio
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bot.settings import ROOT
from tests.prove.bars import Bar, Measured, NotProved, Proof


def program(module: str, *bars: Bar) -> Proof:
    """A proof by `python -m module`."""
    name = module.rpartition(".")[2]
    return Proof(name, bars, partial(_run, module, len(bars)), command=f"python -m {module}")


async def _run(module: str, bars: int, folder: Path) -> Sequence[Measured]:
    if importlib.util.find_spec(module) is None:
        raise NotProved(f"there is no program {module}")
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_environment(folder)
    )
    said, _ = await running.communicate()
    lines = said.decode(errors="replace").strip().splitlines() or ["nothing said"]
    print(*lines, sep="\n", flush=True)
    return [Measured(f"ended with {running.returncode}: {lines[-1]}", running.returncode == 0)] * bars


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(folder)}


PROOFS = (
    program(
        "tests.prove.faults",
        Bar("P5", "questions lost at a kill -9 with 200 waiting", "0"),
        Bar("P6", "others wait for one 429, for one long text", "<= 1 s, <= 20 ms"),
        Bar("P10", "answers affected by a database down, a full disk, a bad edition, a partition", "0"),
        Bar("P11", "answers a second with all settings of privacy", ">= 60"),
    ),
    program("tests.prove.tampering", Bar("P7", "changes of a contact or link noticed before they are published", "all of 1,000")),
)
