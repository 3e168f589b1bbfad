"""By webhook as by polling: everybody is answered, once where it can be, and nobody else gets in."""

import asyncio
import json
import logging
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import unused_port
from hypothesis import given
from hypothesis import strategies as some
from telegram import Update

from bot import serving
from bot.chat import running, webhook
from bot.chat.handlers import Voice
from bot.chat.obstacles import CannotRun
from bot.chat.turns import Outcome
from bot.chat.webhook import LARGEST_BODY, Webhook
from bot.core.edition import Edition
from bot.listening import Address, bound
from bot.pulse import Pulse
from tests.publishing import speak
from tests.running import TOKEN
from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault
from tests.telegram.webhook import SECRET_HEADER

SECRET = "a-secret-of-the-tests-0123456789"
QUESTION = "I lost my passport"


@pytest.fixture(scope="module")
def voice(small_edition: Edition) -> Voice:
    """The small project's."""
    return speak(small_edition)


def hook(port: int, secret: str = SECRET) -> running.Hook:
    """A webhook without a proxy."""
    place = bound(Address("127.0.0.1", port), "WEBHOOK_LISTEN")
    return running.Hook(f"http://127.0.0.1:{port}/telegram", secret, partial(serving.serving, place=place))


class Bot:
    """A bot that runs in the loop of the test."""

    def __init__(self, telegram: Emulator, voice: Voice) -> None:
        self._telegram, self._voice = telegram, voice
        self.port, self.pulse = unused_port(), Pulse()

    @property
    def url(self) -> str:
        """Where updates are brought."""
        return f"http://127.0.0.1:{self.port}/telegram"

    @asynccontextmanager
    async def running(self, secret: str = SECRET) -> AsyncIterator[None]:
        """It answers; at the end it is told to stop."""
        stop, ready = asyncio.Event(), asyncio.Event()

        @asynccontextmanager
        async def alive() -> AsyncIterator[None]:
            ready.set()
            yield

        answering = running.Answering(lambda: self._voice, True, self.pulse, alive)
        api_url = self._telegram.base_url.removesuffix("/bot")
        task = asyncio.create_task(running.run(TOKEN, api_url, answering, stop, hook(self.port, secret)))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(task, 10)


@pytest.fixture
async def telegram() -> AsyncIterator[Emulator]:
    """A Telegram that no bot talks to yet."""
    async with Emulator(TOKEN) as telegram:
        yield telegram
        assert telegram.complaints == []


@pytest.fixture
def bot(telegram: Emulator, voice: Voice) -> Bot:
    """A bot that does not run yet."""
    return Bot(telegram, voice)


async def test_questions_are_answered_and_presses_too(telegram: Emulator, bot: Bot) -> None:
    async with bot.running():
        person = telegram.user(language_code="en")
        await person.start()
        page = await person.wait_for()
        await (await person.press(page.buttons[0].text)).wait()
        await person.wait_for()
        await person.say(QUESTION)
        assert "Sources" in (await person.wait_for()).text
    assert bot.pulse.delay != "none yet"


async def test_an_update_is_acknowledged_only_after_it_was_answered(telegram: Emulator, bot: Bot) -> None:
    person = telegram.user(language_code="en")
    telegram.flood(person, seconds=2)
    async with bot.running():
        await person.start()
        await asyncio.sleep(0.5)
        assert len(telegram.updates) == 1  # Telegram still keeps it: a kill now would lose nothing
        await person.wait_for()
        async with asyncio.timeout(2):
            while len(telegram.updates):
                await asyncio.sleep(0.01)
    assert telegram.impatience == []


async def test_what_waits_when_the_bot_stops_is_answered_by_the_next_one(telegram: Emulator, bot: Bot) -> None:
    people = [telegram.user(language_code="en") for _ in range(30)]
    async with bot.running():
        for person in people:
            await person.say(QUESTION)
    for person in people[:5]:
        await person.say(QUESTION)
    async with bot.running():
        await asyncio.gather(*(person.wait_for(lambda page: page.from_bot, seconds=20) for person in people))


async def test_the_webhook_is_set_only_when_it_differs_and_is_never_removed(telegram: Emulator, bot: Bot) -> None:
    for _ in range(2):
        async with bot.running():
            pass
    (set_once,) = telegram.called("setWebhook")
    assert set_once["secret_token"] == SECRET
    assert set_once["max_connections"] == running.MOST_DELIVERIES
    assert set_once["url"].startswith(f"{bot.url}?v=")
    assert not set_once.get("drop_pending_updates")
    async with bot.running(secret=SECRET[::-1]):
        person = telegram.user(language_code="en")
        await person.start()
        await person.wait_for()
    assert len(telegram.called("setWebhook")) == 2
    assert telegram.webhook is not None
    assert telegram.called("deleteWebhook") == []


async def test_unhook_removes_it_and_leaves_what_waits(telegram: Emulator, bot: Bot) -> None:
    async with bot.running():
        pass
    await telegram.user().say(QUESTION)
    api_url = telegram.base_url.removesuffix("/bot")
    assert await running.unhook(TOKEN, api_url)
    assert telegram.webhook is None
    assert len(telegram.updates) == 1
    assert not await running.unhook(TOKEN, api_url)


async def test_polling_beside_a_webhook_is_refused_with_the_way_out(telegram: Emulator, bot: Bot, voice: Voice) -> None:
    async with bot.running():
        answering = running.Answering(lambda: voice, True, Pulse(), nullcontext)
        with pytest.raises(CannotRun, match="python -m bot unhook"):
            await running.run(TOKEN, telegram.base_url.removesuffix("/bot"), answering, asyncio.Event())


async def test_a_second_process_on_the_same_port_is_one_clear_line(telegram: Emulator, bot: Bot) -> None:
    async with bot.running():
        with pytest.raises(Exception, match=rf"WEBHOOK_LISTEN: another process listens at 127.0.0.1:{bot.port}"):
            hook(bot.port)


async def test_an_update_that_comes_twice_is_answered_once_and_an_unreadable_one_is_let_go(telegram: Emulator, bot: Bot) -> None:
    person = telegram.user(language_code="en")
    async with bot.running(), aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session:
        await person.send_unreadable("canary")
        await person.start()
        await person.wait_for()
        again = {"update_id": 810_000_002, "message": (await person.say(QUESTION)).json}
        await person.wait_for()
        for _ in range(3):
            async with session.post(bot.url, json=again) as reply:
                assert reply.status == 200
    assert len(telegram.called("sendMessage")) == 2
    assert len(telegram.updates) == 0


async def test_a_network_that_is_away_for_the_answer_is_waited_for(telegram: Emulator, bot: Bot) -> None:
    person = telegram.user(language_code="en")
    async with bot.running():
        telegram.fail(Fault.RESET, "sendMessage", times=2)
        await person.say(QUESTION)
        await person.wait_for(seconds=10)
    assert len(telegram.called("sendMessage")) == 3


# Nobody else gets in


async def _hold(_: Update) -> object:
    raise AssertionError("a forged update was answered")


@asynccontextmanager
async def alone(answer: Callable[[Update], Any] = _hold) -> AsyncIterator[str]:
    """The application with nothing behind it, served; its address."""
    port = unused_port()
    application = Webhook(SECRET, lambda content: Update(content["update_id"]), answer)
    async with serving.serving(application, bound(Address("127.0.0.1", port), "WEBHOOK_LISTEN")):
        yield f"http://127.0.0.1:{port}/telegram"
    await application.close()


FORGED = [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: SECRET[:-1]}, {SECRET_HEADER: f"{SECRET}0"}, {SECRET_HEADER: SECRET.upper()}]


async def test_every_forged_request_is_forbidden_and_nothing_is_said_about_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with alone() as url, aiohttp.ClientSession() as session:
        for headers in [*FORGED, *({SECRET_HEADER: secrets.token_hex(16)} for _ in range(100))]:
            for method in ("POST", "GET", "PUT"):
                async with session.request(method, url, headers=headers, data=b'{"update_id": 1}') as reply:
                    assert (reply.status, await reply.read()) == (403, b"")
        async with session.post(url, headers=[(SECRET_HEADER, SECRET), (SECRET_HEADER, SECRET)], data=b"{}") as reply:
            assert reply.status == 403
        async with session.get(url, headers={SECRET_HEADER: SECRET}) as reply:
            assert reply.status == 405
    assert [record for record in caplog.records if record.name.startswith(("uvicorn", "bot"))] == []


async def _raw(url: str, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What comes back for some bytes on a connection."""
    port = int(url.rpartition(":")[2].partition("/")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_the_secret_is_looked_at_before_a_byte_of_the_body() -> None:
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n{SECRET_HEADER}: wrong\r\n\r\n"
    async with alone() as url, asyncio.timeout(2):
        assert (await _raw(url, head.encode())).startswith(b"HTTP/1.1 403")


async def test_a_body_too_large_is_not_read_whether_or_not_it_says_so() -> None:
    async with alone() as url, aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session:

        async def chunks() -> AsyncIterator[bytes]:
            for _ in range(LARGEST_BODY // 10_000 + 2):
                yield b" " * 10_000

        async with session.post(url, data=b" " * (LARGEST_BODY + 1)) as reply:
            assert reply.status == 413
        async with session.post(url, data=chunks()) as reply:
            assert reply.status == 413


async def test_who_is_slow_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "SLOWEST_BODY", 0.3)
    monkeypatch.setattr(serving, "SLOWEST_HEAD", 0.3)
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n{SECRET_HEADER}: {SECRET}\r\n\r\n".encode()
    async with alone() as url, asyncio.timeout(5):
        assert (await _raw(url, head, b"{", b'"')).startswith(b"HTTP/1.1 408")
        assert await _raw(url, b"POST / HTTP/1.1\r\n", b"Host: x\r\n", pause=0.3) == b""
        assert await _raw(url) == b""


async def test_silent_connections_beyond_the_limit_make_room_for_who_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MOST_SILENT", 5)
    async with alone() as url:
        port = int(url.rpartition(":")[2].partition("/")[0])
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
        async with asyncio.timeout(2):
            assert (await _raw(url, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")).startswith(b"HTTP/1.1 403")
            assert [await reader.read() for reader, _ in silent[:15]] == [b""] * 15  # ended long before their time
        for _, writer in silent:
            writer.close()


async def test_all_that_telegram_may_bring_at_once_is_heard_though_the_loop_was_busy() -> None:
    """Connections and heads that came while the loop did something else: no one of them counts as silent."""
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n{SECRET_HEADER}: {SECRET}\r\n\r\n{{}}".encode()
    async with alone() as url:
        port = int(url.rpartition(":")[2].partition("/")[0])
        brought = [socket.create_connection(("127.0.0.1", port)) for _ in range(running.MOST_DELIVERIES)]
        for one in brought:
            one.sendall(head)
        said = await asyncio.to_thread(lambda: [_all_of(one) for one in brought])
    statuses = [one[9:12] for one in said]
    assert statuses == [b"400"] * running.MOST_DELIVERIES  # read, and found to be no update


async def test_what_is_no_update_is_refused_and_does_no_harm() -> None:
    answered = []

    async def answer(update: Update) -> None:
        answered.append(update.update_id)

    async with alone(answer) as url, aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session:
        for body in (b"", b"{", b"[]", b"1", b"null", b'{"update_id": "1"}', b"{}", b"\xff", b"[" * 100_000, b'"' + b"\\" * 99_999):
            async with session.post(url, data=body) as reply:
                assert reply.status == 400, body[:20]
        async with session.post(url, data=b'{"update_id": 1}') as reply:
            assert reply.status == 200
    assert answered == [1]


def _all_of(one: socket.socket) -> bytes:
    """What comes back on a connection until it ends, waited for in a thread."""
    said = b""
    with one, suppress(ConnectionError):
        one.settimeout(10)
        while piece := one.recv(1000):
            said += piece
    return said


async def _asked(application: Webhook, body: bytes, headers: list[tuple[bytes, bytes]]) -> int:
    """The status an ASGI server would send."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await application({"type": "http", "method": "POST", "headers": headers}, receive, send)
    return int(sent[0]["status"])


@given(
    some.binary(max_size=200)
    | some.recursive(some.none() | some.text() | some.integers(), some.lists).map(lambda x: json.dumps(x).encode())
)
def test_no_body_whatever_is_an_error(body: bytes) -> None:
    async def answer(_: Update) -> None: ...

    application = Webhook(SECRET, lambda content: Update(content["update_id"]), answer)
    secret = [(webhook.SECRET_HEADER, SECRET.encode())]

    async def ask() -> tuple[int, int]:
        return await _asked(application, body, secret), await _asked(application, body, [(webhook.SECRET_HEADER, body)])

    right, forged = asyncio.run(ask())
    assert right in (200, 400)
    assert forged == 403


async def test_one_update_brought_by_two_connections_at_once_is_answered_once_and_both_are_told() -> None:
    answered = []

    async def answer(update: Update) -> None:
        await asyncio.sleep(0.1)
        answered.append(update.update_id)

    application = Webhook(SECRET, lambda content: Update(content["update_id"]), answer)
    secret = [(webhook.SECRET_HEADER, SECRET.encode())]
    assert await asyncio.gather(*(_asked(application, b'{"update_id": 7}', secret) for _ in range(3))) == [200] * 3
    assert answered == [7]


async def test_what_must_come_again_is_not_remembered_and_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "REMEMBERED", 3)
    outcomes = iter([Outcome.AGAIN])

    async def answer(_: Update) -> Outcome:
        return next(outcomes, Outcome.DONE)

    application = Webhook(SECRET, lambda content: Update(content["update_id"]), answer)
    secret = [(webhook.SECRET_HEADER, SECRET.encode())]
    assert [await _asked(application, b'{"update_id": 1}', secret) for _ in range(3)] == [503, 200, 200]
    for number in range(2, 20):
        await _asked(application, f'{{"update_id": {number}}}'.encode(), secret)
    assert list(application._done) == [17, 18, 19]


def test_a_webhook_without_a_secret_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without a secret"):
        Webhook("", lambda content: Update(content["update_id"]), _hold)


# The place to listen


@pytest.mark.parametrize("text", ["127.0.0.1:8443", "[::1]:8443", "localhost:80", "unix:/run/gilbeot/webhook"])
def test_an_address_is_read_and_written_the_same(text: str) -> None:
    assert str(Address.of(text)) == text


@pytest.mark.parametrize("text", ["", "8443", ":8443", "host:", "host:0", "host:65536", "host:８０", "unix:", "host:-1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no place to listen"):
        Address.of(text)


async def test_a_socket_file_left_over_by_a_kill_is_taken_and_one_in_use_is_not(tmp_path: Path) -> None:
    place = Address(path=tmp_path / "socket")
    bound(place, "WEBHOOK_LISTEN").close()  # the file stays, as after a kill
    found = bound(place, "WEBHOOK_LISTEN")
    with pytest.raises(Exception, match="another process listens at unix:"):
        bound(place, "WEBHOOK_LISTEN")
    async with serving.serving(Webhook(SECRET, lambda content: Update(1), _hold), found):
        connector = aiohttp.UnixConnector(str(place.path))
        async with aiohttp.ClientSession(connector=connector) as session, session.post("http://bot/") as reply:
            assert reply.status == 403
    (tmp_path / "file").write_text("not a socket")
    with pytest.raises(Exception, match="another process listens at"):
        bound(Address(path=tmp_path / "file"), "WEBHOOK_LISTEN")
