"""The end of the process: asked for by a signal, over in ten seconds whatever holds it up.

Answers have their own, shorter time. What could hold up the end after them is a database that hangs: it may take half a minute to be
given up, and a service manager kills before.
"""

import asyncio
import logging
import os
import signal
import threading

LAST_MOMENT = 9.5
"""Seconds after the signal."""

log = logging.getLogger(__name__)


def on_signals(stop: asyncio.Event) -> None:
    """Set `stop` at SIGINT or SIGTERM, and see to it that the process ends."""
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, _begin, stop)


def _begin(stop: asyncio.Event) -> None:
    if stop.is_set():
        return
    stop.set()
    timer = threading.Timer(LAST_MOMENT, _end)
    timer.daemon = True
    timer.start()


def _end() -> None:
    log.error("the end of the process was held up, perhaps by a database; counts that were not written are lost")
    os._exit(1)
