"""A bare bot that says back what it hears: `python -m tests.bench.echo`, with the settings of `python -m bot run`.

It is what ours is compared with: the same python-telegram-bot with its own defaults, the same loop that answers at least once, or the same
webhook; no matching, no pages, no tidying, nothing done for privacy.
"""

import asyncio
import logging
from functools import partial

from telegram import Bot, Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.chat.forgetting import parsed
from bot.chat.polling import Polling
from bot.chat.turns import AT_ONCE, Gate, InTurn
from bot.chat.webhook import Webhook
from bot.ending import on_signals
from bot.listening import bound
from bot.serving import serving
from bot.settings import ROOT, Settings, WebhookSettings

log = logging.getLogger(__name__)


async def echo(update: Update, _: object) -> None:
    """Answer with the same words."""
    message = update.effective_message
    assert message is not None
    await message.reply_text(message.text or "-")


async def run(settings: Settings) -> None:
    """Answer until a signal ends it."""
    assert settings.token is not None
    application = (
        ApplicationBuilder()
        .token(settings.token)
        .base_url(f"{settings.api_url}/bot")
        .request(HTTPXRequest(connection_pool_size=4 * AT_ONCE))
        .updater(None)
        .job_queue(None)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    on_signals(stop := asyncio.Event())
    gate = Gate()
    in_turn = InTurn(application.process_update, gate)
    async with application:
        if settings.webhook:
            await _be_brought(application.bot, in_turn, settings.webhook, stop)
        else:
            log.info("the bot answers")
            await Polling(application.bot, in_turn, lambda: gate.is_empty, in_turn.holds).run(stop)


async def _be_brought(bot: Bot, answer: InTurn, hook: WebhookSettings, stop: asyncio.Event) -> None:
    webhook = Webhook(hook.secret, partial(parsed, bot=bot), answer)
    async with serving(webhook, bound(hook.listen, "WEBHOOK_LISTEN")):
        await bot.set_webhook(hook.url, secret_token=hook.secret, max_connections=100)
        log.info("the bot answers by webhook")
        await stop.wait()
    await webhook.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    asyncio.run(run(Settings.load(ROOT)))
