"""From memory to the database: once a day, and when the bot stops.

Before that nothing is on disk, and what is written is noise as much as number: a disk that is seized never held an exact count.
A database that fails costs nobody an answer and loses no count: what was to be written waits, with the noise it already has, for the
next time, so that one event is never released twice with two noises.
"""

import asyncio
import logging
from collections import Counter as Sums
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, time, timedelta

from bot.core.edition import Edition
from bot.core.noise import Dice
from bot.core.tallying import Cell, Counter, Event, week_of, with_noise
from bot.logs import place_of
from bot.store.database import StoreUnavailable
from bot.store.tallies import Tallies, Tally

MOST_WEEKS = 8
"""Weeks that wait at most for a database that is down; older ones are let go (a week is some 3,400 cells, half a megabyte)."""
_MINUTES_A_DAY = 24 * 60

log = logging.getLogger("bot.flushing")


class Flushing:
    """Takes what was counted, and writes it."""

    def __init__(self, counter: Counter, database_url: str, dice: Dice) -> None:
        """The database is opened for each flush and not before."""
        self._counter, self._database_url, self._dice = counter, database_url, dice
        self._waiting: Sums[Cell] = Sums()

    async def flush(self) -> bool:
        """Write what was counted since the last time; False when it has to wait."""
        counts = self._counter.take()
        try:
            await asyncio.to_thread(self._write, counts)
        except StoreUnavailable as error:
            log.warning("%s; the counts wait in memory for the next time", error)
        except Exception as error:  # whatever is wrong with counting, answering goes on
            log.error("the tallies were not written: %s", place_of(error))
        else:
            return True
        return False

    def _write(self, counts: Mapping[Cell, int]) -> None:
        self._waiting.update(with_noise(counts, self._dice))
        self._let_go_of_the_oldest()
        rows = [Tally(cell.week, cell.language, cell.subject, cell.outcome, number) for cell, number in self._waiting.items()]
        self._dice.shuffle(rows)  # the order of rows in a database is that of writing
        with closing(Tallies.open(self._database_url)) as store:
            store.add(rows)
        self._waiting.clear()

    def _let_go_of_the_oldest(self) -> None:
        kept = sorted({cell.week for cell in self._waiting})[-MOST_WEEKS:]
        for cell in [cell for cell in self._waiting if cell.week not in kept]:
            del self._waiting[cell]


@asynccontextmanager
async def counting(edition: Edition, database_url: str, dice: Dice) -> AsyncIterator[Callable[[Edition, Event], None]]:
    """What to tell of each event, while the bot runs; flushed daily and at the end."""
    counter = Counter(edition, lambda: week_of(datetime.now(UTC).date()), dice)
    async with flushed(Flushing(counter, database_url, dice), lambda: until_tomorrow(datetime.now(UTC), dice)):
        yield counter.count


@asynccontextmanager
async def flushed(flushing: Flushing, seconds: Callable[[], float]) -> AsyncIterator[None]:
    """Flush again and again while the bot runs, `seconds()` after the time before, and once more at its end."""
    stop = asyncio.Event()
    daily = asyncio.create_task(_daily(flushing, seconds, stop))
    try:
        yield
    finally:
        stop.set()
        await daily
        await flushing.flush()


async def _daily(flushing: Flushing, seconds: Callable[[], float], stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), seconds())
        except TimeoutError:
            await flushing.flush()


def until_tomorrow(now: datetime, dice: Dice) -> float:
    """Seconds until a random minute of the next day (UTC), so that nobody knows between which hours two states of the table differ."""
    minute = timedelta(minutes=dice.randrange(_MINUTES_A_DAY))
    tomorrow = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
    return (tomorrow + minute - now).total_seconds()
