"""Rules about the shape of texts: length, and the places of contacts in them."""

from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.texts import Content, problem_at
from bot.core.blocks import contact_of, placeholders
from bot.core.knowledge import Confidence
from bot.core.languages import Language
from bot.hints import did_you_mean

LONGEST_ANSWER = 700
LONGEST_TITLE = 70


def contacts_stand_alone(content: Content) -> Iterator[Problem]:
    """A placeholder has a line to itself (no particle to get wrong), names a contact, and one that may be shown."""
    contacts = content.written.contacts
    for one in content.texts:
        for line in one.text.splitlines():
            for name in placeholders(line):
                contact = contact_of(name)
                if not one.is_answer:
                    yield problem_at(one, f"{{{name}}} stands in a text that shows no contacts.", "Remove it.")
                elif contact not in contacts:
                    remedy = did_you_mean(name, (id.replace("-", "_") for id in contacts)) or "See knowledge/contacts.toml for their names."
                    yield problem_at(one, f"No contact is called {{{name}}}.", remedy)
                elif contacts[contact].confidence is Confidence.LOW:
                    yield problem_at(
                        one, f"{{{name}}} is of confidence low and is never shown.", "Use another contact, or the consular call centre."
                    )
                if line.strip() != f"{{{name}}}":
                    yield problem_at(one, f"{{{name}}} does not stand alone on its line.", "Give it a line of its own.")
        if one.text.count("{") != one.text.count("}"):
            yield problem_at(one, "A brace is not closed.", "Write contacts as {name_of_contact}.")


def translations_keep_contacts(content: Content) -> Iterator[Problem]:
    """A translation must not lose or add a number."""
    for one in content.texts:
        current = content.translations.find(one.language, "answers", one.identity)
        if one.language == Language.ENGLISH or current is None or current.is_stale(one.english):
            continue
        if sorted(placeholders(one.text)) != sorted(placeholders(one.english)):
            yield problem_at(one, "Not the same contacts as in English.", f"English has: {', '.join(placeholders(one.english)) or 'none'}.")


def texts_are_short(content: Content) -> Iterator[Problem]:
    """A frightened reader on a small screen reads one short page."""
    for one in content.texts:
        longest = LONGEST_ANSWER if one.is_answer else LONGEST_TITLE if one.identity.endswith(".question") else 200
        if len(one.text) > longest:
            yield problem_at(one, f"{len(one.text)} characters, more than {longest}.", "Shorten it, or make two entries of it.")
