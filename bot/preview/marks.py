"""What a reviewer must know of an entry at a glance."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from bot.core.ageing import confirmed_on
from bot.core.blocks import Card, blocks
from bot.core.knowledge import ContactId, Entry, Knowledge, State, Wording
from bot.core.languages import WRITTEN, Language

SOON = timedelta(days=60)
"""How long before its day an entry counts as expiring: a review and two translations take weeks."""


class Mark(StrEnum):
    """One thing that calls for somebody's work; the value is its name on the page."""

    URGENT = "urgent"
    NEW = "new"
    CHANGED = "changed"
    EXPIRED = "expired"
    EXPIRING = "expiring"
    STALE = "stale translation"
    WITHHELD = "withheld translation"
    UNTRANSLATED = "not translated"
    NEVER_REVIEWED = "never reviewed"
    UNCONFIRMED = "unconfirmed contact"

    @property
    def token(self) -> str:
        """The mark as one word."""
        return self.value.replace(" ", "-")


_OF_STATE = {State.STALE: Mark.STALE, State.WITHHELD: Mark.WITHHELD, State.MISSING: Mark.UNTRANSLATED}


def marks_of(entry: Entry, knowledge: Knowledge, today: date) -> tuple[Mark, ...]:
    """The marks an entry has by itself; whether it is new or changed depends on what it is compared with."""
    return tuple(_marks(entry, knowledge, today))


def _marks(entry: Entry, knowledge: Knowledge, today: date) -> Iterator[Mark]:
    if entry.urgent:
        yield Mark.URGENT
    if entry.is_expired(today):
        yield Mark.EXPIRED
    elif entry.is_expired(today + SOON):
        yield Mark.EXPIRING
    states = {wording.state for language in WRITTEN for wording in wordings_of(entry, language)}
    yield from (mark for state, mark in _OF_STATE.items() if state in states)
    if entry.reviewed is None:
        yield Mark.NEVER_REVIEWED
    called = (knowledge.contacts[id].called for id in contacts_of(entry) if id in knowledge.contacts)
    if any(confirmed_on(day, today) is None for day in called):
        yield Mark.UNCONFIRMED


def wordings_of(entry: Entry, language: Language) -> Iterator[Wording]:
    """The general text of an entry in a language, then those for its countries."""
    yield entry.wording(language)
    yield from (entry.wording(language, country) for country in entry.variants)


def contacts_of(entry: Entry) -> tuple[ContactId, ...]:
    """The contacts an entry names, in its texts and below them, each once."""
    texts = (wording.answer for wording in wordings_of(entry, Language.ENGLISH))
    named = (block.contact for text in texts for block in blocks(text) if isinstance(block, Card))
    return tuple(dict.fromkeys([*named, *entry.contacts]))
