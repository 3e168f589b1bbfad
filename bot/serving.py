"""A web server in the running loop: uvicorn, less patient and silent about who connects.

Uvicorn 0.54 waits for ever for the head of a request, so anybody could hold as many connections open as the process has files.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

SLOWEST_HEAD = 5.0
"""Seconds for the first line and the headers."""
MOST_SILENT = 160
"""Connections that may be without a head yet; beyond it the oldest of them ends. Who comes from Telegram sends it at once, but up to a
hundred at the same time, whose heads lie unread where the loop was busy: with 64 a part of them was cut off and came a second later."""
LARGEST_HEAD = 16 * 1024
_PIECE = 8 * 1024
"""Bytes read from a connection at once; asyncio's own 256 kB, of some hundred connections, were 170 MB."""
_FINISHING = 6
"""Seconds for requests under way when the server is to stop."""


class _Config(Config):
    """The settings of one server, and its connections that were silent so far."""

    def __init__(self, application: Any) -> None:
        super().__init__(
            application,
            http=Impatient,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="error",  # a warning for each request that is none could be made to fill a disk
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=LARGEST_HEAD,
            timeout_graceful_shutdown=_FINISHING,
        )
        self.silent: dict[Impatient, asyncio.TimerHandle] = {}


class Impatient(H11Protocol):
    """A connection that has to say soon what it wants."""

    config: _Config

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        transport.max_size = _PIECE  # type: ignore[attr-defined]
        super().connection_made(transport)
        self._silent = self.config.silent
        self._silent[self] = self.loop.call_later(SLOWEST_HEAD, transport.abort)
        if len(self._silent) > MOST_SILENT:
            next(iter(self._silent)).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take bytes; a head among them ends the waiting."""
        super().data_received(data)
        if self.cycle is not None:
            self._heard()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._heard()
        super().connection_lost(exc)

    def _heard(self) -> None:
        if timer := self._silent.pop(self, None):
            timer.cancel()


class _Guest(Server):
    """A server that leaves the signals of the process to the bot."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@asynccontextmanager
async def serving(application: Any, place: socket.socket) -> AsyncIterator[None]:
    """Serve an ASGI application; at the end finish what is under way, for six seconds at most."""
    server = _Guest(_Config(application))
    running = asyncio.create_task(server.serve(sockets=[place]))
    while not server.started and not running.done():
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await running
