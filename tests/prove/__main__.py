"""Measure every bar, or those named, and print the table; 1 when one is not reached or could not be measured."""

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import ROOT
from tests.prove import chat, controls, disk, dumps, endings, fuzz, memory, presses, soak, tampering
from tests.prove.bars import Measured, NotProved, Proof
from tests.prove.faults import known
from tests.prove.machine import Noise
from tests.prove.page import HEAD, Row, rows_of, table, update

KEEPING = (
    controls.PROOF,
    disk.PROOF,
    endings.PROOF,
    memory.PROOF,
    dumps.PROOF,
    presses.PROOF,
    chat.PROOF,
    tampering.PROOF,
    fuzz.PROOF,
    soak.PROOF,
)
"""That nothing about anybody is kept, nothing false gets in, and nothing ends the bot."""
GROUPS: tuple[tuple[Proof, ...], ...] = (KEEPING, known.PROOFS)
PROOFS = tuple(proof for group in GROUPS for proof in group)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    by_name = {proof.name: proof for proof in PROOFS}
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*by_name, []], help=f"of {', '.join(by_name)}; all without one")
    parser.add_argument("--short", action="store_true", help="with smaller numbers, in a quarter of the time")
    parser.add_argument("--page", type=Path, help="a page, such as docs/proofs.md, into whose tables the rows are written")
    options = parser.parse_args(arguments)
    chosen = [by_name[name] for name in options.names or by_name]
    began, rows = time.monotonic(), list[Row]()
    with ExitStack() as stack:
        waiting = [stack.enter_context(_Beside(proof, short=options.short)) for proof in chosen if proof.waits and len(chosen) > 1]
        for proof in chosen:
            if proof.name not in {one.proof.name for one in waiting}:
                rows += _told(_measured(proof, short=options.short), options.page)
        for one in waiting:
            rows += _told(one.rows(), options.page)
    order = [bar.key for proof in PROOFS for bar in proof.bars]
    rows.sort(key=lambda row: order.index(row.key))
    wrong, seconds = sum(not row.is_reached for row in rows), time.monotonic() - began
    if options.page and not options.names and not options.short:
        update(options.page, (), GROUPS, f"{seconds / 60:.0f} minutes, on {date.today()}")
    print(f"{table(rows)}\n\n{wrong} of {len(rows)} bar(s) not reached or not proved; {seconds:.0f} s")
    return int(wrong > 0)


class _Beside:
    """A proof that mostly waits, in a process of its own while others are measured."""

    def __init__(self, proof: Proof, *, short: bool) -> None:
        self.proof, self._short = proof, short

    def __enter__(self) -> "_Beside":
        self._folder = TemporaryDirectory(prefix="prove-")
        self._page = Path(self._folder.name) / "page.md"
        self._page.write_text(f"{HEAD}\n{HEAD}\n", encoding="utf-8")
        command = [sys.executable, "-m", "tests.prove", self.proof.name, "--page", str(self._page), *["--short"] * self._short]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait()
        self._folder.cleanup()

    def rows(self) -> list[Row]:
        """What it measured, once it has."""
        self._process.wait()
        keys = {bar.key for bar in self.proof.bars}
        return [row for row in rows_of(self._page.read_text(encoding="utf-8")) if row.key in keys]


def _told(rows: Sequence[Row], page: Path | None) -> Sequence[Row]:
    """Say each as it comes, and keep it: a run that is broken off has measured something."""
    print(*rows, sep="\n", file=sys.stderr, flush=True)
    if page:
        update(page, rows, GROUPS)
    return rows


def _measured(proof: Proof, *, short: bool) -> list[Row]:
    """The rows of one proof."""
    began, noise = time.monotonic(), Noise()
    measure = proof.short if short and proof.short else proof.measure
    try:
        with TemporaryDirectory(prefix="prove-") as folder:
            found = list(asyncio.run(measure(Path(folder))))
    except NotProved as missing:
        found = [Measured.not_proved(missing)] * len(proof.bars)
    except Exception as error:  # one that breaks off, whatever the reason, keeps nobody from measuring the others
        found = [Measured.broken_off(error)] * len(proof.bars)
    command = f"`{proof.command}{' --short' if short and proof.short else ''}` ({time.monotonic() - began:.0f} s)"
    return [Row.made(bar, one, str(date.today()), str(noise), command) for bar, one in zip(proof.bars, found, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
