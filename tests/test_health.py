"""What a bot tells of itself: to an alarm, to a load balancer, to systemd."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from bot import systemd
from bot.core.ageing import expired_within, first_to_expire
from bot.core.edition import Edition
from bot.health import LATELY, Health
from bot.listening import Address, bound
from bot.publication_dates import PublicationDates
from bot.pulse import Pulse
from bot.serving import serving
from tests.publishing import NOW, Press
from tests.small_project import TODAY


class Clock:
    """Time that passes when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pulse(clock: Clock) -> Pulse:
    return Pulse(clock)


@asynccontextmanager
async def told(pulse: Pulse, edition: Edition, published: date | None = None) -> AsyncIterator[str]:
    """The address of the health pages."""

    async def of_the_edition() -> date | None:
        return published

    port = unused_port()
    async with serving(Health(pulse, lambda: edition, of_the_edition, lambda: TODAY), bound(Address("127.0.0.1", port), "HEALTH_LISTEN")):
        yield f"http://127.0.0.1:{port}"


async def read(url: str) -> tuple[int, dict[str, object]]:
    async with aiohttp.ClientSession() as session, session.get(url) as reply:
        return reply.status, await reply.json()


async def test_alive_is_told_at_once_and_ready_once_telegram_was_reached(small_edition: Edition, pulse: Pulse, clock: Clock) -> None:
    async with told(pulse, small_edition) as url:
        assert await read(f"{url}/healthz") == (200, {"alive": True})
        assert (await read(f"{url}/readyz"))[0] == 503
        pulse.reached()
        assert (await read(f"{url}/readyz"))[0] == 200
        clock.now += LATELY + 1
        assert (await read(f"{url}/readyz"))[0] == 503
        assert (await read(f"{url}/"))[0] == 404
        async with aiohttp.ClientSession() as session, session.post(f"{url}/readyz") as reply:
            assert reply.status == 405


async def test_readiness_tells_of_the_edition_and_of_nobody(small_edition: Edition, pulse: Pulse) -> None:
    pulse.answered(0.3)
    async with told(pulse, small_edition, TODAY - timedelta(days=3)) as url:
        _, content = await read(f"{url}/readyz")
    first = min(entry.review_by for entry in small_edition.knowledge.entries.values())
    assert content == {
        "ready": True,
        "telegram_reached": True,
        "edition": small_edition.digest,
        "edition_age_days": 3,
        "expires_in_days": (first - TODAY).days,
        "expired_in_days": {"0": 0, "7": 0, "30": 0},
        "last_answer": "under 1 s",
    }


@pytest.mark.parametrize(("seconds", "told"), [(0.0, "under 1 s"), (1.0, "under 5 s"), (29.9, "under 30 s"), (3600.0, "longer")])
def test_a_delay_is_told_in_coarse_steps(pulse: Pulse, seconds: float, told: str) -> None:
    assert pulse.delay == "none yet"
    pulse.answered(seconds)
    assert pulse.delay == told


def test_content_expires_on_the_day_after_its_review_was_due(small_edition: Edition) -> None:
    knowledge = small_edition.knowledge
    first = first_to_expire(knowledge)
    assert first is not None
    assert expired_within(knowledge, first, 0) == 0
    assert 0 < expired_within(knowledge, first, 1) == expired_within(knowledge, first + timedelta(days=1), 0)
    assert expired_within(knowledge, first, 100_000) == len(knowledge.entries)


async def test_the_day_of_publication_is_asked_once_and_a_dead_database_holds_nobody_up(small_edition: Edition, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'test.sqlite'}"
    Press(small_edition).publish(address, "one")
    dates = PublicationDates(address)
    assert await dates.of(1) == NOW.date()
    (tmp_path / "test.sqlite").unlink()
    assert await dates.of(1) == NOW.date()
    assert await dates.of(2) is None
    assert await PublicationDates("postgresql://127.0.0.1:1/none").of(1) is None


@pytest.fixture
def manager(tmp_path: Path) -> socket.socket:
    """What systemd listens with."""
    found = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    found.bind(str(tmp_path / "notify"))
    found.settimeout(2)
    return found


def _environment(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "60000", **more}


async def test_systemd_hears_of_ready_alive_and_stopping_and_of_no_life_once_the_loop_is_stuck(
    tmp_path: Path, manager: socket.socket, pulse: Pulse, clock: Clock
) -> None:
    with manager:
        async with systemd.watched(pulse, _environment(tmp_path, WATCHDOG_PID=str(os.getpid()))):
            assert manager.recv(100) == b"READY=1"
            for _ in range(3):
                assert await asyncio.to_thread(manager.recv, 100) == b"WATCHDOG=1"
            clock.now += systemd.STUCK + 1
            await asyncio.sleep(0.1)
            manager.settimeout(0)
            while _next(manager) == b"WATCHDOG=1":  # said before
                pass
            await asyncio.sleep(0.1)
            assert _next(manager) == b""
        assert _next(manager) == b"STOPPING=1"


def _next(manager: socket.socket) -> bytes:
    try:
        return manager.recv(100)
    except BlockingIOError:
        return b""


async def test_without_a_manager_or_for_another_process_nothing_is_said(tmp_path: Path, manager: socket.socket, pulse: Pulse) -> None:
    with manager:
        async with systemd.watched(pulse, {}):
            pass
        async with systemd.watched(pulse, _environment(tmp_path, WATCHDOG_PID="1")):
            await asyncio.sleep(0.1)
        manager.settimeout(0)
        assert [_next(manager) for _ in range(3)] == [b"READY=1", b"STOPPING=1", b""]
    systemd.notify("READY=1", {"NOTIFY_SOCKET": str(tmp_path / "gone")})  # a line in the log, and the bot goes on


def test_an_abstract_socket_is_reached() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(f"\0gilbeot-test-{os.getpid()}")
        systemd.notify("READY=1", {"NOTIFY_SOCKET": f"@gilbeot-test-{os.getpid()}"})
        assert manager.recv(100) == b"READY=1"
