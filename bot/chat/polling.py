"""Fetch updates and answer each at least once.

`Application.run_polling` confirms updates before they are handled: at a kill -9 with 200 questions waiting it lost 165. This loop
confirms only a finished prefix; what is answered behind an unfinished update is remembered by number (an update_id names no person)
and not answered twice. Repeats after a crash are possible and harmless.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.chat.pauses import seconds_of
from bot.logs import place_of

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
WINDOW = 100
"""Updates fetched at once (the most Telegram gives)."""
_LONG_POLL = 25
_LOOK_AGAIN = 0.5
"""Seconds until the same offset is asked again: Telegram answers faster repeats with one update only."""
_LONGEST_BACKOFF = 30.0
_DEADLINE = 150.0
"""Seconds an update may take: two pauses of a minute and some; then it is given up, so that nothing stays open for ever."""

log = logging.getLogger(__name__)


class CannotPoll(Exception):
    """Telegram does not let this process fetch updates; the message says why and what to do."""


class Polling:
    """The loop."""

    def __init__(self, bot: Bot, answer: Callable[[Update], Awaitable[None]]) -> None:
        """`answer` handles one update and never raises for a user's fault."""
        self._bot, self._answer = bot, answer
        self._open: dict[int, asyncio.Task[None]] = {}
        self._finished: set[int] = set()
        self._offset: int | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch and answer until `stop` is set; then finish what is open and confirm it.

        Raises:
            CannotPoll: another process polls with this token, or the token was revoked.
        """
        backoff = 0.0
        while not stop.is_set():
            try:
                updates = await self._or_stop(self._fetch(_LONG_POLL), stop)
                backoff = 0.0
            except (Conflict, InvalidToken) as error:
                raise CannotPoll(_explained(error)) from None
            except RetryAfter as error:
                await self._or_stop(asyncio.sleep(seconds_of(error)), stop)
                continue
            except (NetworkError, TelegramError) as error:
                if not backoff:
                    log.warning("Telegram cannot be reached (%s); trying again", place_of(error))
                backoff = min(_LONGEST_BACKOFF, backoff * 2 or 1.0)
                await self._or_stop(asyncio.sleep(backoff), stop)
                continue
            begun = self._begin(updates or ())
            updates = ()  # else the last questions would stay in memory until somebody asks the next one
            if not begun and self._open:
                # the window holds nothing new: wait for something to finish instead of asking in circles
                await asyncio.wait(self._open.values(), timeout=_LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
        await self._finish()

    async def _fetch(self, seconds: int) -> Sequence[Update]:
        return await self._bot.get_updates(
            offset=self._confirmed(), limit=WINDOW, timeout=0 if self._open else seconds, allowed_updates=ALLOWED
        )

    def _begin(self, updates: Sequence[Update]) -> int:
        """Start answering what is new; returns how many."""
        known = self._open.keys() | self._finished
        new = {one.update_id: one for one in updates if one.update_id not in known}  # a batch may hold one twice
        for update in new.values():
            if self._offset is None or update.update_id < self._offset:
                self._offset = update.update_id
            task = asyncio.create_task(self._one(update))
            self._open[update.update_id] = task
        if not new and len(updates) == WINDOW:
            # A chat that pauses holds up a whole window behind it: confirm past it. The paused answer stays in memory.
            self._offset = max(one.update_id for one in updates) + 1
        return len(new)

    async def _one(self, update: Update) -> None:
        try:
            async with asyncio.timeout(_DEADLINE):
                await self._answer(update)
        except Exception as error:
            log.error("an update was given up: %s", place_of(error))
        finally:
            self._open.pop(update.update_id, None)
            self._finished.add(update.update_id)

    def _confirmed(self) -> int | None:
        """The offset up to which everything is finished."""
        if self._offset is None:
            return None
        while self._offset in self._finished:
            self._finished.discard(self._offset)
            self._offset += 1
        if not self._open and self._finished:  # Telegram skips numbers: nothing is open, so all is finished
            self._offset = max(self._finished) + 1
        self._finished = {number for number in self._finished if number >= self._offset}
        return self._offset

    async def _finish(self) -> None:
        if self._open:
            await asyncio.wait(self._open.values(), timeout=8.0)
        if (offset := self._confirmed()) is not None:
            try:
                await self._bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=ALLOWED)
            except TelegramError as error:
                log.warning("the last answers could not be confirmed (%s); they may come twice", place_of(error))

    async def _or_stop(self, work: Awaitable[Any], stop: asyncio.Event) -> Any:
        """The result of some work, or None as soon as the bot is to stop."""
        task, waiting = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
        await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if task.done():
            return task.result()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return None


def _explained(error: TelegramError) -> str:
    if isinstance(error, InvalidToken):
        return "Telegram does not know this token. Get a new one from @BotFather and set TELEGRAM_TOKEN."
    return "Another process fetches the updates of this bot, or a webhook is set. Stop the other one, or remove the webhook."
