"""The wheel and the sdist: built twice to the same bytes, complete, and at work outside the checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.small_project import SmallProject

WRITTEN = ("knowledge", "locales")
"""Folders that the wheel carries inside the package."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder)
    return folder


def build(source: Path, folder: Path) -> None:
    """Build as `make build` does."""
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(source)],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1764115200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def wheel_in(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel


def sdist_in(folder: Path) -> Path:
    (sdist,) = folder.glob("*.tar.gz")
    return sdist


def test_a_build_from_the_sdist_alone_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist_in(built)) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    for file in source.rglob("*"):
        os.utime(file, (0, 0))  # another day, another machine
    build(source, tmp_path / "again")
    assert wheel_in(tmp_path / "again").read_bytes() == wheel_in(built).read_bytes()
    assert sdist_in(tmp_path / "again").read_bytes() == sdist_in(built).read_bytes()


def test_the_wheel_holds_all_code_all_content_and_nothing_else(built: Path) -> None:
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "bot").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    content = {path.relative_to(ROOT).as_posix() for folder in WRITTEN for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert any(path.endswith(".toml") for path in content)
    with zipfile.ZipFile(wheel_in(built)) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        assert packed == code | {f"bot/project/{path}" for path in content | {"requirements.lock"}}
        assert archive.read("bot/project/knowledge/contacts.toml") == (ROOT / "knowledge" / "contacts.toml").read_bytes()


def test_the_sdist_holds_what_is_needed_to_go_on_working(built: Path) -> None:
    with tarfile.open(sdist_in(built)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for needed in ("Makefile", "requirements.lock", "tests/test_packaging.py", "deploy/gilbeot.service", "docs/operating.md"):
        assert needed in names, needed
    assert not any(name.startswith((".venv", "var/", ".git/")) or "__pycache__" in name for name in names)


class Installed:
    """The wheel in an environment of its own, with the libraries of this one and without the checkout."""

    def __init__(self, wheel: Path, folder: Path) -> None:
        """Install it."""
        venv.create(folder / "venv", with_pip=False, symlinks=True)
        self._home, self._scripts = folder / "home", folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        self._home.mkdir()
        python = str(self._scripts / "python")
        (site,) = (folder / "venv").rglob("site-packages")
        (site / "libraries.pth").write_text(sysconfig.get_path("purelib"))
        install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
        subprocess.run([*install, "--disable-pip-version-check"], check=True)
        self.content = site / "bot" / "project"

    def gilbeot(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run it as an operator does: from another folder, with nothing set."""
        environment = {"PATH": os.environ["PATH"], "HOME": str(self._home), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [str(self._scripts / "gilbeot"), *arguments]
        return subprocess.run(
            command, cwd=self._home, env=environment, input=stdin, capture_output=True, encoding="utf-8", check=False, timeout=120
        )

    def databases(self) -> list[Path]:
        """What it made in the folder of the user when nobody said where."""
        return [*self._home.rglob("gilbeot.sqlite")]


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, installed once."""
    return Installed(wheel_in(built), tmp_path_factory.mktemp("installed"))


def test_the_installed_program_finds_its_own_content_good(installed: Installed) -> None:
    done = installed.gilbeot("check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith("All good: ")


def test_the_installed_program_changes_nothing_of_what_was_installed(installed: Installed) -> None:
    before = {path: path.read_bytes() for path in installed.content.rglob("*") if path.is_file()}
    done = installed.gilbeot("refresh")
    assert done.returncode == 1
    assert "Run it in a checkout" in done.stderr
    assert before == {path: path.read_bytes() for path in installed.content.rglob("*") if path.is_file()}


def test_the_installed_program_publishes_and_answers_where_no_checkout_is(installed: Installed, pristine: SmallProject) -> None:
    for folder in WRITTEN:  # the small content, for speed
        shutil.rmtree(installed.content / folder)
        shutil.copytree(pristine.root / folder, installed.content / folder)
    done = installed.gilbeot("publish")
    assert done.returncode == 0, done.stderr
    assert "Edition 1 published" in done.stdout
    assert len(installed.databases()) == 1
    done = installed.gilbeot("chat", stdin="I lost my passport\n여권을 잃어버렸어요\n护照丢了怎么办\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("> ") == 3
    assert done.stdout.count("+99-555-") >= 1
