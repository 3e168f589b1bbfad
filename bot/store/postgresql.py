"""PostgreSQL, without waiting for ever.

A server that was paused, or a network that swallows everything, keeps a connection open and says nothing. Timeouts of the server do
not help then; this one is the client's. It counts silence and not work: 100 MB over a slow line take their time.
"""

from time import monotonic
from typing import Any

import psycopg
from psycopg.abc import PQGen

from bot.store.database import ANSWERING


class Impatient(psycopg.Connection[Any]):
    """A connection that gives up after `ANSWERING` seconds of silence, and then is closed: a late answer belongs to no question."""

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server.

        Raises:
            OperationalError: it does not answer.
        """
        try:
            return super().wait(_unless_silent(gen), interval, timeout)
        except _Silence:
            self.pgconn.finish()
            raise psycopg.OperationalError("the server does not answer") from None


class _Silence(Exception):
    pass


def _unless_silent(gen: PQGen[Any]) -> PQGen[Any]:
    heard = monotonic()
    try:
        waiting_for = next(gen)
        while True:
            ready = yield waiting_for
            if ready:
                heard = monotonic()
            elif monotonic() - heard > ANSWERING:
                raise _Silence
            waiting_for = gen.send(ready)
    except StopIteration as finished:
        return finished.value
