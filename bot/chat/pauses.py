"""A call that Telegram did not take now is made again, and meanwhile holds up nobody.

A chat that is asked to slow down waits alone. PTB's own limiter halts all requests for one chat's 429 (measured: 7.7 s for everybody).
Here the one call waits, at most a minute, lets another update take its place meanwhile, and is tried once more; a longer pause drops
the answer. The chat's id lives in the waiting call alone, so never longer than that minute.

A network that is away is waited for as long as the update may take. Where the call surely did not arrive it is repeated until then;
where it may have arrived and only its answer was lost, three times: a page twice does no harm, twenty pages would.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.chat.attempts import ATTEMPT, Attempt

LONGEST_PAUSE = 60.0
"""Seconds a chat id may be held for a pause."""
MOST_REPEATS = 3
"""Of a call that may have arrived."""
_LONGEST_BACKOFF = 15.0
_PAGES = frozenset({"sendMessage", "editMessageText"})
"""The calls that are the answer; all others tidy up around it."""
_NEVER_ARRIVED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

log = logging.getLogger(__name__)


class Pauses(BaseRateLimiter[None]):
    """Repeats the calls of an update that is being answered; all others are made once."""

    def __init__(self, gate: asyncio.Semaphore) -> None:
        """`gate` is held by each update being answered; a waiting call lets go of it."""
        self._gate = gate

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make the call; wait and make it again where that may help."""
        attempt = ATTEMPT.get()
        if attempt is None:
            return await callback(*args, **kwargs)
        paused, repeats, risky = False, 0, 0
        while True:
            try:
                result = await callback(*args, **kwargs)
            except RetryAfter as error:
                attempt.unreached = False
                seconds = seconds_of(error)
                if seconds > LONGEST_PAUSE or paused:
                    log.warning("Telegram asks for a pause again or for more than %d s: the answer is dropped", LONGEST_PAUSE)
                    raise
                paused = True
            except TelegramError as error:
                if not is_of_the_network(error):
                    attempt.unreached = False
                    raise
                may_have_arrived = not isinstance(error.__cause__, _NEVER_ARRIVED)
                attempt.unreached, attempt.unsure = True, attempt.unsure or may_have_arrived
                risky += may_have_arrived
                if risky > MOST_REPEATS:
                    raise
                seconds = min(_LONGEST_BACKOFF, 2.0**repeats)
                repeats += 1
            else:
                attempt.unreached = attempt.unsure = False
                attempt.answered |= endpoint in _PAGES
                return result
            await self._step_aside(attempt, seconds)

    async def _step_aside(self, attempt: Attempt, seconds: float) -> None:
        """Wait; the first of an update's calls that wait lets go of its place, the last takes one again."""
        attempt.aside += 1
        if attempt.aside == 1:
            self._gate.release()
        try:
            await asyncio.sleep(seconds)
        finally:
            attempt.aside -= 1
            if not attempt.aside:
                await self._gate.acquire()


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()


def is_of_the_network(error: TelegramError) -> bool:
    """Whether the fault lies between us and Telegram, or in Telegram itself, and not in the call."""
    is_cut_short = type(error) is TelegramError and isinstance(error.__cause__, ValueError)  # JSON that ends in the middle
    return is_cut_short or (isinstance(error, NetworkError) and not isinstance(error, BadRequest))
