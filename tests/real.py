"""The project's own content, compiled once for all tests that need it, beside those that do not."""

import fcntl
import hashlib
import os
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from typing import Self

import pytest

from bot.content.compiling import Compiler, tables
from bot.content.draft import Draft
from bot.content.editions import digest_of, draft_of, model_digest_of, read_content
from bot.content.packing import pack_draft, pack_model, unpack_draft, unpack_model
from bot.core.edition import Edition
from bot.encoder import load_encoder
from bot.settings import ROOT

TODAY = date(2026, 11, 25)
"""The day these tests live in, so that a clean clone does not fail by itself when entries expire."""

FIXTURES = {"real_edition"}
"""Tests that use one of these wait minutes for a model, and so come last."""


def draft() -> Draft:
    """The project's own content as it stands, unchecked and without a model: in seconds."""
    content = read_content(ROOT, TODAY)
    compiler = Compiler(content.written, content.translations)
    return Draft(digest_of(ROOT), compiler.knowledge(), compiler.interface(), tables())


LEARNING = ("core/matching/*.py", "core/text.py", "core/hangul.py", "core/languages.py")
"""The modules that make a model of phrasings."""


_COMPILED = "compiled\n"
"""The last word of a process that compiled; without it, it failed."""


class Compiling:
    """A process that compiles knowledge/ and locales/ into pytest's cache, under names that change with content and program.

    Whoever runs the tests begins it once; each of the processes that run them for her waits for it by its log, which is locked from
    before it begins until it ends, however it ends.
    """

    def __init__(self, cache: Path, run: int) -> None:
        """Say where; `run` is the number of the process that begins it, for another run of the tests may compile at the same time."""
        self._texts = cache / f"{digest_of(ROOT)[:16]}-{_program('core/**/*.py', 'content/*.py')}.draft"
        self._named = self._texts.with_suffix(".model")
        self._log = cache / f"{run}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def want(self) -> None:
        """Tell the process that begins it to do so."""
        self._log.touch()

    def is_wanted(self) -> bool:
        """Whether one of the processes that run the tests wants it."""
        return self._log.exists()

    def begun(self) -> Self:
        """Begin."""
        environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}  # as `publish` compiles
        command = [sys.executable, "-m", "tests.real", "publish", str(self._texts), str(self._named)]
        with self._log.open("wb") as log:
            fcntl.flock(log, fcntl.LOCK_EX)  # the process inherits the lock with the file
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        return self

    def edition(self) -> Edition:
        """The edition, waited for; a failed compiling fails every test that needs it."""
        with self._log.open("rb") as log:
            fcntl.flock(log, fcntl.LOCK_SH)
            said = log.read().decode("utf-8", errors="replace")
        if not said.endswith(_COMPILED):
            pytest.fail(f"compiling the project's content failed and said:\n{said.strip() or 'nothing'}", pytrace=False)
        model = self._texts.with_name(self._named.read_text(encoding="utf-8"))
        return unpack_draft(self._texts.read_bytes()).with_model(unpack_model(model.read_bytes()))

    def stop(self) -> None:
        """Leave no process behind when the tests end before they needed it."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._log.unlink(missing_ok=True)


def _program(*parts: str) -> str:
    """A name for some modules of the program as they are."""
    sources = sorted(path for part in parts for path in (ROOT / "bot").glob(part))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


def _compile(texts: Path, named: Path) -> None:
    """Write the texts, then the model where it is not there yet, then its name: texts and numbers change without training."""
    if texts.exists() and named.exists() and texts.with_name(named.read_text(encoding="utf-8")).exists():
        return
    encoder = load_encoder()
    draft = draft_of(ROOT, TODAY)
    _write(texts, pack_draft(draft))
    model = texts.with_name(f"{model_digest_of(ROOT, draft, has_encoder=encoder is not None)[:16]}-{_program(*LEARNING)}.npz")
    if not model.exists():
        for older in model.parent.glob("*.npz"):
            older.unlink()
        _write(model, pack_model(draft.learnt(encoder)))
    _write(named, model.name.encode())


def _write(path: Path, content: bytes) -> None:
    """Where it is, all of it is."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _end_with(parent: int) -> None:
    """End when the tests were killed: nobody waits for minutes of work any more."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _compile(Path(sys.argv[2]), Path(sys.argv[3]))
    sys.stdout.write(_COMPILED)
