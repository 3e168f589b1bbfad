"""P1 and P4: nothing of anybody, and nothing of the token, in any file, log, name, argument, environment or foreign connection.

The bot runs under strace at every level of its log, while people send everything there is to send and everything goes wrong that can.
All it hands to the kernel is searched, but the connections to Telegram; then all files it may write, for strace sees no writes to
mapped memory; and what /proc shows of it.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import LEVELS
from tests.prove import canaries
from tests.prove.bars import Bar, Measured, Proof, need, none_of
from tests.prove.crowd import Crowd
from tests.prove.forms import Form, forms_of
from tests.prove.process import SECRET, TOKEN, publish, running
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


async def measure(folder: Path, people: int = 210, rounds: int = 1, idle: float = 10.0, levels: Sequence[str] = LEVELS) -> list[Measured]:
    """So many people at each level make 5,000 updates in all; then so many rounds of faults, and some idling."""
    need("strace")
    database = publish(folder)
    cores = asyncio.Semaphore(2)

    async def one(level: str) -> Visit:
        async with cores:
            return await _visited(folder / level, database, level, people, rounds, idle)

    visits = await asyncio.gather(*map(one, levels))
    updates = sum(visit.updates for visit in visits)
    return [
        none_of([find for visit in visits for find in visit.personal], f"{updates} updates at {len(visits)} levels"),
        none_of([find for visit in visits for find in visit.token], f"{len(visits)} processes, {idle:.0f} s idle and with faults"),
        none_of([line for visit in visits for line in visit.strangers], f"{updates} updates"),
    ]


def token_forms() -> list[Form]:
    """Every piece of the token's secret, in every form."""
    return [form for at in range(len(SECRET) - _PIECE + 1) for form in forms_of(SECRET[at : at + _PIECE])]


async def _visited(folder: Path, database: Path, level: str, people: int, rounds: int, idle: float) -> Visit:
    crowd, trace = Crowd(TOKEN), folder / "trace"
    personal, token = Scanner(canaries.forms()), Scanner(token_forms())
    found: list[Find] = []
    told: list[Find] = []
    folder.mkdir()
    async with crowd.telegram as telegram:
        port = int(telegram.base_url.rpartition(":")[2].partition("/")[0])
        async with running(telegram, database, folder, level=level, through=traced(trace)) as bot:
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
    return Visit(updates, found, told, strangers(trace, port))


PROOF = Proof(
    "disk",
    (
        Bar("P1", "words, names and ids of people in files, logs, names of files, arguments, foreign connections", "0"),
        Bar("P4", f"pieces of the token ({_PIECE} signs) in logs, files, arguments, environment", "0"),
        Bar("P1", "connections to anybody but Telegram", "0"),
    ),
    measure,
)
