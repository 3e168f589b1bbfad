"""Questions are understood beside the event loop, so that a long one holds up nobody else.

A message of 4,096 characters takes up to a fifth of a second; on the loop, all others would wait for it (`python -m
tests.prove.fuzz`).
"""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

from bot.core.answering import Question, Responder
from bot.core.replies import Reply

_TURN = 0.001
"""Seconds of Python's lock a thread gets while others want it: of the usual five, the loop was seen to wait three times as long."""


class Thinking:
    """One thread that thinks about one question after the other: two at once would be no faster, and the core need not know of threads."""

    def __init__(self) -> None:
        """The thread begins with the first question."""
        sys.setswitchinterval(_TURN)
        self._thread = ThreadPoolExecutor(1, "thinking")

    async def reply(self, responder: Responder, question: Question) -> Reply:
        """What the responder makes of a question."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, responder.reply_to, question)

    def end(self) -> None:
        """Begin with nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
