"""A bot from its start to its end, by polling or by webhook; both answer through the same turns."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, TelegramError

from bot.chat.app import App, build_application
from bot.chat.forgetting import parsed
from bot.chat.handlers import Handlers, Voice, uncounted
from bot.chat.obstacles import CannotRun, obstacle
from bot.chat.polling import Polling, asked_for
from bot.chat.profile import introduced
from bot.chat.stopping import unless_stopped
from bot.chat.turns import Gate, InTurn
from bot.chat.webhook import Webhook
from bot.core.edition import Edition
from bot.core.tallying import Event
from bot.logs import place_of, tame
from bot.pulse import Pulse

MOST_DELIVERIES = 100
"""Updates Telegram may bring at the same time, the most it does: many can pause while a few are answered."""
LOOK = 60.0
"""Seconds between two looks whether the webhook is still ours."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates.

    Attributes:
        url: as Telegram sees it, with a proxy in between.
        secret: what Telegram says to be let in.
        serve: serves an ASGI application where the proxy looks for it, while the context lasts.
    """

    url: str
    secret: str
    serve: Callable[[Any], AbstractAsyncContextManager[None]]

    def __repr__(self) -> str:
        """Never the secret."""
        return "Hook(…)"

    @property
    def address(self) -> str:
        """The address with a mark of the secret, for Telegram does not tell which secret it was given."""
        mark = hmac.new(self.secret.encode(), b"webhook", hashlib.sha256).hexdigest()[:8]
        return f"{self.url}{'&' if '?' in self.url else '?'}v={mark}"


@dataclass(frozen=True, slots=True)
class Answering:
    """What a bot answers with, and what it tells of it.

    Attributes:
        voice: gives the current edition's voice.
        count: told what was answered.
        alive: entered when the bot is about to answer, left when it stops.
        inline: answer also what is typed behind the bot's name in other chats.
        name: what Telegram calls the bot; empty where nobody chose one here.
    """

    voice: Callable[[], Voice]
    tidy: bool
    pulse: Pulse
    alive: Callable[[], AbstractAsyncContextManager[None]]
    count: Callable[[Edition, Event], None] = uncounted
    inline: bool = False
    name: str = ""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The kinds of update the bot wants."""
        return asked_for(inline=self.inline)


async def run(token: str, api_url: str, answering: Answering, stop: asyncio.Event, hook: Hook | None = None) -> None:
    """Run the bot until it is to stop, by webhook if there is one, else by long polling.

    Raises:
        CannotRun: with a sentence for the operator.
    """
    gate = Gate()
    tame(asyncio.get_running_loop())
    handlers = Handlers(answering.voice, answering.tidy, answering.count, gate.locked, answering.inline)
    application = build_application(token, api_url, handlers, gate)
    in_turn = InTurn(application.process_update, gate, answering.pulse, stop)
    edition = answering.voice().responder.edition
    try:
        async with _started(application, api_url), introduced(application.bot, edition, answering.name):
            answering.pulse.reached()
            if hook:
                await _be_brought(application.bot, in_turn, hook, answering, stop)
            else:
                async with answering.alive():
                    log.info("the bot answers; stop it with Ctrl-C")
                    polling = Polling(application.bot, in_turn, lambda: gate.is_empty, in_turn.holds, answering.pulse, answering.allowed)
                    await polling.run(stop)
    finally:
        handlers.thinking.end()


async def unhook(token: str, api_url: str) -> bool:
    """Take the webhook away, so that the bot can be polled; what waits goes on waiting. Whether there was one.

    Raises:
        CannotRun: with a sentence for the operator.
    """
    try:
        async with Bot(token, base_url=f"{api_url}/bot") as bot:
            was = await bot.get_webhook_info()
            await bot.delete_webhook(drop_pending_updates=False)
            return bool(was.url)
    except TelegramError as error:
        raise obstacle(error, api_url) from None


@asynccontextmanager
async def _started(application: App, api_url: str) -> AsyncIterator[None]:
    try:
        await application.initialize()
    except TelegramError as error:
        raise obstacle(error, api_url) from None
    try:
        await application.start()
        yield
    finally:
        if application.running:
            await application.stop()
        await application.shutdown()


async def _be_brought(bot: Bot, in_turn: InTurn, hook: Hook, answering: Answering, stop: asyncio.Event) -> None:
    """Listen first, then tell Telegram where; the webhook stays set when the bot stops, for other replicas and for the next start."""
    webhook = Webhook(hook.secret, partial(parsed, bot=bot), in_turn)
    try:
        async with hook.serve(webhook):
            await _set(bot, hook, answering.allowed)
            async with answering.alive():
                log.info("the bot answers by webhook; stop it with Ctrl-C")
                await _look_again_and_again(bot, hook, answering.pulse, stop)
    finally:
        await webhook.close()


async def _set(bot: Bot, hook: Hook, allowed: Sequence[str]) -> None:
    try:
        if _is_ours(await bot.get_webhook_info(), hook, allowed):
            return
        await bot.set_webhook(
            hook.address, allowed_updates=allowed, secret_token=hook.secret, max_connections=MOST_DELIVERIES, drop_pending_updates=False
        )
    except BadRequest:
        raise CannotRun("Telegram refuses this WEBHOOK_URL. It needs https, a public name, and port 443, 80, 88 or 8443.") from None
    except TelegramError as error:
        raise obstacle(error, "Telegram") from None


def _is_ours(info: WebhookInfo, hook: Hook, allowed: Sequence[str]) -> bool:
    return (info.url, info.max_connections, set(info.allowed_updates)) == (hook.address, MOST_DELIVERIES, set(allowed))


async def _look_again_and_again(bot: Bot, hook: Hook, pulse: Pulse, stop: asyncio.Event) -> None:
    """Until the bot is to stop, see whether Telegram can be reached and still brings updates here."""
    trouble = ""
    while not stop.is_set():
        pulse.turned()
        found = await unless_stopped(_trouble(bot, hook, pulse), stop) or ""
        if found and found != trouble:
            log.warning("%s", found)
        trouble = found
        await unless_stopped(asyncio.sleep(LOOK), stop)


async def _trouble(bot: Bot, hook: Hook, pulse: Pulse) -> str:
    try:
        info = await bot.get_webhook_info()
    except TelegramError as error:
        return f"Telegram cannot be reached ({place_of(error)}); trying again"
    pulse.reached()
    if info.url != hook.address:
        return "another process removed or changed the webhook: no updates come here. If it should not have, start this one again"
    return ""
