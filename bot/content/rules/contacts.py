"""Rules about contacts: that they can be reached, and that the dates of calls can be."""

import re
from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.texts import Content
from bot.core.knowledge import Confidence

STATE_LINES = ("cn-police-110", "cn-women-12338", "cn-mental-health-12356", "vietnam-111")
"""Lines of a state that may expose a person without papers: each must carry a caution."""


def contacts_are_complete(content: Content) -> Iterator[Problem]:
    """A contact can be reached, is written so that a phone can dial it, and a state line says that it is one."""
    for id, contact in content.written.contacts.items():
        if contact.confidence is not Confidence.LOW and not (contact.phone or contact.after_hours or contact.email or contact.website):
            yield _contact(content, id, "", "Nothing to reach it by.", 'Add a number, or set confidence = "low".')
        for phone in (*contact.phone, *filter(None, [contact.after_hours])):
            if not re.fullmatch(r"\+?[0-9][0-9 \-]*[0-9](?: \(text\))?", phone):
                key = "phone" if phone in contact.phone else "after_hours"
                remedy = "Digits, blanks and hyphens only, + in front for another country."
                yield _contact(content, id, key, f"{phone} cannot be dialled.", remedy)
        if contact.website and not re.fullmatch(r"https?://[a-z0-9.\-]+\.[a-z]{2,}(?:/[!-~]*)?", contact.website):
            remedy = "ASCII letters only: a look-alike letter leads elsewhere."
            yield _contact(content, id, "website", f"{contact.website} is no plain address.", remedy)
        if contact.email and not re.fullmatch(r"[A-Za-z0-9._%+\-]+@[a-z0-9.\-]+\.[a-z]{2,}", contact.email):
            yield _contact(content, id, "email", f"{contact.email} is no plain address.", "ASCII letters only.")
        if id in STATE_LINES and not contact.caution:
            yield _contact(content, id, "", "A state line without caution.", "Say what it may mean for a person without papers.")
        if "durihana" in f"{id} {contact.name}".lower().replace(" ", ""):
            yield _contact(content, id, "", "Never to be listed: its pastor was convicted of abusing children.", "Remove it.")


def calls_are_past(content: Content) -> Iterator[Problem]:
    """A date is a fact: nobody has called tomorrow."""
    for id, contact in content.written.contacts.items():
        if contact.called and contact.called > content.today:
            remedy = "Write the day somebody called it, or leave it out."
            yield _contact(content, id, "called", f"called = {contact.called} lies in the future.", remedy)


def _contact(content: Content, id: str, key: str, message: str, remedy: str) -> Problem:
    return Problem("knowledge/contacts.toml", content.line("knowledge/contacts.toml", id, key), id, message, remedy)
