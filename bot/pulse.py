"""Signs of life of a running bot: moments on a clock that only runs forward, and nothing about anybody.

No question is counted here and no time of day is kept: that a bot answered within a second says nothing about whom.
"""

import time
from collections.abc import Callable

STEPS = ((1.0, "under 1 s"), (5.0, "under 5 s"), (30.0, "under 30 s"))
"""How exactly the delay of an answer is told."""
_LONGER = "longer"
_NONE_YET = "none yet"


class Pulse:
    """What was last, in seconds of a monotonic clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing happened yet."""
        self._clock = clock
        self._turned = clock()
        self._reached: float | None = None
        self.delay = _NONE_YET

    def turned(self) -> None:
        """The loop that brings updates went round once more, whether or not Telegram could be reached."""
        self._turned = self._clock()

    def reached(self) -> None:
        """Telegram answered a call, or called."""
        self._reached = self._clock()

    def answered(self, seconds: float) -> None:
        """An update was answered this long after it came."""
        self.delay = next((name for most, name in STEPS if seconds < most), _LONGER)
        self.reached()

    def turned_within(self, seconds: float) -> bool:
        """Whether the loop went round lately."""
        return self._clock() - self._turned <= seconds

    def reached_within(self, seconds: float) -> bool:
        """Whether Telegram was there lately."""
        return self._reached is not None and self._clock() - self._reached <= seconds
