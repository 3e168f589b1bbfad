"""Delete what stands in a chat.

Private chats of a bot share one counter of message numbers, and Telegram passes over numbers of other chats: so the last hundred can be
deleted without knowing which of them belong here, and nothing has to be remembered about a chat.
"""

import logging

from telegram import Bot
from telegram.error import BadRequest, TelegramError

MOST = 100
"""Messages deleted in one call (the most Telegram takes)."""
_CALLS_BACK = 10
"""Calls of `/erase`: the last 1,000 numbers of the counter."""

log = logging.getLogger(__name__)


async def sweep(bot: Bot, chat: int, newest: int) -> bool:
    """Delete the last messages up to a number; False when some could not be."""
    return await _delete(bot, chat, _before(newest))


async def sweep_back(bot: Bot, chat: int, newest: int) -> bool:
    """Delete as far back as Telegram lets a bot, which is 48 hours; False when it met something that it may not delete."""
    for call in range(_CALLS_BACK):
        if newest <= call * MOST:
            return True
        if not await _delete(bot, chat, _before(newest - call * MOST)):
            return False  # whatever stands before a message that is too old is older still
    return True


async def remove(bot: Bot, chat: int, number: int) -> bool:
    """Delete one message; False when it could not be."""
    return await _delete(bot, chat, [number])


async def _delete(bot: Bot, chat: int, numbers: list[int]) -> bool:
    """Delete what can be deleted.

    Telegram refuses a whole call for one message of this chat that is older than 48 hours: it is then halved, the newer half first.
    """
    try:
        await bot.delete_messages(chat, numbers)
    except BadRequest:
        half = len(numbers) // 2
        if half and await _delete(bot, chat, numbers[half:]):
            await _delete(bot, chat, numbers[:half])
        return False
    except TelegramError as error:
        log.info("some messages were not deleted: %s", type(error).__name__)
        return False
    return True


def _before(newest: int) -> list[int]:
    """The numbers of the last messages up to one, itself included."""
    return list(range(max(1, newest - MOST + 1), newest + 1))
