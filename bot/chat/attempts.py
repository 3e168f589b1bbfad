"""Whether an answer reached Telegram, told by the calls that make it to whoever decides if the update must come again.

Nothing of the update is in it. It is bound to the running task and goes with it.
"""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Attempt:
    """One try to answer an update.

    Attributes:
        answered: a page was sent or changed: whatever fails afterwards (tidying up), to answer again would only repeat it.
        unreached: the last call did not come through to Telegram.
        unsure: that call may have been carried out all the same; only its answer was lost.
        aside: how many of its calls wait; an update makes several at once when it erases, and has one place among those answered.
    """

    answered: bool = False
    unreached: bool = False
    unsure: bool = False
    aside: int = 0

    @property
    def failed(self) -> bool:
        """Whether the person got nothing because of the network."""
        return self.unreached and not self.answered


ATTEMPT: ContextVar[Attempt | None] = ContextVar("attempt", default=None)
"""The attempt of this task; None outside of answering, where a call is made once and its error is the caller's."""
