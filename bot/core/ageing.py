"""When content grows old, and how long what somebody looked at counts as looked at: pure dates, no clock."""

from datetime import date, timedelta

from bot.core.knowledge import Knowledge, Risk

HALF_A_YEAR = timedelta(days=183)
A_YEAR = timedelta(days=366)
REVIEWED_FOR = {Risk.RED: HALF_A_YEAR, Risk.YELLOW: A_YEAR, Risk.GREEN: A_YEAR}
"""How long a review counts at most, by the harm a mistake can do."""
CONFIRMED_FOR = HALF_A_YEAR
"""Numbers are given up and offices move: a call proves nothing about a line half a year later."""


def confirmed_on(called: date | None, today: date) -> date | None:
    """The day a number was confirmed by phone, or None: nobody called it, or too long ago to say so."""
    return called if called and called <= today <= called + CONFIRMED_FOR else None


def first_to_expire(knowledge: Knowledge) -> date | None:
    """The last day on which every entry is still current; None where there is no entry."""
    return min((entry.review_by for entry in knowledge.entries.values()), default=None)


def expired_within(knowledge: Knowledge, today: date, days: int) -> int:
    """How many entries are shown as expired so many days from today, those that already are among them."""
    return sum(entry.is_expired(today + timedelta(days=days)) for entry in knowledge.entries.values())
