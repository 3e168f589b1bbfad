"""What somebody did, written down: an entry read again, a contact called, a number found to be wrong.

A date is a fact. It is never made up: no default, no day that is yet to come, none so long ago that it proves nothing any more.
"""

from datetime import date, timedelta

from bot.content import negations, roles
from bot.content.editing import edit
from bot.content.texts import Content
from bot.content.written import WrittenContact, WrittenEntry
from bot.core.ageing import CONFIRMED_FOR, REVIEWED_FOR
from bot.core.languages import WRITTEN, Language
from bot.hints import did_you_mean

CONTACTS = "knowledge/contacts.toml"


class Refused(Exception):
    """Nothing was written; the message says why and what to do."""


def entry_called(content: Content, id: str) -> tuple[str, WrittenEntry]:
    """An entry and its topic.

    Raises:
        Refused: there is none, with the one that may be meant.
    """
    entries = {entry.id: (topic, entry) for topic, entry in content.written.entries()}
    if id not in entries:
        raise Refused(f"No entry is called {id}. {did_you_mean(id, entries)}".rstrip())
    return entries[id]


def contact_called(content: Content, id: str) -> WrittenContact:
    """A contact.

    Raises:
        Refused: there is none, with the one that may be meant.
    """
    if id not in content.written.contacts:
        raise Refused(f"No contact is called {id}. {did_you_mean(id, content.written.contacts)}".rstrip())
    return content.written.contacts[id]


def confirm_entry(content: Content, id: str, day: date, role: str) -> date:
    """Write down that an entry was read in all languages and is still correct; the new day until which that counts.

    Raises:
        Refused: nothing was written.
    """
    topic, entry = entry_called(content, id)
    until = day + REVIEWED_FOR[entry.risk]
    _check(content, day, role, REVIEWED_FOR[entry.risk], entry.reviewed)
    if missing := [str(language) for language in WRITTEN if not _is_current(content, entry, language)]:
        raise Refused(
            f"{id} cannot have been read in all languages: it is missing or stale in {', '.join(missing)}. "
            "Translate it, or have the translation looked over, and confirm then."
        )
    edit(content.root / "knowledge" / f"{topic}.toml", id, {"review_by": until, "reviewed": day, "reviewer": role.lower()})
    negations.record(content, [text for text in negations.current(content) if negations.subject_of(text) == id])
    return until


def confirm_contact(content: Content, id: str, day: date, role: str) -> date:
    """Write down that somebody called a contact and it answered as it is written; the day until which that counts.

    Raises:
        Refused: nothing was written.
    """
    contact = contact_called(content, id)
    _check(content, day, role, CONFIRMED_FOR, contact.called)
    if contact.withdrawn is not None:
        raise Refused(f"{id} is withdrawn ({contact.withdrawn}). If it is right after all: python -m bot contacts wrong {id} --undo")
    if not (contact.phone or contact.after_hours):
        raise Refused(f"{id} has no number that could have been called.")
    edit(content.root / CONTACTS, id, {"called": day, "caller": role.lower()})
    return day + CONFIRMED_FOR


def withdraw(content: Content, id: str, why: str) -> None:
    """Take a contact out of everything that is shown.

    Raises:
        Refused: nothing was written.
    """
    if contact_called(content, id).withdrawn is not None:
        raise Refused(f"{id} is withdrawn already.")
    edit(content.root / CONTACTS, id, {"withdrawn": why})


def restore(content: Content, id: str) -> None:
    """Undo `withdraw`.

    Raises:
        Refused: nothing was written.
    """
    if contact_called(content, id).withdrawn is None:
        raise Refused(f"{id} is not withdrawn.")
    edit(content.root / CONTACTS, id, {"withdrawn": None})


def _check(content: Content, day: date, role: str, counts_for: timedelta, before: date | None) -> None:
    if day > content.today:
        raise Refused(f"{day} is yet to come. Write the day it was done.")
    if day + counts_for < content.today:
        raise Refused(f"{day} is too long ago: it counts for {counts_for.days} days. It has to be done again.")
    if before and before > day:
        raise Refused(f"It was done later already, on {before}.")
    if not roles.is_role(role):
        raise Refused(roles.refused(role))


def _is_current(content: Content, entry: WrittenEntry, language: Language) -> bool:
    if language is Language.ENGLISH:
        return True
    texts = {"question": entry.question, "answer": entry.answer} | {
        f"{country}.answer": one.answer for country, one in entry.variant.items()
    }
    found = {key: content.translations.find(language, "answers", f"{entry.id}.{key}") for key in texts}
    return all((one := found[key]) and not one.is_stale(english.strip()) for key, english in texts.items())
