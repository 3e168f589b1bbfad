"""P1 and P4: nothing of anybody, and nothing of the token, in any file, log, name, argument, environment or foreign connection.

The bot runs under strace at every level of its log, while people send everything there is to send and everything goes wrong that can.
All it hands to the kernel is searched, but the connections to Telegram; then all files it may write, for strace sees no writes to
mapped memory; and what /proc shows of it.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.settings import LEVELS
from tests.prove import canaries
from tests.prove.bars import Bar, Measured, Proof, need, none_of
from tests.prove.crowd import Crowd
from tests.prove.forms import Form, forms_of
from tests.prove.process import HOOK_SECRET, SECRET, TOKEN, publish, running
from tests.prove.scanner import Find, Scanner
from tests.prove.writes import outlets, strangers, traced

_PIECE = 8
"""Signs of the token that must not be found in a row."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What was found at one level of the log, after so many updates."""

    updates: int
    personal: list[Find]
    token: list[Find]
    strangers: list[str]


async def measure(
    folder: Path,
    people: int = 210,
    rounds: int = 1,
    idle: float = 10.0,
    levels: Sequence[str] = LEVELS,
    ways: Sequence[bool] = (False, True),
) -> list[Measured]:
    """So many people at each level make 5,000 updates in all, by polling and again by webhook; then rounds of faults, and some idling."""
    need("strace")
    database = publish(folder)
    cores = asyncio.Semaphore(2)

    async def one(level: str, by_webhook: bool) -> Visit:
        async with cores:
            place = folder / f"{level}-{'webhook' if by_webhook else 'polling'}"
            return await _visited(place, database, level, by_webhook, people, rounds, idle)

    visits = await asyncio.gather(*(one(level, way) for level in levels for way in ways))
    updates = sum(visit.updates for visit in visits)
    told = f"{updates} updates at {len(levels)} levels, in {len(ways)} way(s)"
    return [
        none_of([find for visit in visits for find in visit.personal], told),
        none_of([find for visit in visits for find in visit.token], f"{len(visits)} processes, {idle:.0f} s idle and with faults"),
        none_of([line for visit in visits for line in visit.strangers], f"{updates} updates"),
    ]


def token_forms() -> list[Form]:
    """Every piece of the token's secret, and of the webhook's, in every form."""
    pieces = [whole[at : at + _PIECE] for whole in (SECRET, HOOK_SECRET) for at in range(len(whole) - _PIECE + 1)]
    return [form for piece in pieces for form in forms_of(piece)]


async def _visited(folder: Path, database: Path, level: str, by_webhook: bool, people: int, rounds: int, idle: float) -> Visit:
    crowd, trace = Crowd(TOKEN), folder / "trace"
    personal, token = Scanner(canaries.forms()), Scanner(token_forms())
    found: list[Find] = []
    told: list[Find] = []
    folder.mkdir()
    async with crowd.telegram as telegram:
        port = int(telegram.base_url.rpartition(":")[2].partition("/")[0])
        async with running(telegram, database, folder, level=level, through=traced(trace), by_webhook=by_webhook) as bot:
            await crowd.send_everything(people)
            await crowd.meet_faults(rounds)
            await asyncio.sleep(idle)
            found += personal.in_process(bot.number)
            told += token.in_process(bot.number)
        updates = crowd.updates
    for place, content in outlets(trace, port):
        found += personal.in_bytes(content, place)
        told += token.in_bytes(content, place)
    for part in (bot.written, bot.log):
        found += personal.in_folder(part) if part.is_dir() else personal.in_file(part)
        told += token.in_folder(part) if part.is_dir() else token.in_file(part)
    foreign = strangers(trace, port)
    trace.unlink()  # gigabytes of all levels together would fill a disk
    return Visit(updates, found, told, foreign)


PROOF = Proof(
    "disk",
    (
        Bar("P1", "words, names and ids of people in files, logs, names of files, arguments, foreign connections", "0"),
        Bar("P4", f"pieces of the token and the webhook's secret ({_PIECE} signs) in logs, files, arguments, environment", "0"),
        Bar("P1", "connections to anybody but Telegram", "0"),
    ),
    measure,
    short=partial(measure, people=30, idle=2.0, levels=("DEBUG",)),
)
