"""A running bot: the whole real application over HTTP against the emulator."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

import pytest

from bot.chat.app import build_application
from bot.chat.handlers import Handlers, Voice, uncounted
from bot.chat.polling import Polling, asked_for
from bot.chat.rendering import Operator, Renderer
from bot.chat.turns import Gate, InTurn
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder
from bot.core.tallying import Event
from tests.real import TODAY
from tests.telegram.emulator import Emulator

TOKEN = "1234567:not-a-real-token-but-long-enough-for-one"

RunningBot = Callable[..., AbstractAsyncContextManager[Emulator]]


@pytest.fixture(scope="session")
def voice(real_edition: Edition, encoder: Encoder) -> Voice:
    """What the bot of these tests answers with."""
    return Voice(Responder(real_edition, encoder), Renderer(real_edition, lambda: TODAY, Operator()))


@asynccontextmanager
async def running(
    voice: Callable[[], Voice], *, tidy: bool = True, count: Callable[[Edition, Event], None] = uncounted, inline: bool = False
) -> AsyncIterator[Emulator]:
    """A bot polling an emulator; no call may have been refused for its form."""
    async with Emulator(TOKEN) as telegram:
        gate, stop = Gate(), asyncio.Event()
        api_url = telegram.base_url.removesuffix("/bot")
        application = build_application(TOKEN, api_url, Handlers(voice, tidy, count, gate.locked, inline), gate)
        await application.initialize()
        in_turn = InTurn(application.process_update, gate)
        loop = Polling(application.bot, in_turn, lambda: gate.is_empty, in_turn.holds, allowed=asked_for(inline=inline))
        polling = asyncio.create_task(loop.run(stop))
        try:
            yield telegram
        finally:
            stop.set()
            await asyncio.wait_for(polling, 10)
            await application.shutdown()
        assert telegram.complaints == []


@pytest.fixture
def running_bot(voice: Voice) -> RunningBot:
    """`async with running_bot() as telegram`: a bot that answers with the project's own content."""
    return partial(running, lambda: voice)


@pytest.fixture
async def telegram(running_bot: RunningBot) -> AsyncIterator[Emulator]:
    """An emulator with the bot polling it."""
    async with running_bot() as emulator:
        yield emulator
