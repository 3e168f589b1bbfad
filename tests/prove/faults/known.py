"""Every fault that is done to real processes: to which bar it belongs, what must come of it, how much of it there is."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.prove.bars import Bar, Measured, NotProved, Proof
from tests.prove.faults import clocks, crowding, ends, intruders, network, places, pollers, rates, replicas
from tests.prove.process import publish

_BOTH = (False, True)
_WAYS = {False: "polling", True: "webhook"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One that is done in each of some ways.

    Attributes:
        name: `python -m tests.prove NAME` does it alone.
        bar: which of the bars it belongs to.
        measure: takes a database and a folder to make, and the numbers.
        whole: the numbers that the bar asks for.
        short: smaller ones.
        ways: by polling, by webhook, or in one way only that is told in `what`.
        waits: whether it mostly waits, so that other things can be measured at the same time.
    """

    name: str
    bar: str
    what: str
    target: str
    measure: Callable[..., Awaitable[Measured]]
    whole: Mapping[str, Any]
    short: Mapping[str, Any]
    ways: tuple[bool, ...] = ()
    waits: bool = False

    def proof(self) -> Proof:
        """As one line of the table for each way."""
        told = [f"{self.what}, {_WAYS[way]}" for way in self.ways] or [self.what]
        bars = tuple(Bar(self.bar, one, self.target) for one in told)
        return Proof(self.name, bars, partial(self._measured, self.whole), short=partial(self._measured, self.short), waits=self.waits)

    async def _measured(self, numbers: Mapping[str, Any], folder: Path) -> Sequence[Measured]:
        """In each way; one after the other, unless it waits anyway."""
        database = publish(folder)
        runs = [
            _whatever_comes(self.measure(database, folder / str(number), **numbers, **way))
            for number, way in enumerate([{"by_webhook": one} for one in self.ways] or [{}])
        ]
        return await asyncio.gather(*runs) if self.waits else [await run for run in runs]


async def _whatever_comes(measuring: Awaitable[Measured]) -> Measured:
    """What was measured; one way that breaks off keeps nobody from measuring the other."""
    try:
        return await measuring
    except NotProved as missing:
        return Measured.not_proved(missing)
    except Exception as error:
        return Measured.broken_off(error)


async def _with_server(measure: Callable[..., Awaitable[Measured]], database: Path, folder: Path, **numbers: Any) -> Measured:
    """With a PostgreSQL of its own."""
    async with replicas.cluster() as server:
        return await measure(database, folder, server, **numbers)


FAULTS = (
    Fault(
        "kill", "P5", "kill -9 at random moments with 200 questions waiting", "0 lost; repeats <= 100 a kill; SIGTERM when idle <= 10 s",
        ends.killed, {"times": 20}, {"times": 5}, _BOTH,
    ),
    Fault(
        "stop", "P5", "SIGTERM with 200 questions waiting", "0 lost, 0 doubled, ends in <= 10 s",
        ends.terminated, {}, {}, _BOTH,
    ),
    Fault(
        "replicas", "P5", "two replicas by webhook behind nginx with PostgreSQL, one killed under load", "0 lost",
        partial(_with_server, replicas.one_killed), {"waiting": 1000}, {"waiting": 200},
    ),
    Fault(
        "garbled", "P10", "resets, 502 with HTML, truncated JSON, lost replies, duplicates, wrong order, poison updates",
        "0 lost, <= 1 line about the network a minute",
        network.garbled, {"people": 400}, {"people": 60}, _BOTH,
    ),
    Fault(
        "429", "P6", "429 for a fifth of the chats, each for another time", "0 lost, 0 sends during a pause, others' p95 <= 1 s",
        network.flooded, {"people": 200, "longest": 60}, {"people": 60, "longest": 20}, _BOTH,
    ),
    Fault(
        "partition", "P10", "Telegram out of reach, 50 questions meanwhile",
        "0 lost, all answered <= 35 s after it, memory + <= 5 MB, <= 1 line a minute",
        network.cut_off, {"seconds": 600}, {"seconds": 20}, _BOTH, waits=True,
    ),
    Fault(
        "abuser", "P6", "one chat sends 100 messages a second", "others: 0 affected, p95 <= 1 s",
        crowding.abused, {"seconds": 60}, {"seconds": 15}, _BOTH,
    ),
    Fault(
        "forged", "P8", "updates forged at the webhook, without the secret, with a wrong one, with nearly the right one",
        "all told 403, 0 effects, 0 lines",
        intruders.forged, {"number": 100_000}, {"number": 2000},
    ),
    Fault(
        "requests", "P6", "silent, slow and 100 MB requests at the webhook, all at once", "memory + <= 20 MB, honest p95 <= 1 s",
        intruders.abusive, {"number": 1000}, {"number": 1000},
    ),
    Fault(
        "pollers", "P10", "a second process polls with the same token (409)",
        "the second ends with one clear line, the first goes on, nothing lost or doubled",
        pollers.doubled, {}, {},
    ),
    Fault(
        "clock", "P10", "the clock of the host jumps hours, days and years, ahead and back",
        "0 affected, 0 wrong calls, others' p95 <= 1 s",
        clocks.jumped, {}, {"jumps": 2}, _BOTH,
    ),
    Fault(
        "full-disk", "P10", "disk full", "0 affected, p95 <= 1 s, SIGTERM <= 10 s",
        places.without_disk, {"seconds": 30}, {"seconds": 5},
    ),
    Fault(
        "no-database", "P10", "file of the database gone", "0 affected, p95 <= 1 s, SIGTERM <= 10 s",
        places.without_database, {"seconds": 30}, {"seconds": 5},
    ),
    Fault(
        "server", "P10", "PostgreSQL stands still, then is gone", "0 affected, p95 <= 1 s, SIGTERM <= 10 s",
        partial(_with_server, places.without_server), {"seconds": 60}, {"seconds": 10},
    ),
    Fault(
        "editions", "P10", "editions published that are noise, cut off, or changed in the database",
        "all refused, 0 affected, p95 <= 1 s, SIGTERM <= 10 s",
        places.with_bad_editions, {"seconds": 30}, {"seconds": 9},
    ),
    Fault(
        "rate", "P11", "answers a second with all settings of privacy (small project)", f">= {rates.LEAST}",
        rates.answered, {"people": 600}, {"people": 200}, _BOTH,
    ),
)  # fmt: skip
PROOFS = tuple(fault.proof() for fault in FAULTS)
