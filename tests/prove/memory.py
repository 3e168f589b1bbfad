"""P2 and P3: a minute after a thousand people, the memory of the process knows none of them."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.prove.bars import Bar, Measured, NotProved, Proof, need
from tests.prove.canaries import ID, NAMES, TEXTS, USERNAME, forms, people
from tests.prove.crowd import Crowd
from tests.prove.dumps import dumped
from tests.prove.process import TOKEN, publish, running
from tests.prove.scanner import Find, Scanner


async def measure(folder: Path, asking: int = 1000, pause: float = 60.0, ways: Sequence[bool] = (False, True)) -> list[Measured]:
    """So many people ask, by polling and again by webhook; after a pause the memory is dumped and searched."""
    need("gcore", root=True)
    database = publish(folder)
    found = [await _left(database, folder / str(way), asking, pause, by_webhook=way) for way in ways]
    after = f"of {asking}, {pause:.0f} s later" + ", by polling / by webhook" * (len(ways) > 1)
    return [
        Measured(f"{_each(left.ids for left in found)} copies {after}", not any(left.ids for left in found)),
        Measured(
            f"{_each(left.texts for left in found)} texts, {_each(left.names for left in found)} names {after}",
            all(left.texts <= 1 and left.names <= 1 for left in found),
        ),
    ]


@dataclass(frozen=True, slots=True)
class _Left:
    """Copies of ids, and people whose texts and names are still there."""

    ids: int
    texts: int
    names: int


async def _left(database: Path, folder: Path, asking: int, pause: float, *, by_webhook: bool) -> _Left:
    crowd = Crowd(TOKEN)
    async with crowd.telegram as telegram, running(telegram, database, folder, by_webhook=by_webhook) as bot:
        await crowd.ask(asking)
        await asyncio.sleep(pause)
        finds = await in_memory(bot.number, folder)
    ids = sum(one.form.of == ID for one in finds)
    return _Left(ids, len(people(finds, TEXTS)), len(people(finds, (*NAMES, USERNAME))))


def _each(numbers: Iterable[int]) -> str:
    return " / ".join(map(str, numbers))


async def in_memory(number: int, folder: Path) -> list[Find]:
    """What a dump of a process's memory tells of the people.

    Raises:
        NotProved: it could not be dumped.
    """
    dump = await dumped(number, folder)
    if dump is None:
        raise NotProved("gcore could not dump the process")
    try:
        return list(Scanner(forms()).in_file(dump))
    finally:
        dump.unlink()


PROOF = Proof(
    "memory",
    (Bar("P2", "ids in memory 60 s after 1,000 people", "0"), Bar("P3", "texts and names in memory, likewise", "<= 1 each")),
    measure,
    short=partial(measure, asking=200, pause=20.0),
)
