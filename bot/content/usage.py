"""Where each contact is named: by entry, and by country where an entry has a text of its own for it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.texts import Content
from bot.core.blocks import contact_of, placeholders
from bot.core.knowledge import ContactId


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A text of an entry: the general one, or that of a country."""

    entry: str
    country: str = ""

    def __str__(self) -> str:
        return f"{self.entry} ({self.country})" if self.country else self.entry


def usage_of(content: Content) -> Mapping[ContactId, tuple[Place, ...]]:
    """The places that name each contact in any language, in the order of the files; a contact that is nowhere has no key."""
    found: dict[ContactId, dict[Place, None]] = defaultdict(dict)
    for _, entry in content.written.entries():
        for id in entry.contacts:
            found[ContactId(id)][Place(entry.id)] = None
    for text in content.texts:
        if text.is_answer:
            for name in placeholders(text.text):
                found[contact_of(name)][_place(text.identity)] = None
    return {id: tuple(places) for id, places in found.items()}


def _place(identity: str) -> Place:
    """The place of an answer's identity: `entry.answer` or `entry.TH.answer`."""
    entry, *country, _ = identity.split(".")
    return Place(entry, "".join(country))
