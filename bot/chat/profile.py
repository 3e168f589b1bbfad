"""What the bot says of itself before anybody writes to it: menu, description and name, in each language.

They are read first and set where they differ, since Telegram allows few changes a day, of the name fewest. It knows languages by two
letters, so Traditional Chinese cannot have its own: `zh` gets the Simplified, which all who read Chinese on Telegram are used to.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.chat.commands import menu
from bot.chat.words import Words
from bot.core.edition import Edition
from bot.core.languages import Language
from bot.logs import place_of

LANGUAGES = {None: Language.ENGLISH, "ko": Language.KOREAN, "zh": Language.CHINESE}
"""Telegram's codes; None is for everybody else."""

INTRODUCING = "introducing"
"""The name of the task."""

log = logging.getLogger(__name__)


@asynccontextmanager
async def introduced(bot: Bot, edition: Edition, name: str) -> AsyncIterator[None]:
    """Set what differs while the bot answers already; what is not done when it stops is done at the next start."""
    task = asyncio.create_task(_introduce(bot, edition, name), name=INTRODUCING)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _introduce(bot: Bot, edition: Edition, name: str) -> None:
    """Set all of it; a bot that may not does without."""
    try:
        for code, language in LANGUAGES.items():
            await _describe(bot, edition, code, language)
        if name and (await bot.get_my_name()).name != name:
            await bot.set_my_name(name)
    except TelegramError as error:
        log.warning("menu or description could not be set (%s); the bot answers all the same", place_of(error))


async def _describe(bot: Bot, edition: Edition, code: str | None, language: Language) -> None:
    _ = Words(edition, language)
    commands = tuple(BotCommand(command, description) for command, description in menu(_).items())
    if tuple(await bot.get_my_commands(language_code=code)) != commands:
        await bot.set_my_commands(commands, language_code=code)
    short = _("Short answers, with their sources.")
    if (await bot.get_my_short_description(code)).short_description != short:
        await bot.set_my_short_description(short, code)
    long = _("Short answers, with their sources. We keep nothing about you. But Telegram can read chats with bots.")
    if (await bot.get_my_description(code)).description != long:
        await bot.set_my_description(long, code)
