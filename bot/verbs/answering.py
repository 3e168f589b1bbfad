"""`run` and `chat`: the bot in Telegram and in the terminal; and the voice that other verbs ask, too."""

import argparse
import asyncio
import logging
from contextlib import closing, nullcontext
from datetime import date
from secrets import SystemRandom

from bot import dumps, memory, terminal
from bot.chat.app import run_polling
from bot.chat.handlers import Voice, uncounted
from bot.chat.rendering import Renderer
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder, load_encoder
from bot.flushing import counting
from bot.settings import Settings
from bot.store.local_copy import LocalCopy
from bot.switching import Switching
from bot.verbs.command_line import AddVerb
from bot.warming import Warming

log = logging.getLogger(__name__)


def add(verb: AddVerb) -> None:
    """Declare the verbs."""
    verb("run", run)
    verb("chat", chat)


def run(settings: Settings, _: argparse.Namespace) -> None:
    """Answer in Telegram by long polling, or in the terminal when no token is set."""
    if settings.token is None:
        chat(settings, _)
        return
    memory.overwrite_what_is_freed()
    dumps.forbid()
    encoder = Warming(loaded_encoder)
    switching = _switching(settings, encoder, asks_if_helped=settings.tallies)
    encoder.begin()
    asyncio.run(_answer(settings, settings.token, switching))


def chat(settings: Settings, _: argparse.Namespace) -> None:
    """Answer in the terminal."""
    dumps.forbid()
    voice = voice_of(settings)
    terminal.chat(voice.responder, voice.renderer)


def voice_of(settings: Settings) -> Voice:
    """The voice of the active edition."""
    with closing(_switching(settings, loaded_encoder())) as switching:
        return switching.voice


def loaded_encoder() -> Encoder | None:
    """The sentence encoder; without it a warning, and words alone."""
    encoder = load_encoder()
    if encoder is None:
        log.warning("the sentence encoder is not installed: questions are matched by words alone")
    return encoder


async def _answer(settings: Settings, token: str, switching: Switching) -> None:
    edition, database = switching.voice.responder.edition, settings.database_url
    counts = counting(edition, database, SystemRandom()) if settings.tallies else nullcontext(uncounted)
    async with memory.letting_go(), counts as count:
        with closing(switching), switching.following():
            await run_polling(token, settings.api_url, lambda: switching.voice, tidy=settings.tidy_chat, count=count)


def _switching(settings: Settings, encoder: Encoder | None, *, asks_if_helped: bool = False) -> Switching:
    """What follows the active edition, started."""

    def speak(edition: Edition) -> Voice:
        return Voice(Responder(edition, encoder), Renderer(edition, date.today, settings.operator, asks_if_helped=asks_if_helped))

    switching = Switching(settings.database_url, LocalCopy(settings.cache_folder, settings.database_url), speak)
    switching.start()
    return switching
