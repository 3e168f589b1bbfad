"""The project's own content, compiled once for all tests that need it."""

import hashlib
from datetime import date
from pathlib import Path

from bot.content.editions import compile_edition, digest_of
from bot.content.packing import pack, unpack
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder
from bot.settings import ROOT

TODAY = date(2026, 11, 25)
"""The day these tests live in, so that a clean clone does not fail by itself when entries expire."""


def real_edition(cache: Path, encoder: Encoder) -> Edition:
    """The edition of knowledge/ and locales/; kept in pytest's cache under a name that changes with content and program."""
    sources = sorted(path for part in ("core", "content") for path in (ROOT / "bot" / part).rglob("*.py"))
    program = hashlib.sha256(b"".join(path.read_bytes() for path in sources))
    file = cache / f"{digest_of(ROOT)[:16]}-{program.hexdigest()[:16]}.npz"
    if not file.exists():
        for older in cache.glob("*.npz"):
            older.unlink()
        file.write_bytes(pack(compile_edition(ROOT, TODAY, encoder)))
    return unpack(file.read_bytes())
