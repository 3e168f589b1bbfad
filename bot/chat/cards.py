"""A contact as a card, and the buttons that copy its numbers."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from html import escape

from bot.chat.labels import WIDEST, Labels, width
from bot.chat.pages import Button, arranged, bold
from bot.chat.words import Words
from bot.core.ageing import confirmed_on
from bot.core.knowledge import Contact, ContactId
from bot.core.languages import Language

_CLOCK = re.compile(r"\b[0-9]{1,2}:[0-9]{2}\b")
"""A time of day, in the English of opening hours."""
_REMARK = re.compile(r" \([^)]*\)$")
"""What stands behind a number and is not dialled: `741741 (text)`."""
_PLACE = re.compile(r"\s*[(（][^()（）]*[)）]$")
"""Where a contact is, behind its name: the page says it too."""
_SHORTEST_NAME = 8
"""Columns a name needs on a button to say anything."""


class Cards:
    """Makes cards of an edition's contacts."""

    def __init__(self, contacts: Mapping[ContactId, Contact], labels: Labels, today: Callable[[], date]) -> None:
        """Take the contacts; those of low confidence are never shown. `today` decides which calls are too long ago."""
        self._contacts, self._labels, self._today = contacts, labels, today

    def shown(self, id: ContactId) -> Contact | None:
        """The contact, or None where there is none to show."""
        contact = self._contacts.get(id)
        return contact if contact and contact.is_shown else None

    def confirmed(self, contact: Contact) -> date | None:
        """The day somebody called a contact, not too long ago."""
        return confirmed_on(contact.called, self._today())

    def card(self, contact: Contact, _: Words) -> str:
        """Who, where, number, hours by which clock, what to know before calling."""
        language, country = _.language, _.country(contact.country)
        by_day, by_night = _("Phone ({country}): {number}"), _("At night and on holidays ({country}): {number}")
        numbers = [(by_day, phone) for phone in contact.phones] + ([(by_night, contact.after_hours)] if contact.after_hours else [])
        lines = [bold(contact.name[language])]
        lines += [escape(line.replace("{country}", country).replace("{number}", number)) for line, number in numbers]
        if contact.hours:
            lines.append(escape(self._hours(contact, contact.hours, _)))
        lines += [escape(one) for one in (contact.email, contact.website) if one]
        if contact.caution:
            lines.append(escape(contact.caution[language]))
        if called := self.confirmed(contact):
            lines.append(escape(_("Confirmed by phone on {date}.").replace("{date}", _.day(called))))
        return "\n".join(lines)

    def copying(self, contacts: Iterable[Contact], _: Words) -> list[list[Button]]:
        """A button for each number of some contacts, with the contact's name where there is room and they are not many."""
        owners: dict[str, Contact] = {}
        for contact in contacts:
            for phone in (*contact.phones, *filter(None, [contact.after_hours])):
                owners.setdefault(phone, contact)
        many = len(owners) > _MOST_NAMED
        return arranged(
            Button(self._copy(phone, None if many else owner, _), copied=_REMARK.sub("", phone)) for phone, owner in owners.items()
        )

    def _hours(self, contact: Contact, hours: Mapping[Language, str], _: Words) -> str:
        text = hours[_.language]
        if contact.country == "XX" or not _CLOCK.search(hours[Language.ENGLISH]):
            return _("Hours: {hours}").replace("{hours}", text)
        line = _("Hours (time of {country}): {hours}")
        return line.replace("{country}", _.country(contact.country)).replace("{hours}", text)

    def _copy(self, phone: str, owner: Contact | None, _: Words) -> str:
        label = _("Copy {number}").replace("{number}", phone)
        room = WIDEST - width(label) - len(_SEPARATOR)
        if owner is None or room < _SHORTEST_NAME:
            return label
        name = owner.name[_.language]
        name = self._labels.shortened(name if width(name) <= room else _PLACE.sub("", name), _.language, room)
        return f"{label}{_SEPARATOR}{name}" if width(name) <= room else label


_SEPARATOR = " · "
_MOST_NAMED = 6
"""Copy buttons that get a row each: more would push the way back off a small screen."""
