"""The application: handlers in order, and how it is run."""

import asyncio
import logging
import signal
from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ChatMemberHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.chat.forgetting import BlindContext, ForgetfulApplication, ForgetfulRequest, parse_one_by_one
from bot.chat.handlers import Handlers, Voice, uncounted
from bot.chat.pauses import Pauses
from bot.chat.polling import CannotPoll, Polling
from bot.core.edition import Edition
from bot.core.tallying import Event
from bot.logs import place_of, tame

App = ForgetfulApplication

AT_ONCE = 16
"""Updates answered at the same time: 8 to 16 were fastest, 64 slower."""

log = logging.getLogger(__name__)


def build_application(token: str, api_url: str, handlers: Handlers, gate: asyncio.Semaphore) -> App:
    """The application with its handlers. Note: order matters, the first that fits is the one that answers."""
    parse_one_by_one()
    application = (
        ApplicationBuilder()
        .application_class(ForgetfulApplication)
        .context_types(ContextTypes(context=BlindContext))
        .token(token)
        .base_url(f"{api_url}/bot")
        .request(ForgetfulRequest(pool=4 * AT_ONCE, read_timeout=20.0))
        .get_updates_request(ForgetfulRequest(pool=2, read_timeout=35.0))
        .rate_limiter(Pauses(gate))
        .updater(None)
        .job_queue(None)
        .build()
    )
    private = filters.ChatType.PRIVATE
    # Whoever adds the bot to a group gets no answer there
    application.add_handler(ChatMemberHandler(handlers.on_group, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(~private, handlers.on_group))
    # Commands
    application.add_handler(CommandHandler(["start", "help", "topics"], handlers.on_start, private))
    application.add_handler(CommandHandler("urgent", handlers.on_urgent, private))
    application.add_handler(CommandHandler("language", handlers.on_language, private))
    application.add_handler(CommandHandler("privacy", handlers.on_privacy, private))
    application.add_handler(CommandHandler("verify", handlers.on_verify, private))
    application.add_handler(CommandHandler("erase", handlers.on_erase, private))
    # Buttons
    application.add_handler(CallbackQueryHandler(handlers.on_button))
    # Questions, then everything else a person may send
    application.add_handler(MessageHandler(private & filters.TEXT, handlers.on_text))
    application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, handlers.on_other))
    application.add_error_handler(handlers.on_error)
    return application  # type: ignore[return-value]


class InTurn:
    """Answers updates, those of one chat one after the other, so that a flood of one person holds up only herself."""

    def __init__(self, process: Callable[[Update], Any], gate: asyncio.Semaphore) -> None:
        """`gate` bounds how many are answered at once."""
        self._process, self._gate = process, gate
        self._last: dict[int, asyncio.Event] = {}

    async def __call__(self, update: Update) -> None:
        """Answer an update after those of its chat that came before."""
        chat = update.effective_chat.id if update.effective_chat else None
        done = asyncio.Event()
        before = self._last.get(chat) if chat is not None else None
        if chat is not None:
            self._last[chat] = done
        try:
            if before is not None:
                await before.wait()
            async with self._gate:
                await self._process(update)
        finally:
            done.set()
            if chat is not None and self._last.get(chat) is done:
                del self._last[chat]


async def run_polling(
    token: str, api_url: str, voice: Callable[[], Voice], *, tidy: bool, count: Callable[[Edition, Event], None] = uncounted
) -> None:
    """Run the bot by long polling until SIGINT or SIGTERM.

    Raises:
        CannotPoll: with a sentence for the operator.
    """
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    tame(loop)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    gate = asyncio.Semaphore(AT_ONCE)
    application = build_application(token, api_url, Handlers(voice, tidy, count), gate)
    try:
        await application.initialize()
    except InvalidToken:
        raise CannotPoll("Telegram does not know this token. Get a new one from @BotFather and set TELEGRAM_TOKEN.") from None
    except NetworkError as error:
        raise CannotPoll(f"{api_url} cannot be reached ({place_of(error)}). Check the network and TELEGRAM_API_URL.") from None
    except TelegramError as error:
        raise CannotPoll(f"Telegram refused to start the bot ({place_of(error)}).") from None
    try:
        await application.start()
        log.info("the bot answers; stop it with Ctrl-C")
        await Polling(application.bot, InTurn(application.process_update, gate)).run(stop)
    finally:
        if application.running:
            await application.stop()
        await application.shutdown()
