"""How many answers a second, with memory that is overwritten, chats that are tidied, and counts: all of privacy as it is shipped."""

import asyncio
from pathlib import Path

from tests.prove.bars import Measured
from tests.prove.faults.bots import house
from tests.prove.faults.crowds import Waiting, settled

LEAST = 60
"""Answers a second: twice what Telegram lets a bot send."""


async def answered(database: Path, folder: Path, *, by_webhook: bool, people: int = 600, rounds: int = 3) -> Measured:
    """So many ask at once, and again; the best round counts, for others use the machine too."""
    rates = []
    async with house(database, folder, by_webhook=by_webhook) as place, place.bot() as bot:
        await settled(place.telegram, bot)
        lost = 0
        for _ in range(rounds):
            crowd, began = Waiting(place.telegram), asyncio.get_running_loop().time()
            await crowd.ask(people)
            await crowd.all_answered()
            rates.append(people / (asyncio.get_running_loop().time() - began))
            lost += crowd.unanswered
        await bot.terminate()
    told = ", ".join(f"{rate:.0f}" for rate in rates)
    return Measured(f"{told} in rounds of {people}, {lost} lost", max(rates) >= LEAST and not lost)
