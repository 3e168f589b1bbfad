"""Who is not Telegram, at the webhook."""

import asyncio
import secrets
import sys
from pathlib import Path

import aiohttp

from bot.settings import ROOT
from tests.prove.bars import Measured
from tests.prove.faults.bots import SECRET, house
from tests.prove.faults.crowds import served, settled
from tests.telegram.webhook import SECRET_HEADER

_AT_ONCE = 20


async def forged(database: Path, folder: Path, *, number: int = 2000) -> Measured:
    """Updates without the secret, with a wrong one, with nearly the right one."""
    async with house(database, folder, by_webhook=True) as place, place.bot() as bot:
        lines = len(bot.said())
        statuses: list[int] = []
        requests = iter(range(number))

        async def forge(session: aiohttp.ClientSession) -> None:
            for request in requests:
                headers = {SECRET_HEADER: _wrong(request)} if request % 5 else {}
                person = place.telegram.user()
                update = {"update_id": request, "message": {"message_id": 1, "date": 1, "chat": person.json, "text": "/start"}}
                async with session.post(place.address, json=update, headers=headers) as reply:
                    statuses.append(reply.status)

        async with aiohttp.ClientSession() as session:
            await asyncio.gather(*(forge(session) for _ in range(_AT_ONCE)))
        effects, said = len(place.telegram.called("sendMessage")), len(bot.said()) - lines
        await bot.terminate()
    forbidden = statuses.count(403)
    return Measured(
        f"{forbidden} of {number} were told 403, {effects} effects, {said} line(s)", forbidden == number and not effects and not said
    )


def _wrong(request: int) -> str:
    return (SECRET[:-1], SECRET.upper(), f"{SECRET}x", secrets.token_hex(16))[request % 4]


async def abusive(database: Path, folder: Path, *, number: int = 1000) -> Measured:
    """As many slow and huge requests, with and without the secret, while people ask."""
    async with house(database, folder, by_webhook=True) as place, place.bot() as bot:
        await settled(place.telegram, bot)
        before, over, most = bot.resident(), asyncio.Event(), 0
        asking = asyncio.create_task(served(place.telegram, over))
        await asyncio.sleep(1)

        async def watch() -> None:
            nonlocal most
            while not over.is_set():
                most = max(most, bot.resident())
                await asyncio.sleep(0.05)

        watching = asyncio.create_task(watch())
        command = [sys.executable, "-m", "tests.prove.faults.attackers", str(place.port), str(number)]
        attackers = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
        await asyncio.wait_for(attackers.wait(), 120)
        await asyncio.sleep(2)
        over.set()
        await watching
        honest = await asking
        await bot.terminate()
    growth = (most - before) / 1000
    return Measured(
        f"{number} at once: {growth:+.1f} MB at most, honest: {honest}", growth <= 20 and not honest.affected and honest.p95 <= 1
    )
