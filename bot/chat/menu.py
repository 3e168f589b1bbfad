"""What Telegram shows of the bot before anybody writes: the menu of commands and two descriptions, in each language.

They are set at start, and only where they differ from what Telegram has. The name is the operator's: nobody else chooses it. Telegram's
language codes have two letters here, so that readers of Traditional Chinese see this in Simplified; every page has its own.
"""

import logging
from dataclasses import dataclass

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.chat.words import Words
from bot.core.edition import Texts
from bot.core.languages import Language

CODES = {"": Language.ENGLISH, "ko": Language.KOREAN, "zh": Language.CHINESE}
"""Telegram's code -> what its users read; none is everybody else."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Introduction:
    """What is shown in one language.

    Attributes:
        commands: name -> what it does, in the order of the menu.
        description: in the empty chat, at most 512 characters.
        short: on the profile and beside links to it, at most 120 characters.
    """

    commands: dict[str, str]
    description: str
    short: str


def introduction(texts: Texts, language: Language) -> Introduction:
    """The bot in a few words; neutral, since whoever looks over a shoulder or searches a phone sees them too."""
    _ = Words(texts, language)
    return Introduction(
        commands={
            "start": _("Start"),
            "urgent": _("Urgent help"),
            "topics": _("Topics"),
            "language": _("Language"),
            "privacy": _("What is kept"),
            "verify": _("Is this bot the real one?"),
            "erase": _("Erase this chat"),
            "help": _("How to ask"),
        },
        description=_(
            "Short answers about rights, safe places and services, with sources. "
            "Nothing about you is kept. Telegram can read chats with bots: buttons are safer than typing."
        ),
        short=_("Short answers about rights, safe places and services. Nothing about you is kept."),
    )


async def introduce(bot: Bot, texts: Texts) -> None:
    """Set what differs; a bot that may not, or cannot now, answers all the same."""
    for code, language in CODES.items():
        try:
            await _introduce(bot, code, introduction(texts, language))
        except TelegramError as error:
            log.warning("the menu could not be set: %s", type(error).__name__)
            return


async def _introduce(bot: Bot, code: str, wanted: Introduction) -> None:
    language = code or None
    commands = tuple(BotCommand(name, description) for name, description in wanted.commands.items())
    if await bot.get_my_commands(language_code=language) != commands:
        await bot.set_my_commands(commands, language_code=language)
    if (await bot.get_my_description(language)).description != wanted.description:
        await bot.set_my_description(wanted.description, language)
    if (await bot.get_my_short_description(language)).short_description != wanted.short:
        await bot.set_my_short_description(wanted.short, language)
