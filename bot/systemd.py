"""What systemd is told: ready, alive, stopping. Without `NOTIFY_SOCKET` nothing is.

The watchdog hears of a bot that is alive, not of one whose process merely exists: the words are sent from the loop itself, and only
while updates are being fetched or could come in.
"""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

from bot.pulse import Pulse

STUCK = 120.0
"""Seconds after which a loop that did not go round is taken for stuck: a round takes a minute at most, with a dead network too."""

log = logging.getLogger(__name__)


def notify(words: str, environment: Mapping[str, str] = os.environ) -> None:
    """Tell the service manager, if there is one that listens."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = f"\0{address[1:]}"  # an abstract socket
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.sendto(words.encode(), address)
    except OSError as error:
        log.warning("systemd cannot be told anything (%s)", type(error).__name__)


@asynccontextmanager
async def watched(pulse: Pulse, environment: Mapping[str, str] = os.environ) -> AsyncIterator[None]:
    """Say that the bot is ready, and again and again that it is alive; at the end that it stops."""
    notify("READY=1", environment)
    seconds = _interval(environment)
    saying = asyncio.create_task(_say_alive(pulse, seconds, environment)) if seconds else None
    try:
        yield
    finally:
        notify("STOPPING=1", environment)
        if saying:
            saying.cancel()
            with suppress(asyncio.CancelledError):
                await saying


async def _say_alive(pulse: Pulse, seconds: float, environment: Mapping[str, str]) -> None:
    while True:
        if pulse.turned_within(STUCK):
            notify("WATCHDOG=1", environment)
        await asyncio.sleep(seconds)


def _interval(environment: Mapping[str, str]) -> float:
    """Seconds between two signs of life, a third of what systemd waits; zero when it does not watch this process."""
    if environment.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return 0.0
    microseconds = environment.get("WATCHDOG_USEC", "")
    return int(microseconds) / 3e6 if microseconds.isdigit() else 0.0
