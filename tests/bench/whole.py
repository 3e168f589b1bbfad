"""The whole bot in a process, beside a bare echo bot: bursts, a steady rate, and the memory it then has.

All bots are started once and asked in turn, round by round, so that a busy moment of the machine falls on all alike; those that are not
asked sleep. The emulator is this process: how busy it was is a figure of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.asking import Burst, Open, burst, latencies
from tests.bench.figures import Figure, Target
from tests.bench.kinds import ECHO_POLLING, ECHO_WEBHOOK, POLLING, UNGUARDED, WEBHOOK, Kind
from tests.bench.processes import Memory, memory

MODES = ((POLLING, ECHO_POLLING), (WEBHOOK, ECHO_WEBHOOK))
RATE = 30.0
"""Messages a second that Telegram lets a bot send."""
_PEOPLE = 4
"""Questions that each person of a burst asks."""
_LESS = 4
"""Times fewer questions where nothing but the computing for one is wanted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked.

    Attributes:
        questions: of a burst.
        rounds: repetitions of everything.
        seconds: at the steady rate, in all.
        until_memory: questions after which the memory is read.
    """

    questions: int
    rounds: int
    seconds: float
    until_memory: int


async def figures(database: Path, folder: Path, plan: Plan) -> Iterator[Figure]:
    """All of it."""
    kinds = (POLLING, ECHO_POLLING, UNGUARDED, WEBHOOK, ECHO_WEBHOOK)
    async with AsyncExitStack() as stack:
        bots = {kind: await kind.opened(stack, folder, database) for kind in kinds}
        begun = _memory(bots[POLLING])
        bursts: dict[Kind, list[Burst]] = {kind: [] for kind in kinds}
        for _ in range(plan.rounds):
            for kind in kinds:
                number = plan.questions // (_LESS if kind is UNGUARDED else 1)
                bursts[kind].append(await burst(bots[kind], number, max(1, number // _PEOPLE)))
        delays: dict[Kind, list[list[float]]] = {kind: [] for kind in kinds if kind is not UNGUARDED}
        for _ in range(plan.rounds):
            for kind, rounds in delays.items():
                rounds.append(await latencies(bots[kind], RATE, plan.seconds / plan.rounds))
        asked = plan.rounds * (plan.questions + int(RATE * (plan.seconds / plan.rounds)))
        if (rest := plan.until_memory - asked) > 0:
            await burst(bots[POLLING], rest, max(1, rest // _PEOPLE))
        ended, echo = _memory(bots[POLLING]), _memory(bots[ECHO_POLLING])
    return iter(
        [*_of_bursts(bursts), *_of_delays(delays), *_of_memory(f"after {max(asked, plan.until_memory):,} questions", begun, ended, echo)]
    )


def _memory(place: Open) -> Memory:
    return memory(place.bots[0].process.pid)


def _of_bursts(bursts: Mapping[Kind, Sequence[Burst]]) -> Iterator[Figure]:
    for ours, echo in MODES:
        mine, other = bursts[ours], bursts[echo]
        targets = (Target(0.8, of_ratio=True, at_least=True), Target(60.0, at_least=True))
        yield _beside(f"burst, {ours.name}", "answers/s", [one.by_clock for one in mine], [one.by_clock for one in other], targets)
        yield _beside(
            f"burst, {ours.name}, by computing",
            "answers per CPU-second",
            [one.by_computing for one in mine],
            [one.by_computing for one in other],
        )
        yield _beside(f"burst, {ours.name}, calls to Telegram", "an answer", [one.calls for one in mine], [one.calls for one in other])
        yield _beside(
            f"burst, {ours.name}, the emulator's share of the time",
            "of one core",
            [one.emulator for one in mine],
            [one.emulator for one in other],
        )
    yield Figure.of(
        "burst, ours by polling, with the memory settings",
        "answers per CPU-second",
        [one.by_computing for one in bursts[POLLING]],
        beside="per CPU-second, without",
        reference=[one.by_computing for one in bursts[UNGUARDED]],
    )


def _of_delays(delays: Mapping[Kind, Sequence[Sequence[float]]]) -> Iterator[Figure]:
    for ours, echo in MODES:
        for percent in (50, 99):
            mine, other = ([float(np.percentile(one, percent)) for one in delays[kind]] for kind in (ours, echo))
            targets = (Target(2.0, of_ratio=True), Target(100.0)) if percent == 99 else ()
            yield _beside(f"{RATE:.0f} questions/s, {ours.name}, p{percent}", "ms", mine, other, targets)


def _of_memory(when: str, begun: Memory, ended: Memory, echo: Memory) -> Iterator[Figure]:
    yield Figure.of("memory when it answers", "MB", [begun.resident])
    yield Figure.of(f"memory {when}", "MB", [ended.resident], (Target(240.0),), "MB, echo bot", [echo.resident])
    yield Figure.of(f"memory at most, {when}", "MB", [ended.most], (), "MB, echo bot", [echo.most])
    if ended.proportional is not None and ended.private is not None and echo.proportional is not None and echo.private is not None:
        yield Figure.of(f"proportional share of memory, {when}", "MB", [ended.proportional], (), "MB, echo bot", [echo.proportional])
        yield Figure.of(f"private memory {when}", "MB", [ended.private], (), "MB, echo bot", [echo.private])


def _beside(what: str, unit: str, ours: Sequence[float], echo: Sequence[float], targets: tuple[Target, ...] = ()) -> Figure:
    return Figure.of(what, unit, ours, targets, "echo bot", echo)
