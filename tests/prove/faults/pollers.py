"""Two processes that poll with one token."""

import asyncio
from pathlib import Path

from bot.chat.polling import SETTLED
from tests.prove.bars import Measured
from tests.prove.faults.bots import house
from tests.prove.faults.crowds import Waiting, warm


async def doubled(database: Path, folder: Path) -> Measured:
    """A second bot is started by mistake beside one that runs for a while."""
    async with house(database, folder) as place, place.bot() as first:
        await warm(place.telegram)
        await asyncio.sleep(SETTLED)
        async with place.bot(wait=False) as second:
            await asyncio.wait_for(second.process.wait(), 60)
        crowd = Waiting(place.telegram)
        await crowd.ask(20)
        await crowd.all_answered(30)
        said, lives = [line for line in second.said() if line.startswith("gilbeot:")], first.process.returncode is None
        await first.terminate()
    return Measured(
        f"second: {second.process.returncode}, {' '.join(said)!r}; first {'goes on' if lives else 'ended'}, "
        f"{crowd.unanswered} lost, {crowd.repeats} doubled",
        second.process.returncode == 1 and len(said) == 1 and lives and not crowd.unanswered and not crowd.repeats,
    )
