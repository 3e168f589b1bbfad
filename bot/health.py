"""Whether the bot is alive and of use, for a load balancer or an alarm: an ASGI application with two pages of JSON.

    /healthz    200 while the loop turns
    /readyz     200 while the bot can answer: Telegram was reached lately; else 503

Nothing about a question is in it: no number of them, no time of one; how long the last answer took is told in coarse steps.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.ageing import expired_within, first_to_expire
from bot.core.edition import Edition
from bot.pulse import Pulse

LATELY = 90.0
"""Seconds since Telegram was reached after which the bot counts as cut off; a silent long poll takes 25."""
AHEAD = (0, 7, 30)
"""Days for which the entries are counted that will have expired."""


@dataclass(frozen=True, slots=True)
class Health:
    """The application.

    Attributes:
        edition: what answers now.
        published: the day it was published, where that is known.
        today: gives the day.
    """

    pulse: Pulse
    edition: Callable[[], Edition]
    published: Callable[[], Awaitable[date | None]]
    today: Callable[[], date] = date.today

    async def __call__(
        self, scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[dict[str, Any]], Awaitable[None]]
    ) -> None:
        """Answer one request."""
        status, content = await self._page(scope["method"], scope["path"])
        body = json.dumps(content).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _page(self, method: str, path: str) -> tuple[int, dict[str, Any]]:
        if method not in ("GET", "HEAD"):
            return 405, {"error": "only GET"}
        match path:
            case "/healthz":
                return 200, {"alive": True}
            case "/readyz":
                content = await self._readiness()
                return 200 if content["ready"] else 503, content
            case _:
                return 404, {"error": "there are /healthz and /readyz"}

    async def _readiness(self) -> dict[str, Any]:
        edition, today, published = self.edition(), self.today(), await self.published()
        first = first_to_expire(edition.knowledge)
        reached = self.pulse.reached_within(LATELY)
        return {
            "ready": reached,
            "telegram_reached": reached,
            "edition": edition.digest,
            "edition_age_days": (today - published).days if published else None,
            "expires_in_days": (first - today).days if first else None,
            "expired_in_days": {str(days): expired_within(edition.knowledge, today, days) for days in AHEAD},
            "last_answer": self.pulse.delay,
        }
