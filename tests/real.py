"""The project's own content, compiled once for all tests that need it, beside those that do not."""

import hashlib
import os
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from bot.content.draft import Draft
from bot.content.editions import compile_edition, digest_of
from bot.content.packing import pack_draft, pack_model, unpack_draft, unpack_model
from bot.core.edition import Edition
from bot.core.matching.semantic import load_encoder
from bot.settings import ROOT

TODAY = date(2026, 11, 25)
"""The day these tests live in, so that a clean clone does not fail by itself when entries expire."""

FIXTURES = {"real_edition", "real_knowledge"}
"""Tests that use one of these wait for the compiling, and so come last."""


class Compiling:
    """A process that compiles knowledge/ and locales/ into pytest's cache, under a name that changes with content and program."""

    def __init__(self, cache: Path) -> None:
        """Begin, unless it was done before."""
        sources = sorted(path for part in ("core", "content") for path in (ROOT / "bot" / part).rglob("*.py"))
        program = hashlib.sha256(b"".join(path.read_bytes() for path in sources))
        self._folder = cache / f"{digest_of(ROOT)[:16]}-{program.hexdigest()[:16]}"
        self._log = cache / f"{os.getpid()}.log"  # another run of the tests may compile at the same time
        self._process = None if self._model.exists() else self._begin(cache)

    def edition(self) -> Edition:
        """The edition, waited for; a failed compiling fails every test that needs it."""
        if self._process and self._process.wait():
            said = self._log.read_text(encoding="utf-8", errors="replace").strip() or "nothing"
            pytest.fail(f"compiling the project's content ended with code {self._process.returncode} and said:\n{said}", pytrace=False)
        return unpack_draft(self._draft.read_bytes()).with_model(unpack_model(self._model.read_bytes()))

    def stop(self) -> None:
        """Leave no process behind when the tests end before they needed it."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._log.unlink(missing_ok=True)

    def _begin(self, cache: Path) -> subprocess.Popen[bytes]:
        for older in cache.rglob("*.npz"):
            older.unlink()
        self._folder.mkdir(exist_ok=True)
        environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}  # as `publish` compiles
        command = [sys.executable, "-m", "tests.real", "publish", str(self._draft), str(self._model)]
        with self._log.open("wb") as log:
            return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    @property
    def _draft(self) -> Path:
        return self._folder / "draft.npz"

    @property
    def _model(self) -> Path:
        """Written last: where it is, all is."""
        return self._folder / "model.npz"


def _compile(draft_file: Path, model_file: Path) -> None:
    edition = compile_edition(ROOT, TODAY, load_encoder())
    draft_file.write_bytes(pack_draft(Draft(edition.digest, edition.knowledge, edition.interface, edition.tables)))
    unfinished = model_file.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(pack_model(edition.model))
    unfinished.replace(model_file)


def _end_with(parent: int) -> None:
    """End when the tests were killed: nobody waits for minutes of work any more."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _compile(Path(sys.argv[2]), Path(sys.argv[3]))
