"""What goes wrong between a bot and Telegram, on demand."""

import asyncio
import socket
import struct
from dataclasses import dataclass
from enum import Enum
from math import ceil

from aiohttp import web

from tests.telegram.calls import Call, Json, Refusal

GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


class Fault(Enum):
    """A way for a call to fail; the last two are for getUpdates and wait for an answer with updates in it."""

    RESET = "the connection is reset before the call is read"
    HANG = "the call is never carried out nor answered"
    BAD_GATEWAY = "a proxy in between answers 502 with a page of HTML, the call is not carried out"
    LOST_REPLY = "the call is carried out, but the connection ends before the answer"
    TRUNCATED = "the call is carried out, but its JSON ends in the middle"
    DUPLICATES = "each update comes twice"
    OUT_OF_ORDER = "the newest update comes first"


OF_UPDATES = (Fault.DUPLICATES, Fault.OUT_OF_ORDER)


@dataclass(slots=True)
class _Plan:
    fault: Fault
    method: str | None
    times: int


@dataclass(slots=True)
class _Flood:
    seconds: int
    times: int
    method: str | None
    paused_until: float = 0


class Faults:
    """The faults still to come."""

    def __init__(self) -> None:
        self._plans: list[_Plan] = []
        self._floods: dict[int, _Flood] = {}
        self.impatience: list[str] = []

    def plan(self, fault: Fault, method: str | None, times: int) -> None:
        """Let the next calls (of a method) fail."""
        self._plans.append(_Plan(fault, "getUpdates" if fault in OF_UPDATES else method, times))

    def plan_flood(self, chat_id: int, seconds: int, times: int, method: str | None) -> None:
        """Let the next calls that concern a chat be answered with 429."""
        self._floods[chat_id] = _Flood(seconds, times, method)

    def take(self, method: str, *, of_updates: bool = False) -> Fault | None:
        """The fault this call meets, which is then used up."""
        for plan in self._plans:
            if plan.times > 0 and plan.method in (None, method) and (plan.fault in OF_UPDATES) == of_updates:
                plan.times -= 1
                return plan.fault
        return None

    def check_flood(self, call: Call, now: float) -> None:
        """Answer 429 while a chat is flooded; Telegram counts calls during the pause against the bot."""
        chat_id = call.parameters.get("chat_id")
        flood = self._floods.get(chat_id) if isinstance(chat_id, int) else None
        if flood is None or flood.method not in (None, call.method):
            return
        left = ceil(flood.paused_until - now)
        if left > 0:
            self.impatience.append(f"{call.method} to chat {chat_id} came {left} s before the pause was over")
        elif flood.times > 0:
            flood.times -= 1
            flood.paused_until, left = now + flood.seconds, flood.seconds
        if left > 0:
            raise Refusal(429, f"Too Many Requests: retry after {left}", retry_after=left)


def garble(updates: list[Json], fault: Fault | None) -> list[Json]:
    """Spoil an answer of getUpdates."""
    if fault is Fault.DUPLICATES:
        return [update for update in updates for _ in range(2)]
    return updates[::-1] if fault is Fault.OUT_OF_ORDER else updates


async def meet(fault: Fault | None, request: web.Request) -> web.Response | None:
    """Let a fault happen in place of the call; None when the call is carried out all the same."""
    match fault:
        case Fault.RESET:
            return hang_up(request)
        case Fault.HANG:
            await asyncio.Event().wait()
        case Fault.BAD_GATEWAY:
            return web.Response(status=502, text=GATEWAY_PAGE, content_type="text/html")
    return None


def hang_up(request: web.Request) -> web.Response:
    """Reset the connection: the client reads an error instead of an answer."""
    if request.transport is not None:
        connection: socket.socket | None = request.transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    return web.Response()
