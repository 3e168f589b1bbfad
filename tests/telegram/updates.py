"""The updates that wait for the bot, and the long polling that fetches them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tests.telegram.calls import Json, Refusal

FIRST_ID = 810_000_001
KEPT_SECONDS = 24 * 3600
"""An update nobody fetches is dropped after a day."""
LONGEST_POLL_SECONDS = 50
MOST_UPDATES = 100
HURRY_SECONDS = 0.5
"""The same offset asked again within this time is answered with a single update."""

_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "Conflict: terminated by setWebhook request"


@dataclass(frozen=True, slots=True)
class Pending:
    """An update on its way; updates of one line (chat) are delivered in order."""

    id: int
    json: Json
    line: int
    date: int


class Updates:
    """The queue of one bot, confirmed by offset or by the webhook's answer."""

    def __init__(self, now: Callable[[], int], arrived: Callable[[int], None]) -> None:
        self._now, self._arrived = now, arrived
        self._pending: dict[int, Pending] = {}
        self._allowed: frozenset[str] = frozenset()
        self._next_id = FIRST_ID
        self._poll: asyncio.Future[None] | None = None
        self._last_offset, self._last_finish = -1, 0.0

    def __len__(self) -> int:
        self._expire()
        return len(self._pending)

    @property
    def allowed(self) -> list[str]:
        """What the bot asked for; empty for the default."""
        return sorted(self._allowed)

    def allow(self, kinds: list[str] | None) -> None:
        """Remember the kinds the bot wants from now on; None leaves the earlier choice."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def push(self, kind: str, content: Json, line: int) -> int | None:
        """Queue an update, unless the bot did not ask for its kind; its id."""
        if kind not in self._allowed if self._allowed else kind in _ONLY_ON_REQUEST:
            return None
        pending = Pending(self._next_id, {"update_id": self._next_id, kind: content}, line, self._now())
        self._next_id += 1
        self._pending[pending.id] = pending
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        self._arrived(line)
        return pending.id

    def drop(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()

    def forget(self, id_: int) -> None:
        """Take one update out of the queue: the webhook answered it."""
        self._pending.pop(id_, None)

    def lines(self) -> list[int]:
        """The chats with something to deliver, the longest waiting first."""
        self._expire()
        return list(dict.fromkeys(pending.line for pending in self._pending.values()))

    def first_of(self, line: int) -> Pending | None:
        """The next update of a chat."""
        self._expire()
        return next((pending for pending in self._pending.values() if pending.line == line), None)

    def end_poll(self, why: str) -> None:
        """Answer a waiting getUpdates with 409: only one poller at a time, and none beside a webhook."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refusal(409, why))

    async def fetch(self, offset: int, limit: int, timeout: int) -> list[Json]:
        """Answer getUpdates: confirm all below the offset, then wait for something new as long as asked."""
        self.end_poll(OTHER_POLLER)
        for id_ in [id_ for id_ in self._pending if id_ < offset]:
            del self._pending[id_]
        loop = asyncio.get_running_loop()
        if offset == self._last_offset and loop.time() < self._last_finish + HURRY_SECONDS:
            limit = 1
        self._last_offset = offset
        if not len(self) and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL_SECONDS))
        self._last_finish = loop.time()
        return [pending.json for pending in islice(self._pending.values(), max(1, min(limit, MOST_UPDATES)))]

    async def _wait(self, seconds: int) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None

    def _expire(self) -> None:
        oldest = self._now() - KEPT_SECONDS
        while self._pending and next(iter(self._pending.values())).date <= oldest:
            del self._pending[next(iter(self._pending))]
