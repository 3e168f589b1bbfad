"""The days on which editions were published, asked of the database once for each."""

import asyncio
import time
from contextlib import closing
from datetime import date

from bot.store.editions import Editions, StoreUnavailable

_PATIENCE = 1.0
"""Seconds a health check waits for a database; it is told without the day then."""
_ASK_AGAIN = 60.0


class PublicationDates:
    """What is known of them so far."""

    def __init__(self, address: str) -> None:
        """Name the database."""
        self._address = address
        self._known: dict[int, date] = {}
        self._asking: asyncio.Task[None] | None = None
        self._asked = -_ASK_AGAIN

    async def of(self, number: int) -> date | None:
        """The day of an edition; None while the database does not say."""
        if number not in self._known:
            if self._asking is None and time.monotonic() - self._asked >= _ASK_AGAIN:
                self._asked = time.monotonic()
                self._asking = asyncio.create_task(self._ask())
            if self._asking is not None:
                await asyncio.wait((self._asking,), timeout=_PATIENCE)
        return self._known.get(number)

    async def _ask(self) -> None:
        try:
            self._known = await asyncio.to_thread(self._read)
        except StoreUnavailable:
            pass  # the bot tells of it itself
        finally:
            self._asking = None

    def _read(self) -> dict[int, date]:
        with closing(Editions.open(self._address)) as store:
            return {one.number: one.published.astimezone().date() for one in store.all()}  # by the clock that says what day it is today
