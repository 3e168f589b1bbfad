"""Rules about entries: ids, names, sources, risks and dates."""

import re
from collections.abc import Iterator

from bot.content.problem import Level, Problem
from bot.content.texts import Content
from bot.core.ageing import REVIEWED_FOR
from bot.core.knowledge import EMERGENCY, REFUSAL, Risk
from bot.hints import did_you_mean


def ids_are_unique(content: Content) -> Iterator[Problem]:
    """Buttons, links and statistics refer to ids, those of withdrawn entries too: none is ever used again."""
    seen: dict[str, str] = {}
    for topic, entry in content.written.entries(withdrawn=True):
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


def withdrawn_entries_are_not_needed(content: Content) -> Iterator[Problem]:
    """An entry is withdrawn for a reason that is written down, and never one that the bot leads people in danger to."""
    for topic, entry in content.written.entries(withdrawn=True):
        if entry.withdrawn is None:
            continue
        if not entry.withdrawn.strip():
            remedy = 'Write why: withdrawn = "the office closed".'
            yield content.entry_problem(topic, entry, "Withdrawn without a reason.", remedy, key="withdrawn")
        if entry.id in (EMERGENCY, REFUSAL):
            remedy = "Remove withdrawn, and change the text instead."
            yield content.entry_problem(topic, entry, "The bot cannot do without this entry.", remedy, key="withdrawn")


def names_are_known(content: Content) -> Iterator[Problem]:
    """Related entries, contacts, signs and countries exist."""
    written = content.written
    ids, gone = {entry.id for _, entry in written.entries()}, written.withdrawn()
    known = {
        "related": ids,
        "contacts": set(written.contacts),
        "when": set(written.lexicon.sign),
        "not_when": set(written.lexicon.sign),
    }
    for topic, entry in written.entries():
        for key, names in known.items():
            for name in getattr(entry, key):
                if key == "related" and name in gone:
                    yield content.entry_problem(
                        topic, entry, f"related names {name}, which is withdrawn: {gone[name]}", _without(name, names), key=key
                    )
                elif name not in names:
                    remedy = did_you_mean(name, names) or f"Correct it, or take it out of {key}."
                    yield content.entry_problem(topic, entry, f"{key} names {name}, which does not exist.", remedy, key=key)
        for country in {*entry.variant, *filter(None, [entry.country])}:
            if not re.fullmatch(r"[A-Z]{2}", country):
                yield content.entry_problem(topic, entry, f"{country} is no country.", "Use the two letters of ISO 3166, such as TH.")


def _without(name: str, others: set[str]) -> str:
    return f"Take it out, or name another. {did_you_mean(name, others)}".rstrip()


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
            yield content.entry_problem(topic, entry, "An urgent entry is red.", 'Write risk = "red".', key="risk")


def dates_are_possible(content: Content) -> Iterator[Problem]:
    """A date is a fact; a red text is reviewed within half a year, any other within a year."""
    for topic, entry in content.written.entries():
        if entry.reviewed and entry.reviewed > content.today:
            yield content.entry_problem(
                topic, entry, f"reviewed = {entry.reviewed} lies in the future.", "Write the day it was reviewed.", key="reviewed"
            )
        latest = (entry.reviewed or content.today) + REVIEWED_FOR[entry.risk]
        if entry.review_by > latest:
            yield content.entry_problem(
                topic, entry, f"review_by = {entry.review_by} is too late for {entry.risk}.", f"At the latest {latest}.", key="review_by"
            )
        if entry.review_by < content.today:
            yield content.entry_problem(topic, entry, f"Expired on {entry.review_by}.", "Review it.", Level.WARNING, key="review_by")
