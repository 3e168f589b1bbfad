"""Take messages out of a chat, so that a phone in other hands shows as little as possible.

Telegram numbers the messages of all chats of a bot with one counter, so the numbers before a page are its chat's or somebody else's.
`deleteMessages` takes a hundred of them, passes over those of other chats, but refuses the whole call for one message that may not
be deleted: older than 48 hours, or a dice less than a day old. Such a call is halved, the newer half first.
"""

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.error import BadRequest, TelegramError

SWEPT = 100
"""Messages deleted in one call, the most Telegram takes."""
TIDIED_BACK = 5
"""Calls after an answer when there is time: a page of yesterday is far back where many ask."""
ERASED_BACK = 150
"""Calls of `/erase`: 48 hours of a bot with 300 messages an hour."""
_AT_A_TIME = 5

log = logging.getLogger(__name__)


class Sweep:
    """One way back through the messages of a chat; it lives as long as that takes."""

    def __init__(self, bot: Bot, chat: int, patience: int) -> None:
        """Give up after `patience` messages that may not be deleted: before them is older still."""
        self._bot, self._chat, self._patience = bot, chat, patience
        self._refused, self._failed = 0, False

    @property
    def is_clean(self) -> bool:
        """Whether everything could be deleted so far."""
        return not self._refused and not self._failed

    async def delete(self, numbers: Sequence[int]) -> None:
        """Delete what can be deleted."""
        if not numbers or self._is_over:
            return
        try:
            await self._bot.delete_messages(self._chat, numbers)
        except BadRequest:
            if len(numbers) == 1:
                self._refused += 1
                return
            half = len(numbers) // 2
            await self.delete(numbers[half:])
            await self.delete(numbers[:half])
        except TelegramError as error:
            log.info("some messages were not deleted: %s", type(error).__name__)
            self._failed = True

    async def back(self, newest: int, calls: int) -> None:
        """Delete the messages up to a number, the newest first."""
        starts = range(newest, max(0, newest - calls * SWEPT), -SWEPT)
        for at in range(0, len(starts), _AT_A_TIME):
            if self._is_over:
                return
            await asyncio.gather(*(self.delete(_up_to(one)) for one in starts[at : at + _AT_A_TIME]))

    @property
    def _is_over(self) -> bool:
        return self._failed or self._refused >= self._patience


async def tidy(bot: Bot, chat: int, page: int, question: int, *, in_haste: bool) -> None:
    """Leave one page in a chat: delete the question, wherever it is, and what stands before the page."""
    sweep = Sweep(bot, chat, patience=2)
    before = _up_to(page - 1)
    if question not in (*before, page):
        before = [question, *before[1:]]
    await sweep.delete(before)
    if not in_haste:
        await sweep.back(page - 1 - SWEPT, TIDIED_BACK - 1)


async def erase(bot: Bot, chat: int, newest: int) -> bool:
    """Delete everything up to a message; whether nothing is left for certain, back to the bot's first message."""
    sweep = Sweep(bot, chat, patience=8)
    await sweep.back(newest, ERASED_BACK)
    return sweep.is_clean and newest <= ERASED_BACK * SWEPT


def _up_to(newest: int) -> list[int]:
    """The numbers of the last messages up to one, itself included."""
    return list(range(max(1, newest - SWEPT + 1), newest + 1))
