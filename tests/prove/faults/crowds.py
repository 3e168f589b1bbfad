"""People who ask, and what became of their questions."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from statistics import quantiles

from tests.prove.faults.bots import Bot
from tests.telegram.emulator import Emulator
from tests.telegram.people import User

QUESTIONS = ("I lost my passport", "여권을 잃어버렸어요", "护照丢了怎么办", "where can I sleep tonight")
_PATIENCE = 30.0
_STEADY = 1000
"""Kilobytes by which a process at rest may grow."""
_LONGEST = 20


class Waiting:
    """People who asked one question each."""

    def __init__(self, telegram: Emulator) -> None:
        """Nobody asked yet."""
        self._telegram = telegram
        self.people: list[User] = []

    async def ask(self, number: int) -> None:
        """So many more ask."""
        for _ in range(number):
            person = self._telegram.user(language_code=("en", "ko", "zh-hans")[len(self.people) % 3])
            self.people.append(person)
            await person.say(QUESTIONS[len(self.people) % len(QUESTIONS)])

    @property
    def answers(self) -> Counter[int]:
        """How many pages were sent to each chat, counting only what arrived there."""
        return Counter(p["chat_id"] for p in self._telegram.called("sendMessage"))

    @property
    def unanswered(self) -> int:
        """How many have no page before them."""
        return sum(not any(message.from_bot for message in person.chat) for person in self.people)

    @property
    def repeats(self) -> int:
        """Pages beyond the first of each."""
        return sum(self.answers.values()) - len(self.answers)

    async def all_answered(self, seconds: float = 120.0) -> None:
        """Wait for it, as long as it may take."""
        with_time = asyncio.get_running_loop().time() + seconds
        while self.unanswered and asyncio.get_running_loop().time() < with_time:
            await asyncio.sleep(0.05)


@dataclass(slots=True)
class Served:
    """How long people waited for a page, in seconds; how many never got one."""

    delays: list[float] = field(default_factory=list)
    affected: int = 0

    @property
    def p95(self) -> float:
        """What 95 of 100 did not exceed."""
        return p95(self.delays)

    def __str__(self) -> str:
        return f"{self.affected} of {len(self.delays) + self.affected} affected, p95 {self.p95:.2f} s"


async def served(telegram: Emulator, over: asyncio.Event, people: int = 4) -> Served:
    """Some people ask one question a second until it is over; nobody reads faster, and faster is a flood."""
    result = Served()

    async def ask_on(number: int) -> None:
        person, asked = telegram.user(language_code="en"), 0
        while not over.is_set():
            began = asyncio.get_running_loop().time()
            await person.say(QUESTIONS[(number + asked) % len(QUESTIONS)])
            try:
                await person.wait_for(lambda message: message.from_bot, seconds=_PATIENCE)
            except AssertionError:
                result.affected += 1
            else:
                result.delays.append(asyncio.get_running_loop().time() - began)
            asked += 1
            await asyncio.sleep(1.0)

    await asyncio.gather(*(ask_on(number) for number in range(people)))
    return result


async def served_for(telegram: Emulator, seconds: float, people: int = 4) -> Served:
    """The same for some time."""
    over = asyncio.Event()
    asking = asyncio.create_task(served(telegram, over, people))
    await asyncio.sleep(seconds)
    over.set()
    return await asking


async def settled(telegram: Emulator, bot: Bot) -> None:
    """Ask until nothing is new to the process: its encoder is loaded beside the first questions, and takes 90 MB."""
    await warm(telegram)
    sizes = [bot.resident()]
    while len(sizes) < 3 or (max(sizes[-3:]) - min(sizes[-3:]) > _STEADY and len(sizes) < _LONGEST):
        await served_for(telegram, 1.5, people=2)
        sizes.append(bot.resident())


async def warm(telegram: Emulator) -> None:
    """One question in each language, answered."""
    for question in QUESTIONS:
        person = telegram.user(language_code="en")
        await person.say(question)
        await person.wait_for(seconds=_PATIENCE)


def p95(delays: Sequence[float]) -> float:
    """The delay that 95 of 100 do not exceed; endless where nobody was served."""
    if not delays:
        return inf
    return quantiles(delays, n=20)[-1] if len(delays) > 1 else delays[0]
