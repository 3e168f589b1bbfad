"""What goes wrong between the bot and Telegram."""

import asyncio
from pathlib import Path

from tests.prove.bars import Measured
from tests.prove.faults.bots import house
from tests.prove.faults.crowds import Waiting, served, settled
from tests.telegram.faults import Fault

_ONCE = (Fault.RESET, Fault.BAD_GATEWAY, Fault.TRUNCATED, Fault.LOST_REPLY)
_OF_CALLS = ("sendMessage", "deleteMessages")


async def garbled(database: Path, folder: Path, *, by_webhook: bool, people: int = 60) -> Measured:
    """Every fault of a call and of an update, again and again, while people ask: each gets an answer."""
    async with house(database, folder, by_webhook=by_webhook) as place, place.bot() as bot:
        crowd = Waiting(place.telegram)
        await settled(place.telegram, bot)
        rounds, began = max(len(_ONCE), people // 20), asyncio.get_running_loop().time()
        for number in range(rounds):
            # One a round: several in a row are a network that is away, after which the bot asks ever more seldom.
            place.telegram.fail(_ONCE[number % len(_ONCE)], "getUpdates")
            for fault in _ONCE:
                for method in _OF_CALLS:
                    place.telegram.fail(fault, method)
            for fault in (Fault.DUPLICATES, Fault.OUT_OF_ORDER):
                place.telegram.fail(fault)
            for _ in range(3):
                await place.telegram.user().send_unreadable("poison")
            await crowd.ask(people // rounds)
            await crowd.all_answered(60)
        said = bot.said()
        await bot.terminate()
    minutes = (asyncio.get_running_loop().time() - began) / 60
    lines = [line for line in said if "cannot be reached" in line]
    return Measured(
        f"{crowd.unanswered} lost of {len(crowd.people)}, {crowd.repeats} repeats (of lost replies), {len(lines)} line(s)",
        crowd.unanswered == 0 and len(lines) <= 1 + minutes,
    )


async def flooded(database: Path, folder: Path, *, by_webhook: bool, people: int = 60, longest: int = 20) -> Measured:
    """429 for a fifth of the people, each for another time: they get their answer after it, all others at once."""
    async with house(database, folder, by_webhook=by_webhook) as place, place.bot() as bot:
        await settled(place.telegram, bot)
        over = asyncio.Event()
        others = asyncio.create_task(served(place.telegram, over))
        crowd = Waiting(place.telegram)
        paused = [place.telegram.user(language_code="en") for _ in range(max(1, people // 5))]
        for number, person in enumerate(paused):
            place.telegram.flood(person, seconds=1 + number * (longest - 1) // max(1, len(paused) - 1))
            await person.say("I lost my passport")
        await crowd.ask(people - len(paused))
        crowd.people += paused
        await crowd.all_answered(longest + 30)
        over.set()
        waited = await others
        await bot.terminate()
    return Measured(
        f"{len(paused)} of {people} chats for 1 to {longest} s: {crowd.unanswered} lost, "
        f"{len(place.telegram.impatience)} sends during a pause, others: {waited}",
        not crowd.unanswered and not place.telegram.impatience and not waited.affected and waited.p95 <= 1,
    )


async def cut_off(database: Path, folder: Path, *, by_webhook: bool, seconds: float = 20.0) -> Measured:
    """Telegram cannot be reached for some time, and people write meanwhile."""
    async with house(database, folder, by_webhook=by_webhook) as place, place.bot() as bot:
        await settled(place.telegram, bot)
        before, lines = bot.resident(), len(bot.said())
        crowd = Waiting(place.telegram)
        async with place.telegram.unreachable():
            await crowd.ask(50)
            await asyncio.sleep(seconds)
        began = asyncio.get_running_loop().time()
        await crowd.all_answered(120)
        resumed = asyncio.get_running_loop().time() - began
        growth, said = bot.resident() - before, len(bot.said()) - lines
        await bot.terminate()
    allowed = max(2, seconds / 60 + 1)
    return Measured(
        f"{seconds:.0f} s: {crowd.unanswered} lost, all answered after {resumed:.1f} s, {growth / 1000:+.1f} MB, {said} line(s)",
        not crowd.unanswered and resumed <= 35 and growth <= 5000 and said <= allowed,
    )
