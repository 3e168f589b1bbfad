"""Fetch updates and answer each at least once.

`Application.run_polling` confirms updates before they are handled: at a kill -9 with 200 questions waiting it lost 165. This loop
confirms only a finished prefix; what is answered behind an unfinished update is remembered by number (an update_id names no person)
and not answered twice. Repeats after a crash are possible and harmless.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.chat.obstacles import obstacle
from bot.chat.pauses import seconds_of
from bot.chat.stopping import unless_stopped
from bot.chat.turns import AT_ONCE, Outcome
from bot.logs import place_of
from bot.pulse import Pulse

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
WINDOW = 100
"""Updates fetched at once (the most Telegram gives)."""
STOPPING = 6.0
"""Seconds for what is open when the bot is to stop; all of it must be over after ten."""
SETTLED = 30.0
"""Seconds after which a process does not yield to one that begins to poll beside it."""
_MOST_CONFLICTS = 5
_CONFIRMING = 2.0
_LONG_POLL = 25
_LOOK_AGAIN = 0.55
"""Seconds until the same offset is asked again: Telegram answers repeats within half a second with one update only."""
_ENOUGH = 2 * AT_ONCE
"""Open updates with which it is early to ask: all but what was just finished would come again (in a burst a fifth of all computing)."""
_LONGEST_BACKOFF = 25.0
_TELL = 60.0
"""Seconds between two lines about a network that comes and goes."""

log = logging.getLogger(__name__)


def asked_for(*, inline: bool) -> tuple[str, ...]:
    """The kinds of update the bot wants."""
    return (*ALLOWED, "inline_query") if inline else ALLOWED


class Polling:
    """The loop."""

    def __init__(
        self,
        bot: Bot,
        answer: Callable[[Update], Awaitable[object]],
        is_stuck: Callable[[], bool] = lambda: False,
        holds: Callable[[Update], bool] = lambda _: True,
        pulse: Pulse | None = None,
        allowed: Sequence[str] = ALLOWED,
    ) -> None:
        """Take what answers.

        Args:
            bot: what fetches.
            answer: handles one update and never raises for a user's fault; `Outcome.AGAIN`: it must come again.
            is_stuck: whether everything that is open waits for a pause Telegram asked for.
            holds: whether an update that is not yet answered keeps those after it from being confirmed.
            pulse: hears of each round.
            allowed: the kinds of update to ask for.
        """
        self._bot, self._answer, self._is_stuck, self._holds = bot, answer, is_stuck, holds
        self._pulse, self._allowed = pulse or Pulse(), allowed
        self._open: dict[int, asyncio.Task[None]] = {}
        self._updates: dict[int, Update] = {}
        self._finished: set[int] = set()
        self._again: set[int] = set()
        self._offset: int | None = None
        self._asked: int | None = None
        self._asked_at = 0.0
        self._is_ending = False
        self._conflicts = 0
        self._backoff = 0.0
        self._told: float | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch and answer until `stop` is set; then finish what is open and confirm it.

        Raises:
            CannotRun: another process polls with this token, or the token was revoked.
        """
        began = asyncio.get_running_loop().time()
        while not stop.is_set():
            self._pulse.turned()
            if (seconds := self._until_asked_again()) > 0:
                await unless_stopped(asyncio.wait([*self._open.values()], timeout=seconds, return_when=asyncio.FIRST_COMPLETED), stop)
                continue
            try:
                updates = await unless_stopped(self._fetch(), stop)
            except TelegramError as error:
                if (asyncio.get_running_loop().time() - began < SETTLED and isinstance(error, Conflict)) or not self._is_passing(error):
                    await self._let_go()
                    raise obstacle(error, "Telegram") from None
                await self._rest(self._pause_after(error), stop)
                continue
            if updates is None:
                break  # it is to stop
            self._is_back()
            begun, fetched = self._begin(updates), len(updates)
            updates = ()  # else the last questions would stay in memory until somebody asks the next one
            if not fetched:
                self._again.clear()  # Telegram has let go of them
            if not begun and fetched == WINDOW and self._is_stuck():
                # Chats that pause hold up a whole window behind them: confirm past them. Their answers are in memory alone from now on.
                self._offset = max({*self._open, *self._finished, *self._again}) + 1
        await self._finish()

    def _until_asked_again(self) -> float:
        """Seconds until it is of use to ask; none as soon as something is finished that others waited for, and little is left to do."""
        if not self._open or (self._confirmed() != self._asked and len(self._open) < _ENOUGH):
            return 0.0
        return self._asked_at + _LOOK_AGAIN - asyncio.get_running_loop().time()

    async def _fetch(self) -> Sequence[Update]:
        self._asked = self._confirmed()
        try:
            return await self._bot.get_updates(
                offset=self._asked,
                limit=WINDOW,
                timeout=0 if self._open or self._again else _LONG_POLL,
                allowed_updates=self._allowed,
            )
        finally:
            self._asked_at = asyncio.get_running_loop().time()

    def _begin(self, updates: Sequence[Update]) -> int:
        """Start answering what is new; returns how many."""
        known = self._open.keys() | self._finished
        new = {one.update_id: one for one in updates if one.update_id not in known}  # a batch may hold one twice
        for update in new.values():
            if self._offset is None or update.update_id < self._offset:
                self._offset = update.update_id
            self._again.discard(update.update_id)
            self._updates[update.update_id] = update
            self._open[update.update_id] = asyncio.create_task(self._one(update))
        return len(new)

    async def _one(self, update: Update) -> None:
        number, outcome = update.update_id, None
        try:
            outcome = await self._answer(update)
            while outcome is Outcome.AGAIN and number < (self._offset or 0) and not self._is_ending:
                await asyncio.sleep(1.0)  # Telegram does not have it any more: it can come again from here alone
                outcome = await self._answer(update)
        except Exception as error:
            log.error("an update was given up: %s", place_of(error))
        finally:
            del self._open[number], self._updates[number]
        if outcome is Outcome.AGAIN:
            self._again.add(number)
        else:
            self._finished.add(number)

    def _confirmed(self) -> int | None:
        """The offset up to which everything is finished."""
        if self._offset is None:
            return None
        while self._offset in self._finished or ((update := self._updates.get(self._offset)) and not self._holds(update)):
            self._finished.discard(self._offset)
            self._offset += 1
        self._finished = {number for number in self._finished if number >= self._offset}
        if not self._open and not self._again and self._finished:  # Telegram skips numbers: nothing is open, so all is finished
            self._offset = max(self._finished) + 1
            self._finished.clear()
        return self._offset

    def _is_passing(self, error: TelegramError) -> bool:
        """Whether to wait may help: not for a revoked token, nor for another process that polls as stubbornly as this one."""
        if isinstance(error, Conflict):
            self._conflicts += 1
            return self._conflicts < _MOST_CONFLICTS and "webhook" not in error.message.lower()
        return not isinstance(error, InvalidToken)

    def _pause_after(self, error: TelegramError) -> float:
        """Seconds until the next try."""
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        if isinstance(error, Conflict):
            return _LOOK_AGAIN
        now = asyncio.get_running_loop().time()
        if not self._backoff and (self._told is None or now - self._told >= _TELL):
            log.warning("Telegram cannot be reached (%s); trying again", place_of(error))
            self._told = now
        self._backoff = min(_LONGEST_BACKOFF, self._backoff * 2 or 1.0)
        return self._backoff

    async def _rest(self, seconds: float, stop: asyncio.Event) -> None:
        """Wait, however long Telegram asks for; the watchdog hears meanwhile that the loop is well."""
        until = asyncio.get_running_loop().time() + seconds
        while not stop.is_set() and (left := until - asyncio.get_running_loop().time()) > 0:
            self._pulse.turned()
            await unless_stopped(asyncio.sleep(min(left, _LONGEST_BACKOFF)), stop)

    def _is_back(self) -> None:
        self._pulse.reached()
        self._backoff, self._conflicts = 0.0, 0

    async def _finish(self) -> None:
        """Wait for what is open, then confirm what was answered, all within eight seconds."""
        self._is_ending = True
        if self._open:
            await asyncio.wait(self._open.values(), timeout=STOPPING)
        await self._let_go()
        if (offset := self._confirmed()) is None:
            return
        try:
            async with asyncio.timeout(_CONFIRMING):
                await self._bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=self._allowed)
        except (TelegramError, TimeoutError) as error:
            log.warning("the last answers could not be confirmed (%s); they may come twice", place_of(error))

    async def _let_go(self) -> None:
        """Stop what is still open; it was not confirmed, so the next process gets it."""
        tasks = dict(self._open)
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        self._again.update(tasks)
