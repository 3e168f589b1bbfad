"""The tests on newer Pythons than this machine has: `python -m tests.supply.pythons FOLDER`, as root on Debian.

A Debian that has those Pythons is unpacked into a folder (an empty one; one that this program filled is used again), from the mirror
that this machine's own apt uses. What is committed is cloned into it, and for each Python the lock is installed and pytest run, in name
spaces of their own: nothing that is mounted or started there outlasts the run.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from xml.etree import ElementTree

from bot.settings import ROOT

PYTHONS = ("3.13", "3.14")
SUITE = "forky"
PACKAGES = (
    *("git", "make", "gettext", "ca-certificates", "media-types", "tzdata", "procps"),
    *("openssl", "strace", "gdb", "bubblewrap", "nginx-light"),
)
"""What tests use and is small; without a browser, Caddy and systemd their tests are skipped."""
SOURCES = Path("/etc/apt/sources.list.d/debian.sources")
_MARK = "unpacked-for-tests"
"""A file that says that the folder is ours: what is in it may be replaced."""
_OF_THE_HOST = ("etc/resolv.conf", "etc/hosts", "etc/ssl/certs/ca-certificates.crt")
"""How the network is reached from here, and whom it trusts."""
_OF_PIP = ("PIP_INDEX_URL", "PIP_CERT", "PIP_DEFAULT_TIMEOUT")
_INSIDE = """
set -e
mount -t proc proc /proc
mount -t sysfs -o ro sysfs /sys
mount -t tmpfs tmpfs /run
mount -t devpts -o newinstance,ptmxmode=0666 devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
cd /checkout
"""
_INSTALL = """
test -x /venv-{python}/bin/python || python{python} -m venv /venv-{python}
/venv-{python}/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
/venv-{python}/bin/python -c 'import platform; print(platform.python_version())'
"""
_TEST = '/venv-{python}/bin/python -m pytest -p no:cacheprovider -m "not model" --junit-xml=/report-{python}.xml "$@"'


class NotHere(Exception):
    """It cannot be done on this machine; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one Python.

    Attributes:
        version: whole, such as 3.14.2; the one asked for where nothing could be installed.
        skipped: reasons, each with how many tests were skipped for it.
        failed: names of tests that failed or could not begin.
    """

    version: str
    installed: bool = False
    passed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: tuple[str, ...] = ()

    @classmethod
    def told_by(cls, version: str, report: str) -> Self:
        """Read a report of pytest in the form of JUnit."""
        skipped: dict[str, str] = {}
        failed: dict[str, None] = {}
        names: set[str] = set()
        for case in ElementTree.fromstring(report).iter("testcase"):  # one that fails and then cannot be ended stands there twice
            names.add(name := f"{case.get('classname')}::{case.get('name')}")
            if (skip := case.find("skipped")) is not None:
                skipped[name] = skip.get("message", "")
            if any(case.find(kind) is not None for kind in ("failure", "error")):
                failed[name] = None
        return cls(version, True, len(names - {*skipped, *failed}), Counter(skipped.values()), tuple(failed))

    @property
    def is_sound(self) -> bool:
        """Whether every test ran and passed: a skipped test is not a test that passed."""
        return self.installed and self.passed > 0 and not self.failed and not self.skipped


def mirror(sources: str) -> str:
    """The address from which apt takes Debian, read from its sources.

    Raises:
        NotHere: none stands there.
    """
    if found := re.search(r"^URIs:\s*(\S+)", sources, re.MULTILINE):
        return found[1]
    raise NotHere(f"{SOURCES} names no mirror. Give one: --mirror ADDRESS")


def table(tried: Sequence[Tried]) -> Iterator[str]:
    """A line a Python, then what was skipped and what failed."""
    yield "| Python | installed from the lock | passed | failed | skipped |\n|---|---|---|---|---|"
    for one in tried:
        yield f"| {one.version} | {'yes' if one.installed else 'no'} | {one.passed} | {len(one.failed)} | {one.skipped.total()} |"
    for one in tried:
        yield from (f"{one.version} failed: {name}" for name in one.failed)
        yield from (f"{one.version} skipped {number}: {reason}" for reason, number in one.skipped.most_common())


def unpack(folder: Path, address: str) -> None:
    """Debian with the Pythons, unless it is there already.

    Raises:
        NotHere: the folder holds something else, or Debian cannot be fetched.
    """
    if (folder / _MARK).exists():
        return
    if folder.exists() and any(folder.iterdir()):
        raise NotHere(f"{folder} holds something that this program did not put there, or only a part of it. Give an empty folder.")
    include = ",".join([*PACKAGES, *(f"python{python}-venv" for python in PYTHONS)])
    # an older debootstrap has no script by the name of a newer Debian; that of sid is for all of them
    command = ["debootstrap", "--variant=minbase", f"--include={include}", SUITE, str(folder), address, "sid"]
    if subprocess.run(command, check=False, stdout=sys.stderr).returncode:
        raise NotHere(f"debootstrap could not unpack {SUITE} from {address}; its last lines say why. Remove {folder} and begin anew.")
    (folder / _MARK).touch()


def renew(folder: Path) -> None:
    """The last commit of this checkout, and how this machine reaches the network."""
    shutil.rmtree(folder / "checkout", ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder / "checkout")], check=True)
    for name in _OF_THE_HOST:
        if (there := Path("/", name)).exists():
            (folder / name).unlink(missing_ok=True)
            shutil.copy(there, folder / name)


def inside(folder: Path, script: str, arguments: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run a script of the shell in it; what it prints is given back, what it says of errors is shown."""
    settings = {name: os.environ[name] for name in _OF_PIP if name in os.environ}
    clean = [
        "env",
        "-i",
        "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME=/root",
        "LANG=C.UTF-8",
        *(f"{name}={value}" for name, value in settings.items()),
    ]
    spaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--root={folder}"]
    return subprocess.run([*spaces, *clean, "sh", "-c", _INSIDE + script, "sh", *arguments], stdout=subprocess.PIPE, text=True, check=False)


def trial(folder: Path, python: str, arguments: Sequence[str]) -> Tried:
    """Install the lock on one Python and run the tests; how they went is printed as they go."""
    installed = inside(folder, _INSTALL.format(python=python))
    if installed.returncode:
        return Tried(python)
    report = folder / f"report-{python}.xml"
    report.unlink(missing_ok=True)
    version = installed.stdout.split()[-1]
    print(f"Python {version}", file=sys.stderr, flush=True)
    inside(folder, _TEST.format(python=python) + " >&2", arguments)
    return Tried.told_by(version, report.read_text(encoding="utf-8")) if report.exists() else Tried(version, installed=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the exit code is 0 only if every test passed on each Python and none was skipped."""
    given = [*(sys.argv[1:] if arguments is None else arguments)]
    here = given.index("--") if "--" in given else len(given)
    parser = argparse.ArgumentParser(
        prog="python -m tests.supply.pythons",
        description=(__doc__ or "").partition("\n")[0],
        epilog="What stands behind -- are arguments of pytest, such as tests/core.",
    )
    parser.add_argument("folder", type=Path, help="where that Debian is, or will be: 2.5 GB")
    parser.add_argument("--python", action="append", choices=PYTHONS, help=f"only this one (default: {' and '.join(PYTHONS)})")
    parser.add_argument("--mirror", metavar="ADDRESS", help=f"of Debian (default: as in {SOURCES})")
    options = parser.parse_args(given[:here])
    try:
        _ready()
        unpack(options.folder.resolve(), options.mirror or mirror(SOURCES.read_text(encoding="utf-8") if SOURCES.exists() else ""))
    except NotHere as why:
        print(why, file=sys.stderr)
        return 2
    renew(folder := options.folder.resolve())
    tried = [trial(folder, python, given[here + 1 :]) for python in options.python or PYTHONS]
    print("\n".join(table(tried)))
    return 0 if all(one.is_sound for one in tried) else 1


def _ready() -> None:
    if os.geteuid():
        raise NotHere("Only root may unpack a Debian: sudo python -m tests.supply.pythons FOLDER")
    if not shutil.which("debootstrap"):
        raise NotHere("debootstrap is not installed. As root: apt-get install debootstrap")


if __name__ == "__main__":
    sys.exit(main())
