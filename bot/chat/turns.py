"""Whose turn it is, the same for polling and for the webhook: nobody stalls anybody, and nothing stays open for ever."""

import asyncio
import logging
from collections.abc import Callable
from enum import Enum
from typing import Any, Literal

from telegram import Update

from bot.chat.attempts import ATTEMPT, Attempt
from bot.chat.floods import Floods
from bot.logs import place_of
from bot.pulse import Pulse

AT_ONCE = 16
"""Updates answered at the same time: 8 to 16 were fastest, 64 slower."""
DEADLINE = 150.0
"""Seconds an update may take: two pauses of a minute and some; then it is given up, so that nothing stays open for ever."""
MOST_TRIES = 3
"""Of an update whose answer may have arrived each time."""
_MOST_TRIED = 1000

log = logging.getLogger(__name__)


class Outcome(Enum):
    """What became of an update."""

    DONE = "answered, or given up for good"
    AGAIN = "Telegram was out of reach and the person got nothing: it must come again"


class Gate(asyncio.Semaphore):
    """Lets so many answer at the same time, and knows when nobody does."""

    def __init__(self, width: int = AT_ONCE) -> None:
        """Nobody is inside."""
        super().__init__(width)
        self._inside = self._coming = 0

    @property
    def is_empty(self) -> bool:
        """Whether nobody is inside or at the door: all there are wait for a pause, or for the one before them who does."""
        return not self._inside and not self._coming

    async def acquire(self) -> Literal[True]:
        """Go in."""
        self._coming += 1
        try:
            await super().acquire()
        finally:
            self._coming -= 1
        self._inside += 1
        return True

    def release(self) -> None:
        """Go out."""
        self._inside -= 1
        super().release()


class _Stopped(Exception):
    """The bot is to stop."""


class InTurn:
    """Answers updates, those of one chat one after the other, so that a flood of one person holds up only herself."""

    def __init__(
        self, process: Callable[[Update], Any], gate: asyncio.Semaphore, pulse: Pulse | None = None, stop: asyncio.Event | None = None
    ) -> None:
        """Take what answers.

        Args:
            process: answers one update.
            gate: bounds how many are answered at once.
            pulse: hears how long it took.
            stop: once it is set nothing is begun any more: what has not had its turn must come again, to the next process.
        """
        self._process, self._gate, self._pulse, self._stop = process, gate, pulse or Pulse(), stop or asyncio.Event()
        self._last: dict[int, asyncio.Event] = {}
        self._floods = Floods()
        self._tries: dict[int, int] = {}

    async def __call__(self, update: Update) -> Outcome:
        """Answer an update after those of its chat that came before."""
        chat = update.effective_chat.id if update.effective_chat else None
        if chat is not None and not self._floods.admits(chat):
            return Outcome.DONE
        loop = asyncio.get_running_loop()
        began, attempt = loop.time(), Attempt()
        ATTEMPT.set(attempt)
        try:
            async with asyncio.timeout(DEADLINE):
                await self._after_those_before(chat, update)
        except _Stopped:
            return Outcome.AGAIN
        except TimeoutError:
            if not attempt.failed:
                log.error("an update was given up after %d s", DEADLINE)
        except Exception as error:
            log.error("an update was given up: %s", place_of(error))
        finally:
            ATTEMPT.set(None)
        if attempt.answered:
            self._pulse.answered(loop.time() - began)
        return self._outcome(update.update_id, attempt)

    def holds(self, update: Update) -> bool:
        """Whether an update that waits for its turn must not be confirmed to Telegram; those of a flood may, they hold up all others."""
        return update.effective_chat is None or not self._floods.is_flooding(update.effective_chat.id)

    async def _after_those_before(self, chat: int | None, update: Update) -> None:
        if chat is None:
            await self._begin(update)
            return
        before, done = self._last.get(chat), asyncio.Event()
        self._last[chat] = done
        try:
            if before is not None:
                await before.wait()
            await self._begin(update)
        finally:
            done.set()
            if self._last.get(chat) is done:
                del self._last[chat]

    async def _begin(self, update: Update) -> None:
        async with self._gate:
            if self._stop.is_set():
                raise _Stopped
            await self._process(update)

    def _outcome(self, number: int, attempt: Attempt) -> Outcome:
        """What it comes to; an update_id names no person, and only those that failed are kept."""
        if not attempt.failed:
            self._tries.pop(number, None)
            return Outcome.DONE
        if attempt.unsure:
            tries = self._tries[number] = self._tries.pop(number, 0) + 1
            if tries >= MOST_TRIES:
                del self._tries[number]
                log.error("an update was given up: %d times Telegram did not say whether it took the answer", tries)
                return Outcome.DONE
            while len(self._tries) > _MOST_TRIED:
                del self._tries[next(iter(self._tries))]
        return Outcome.AGAIN
