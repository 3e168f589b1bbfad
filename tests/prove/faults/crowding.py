"""One who sends a hundred messages a second, and all others."""

import asyncio
from pathlib import Path

from tests.prove.bars import Measured
from tests.prove.faults.bots import house
from tests.prove.faults.crowds import served_for, settled


async def abused(database: Path, folder: Path, *, by_webhook: bool, seconds: float = 15.0) -> Measured:
    """She floods the bot all the while; four others ask once a second."""
    async with house(database, folder, by_webhook=by_webhook) as place, place.bot() as bot:
        telegram = place.telegram
        await settled(telegram, bot)
        abuser, over, sent = telegram.user(language_code="en"), asyncio.Event(), 0

        async def flood() -> None:
            nonlocal sent
            loop = asyncio.get_running_loop()
            began = loop.time()
            while not over.is_set():
                await abuser.say(f"x {sent}")
                sent += 1
                await asyncio.sleep(max(0.0, began + sent / 100 - loop.time()))

        flooding = asyncio.create_task(flood())
        others = await served_for(telegram, seconds)
        over.set()
        await flooding
        await bot.terminate()
    return Measured(f"{sent / seconds:.0f} messages/s for {seconds:.0f} s; others: {others}", not others.affected and others.p95 <= 1)
