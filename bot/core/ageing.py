"""When content grows old."""

from datetime import date, timedelta

from bot.core.knowledge import Knowledge


def first_to_expire(knowledge: Knowledge) -> date | None:
    """The last day on which every entry is still current; None where there is no entry."""
    return min((entry.review_by for entry in knowledge.entries.values()), default=None)


def expired_within(knowledge: Knowledge, today: date, days: int) -> int:
    """How many entries are shown as expired so many days from today, those that already are among them."""
    return sum(entry.is_expired(today + timedelta(days=days)) for entry in knowledge.entries.values())
