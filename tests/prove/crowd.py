"""Many people at a bot at once, each with words and names of her own: everything a person can send, faults among it."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

from tests.prove.canaries import IDS, TEXTS, USERNAME, name_of, text_of
from tests.telegram.contents import CAPTIONED, KINDS
from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault
from tests.telegram.people import User

TOGETHER = 48
"""People who write at the same time."""
_CODES = ("ko", "zh-hans", "en", None, "zh-hant", "ru")
_PATIENCE = 600
_FAULTS = (Fault.RESET, Fault.BAD_GATEWAY, Fault.LOST_REPLY, Fault.TRUNCATED)
_OF_QUESTIONS = ("getUpdates", "sendMessage", "deleteMessages")
_OF_PRESSES = ("answerCallbackQuery", "editMessageText")


class Crowd:
    """People who come one after the other and never again.

    Attributes:
        updates: how many they have made.
    """

    def __init__(self, token: str, ids: range = IDS) -> None:
        self.telegram = Emulator(token, ids)
        self._ids = ids
        self.updates = 0
        self._numbers = count()

    async def ask(self, people: int) -> None:
        """One question each, and wait for the answer."""

        async def question(one: User, number: int) -> None:
            await one.say(text_of(number))
            await one.wait_for(seconds=_PATIENCE)

        await self._each(people, question)
        self.updates += people

    async def send_everything(self, people: int) -> None:
        """A visit each: a start with a payload, a question, a forged button, a thing, an edit, something unreadable: six updates."""
        await self._each(people, _visit)
        self.updates += 6 * people

    async def meet_faults(self, rounds: int) -> None:
        """Write while everything goes wrong between the bot and Telegram; answers may be missing then, nothing else."""
        for _ in range(rounds):
            for fault in _FAULTS:
                for method in _OF_QUESTIONS:
                    await self._question_meets(fault, method)
                for method in _OF_PRESSES:
                    await self._press_meets(fault, method)
        await asyncio.sleep(3)  # what is tried again comes to its end
        self.telegram.complaints.clear()  # of messages that the faults kept from the bot

    def forget(self) -> None:
        """Let go of those who came, for a run so long that they would fill the memory of the test itself."""
        self.telegram.chats.clear()
        self.telegram.calls.clear()
        self.telegram.presses.clear()

    async def _question_meets(self, fault: Fault, method: str) -> None:
        one, number = self._next()
        self.telegram.fail(fault, method=method)
        if number % 2:
            self.telegram.flood(one, seconds=1)
        await one.say(text_of(number))
        self.updates += 1
        await asyncio.sleep(0.1)

    async def _press_meets(self, fault: Fault, method: str) -> None:
        one, number = self._next()
        await one.start()
        page = await one.wait_for(seconds=_PATIENCE)
        self.telegram.fail(fault, method=method)
        await one.press_data(f"h.ko.{TEXTS[0].of(number)}" if number % 2 else page.buttons[0].callback_data or "", page)
        self.updates += 2
        await asyncio.sleep(0.1)

    async def _each(self, people: int, do: Callable[[User, int], Awaitable[None]]) -> None:
        coming = iter(range(people))

        async def one_after_the_other() -> None:
            for _ in coming:
                await do(*self._next())

        await asyncio.gather(*(one_after_the_other() for _ in range(TOGETHER)))

    def _next(self) -> tuple[User, int]:
        """The next person and her number, which her id follows from."""
        number = next(self._numbers)
        one = self.telegram.user(_CODES[number % len(_CODES)], name_of(number), username=USERNAME.of(number))
        if one.id != self._ids[number]:
            raise RuntimeError("somebody else made people here")
        return one, number


async def _visit(one: User, number: int) -> None:
    await one.start(TEXTS[0].of(number))
    page = await one.wait_for(seconds=_PATIENCE)
    question = await one.say(f"{text_of(number)} 한국 대사관 韩国大使馆 embassy")
    page = await one.wait_for(seconds=_PATIENCE)
    await (await one.press_data(TEXTS[number % len(TEXTS)].of(number), page)).wait(_PATIENCE)
    kind = KINDS[number % len(KINDS)]
    await one.send(kind, caption=text_of(number) if kind in CAPTIONED else "")
    await one.wait_for(seconds=_PATIENCE)
    await one.edit(question, f"{TEXTS[1].of(number)} 북한 대사관")
    await one.wait_for(seconds=_PATIENCE)
    await one.send_unreadable(text_of(number), ("message_id", "from.first_name")[number % 2])
