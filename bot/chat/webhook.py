"""Updates that Telegram brings, as an ASGI application: 200 is said only after the answer was given.

What is not acknowledged Telegram brings again, to this process or to another replica. Nobody else gets in: the secret is compared, in
constant time, before a byte of the body is read; a body is never larger or slower than an update can be. (With python-telegram-bot's own
handler 95 MB from anybody took 180 MB of memory, and its 200 came before the answer.) No address, path or body is logged.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update

from bot.chat.turns import Outcome

SECRET_HEADER = b"x-telegram-bot-api-secret-token"
LARGEST_BODY = 256 * 1024
"""Bytes; an update is some kilobytes."""
SLOWEST_BODY = 5.0
"""Seconds for all of it."""
MOST_BODIES = 2 * 2**20
"""Bytes of all bodies that are being read."""
REMEMBERED = 10_000
"""Numbers of answered updates that are known again; an update_id names no person."""

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_ANSWERED, _NOT_JSON, _FORBIDDEN, _NOT_POSTED, _TOO_SLOW, _TOO_LARGE, _AGAIN = 200, 400, 403, 405, 408, 413, 503


class _Refused(Exception):
    """A request that is not taken; carries its status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Webhook:
    """The application."""

    def __init__(self, secret: str, parse: Callable[[dict[str, Any]], Update], answer: Callable[[Update], Awaitable[object]]) -> None:
        """Take what Telegram was told to say, what makes an update of JSON, and what answers it.

        `Outcome.AGAIN` from `answer` makes Telegram bring the update again.
        """
        if not secret:
            raise ValueError("a webhook without a secret would obey anybody")
        self._secret, self._parse, self._answer = secret.encode("ascii"), parse, answer
        self._open: dict[int, asyncio.Task[object]] = {}
        self._done: dict[int, None] = {}
        self._reading = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            self._check(scope)
            status = await self._take(await self._body(scope, receive))
        except _Refused as refused:
            status = refused.status
        await _respond(send, status)

    async def close(self) -> None:
        """Stop what is still being answered; Telegram brings it again."""
        tasks = list(self._open.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _check(self, scope: Scope) -> None:
        said = [value for name, value in scope["headers"] if name == SECRET_HEADER]
        if len(said) != 1 or not hmac.compare_digest(said[0], self._secret):
            raise _Refused(_FORBIDDEN)
        if scope["method"] != "POST":
            raise _Refused(_NOT_POSTED)

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        """All of a body, or the reason why it is not taken."""
        length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            raise _Refused(_TOO_LARGE)
        body = bytearray()
        try:
            async with asyncio.timeout(SLOWEST_BODY):
                while True:
                    message = await receive()
                    if message["type"] != "http.request":
                        raise _Refused(_NOT_JSON)  # hung up
                    piece = message.get("body", b"")
                    body += piece
                    self._reading += len(piece)
                    if len(body) > LARGEST_BODY:
                        raise _Refused(_TOO_LARGE)
                    if self._reading > MOST_BODIES:
                        raise _Refused(_AGAIN)
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError:
            raise _Refused(_TOO_SLOW) from None
        finally:
            self._reading -= len(body)

    async def _take(self, body: bytes) -> int:
        """Answer an update once, however often it is brought; the status that says what became of it."""
        try:
            content = json.loads(body)
            number = content["update_id"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise _Refused(_NOT_JSON) from None
        if not isinstance(number, int):
            raise _Refused(_NOT_JSON)
        if number in self._done:
            return _ANSWERED
        if number not in self._open:
            self._open[number] = asyncio.create_task(self._one(number, self._parse(content)))
        try:
            # Not the request's own task: if Telegram hangs up, the answer goes on, and the repeat finds it.
            outcome = await asyncio.shield(self._open[number])
        except asyncio.CancelledError:  # the bot stops, or the request does
            return _AGAIN
        return _AGAIN if outcome is Outcome.AGAIN else _ANSWERED

    async def _one(self, number: int, update: Update) -> object:
        try:
            outcome = await self._answer(update)
        finally:
            del self._open[number]
        if outcome is not Outcome.AGAIN:
            self._done[number] = None
            if len(self._done) > REMEMBERED:
                del self._done[next(iter(self._done))]
        return outcome


async def _respond(send: Send, status: int) -> None:
    """An empty answer; the connection ends with it, else its buffers would keep what the last person wrote."""
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
