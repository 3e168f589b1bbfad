"""The project's own content, compiled once for all tests that need it."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from bot.content.editions import compile_edition, digest_of
from bot.content.packing import pack, unpack
from bot.core.edition import Edition
from bot.core.matching.semantic import load_encoder
from bot.settings import ROOT

TODAY = date(2026, 11, 25)
"""The day these tests live in, so that a clean clone does not fail by itself when entries expire."""


def real_edition(cache: Path) -> Edition:
    """The edition of knowledge/ and locales/; kept in pytest's cache under a name that changes with content and program."""
    sources = sorted(path for part in ("core", "content") for path in (ROOT / "bot" / part).rglob("*.py"))
    program = hashlib.sha256(b"".join(path.read_bytes() for path in sources))
    file = cache / f"{digest_of(ROOT)[:16]}-{program.hexdigest()[:16]}.npz"
    if not file.exists():
        for older in cache.glob("*.npz"):
            older.unlink()
        environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}  # as `publish` compiles
        command = [sys.executable, "-m", "tests.real", "publish", str(file)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return unpack(file.read_bytes())


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(pack(compile_edition(ROOT, TODAY, load_encoder())))
