"""Distributions that a lock pins."""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT

RUNTIME, DEVELOPMENT, RELEASE = (ROOT / f"requirements{kind}.lock" for kind in ("", "-dev", "-release"))


@dataclass(frozen=True, slots=True, order=True)
class Pinned:
    """A distribution and its versions: some have one for older and one for newer Pythons."""

    name: str
    versions: tuple[str, ...]


def pinned(lock: Path) -> list[Pinned]:
    """What a lock holds, by name."""
    versions: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
        versions.setdefault(name, []).append(version)
    return [Pinned(name, tuple(versions[name])) for name in sorted(versions)]
