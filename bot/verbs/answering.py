"""`run`, `unhook` and `chat`: the bot in Telegram and in the terminal; and the voice that other verbs ask, too."""

import argparse
import asyncio
from contextlib import AbstractAsyncContextManager, closing, nullcontext
from datetime import date
from functools import partial
from secrets import SystemRandom

from bot import dumps, memory, systemd, terminal
from bot.chat import running
from bot.chat.handlers import Voice, uncounted
from bot.chat.rendering import Renderer
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder
from bot.ending import on_signals
from bot.flushing import counting
from bot.listening import bound
from bot.publication_dates import PublicationDates
from bot.pulse import Pulse
from bot.settings import Settings, WebhookSettings
from bot.store.local_copy import LocalCopy
from bot.switching import Switching
from bot.verbs.command_line import AddVerb, Wrong
from bot.verbs.meaning import loaded_encoder
from bot.warming import Warming


def add(verb: AddVerb) -> None:
    """Declare the verbs."""
    verb("run", run)
    verb("unhook", unhook)
    verb("chat", chat)


def run(settings: Settings, _: argparse.Namespace) -> None:
    """Answer in Telegram, by webhook if WEBHOOK_URL is set, else by long polling; in the terminal when no token is set."""
    if settings.token is None:
        chat(settings, _)
        return
    memory.overwrite_what_is_freed()
    dumps.forbid()
    encoder = Warming(loaded_encoder)
    switching = _switching(settings, encoder, asks_if_helped=settings.tallies)
    encoder.begin()
    asyncio.run(_answer(settings, settings.token, switching))


def unhook(settings: Settings, _: argparse.Namespace) -> None:
    """Take the webhook away from Telegram, so that the bot can be run without WEBHOOK_URL; no question that waits is lost."""
    if settings.token is None:
        raise Wrong("TELEGRAM_TOKEN_FILE is missing: set it to the path of a file with the bot's token.")
    was_set = asyncio.run(running.unhook(settings.token, settings.api_url))
    print("The webhook was removed." if was_set else "No webhook was set.")


def chat(settings: Settings, _: argparse.Namespace) -> None:
    """Answer in the terminal."""
    dumps.forbid()
    voice = voice_of(settings)
    terminal.chat(voice.responder, voice.renderer)


def voice_of(settings: Settings) -> Voice:
    """The voice of the active edition."""
    with closing(_switching(settings, loaded_encoder())) as switching:
        return switching.voice


async def _answer(settings: Settings, token: str, switching: Switching) -> None:
    edition, database, pulse = switching.voice.responder.edition, settings.database_url, Pulse()
    counts = counting(edition, database, SystemRandom()) if settings.tallies else nullcontext(uncounted)
    hook = _hook(settings.webhook) if settings.webhook else None
    on_signals(stop := asyncio.Event())
    async with memory.letting_go(), counts as count, _health(settings, pulse, switching):
        with closing(switching), switching.following():
            answering = running.Answering(
                lambda: switching.voice,
                settings.tidy_chat,
                pulse,
                lambda: systemd.watched(pulse),
                count,
                inline=settings.inline_mode,
                name=settings.bot_name,
            )
            await running.run(token, settings.api_url, answering, stop, hook)


def _hook(settings: WebhookSettings) -> running.Hook:
    from bot.serving import serving  # a web server, which long polling does not need

    place = bound(settings.listen, "WEBHOOK_LISTEN")
    return running.Hook(settings.url, settings.secret, partial(serving, place=place))


def _health(settings: Settings, pulse: Pulse, switching: Switching) -> AbstractAsyncContextManager[None]:
    if settings.health is None:
        return nullcontext()
    from bot.health import Health
    from bot.serving import serving

    dates = PublicationDates(settings.database_url)
    health = Health(pulse, lambda: switching.voice.responder.edition, lambda: dates.of(switching.number))
    return serving(health, bound(settings.health, "HEALTH_LISTEN"))


def _switching(settings: Settings, encoder: Encoder | None, *, asks_if_helped: bool = False) -> Switching:
    """What follows the active edition, started."""

    def speak(edition: Edition) -> Voice:
        return Voice(Responder(edition, encoder), Renderer(edition, date.today, settings.operator, asks_if_helped=asks_if_helped))

    switching = Switching(settings.database_url, LocalCopy(settings.cache_folder, settings.database_url), speak)
    switching.start()
    return switching
