"""Processes that end while two hundred questions wait."""

import asyncio
import random
from itertools import pairwise
from pathlib import Path

from tests.prove.bars import Measured
from tests.prove.faults.bots import house, until
from tests.prove.faults.crowds import Waiting

BATCH = 100
"""Updates that Telegram gives, or brings, at once: what may come twice after one end."""
WAITING = 200


async def killed(database: Path, folder: Path, *, by_webhook: bool, times: int, waiting: int = WAITING, seed: int = 1) -> Measured:
    """End it by kill -9 at random moments, again and again, with so many questions waiting each time."""
    dice, repeats = random.Random(seed), [0]
    async with house(database, folder, by_webhook=by_webhook) as place:
        crowd = Waiting(place.telegram)
        for _ in range(times):
            await crowd.ask(waiting - crowd.unanswered)
            async with place.bot(wait=False) as bot:
                await _first_answer(crowd)
                await asyncio.sleep(dice.uniform(0.0, 1.5))
                await bot.kill()
            repeats.append(crowd.repeats)
        asked = len(crowd.people)
        async with place.bot() as bot:
            await crowd.all_answered()
            seconds = await bot.terminate()
    lost, worst = crowd.unanswered, max(after - before for before, after in pairwise([*repeats, crowd.repeats]))
    return Measured(
        f"{lost} lost of {asked} at {times} kills; {crowd.repeats} repeats in all, at most {worst} after one kill; {seconds:.1f} s",
        lost == 0 and worst <= BATCH and seconds <= 10,
    )


async def terminated(database: Path, folder: Path, *, by_webhook: bool, waiting: int = WAITING, seed: int = 2) -> Measured:
    """Ask it to end in the middle of answering; then start it again."""
    dice = random.Random(seed)
    async with house(database, folder, by_webhook=by_webhook) as place:
        crowd = Waiting(place.telegram)
        await crowd.ask(waiting)
        async with place.bot(wait=False) as bot:
            await _first_answer(crowd)
            await asyncio.sleep(dice.uniform(0.0, 0.5))
            seconds = await bot.terminate()
            code = bot.process.returncode
        left = crowd.unanswered
        async with place.bot() as bot:
            await crowd.all_answered()
            await bot.terminate()
    return Measured(
        f"{crowd.unanswered} lost, {crowd.repeats} doubled, ended with {code} in {seconds:.1f} s ({left} left to the next process)",
        crowd.unanswered == crowd.repeats == code == 0 and seconds <= 10,
    )


async def _first_answer(crowd: Waiting) -> None:
    before = sum(crowd.answers.values())
    await until(lambda: sum(crowd.answers.values()) > before)
