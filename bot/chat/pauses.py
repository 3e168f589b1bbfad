"""A chat that Telegram asks to slow down waits alone.

PTB's own limiter halts all requests for one chat's 429 (measured: 7.7 s for everybody). Here the one call waits, at most a minute,
lets another update take its place meanwhile, and is tried once more; a longer pause drops the answer. The chat's id lives in the
waiting call alone, so never longer than that minute.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

LONGEST_PAUSE = 60.0
"""Seconds a chat id may be held for a pause."""

log = logging.getLogger(__name__)


class Pauses(BaseRateLimiter[None]):
    """Repeats a call once after the pause Telegram asks for."""

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
        """Make the call; on 429 wait and make it once more."""
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            seconds = seconds_of(error)
            if seconds > LONGEST_PAUSE or endpoint == "getUpdates":
                log.warning("a pause of more than %d s: the answer is dropped", LONGEST_PAUSE)
                raise
        self._gate.release()
        try:
            await asyncio.sleep(seconds)
        finally:
            await self._gate.acquire()
        return await callback(*args, **kwargs)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()
