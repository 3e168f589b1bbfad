"""Measure every bar, or those named, and print the table; 1 when one is not reached or could not be measured."""

import argparse
import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.prove import chat, controls, disk, dumps, fuzz, memory, presses, programs, soak
from tests.prove.bars import Measured, NotProved, Proof

PROOFS = (
    controls.PROOF,
    disk.PROOF,
    memory.PROOF,
    dumps.PROOF,
    presses.PROOF,
    chat.PROOF,
    fuzz.PROOF,
    soak.PROOF,
    *programs.PROOFS,
)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    known = {proof.name: proof for proof in PROOFS}
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*known, []], help=f"of {', '.join(known)}; all without one")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    print("| bar | | target | measured | | command |\n|---|---|---|---|---|---|", flush=True)
    wrong = sum(_told(known[name]) for name in options.names or known)
    print(f"\n{wrong} bar(s) not reached or not proved; {time.monotonic() - began:.0f} s")
    return int(wrong > 0)


def _told(proof: Proof) -> int:
    """Measure, print the rows, and count what is not as it must be."""
    began = time.monotonic()
    try:
        with TemporaryDirectory(prefix="prove-") as folder:
            measured = list(asyncio.run(proof.measure(Path(folder))))
    except NotProved as missing:
        measured = [Measured(f"NOT PROVED: {missing}", reached=False)] * len(proof.bars)
    command = proof.command or f"python -m tests.prove {proof.name}"
    for bar, one in zip(proof.bars, measured, strict=True):
        took = f"`{command}` ({time.monotonic() - began:.0f} s)"
        print(f"| {bar.name} | {bar.what} | {bar.target} | {one.figure} | {'yes' if one.reached else 'NO'} | {took} |", flush=True)
    return sum(not one.reached for one in measured)


if __name__ == "__main__":
    sys.exit(main())
