"""The content in figures, for whoever decides whether it is ready."""

from collections.abc import Iterable, Iterator, Mapping
from statistics import median

from bot.content.checks import problems_of
from bot.content.problem import Level
from bot.content.texts import Content
from bot.core.blocks import contact_of, placeholders
from bot.core.knowledge import Confidence
from bot.core.languages import WRITTEN, Language


def figures(content: Content) -> Iterator[str]:
    """One line per figure."""
    entries = [entry for _, entry in content.written.entries()]
    yield f"entries                      {len(entries)}, urgent {sum(entry.urgent for entry in entries)}, " + ", ".join(
        f"{risk} {count}" for risk, count in _counted(entry.risk.value for entry in entries).items()
    )
    variants = [len(entry.variant) for entry in entries if entry.variant]
    yield f"entries with variants        {len(variants)} ({sum(variants)} variants)"
    for language in WRITTEN:
        yield from _of_language(content, language)
    sourced = sum(bool(entry.sources) and all(source.as_of for source in entry.sources) for entry in entries)
    yield f"with source and as_of        {100 * sourced // len(entries)} %"
    yield f"with a date of review        {sum(entry.reviewed is not None for entry in entries)}"
    contacts = content.written.contacts
    yield f"contacts                     {len(contacts)}, " + ", ".join(
        f"{confidence} {count}" for confidence, count in _counted(contact.confidence.value for contact in contacts.values()).items()
    )
    named = {contact_of(name) for text in content.texts for name in placeholders(text.text)}
    low = [id for id in named if id in contacts and contacts[id].confidence is Confidence.LOW]
    yield f"contacts called by somebody  {sum(contact.called is not None for contact in contacts.values())}"
    yield f"low contacts shown           {len(low)}"
    lexicon = content.written.lexicon
    yield f"lexicon                      {len(lexicon.group)} groups, {len(lexicon.sign)} signs, {len(lexicon.country)} countries"
    problems = list(problems_of(content))
    errors = sum(problem.level is Level.ERROR for problem in problems)
    yield f"problems                     {errors} errors, {len(problems) - errors} warnings"


def _of_language(content: Content, language: Language) -> Iterator[str]:
    answers = [text for text in content.texts if text.language == language and text.is_answer]
    wanted = [text for text in content.english if text.is_answer]
    fuzzy = sum(one.fuzzy for domain in content.translations.catalogues.get(language, {}).values() for one in domain.values())
    ways = []
    for _, entry in content.written.entries():
        found = content.translations.find(language, "phrasings", f"{entry.id}.phrasings")
        ways.append(len(found.text.splitlines() if found else ()) + (len(entry.phrasings) if language is Language.ENGLISH else 0))
    lengths = [len(text.text) for text in answers]
    yield f"{language:<8} texts               {len(answers)} of {len(wanted)} ({100 * len(answers) // len(wanted)} %), fuzzy {fuzzy}"
    yield f"{'':<8} phrasings per entry {min(ways)} at least, {median(ways):.0f} in the middle, {sum(ways)} in all"
    yield f"{'':<8} characters a text   {max(lengths)} at most, {median(lengths):.0f} in the middle"


def _counted(values: Iterable[str]) -> Mapping[str, int]:
    found = list(values)
    return {value: found.count(value) for value in dict.fromkeys(sorted(found))}
