"""Where the lock can be installed without a compiler: `python -m tests.supply.wheels` prints the table of docs/operating.md; needs uv."""

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


def installable(python: str, machine: str) -> bool:
    """Whether each pinned distribution has a wheel with one of the lock's hashes; nothing is downloaded but metadata."""
    with tempfile.TemporaryDirectory() as nowhere:
        command = ["uv", "pip", "install", "--dry-run", "--quiet", "--only-binary", ":all:", "--require-hashes", "--target", nowhere]
        where = ["--python-version", python, "--python-platform", machine, "-r", str(RUNTIME)]
        return subprocess.run([*command, *where], capture_output=True, check=False).returncode == 0


def main() -> int:
    """Print the table; the exit code is 1 if anything is missing."""
    if installable(_NO_WHEELS_FOR, next(iter(MACHINES.values()))):
        print(f"uv says that the lock fits Python {_NO_WHEELS_FOR}, which it does not: no answer of it can be believed")
        return 1
    print(f"| | {' | '.join(PYTHONS)} |\n|---|{'---|' * len(PYTHONS)}")
    missing = False
    for name, machine in MACHINES.items():
        found = [installable(python, machine) for python in PYTHONS]
        missing |= not all(found)
        print(f"| {name} | {' | '.join('yes' if one else 'no' for one in found)} |")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
