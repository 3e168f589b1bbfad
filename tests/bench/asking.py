"""People who ask a running bot, in a burst or at a steady rate, and what it used to answer them."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import cycle, islice

from bot.evaluation import Asked, read_questions
from bot.settings import ROOT
from tests.bench.processes import cpu_seconds
from tests.prove.faults.bots import Bot, House
from tests.prove.faults.crowds import warm
from tests.telegram.calls import Call
from tests.telegram.emulator import Emulator

_SEED = 7
_PATIENCE = 120.0
"""Seconds without any answer until a measurement is given up."""
_ENCODER = 3.0
"""Seconds until a bot that has just started has its encoder."""


class Calls(list[Call]):
    """What a bot calls, with the moment and the chat of each page it sends."""

    def __init__(self) -> None:
        """Nothing was called yet."""
        super().__init__()
        self.pages: list[tuple[float, int]] = []

    def append(self, call: Call) -> None:
        """Note one."""
        super().append(call)
        if call.method == "sendMessage":
            self.pages.append((time.perf_counter(), call.parameters["chat_id"]))


class TooSlow(Exception):
    """Answers did not come."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What became of a burst.

    Attributes:
        seconds: from the first question to the last answer.
        computing: seconds of the bots' processes.
        emulating: seconds of the emulator's own process, which shares the machine.
        calls: to the Bot API, for one answer.
    """

    answers: int
    seconds: float
    computing: float
    emulating: float
    calls: float

    @property
    def by_clock(self) -> float:
        """Answers in a second."""
        return self.answers / self.seconds

    @property
    def by_computing(self) -> float:
        """Answers in a second of the bots' computing."""
        return self.answers / self.computing

    @property
    def emulator(self) -> float:
        """The share of the time in which the emulator was busy: near 1 it was what limited the bot."""
        return self.emulating / self.seconds


@dataclass(frozen=True, slots=True)
class Open:
    """Bots that answer, and the emulator they talk to."""

    telegram: Emulator
    bots: tuple[Bot, ...]

    @property
    def computed(self) -> float:
        """Seconds of computing of all of them so far."""
        return sum(cpu_seconds(bot.process.pid) for bot in self.bots)


def questions() -> list[Asked]:
    """The project's own questions in all languages, shuffled the same way in every run."""
    found = [one for path in sorted((ROOT / "tests" / "questions").glob("*.toml")) for one in read_questions(path)]
    random.Random(_SEED).shuffle(found)
    return found


async def opened(stack: AsyncExitStack, houses: Sequence[House]) -> Open:
    """Bots that have answered their first questions and have all they need in memory."""
    telegram = houses[0].telegram
    bots = [await stack.enter_async_context(house.bot()) for house in houses]
    await warm(telegram)
    await asyncio.sleep(_ENCODER)
    await warm(telegram)
    return Open(telegram, tuple(bots))


async def burst(place: Open, number: int, people: int) -> Burst:
    """So many questions at once from so many people nobody knows yet, each of the same length of line."""
    telegram, calls = place.telegram, _watched(place.telegram)
    users = [telegram.user(language_code=("ko", "zh-hans", "en")[one % 3]) for one in range(people)]
    said = islice(cycle(questions()), number)
    computed, emulated, began = place.computed, time.process_time(), time.perf_counter()
    for at, question in enumerate(said):
        await users[at % people].say(question.text)
    await _pages(calls, number)
    seconds = calls.pages[-1][0] - began
    return Burst(number, seconds, place.computed - computed, time.process_time() - emulated, len(calls) / number)


async def latencies(place: Open, rate: float, seconds: float) -> list[float]:
    """Milliseconds from a question to its page, when so many people a second ask one each, whether answers come or not."""
    telegram, calls, asked = place.telegram, _watched(place.telegram), dict[int, float]()
    began, number = time.perf_counter(), int(rate * seconds)
    for at, question in enumerate(islice(cycle(questions()), number)):
        await asyncio.sleep(max(0.0, began + at / rate - time.perf_counter()))
        person = telegram.user(language_code="ko")
        asked[person.id] = time.perf_counter()
        await person.say(question.text)
    await _pages(calls, number)
    first: dict[int, float] = {}
    for moment, chat in calls.pages:
        first.setdefault(chat, moment)
    return [(first[chat] - moment) * 1000 for chat, moment in asked.items()]


def _watched(telegram: Emulator) -> Calls:
    calls = Calls()
    telegram.calls = calls
    return calls


async def _pages(calls: Calls, number: int) -> None:
    """Wait for so many."""
    while len(calls.pages) < number:
        if calls.pages and time.perf_counter() - calls.pages[-1][0] > _PATIENCE:
            raise TooSlow(f"{len(calls.pages)} of {number} questions were answered, then none for {_PATIENCE:.0f} s")
        await asyncio.sleep(0.02)
