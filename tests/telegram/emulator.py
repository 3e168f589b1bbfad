"""A small Bot API server for tests: a bot talks to it over HTTP as to api.telegram.org, a test plays the people.

    async with Emulator("1234:secret") as telegram:
        application = ApplicationBuilder().token(telegram.token).base_url(telegram.base_url).build()
        ...
        alice = telegram.user(language_code="ko")
        await alice.start()
        page = await alice.wait_for()
        await alice.press(page.buttons[0].text)

Everything lives in memory and in the event loop of the test. What is not modelled is answered with 501 and a complaint.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.telegram.calls import METHODS, Call, Finding, Json, Refusal, Upload, read_call
from tests.telegram.chats import Chat
from tests.telegram.faults import Fault, Faults, garble, hang_up, meet
from tests.telegram.methods import HANDLERS
from tests.telegram.world import IDS, World

HOST = "127.0.0.1"
LARGEST_BODY = 50 * 2**20
SHUTDOWN_SECONDS = 0.05
"""What hangs is cut off when the server goes; zero would mean to wait for ever."""


class Emulator(World):
    """The server and the control surface of a test; see World for what it remembers, people.User for what people do."""

    def __init__(self, token: str, ids: range = IDS) -> None:
        super().__init__(token, ids)
        self._faults = Faults()
        self._port = 0
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._shut()
        if self.webhook:
            await self.webhook.close()

    @property
    def base_url(self) -> str:
        """What `ApplicationBuilder.base_url` takes: the library appends the token."""
        return f"http://{HOST}:{self._port}/bot"

    @property
    def impatience(self) -> list[str]:
        """The calls to a flooded chat that came before its pause was over; who does so often gets banned."""
        return self._faults.impatience

    def fail(self, fault: Fault, method: str | None = None, times: int = 1) -> None:
        """Let the next calls (of a method, or any) fail."""
        self._faults.plan(fault, method, times)

    def flood(self, chat: Chat | int, seconds: int, times: int = 1, method: str | None = None) -> None:
        """Let the next calls that concern a chat be answered with 429 and retry_after; other chats go on."""
        self._faults.plan_flood(chat.id if isinstance(chat, Chat) else chat, seconds, times, method)

    def refuse(self, method: str, reason: str) -> None:
        """Refuse a method from now on, with a code and in words as `403 Forbidden: …`."""
        self.refusals[method] = reason

    @asynccontextmanager
    async def unreachable(self) -> AsyncIterator[None]:
        """Let the network be gone: open connections end, new ones are refused; then the same port is back."""
        await self._shut()
        try:
            yield
        finally:
            await self._open()

    async def _open(self) -> None:
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_route("*", "/bot{token:[^/]+}/{method}", self._serve)
        # A client that gives up ends its call: else its long poll would go on and take updates along.
        self._runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def _shut(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _reply({"ok": False, "error_code": 401, "description": "Unauthorized"})
        method = METHODS.get(request.match_info["method"].lower())
        if method is None:
            self.complaints.append(f"The Bot API has no method {request.match_info['method']}")
            return _reply({"ok": False, "error_code": 404, "description": "Not Found: method not found"})
        try:
            call, findings = read_call(method, await _read(request))
        except ValueError as error:
            self.complaints.append(f"The body of {method} cannot be read: {error}")
            return _reply({"ok": False, "error_code": 400, "description": "Bad Request: can't parse the body"})
        self.calls.append(call)
        fault = self._faults.take(method)
        if (failed := await meet(fault, request)) is not None:
            return failed
        reply = _reply(await self._answer(call, findings))
        if fault is Fault.LOST_REPLY:
            return hang_up(request)
        if fault is Fault.TRUNCATED and reply.text:
            reply.text = reply.text[: len(reply.text) // 2]
        return reply

    async def _answer(self, call: Call, findings: list[Finding]) -> Json:
        self.complaints += [finding.sentence for finding in findings]
        try:
            if wrong := [finding.sentence for finding in findings if finding.refused]:
                raise Refusal(400, f"Bad Request: {wrong[0]}")
            self._faults.check_flood(call, self.clock())
            if call.method in self.refusals:
                code, description = self.refusals[call.method].split(" ", 1)
                raise Refusal(int(code), description)
            if call.method not in HANDLERS:
                raise Refusal(501, f"Not Implemented: the emulator does not know {call.method}")
            result = await HANDLERS[call.method](self, call.parameters)
        except Refusal as refusal:
            if refusal.code == 501:
                self.complaints.append(refusal.description)
            parameters = {"parameters": refusal.parameters} if refusal.parameters else {}
            return {"ok": False, "error_code": refusal.code, "description": refusal.description, **parameters}
        if call.method == "getUpdates" and isinstance(result, list) and result:
            result = garble(result, self._faults.take("getUpdates", of_updates=True))
        return {"ok": True, "result": result}


def _reply(answer: Json) -> web.Response:
    r"""JSON as Telegram sends it: every character beyond ASCII as \uXXXX, and the status repeated in HTTP."""
    text = json.dumps(answer, separators=(",", ":"))
    return web.Response(status=answer.get("error_code", 200), text=text, content_type="application/json")


async def _read(request: web.Request) -> dict[str, object]:
    raw: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json()
        return raw | (body if isinstance(body, dict) else {})
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            raw[name] = Upload(value.filename, len(value.file.read()))
        else:
            raw[name] = value if isinstance(value, str) else bytes(value).decode()
    return raw
