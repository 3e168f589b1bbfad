"""How large what runs is on a disk, beside python-telegram-bot with what it needs."""

from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from tests.bench.figures import Figure, Target
from tests.supply.lock import RUNTIME, pinned

BOUND = 250.0
"""Megabytes."""


def figures() -> Iterator[Figure]:
    """Of what is installed of the lock; what other systems need is not."""
    ours = megabytes(found for one in pinned(RUNTIME) if (found := _installed(one.name)))
    alone = megabytes(with_needs("python-telegram-bot"))
    yield Figure.of("installed size of what runs", "MB", [ours], (Target(BOUND),), "MB, python-telegram-bot alone", [alone])


def megabytes(distributions: Iterable[Distribution]) -> float:
    """10⁶ bytes of all files they name that are there."""
    files = {Path(file.locate()) for one in distributions for file in one.files or ()}
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def with_needs(name: str) -> list[Distribution]:
    """A distribution and all it requires without extras."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in found or (one := _installed(name)) is None:
            continue
        found[name] = one
        needs = [Requirement(text) for text in one.requires or ()]
        waiting += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return [*found.values()]


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
