"""P2 and P3: a minute after a thousand people, the memory of the process knows none of them."""

import asyncio
from pathlib import Path

from tests.prove.bars import Bar, Measured, NotProved, Proof, need
from tests.prove.canaries import ID, NAMES, TEXTS, USERNAME, forms, people
from tests.prove.crowd import Crowd
from tests.prove.dumps import dumped
from tests.prove.process import TOKEN, publish, running
from tests.prove.scanner import Find, Scanner


async def measure(folder: Path, asking: int = 1000, pause: float = 60.0) -> list[Measured]:
    """So many people ask; after a pause the memory is dumped and searched."""
    need("gcore", root=True)
    database, crowd = publish(folder), Crowd(TOKEN)
    async with crowd.telegram as telegram, running(telegram, database, folder) as bot:
        await crowd.ask(asking)
        await asyncio.sleep(pause)
        finds = await in_memory(bot.number, folder)
    after = f"of {asking}, {pause:.0f} s later"
    ids = sum(one.form.of == ID for one in finds)
    texts, names = len(people(finds, TEXTS)), len(people(finds, (*NAMES, USERNAME)))
    return [
        Measured(f"{ids} copies {after}", ids == 0),
        Measured(f"{texts} texts, {names} names {after}", texts <= 1 and names <= 1),
    ]


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
)
