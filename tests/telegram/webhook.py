"""Delivery by webhook: one update at a time per chat, repeated until the bot answers 2xx.

The real server waits a second before the first repeat, then twice as long each time up to a minute or two; here the steps
are twenty times shorter. As there, a Retry-After header (in true seconds) goes before. Plain http is allowed here only.
"""

import asyncio
import json

import aiohttp

from tests.telegram.calls import Json, Refusal
from tests.telegram.updates import Pending, Updates

FIRST_DELAY = 0.05
LONGEST_DELAY = 3.0
PATIENCE_SECONDS = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """The address updates are sent to, and the deliveries under way."""

    def __init__(self, updates: Updates, parameters: Json) -> None:
        self.url: str = parameters["url"]
        self._secret: str = parameters.get("secret_token", "")
        self._connections = parameters.get("max_connections", 40)
        if not self.url.startswith(("https://", "http://")):
            raise Refusal(400, "Bad Request: bad webhook: invalid webhook URL specified")
        if len(self._secret) > 256 or not all(c.isascii() and (c.isalnum() or c in "_-") for c in self._secret):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self._updates = updates
        self._free = asyncio.Semaphore(self._connections)
        self._deliveries: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._last_error: Json = {}

    def info(self) -> Json:
        """The webhook's part of getWebhookInfo."""
        return {"url": self.url, "max_connections": self._connections, "ip_address": "127.0.0.1", **self._last_error}

    def wake(self, line: int) -> None:
        """Start delivering what waits for a chat; a chat that is being served goes on by itself."""
        if line not in self._deliveries:
            self._deliveries[line] = asyncio.get_running_loop().create_task(self._deliver(line))

    async def close(self) -> None:
        """Stop; what was not answered with 2xx stays in the queue."""
        tasks = list(self._deliveries.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    async def _deliver(self, line: int) -> None:
        delay = FIRST_DELAY
        while update := self._updates.first_of(line):
            async with self._free:
                error, retry_after = await self._post(update)
            if not error:
                self._updates.forget(update.id)
                delay = FIRST_DELAY
                continue
            self._last_error = {"last_error_date": update.date, "last_error_message": error}
            await asyncio.sleep(retry_after or delay)
            delay = min(delay * 2, LONGEST_DELAY)
        del self._deliveries[line]  # nothing is awaited since the queue was found empty, so no update slips by

    async def _post(self, update: Pending) -> tuple[str, float]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS))
        headers = {"Content-Type": "application/json", **({SECRET_HEADER: self._secret} if self._secret else {})}
        body = json.dumps(update.json, separators=(",", ":"))
        try:
            async with self._session.post(self.url, data=body, headers=headers, allow_redirects=False) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {type(error).__name__}", 0.0
        if 200 <= answer.status <= 299:
            return "", 0.0
        retry_after = answer.headers.get("Retry-After", "")
        return f"Wrong response from the webhook: {answer.status} {answer.reason}", float(retry_after) if retry_after.isdigit() else 0.0
