"""The application: handlers in order."""

import asyncio

from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.chat.forgetting import BlindContext, ForgetfulApplication, ForgetfulRequest, parse_one_by_one
from bot.chat.handlers import Handlers
from bot.chat.pauses import Pauses
from bot.chat.turns import AT_ONCE

App = ForgetfulApplication

_GIVEN = (
    filters.StatusUpdate.GIFT
    | filters.StatusUpdate.UNIQUE_GIFT
    | filters.StatusUpdate.USERS_SHARED
    | filters.StatusUpdate.CHAT_SHARED
    | filters.StatusUpdate.WEB_APP_DATA
)
"""What Telegram writes as a line of its own though a person gave it: answered like anything else she sends."""


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
        .get_updates_request(ForgetfulRequest(pool=2, read_timeout=8.0))
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
    application.add_handler(CommandHandler("start", handlers.on_start, private))
    application.add_handler(CommandHandler("erase", handlers.on_erase, private))
    application.add_handler(MessageHandler(private & filters.COMMAND, handlers.on_command))
    # Buttons
    application.add_handler(CallbackQueryHandler(handlers.on_button))
    if handlers.inline:
        application.add_handler(InlineQueryHandler(handlers.on_inline))
    # Questions, then everything else a person may send
    application.add_handler(MessageHandler(private & filters.TEXT, handlers.on_text))
    application.add_handler(MessageHandler(private & filters.StatusUpdate.ALL & ~_GIVEN, handlers.on_service))
    application.add_handler(MessageHandler(private, handlers.on_other))
    application.add_error_handler(handlers.on_error)
    return application  # type: ignore[return-value]
