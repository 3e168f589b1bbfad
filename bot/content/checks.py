"""Every rule about content: each a small function that yields problems.

A rule that protects somebody says so in its docstring. Errors keep an edition from being published; what §4 of the design lets
a bot live with (a stale or missing translation, an expired entry) is a warning.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta

from bot.content.problem import Level, Problem
from bot.content.safety import (
    limits_of_medicine_are_exact,
    no_address_of_a_place,
    no_forbidden_words,
    no_markup,
    no_numbers_or_links_in_texts,
    no_price_of_a_broker,
    sums_carry_their_year,
    the_same_numbers_in_every_language,
)
from bot.content.texts import Content, problem_at
from bot.core.knowledge import EMERGENCY, REFUSAL, Confidence, Risk, contact_of, placeholders
from bot.core.languages import WRITTEN, Language
from bot.core.text import LONGEST, Tables, normalise
from bot.hints import did_you_mean

LONGEST_ANSWER = 700
LONGEST_TITLE = 70
FEWEST_PHRASINGS = 12
REVIEW_WITHIN = {Risk.RED: timedelta(days=183), Risk.YELLOW: timedelta(days=366), Risk.GREEN: timedelta(days=366)}
STATE_LINES = ("cn-police-110", "cn-women-12338", "cn-mental-health-12356", "vietnam-111")
"""Lines of a state that may expose a person without papers: each must carry a caution."""
NO_TABLES = Tables({}, {})


Check = Callable[[Content], Iterator[Problem]]


def problems_of(content: Content) -> Iterator[Problem]:
    """Every problem of some content, errors and warnings."""
    for check in CHECKS:
        yield from check(content)


def ids_are_unique(content: Content) -> Iterator[Problem]:
    """Buttons, links and statistics refer to ids."""
    seen: dict[str, str] = {}
    for topic, entry in content.written.entries():
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id):
            yield content.entry_problem(
                topic, entry, "An id is words in small letters joined by hyphens.", "Rename it, if it was never published."
            )
        if entry.id in seen:
            yield content.entry_problem(topic, entry, f"The id stands in {seen[entry.id]} too.", "Give the new entry another id.")
        seen[entry.id] = f"knowledge/{topic}.toml"
    for needed in (EMERGENCY, REFUSAL):
        if needed not in seen:
            yield Problem("knowledge", 0, needed, "The entry is missing, and the bot cannot do without it.", "Restore it.")


def names_are_known(content: Content) -> Iterator[Problem]:
    """Related entries, contacts, signs and countries exist."""
    ids = {entry.id for _, entry in content.written.entries()}
    known = {
        "related": ids,
        "contacts": set(content.written.contacts),
        "when": set(content.written.lexicon.sign),
        "not_when": set(content.written.lexicon.sign),
    }
    for topic, entry in content.written.entries():
        for key, names in known.items():
            for name in getattr(entry, key):
                if name not in names:
                    yield content.entry_problem(topic, entry, f"{key} names {name}, which does not exist.", did_you_mean(name, names))
        for country in {*entry.variant, *filter(None, [entry.country])}:
            if not re.fullmatch(r"[A-Z]{2}", country):
                yield content.entry_problem(topic, entry, f"{country} is no country.", "Use the two letters of ISO 3166, such as TH.")


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
                    yield problem_at(
                        one, f"No contact is called {{{name}}}.", did_you_mean(name, (id.replace("-", "_") for id in contacts))
                    )
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


def every_entry_has_sources(content: Content) -> Iterator[Problem]:
    """Nothing is said without a source."""
    for topic, entry in content.written.entries():
        for name, sources in [("", entry.sources), *((country, variant.sources) for country, variant in entry.variant.items())]:
            if not sources:
                yield content.entry_problem(
                    topic, entry, f"{name or 'The text'} has no source.", "Add [[entry.sources]] with title, publisher and as_of."
                )
            for source in sources:
                if source.url is not None and not source.url.startswith(("https://", "http://")):
                    yield content.entry_problem(topic, entry, f"{source.url} is no address.", "Leave url out where there is none to show.")
                if not 1900 < source.as_of <= content.today.year:
                    yield content.entry_problem(
                        topic, entry, f"as_of = {source.as_of} cannot be.", "Write the year the fact is known to be true."
                    )


def risks_are_honest(content: Content) -> Iterator[Problem]:
    """A mistake in an urgent text can always get somebody hurt."""
    for topic, entry in content.written.entries():
        if entry.urgent and entry.risk is not Risk.RED:
            yield content.entry_problem(topic, entry, "An urgent entry is red.", 'Write risk = "red".')


def dates_are_possible(content: Content) -> Iterator[Problem]:
    """A date is a fact; a red text is reviewed within half a year, any other within a year."""
    for topic, entry in content.written.entries():
        if entry.reviewed and entry.reviewed > content.today:
            yield content.entry_problem(topic, entry, f"reviewed = {entry.reviewed} lies in the future.", "Write the day it was reviewed.")
        latest = (entry.reviewed or content.today) + REVIEW_WITHIN[entry.risk]
        if entry.review_by > latest:
            yield content.entry_problem(
                topic, entry, f"review_by = {entry.review_by} is too late for {entry.risk}.", f"At the latest {latest}."
            )
        if entry.review_by < content.today:
            yield content.entry_problem(topic, entry, f"Expired on {entry.review_by}.", "Review it.", Level.WARNING)
    for id, contact in content.written.contacts.items():
        if contact.called and contact.called > content.today:
            yield _contact(
                content, id, f"called = {contact.called} lies in the future.", "Write the day somebody called it, or leave it out."
            )


def phrasings_are_enough_and_apart(content: Content) -> Iterator[Problem]:
    """Each entry can be asked for in each language, and no way of asking leads to two of them."""
    owners: dict[tuple[str, str], str] = {}
    groups = [(topic, entry.id, entry.phrasings) for topic, entry in content.written.entries()]
    groups += [("small_talk", f"small-talk.{id}", kind.phrasings) for id, kind in content.written.small_talk.items()]
    for topic, id, english in groups:
        for language in WRITTEN:
            found = content.translations.find(language, "phrasings", f"{id}.phrasings")
            lines = [*(english if language is Language.ENGLISH else ()), *(found.text.splitlines() if found else ())]
            file = f"knowledge/{topic}.toml" if language is Language.ENGLISH else f"locales/{language}/LC_MESSAGES/phrasings.po"
            line = content.line(file, id) if language is Language.ENGLISH else (found.line if found else 0)
            if len(lines) < FEWEST_PHRASINGS:
                yield Problem(
                    file, line, id, f"{len(lines)} phrasings, fewer than {FEWEST_PHRASINGS}.", "Write more ways to ask, one per line."
                )
            for phrasing in lines:
                key = (language.value, normalise(phrasing, language, NO_TABLES).replace(" ", ""))
                if not key[1] or len(phrasing) > LONGEST:
                    yield Problem(file, line, id, f"“{phrasing[:40]}” is empty or too long to match.", "Rewrite it.")
                elif owners.setdefault(key, id) != id:
                    yield Problem(file, line, id, f"“{phrasing}” is a phrasing of {owners[key]} too.", "Keep it where it fits better.")


def contacts_are_complete(content: Content) -> Iterator[Problem]:
    """A contact can be reached, is written so that a phone can dial it, and a state line says that it is one."""
    for id, contact in content.written.contacts.items():
        if contact.confidence is not Confidence.LOW and not (contact.phone or contact.after_hours or contact.email or contact.website):
            yield _contact(content, id, "Nothing to reach it by.", 'Add a number, or set confidence = "low".')
        for phone in (*contact.phone, *filter(None, [contact.after_hours])):
            if not re.fullmatch(r"\+?[0-9][0-9 \-]*[0-9](?: \(text\))?", phone):
                yield _contact(
                    content, id, f"{phone} cannot be dialled.", "Digits, blanks and hyphens only, + in front for another country."
                )
        if contact.website and not re.fullmatch(r"https?://[a-z0-9.\-]+\.[a-z]{2,}(?:/[!-~]*)?", contact.website):
            yield _contact(
                content, id, f"{contact.website} is no plain address.", "ASCII letters only: a look-alike letter leads elsewhere."
            )
        if contact.email and not re.fullmatch(r"[A-Za-z0-9._%+\-]+@[a-z0-9.\-]+\.[a-z]{2,}", contact.email):
            yield _contact(content, id, f"{contact.email} is no plain address.", "ASCII letters only.")
        if id in STATE_LINES and not contact.caution:
            yield _contact(content, id, "A state line without caution.", "Say what it may mean for a person without papers.")
        if "durihana" in f"{id} {contact.name}".lower().replace(" ", ""):
            yield _contact(content, id, "Never to be listed: its pastor was convicted of abusing children.", "Remove it.")


def translations_are_current(content: Content) -> Iterator[Problem]:
    """What readers get with a notice, or not at all, until somebody translates it."""
    stale: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in content.english:
        for language in WRITTEN:
            if language is Language.ENGLISH:
                continue
            found = content.translations.find(language, "answers", one.identity)
            if found is None:
                stale[language, "missing"].append(one.identity)
            elif found.is_stale(one.english):
                stale[language, "stale"].append(one.identity)
    for (folder, what), identities in sorted(stale.items()):
        for identity in identities:
            yield Problem(
                f"locales/{folder}/LC_MESSAGES/answers.po",
                0,
                identity,
                f"The translation is {what}.",
                "Run refresh, then translate.",
                Level.WARNING,
            )


def _contact(content: Content, id: str, message: str, remedy: str) -> Problem:
    return Problem("knowledge/contacts.toml", content.line("knowledge/contacts.toml", id), id, message, remedy)


CHECKS: tuple[Check, ...] = (
    ids_are_unique,
    names_are_known,
    contacts_stand_alone,
    translations_keep_contacts,
    texts_are_short,
    no_numbers_or_links_in_texts,
    no_markup,
    no_forbidden_words,
    no_price_of_a_broker,
    sums_carry_their_year,
    no_address_of_a_place,
    limits_of_medicine_are_exact,
    the_same_numbers_in_every_language,
    every_entry_has_sources,
    risks_are_honest,
    dates_are_possible,
    phrasings_are_enough_and_apart,
    contacts_are_complete,
    translations_are_current,
)
