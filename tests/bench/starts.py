"""From the start of a process to its first answer, on an edition it has kept as a file, beside the echo bot."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from bot.store.local_copy import NAME
from tests.bench.figures import Figure, Target
from tests.bench.kinds import ECHO_POLLING, POLLING
from tests.prove.faults.bots import House, until

BOUND = 1.5
"""Seconds."""
_QUESTION = "나 여권 잃어버렸는데 어떡해요"


async def figures(database: Path, folder: Path, rounds: int) -> Iterator[Figure]:
    """In turn, ours and the echo bot."""
    async with AsyncExitStack() as stack:
        ours, echo = [await kind.house(stack, folder / f"start {kind.name}", database) for kind in (POLLING, ECHO_POLLING)]
        async with ours.bot():
            await until((ours.folder / "cache" / NAME).exists)
            await asyncio.sleep(1.0)
        times = [(await _first_answer(ours), await _first_answer(echo)) for _ in range(rounds)]
    beside = "s, echo bot"
    mine, other = ([pair[at] for pair in times] for at in (0, 1))
    return iter([Figure.of("start to first answer", "s", mine, (Target(BOUND),), beside, other)])


async def _first_answer(house: House) -> float:
    """Seconds until a question that waited is answered."""
    person = house.telegram.user(language_code="ko")
    await person.say(_QUESTION)
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with house.bot(wait=False):
        await person.wait_for(seconds=60)
        return loop.time() - began
