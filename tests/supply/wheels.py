"""Where the lock can be installed without a compiler: `python -m tests.supply.wheels` prints the table of docs/operating.md; needs uv."""

import shutil
import subprocess
import sys
import tempfile

from tests.supply.lock import RUNTIME

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = {
    "Linux x86-64": "x86_64-unknown-linux-gnu",
    "Linux aarch64": "aarch64-unknown-linux-gnu",
    "Linux x86-64, musl": "x86_64-unknown-linux-musl",
    "macOS arm64": "aarch64-apple-darwin",
    "Windows x86-64": "x86_64-pc-windows-msvc",
}
_NO_WHEELS_FOR = "3.8"
"""A Python that our lock is not for: if it is said to fit, the answers mean nothing."""


_REFUSAL = "No solution found"
"""How uv begins when it has looked, and something is missing; whatever else it fails with, it did not get to look."""


def installable(python: str, machine: str) -> str:
    """`yes` if each pinned distribution has a wheel with one of the lock's hashes, `no`, or `unknown` where that could not be looked up.

    Nothing is downloaded but metadata.
    """
    with tempfile.TemporaryDirectory() as nowhere:
        command = ["uv", "pip", "install", "--dry-run", "--quiet", "--only-binary", ":all:", "--require-hashes", "--target", nowhere]
        where = ["--python-version", python, "--python-platform", machine, "-r", str(RUNTIME)]
        done = subprocess.run([*command, *where], capture_output=True, text=True, check=False)
    return verdict(done.returncode, done.stderr)


def verdict(code: int, said: str) -> str:
    """What an answer of uv means."""
    if code == 0:
        return "yes"
    return "no" if _REFUSAL in said else "unknown"


def main() -> int:
    """Print the table; the exit code is 0 only if nothing is missing and nothing unknown."""
    if shutil.which("uv") is None:
        print("uv is not installed; all is unknown. Install it: pip install uv")
        return 1
    if installable(_NO_WHEELS_FOR, next(iter(MACHINES.values()))) == "yes":
        print(f"uv says that the lock fits Python {_NO_WHEELS_FOR}, which it does not: no answer of it can be believed")
        return 1
    print(f"| | {' | '.join(PYTHONS)} |\n|---|{'---|' * len(PYTHONS)}")
    sound = True
    for name, machine in MACHINES.items():
        found = [installable(python, machine) for python in PYTHONS]
        sound &= set(found) == {"yes"}
        print(f"| {name} | {' | '.join(found)} |")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
