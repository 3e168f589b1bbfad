"""One person's flood is hers alone.

Telegram lets a bot write to a chat about once a second. Who sends more than that for half a minute gets no more answers than that;
the rest is passed over, else her questions would fill the hundred places of the window before everybody else's.
"""

import asyncio
import logging

AT_ONCE = 30
"""Updates of a chat that are answered however fast they come; so are the questions that waited while the bot was down."""
EVERY = 1.0
"""Seconds for one more."""
_LOOK = 5.0
_TELL = 60.0

log = logging.getLogger(__name__)


class Floods:
    """Counts what chats send, and forgets each as soon as it was quiet: its id is held for 35 seconds after its last update at most."""

    def __init__(self) -> None:
        """Nobody is known."""
        self._until: dict[int, float] = {}
        self._look: asyncio.TimerHandle | None = None
        self._told: float | None = None

    def __len__(self) -> int:
        """How many chats are known."""
        return len(self._until)

    def admits(self, chat: int) -> bool:
        """Whether an update of this chat, come now, is to be answered."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if self.is_flooding(chat):
            if self._told is None or now - self._told > _TELL:
                log.warning("a chat sends faster than anybody reads; what is too much is passed over")
                self._told = now
            return False
        self._until[chat] = max(now, self._until.get(chat, now)) + EVERY
        if self._look is None:
            self._look = loop.call_later(_LOOK, self._forget, loop)
        return True

    def is_flooding(self, chat: int) -> bool:
        """Whether its next update would not be answered."""
        now = asyncio.get_running_loop().time()
        return self._until.get(chat, now) - now > (AT_ONCE - 1) * EVERY

    def _forget(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        self._until = {chat: until for chat, until in self._until.items() if until > now}
        self._look = loop.call_later(_LOOK, self._forget, loop) if self._until else None
