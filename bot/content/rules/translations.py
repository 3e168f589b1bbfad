"""Rules about translations: what readers get with a notice, or not at all, until somebody translates it."""

from collections.abc import Iterator

from bot.content.problem import Level, Problem
from bot.content.texts import Content, Text
from bot.content.translation_files import Translation
from bot.content.written import WrittenEntry
from bot.core.languages import WRITTEN, Language


def translations_are_current(content: Content) -> Iterator[Problem]:
    """What readers get with a notice, or not at all, until somebody translates it; of a language only begun it is told too.

    Nothing is missing in Traditional Chinese: what nobody worded there is derived.
    """
    others = {*map(str, WRITTEN), *content.translations.catalogues} - {str(Language.ENGLISH)}
    for language in sorted(others):
        for one in content.english:
            found = content.translations.find(language, "answers", one.identity)
            if found is None and language == Language.TRADITIONAL_CHINESE:
                continue
            if found is None:
                is_listed = content.translations.line(language, "answers", one.identity)
                yield _warning(content, language, one, "The translation is missing.", "Translate it." if is_listed else _REFRESH)
            elif found.is_stale(one.english):
                yield _warning(content, language, one, "The translation is stale.", _renewal(found))


def english_overrules_are_current(content: Content) -> Iterator[Problem]:
    """An English wording of locales/en that was written for another text is not shown: the newer English may have repaired a danger."""
    for one in content.english:
        found = content.translations.find(Language.ENGLISH, "answers", one.identity)
        if found is not None and found.is_stale(one.english):
            message = "It overrules an English text that has changed since, and is not shown." if not found.fuzzy else _DRAFT
            yield _warning(content, Language.ENGLISH, one, message, f"{_renewal(found)} Or empty it.")


def unsafe_is_taken_off(content: Content) -> Iterator[Problem]:
    """`unsafe` withholds translations that are older than the repair of a danger; left on, it withholds them after a typo too."""
    stale = {
        one.identity
        for one in content.english
        for language in content.translations.catalogues
        if (found := content.translations.find(language, "answers", one.identity)) and found.is_stale(one.english)
    }
    for topic, entry in content.written.entries():
        if entry.unsafe and not stale & set(_identities(entry)):
            message = "Every translation is renewed since the danger was repaired."
            yield content.entry_problem(topic, entry, message, "Remove unsafe = true.", Level.WARNING, "unsafe")


_REFRESH = "Run refresh, then translate."
_DRAFT = "It is flagged fuzzy, and is not shown."


def _identities(entry: WrittenEntry) -> Iterator[str]:
    yield from (f"{entry.id}.question", f"{entry.id}.answer")
    yield from (f"{entry.id}.{country}.answer" for country in entry.variant)


def _renewal(found: Translation) -> str:
    return "Renew it and take the flag off." if found.fuzzy else _REFRESH


def _warning(content: Content, language: str, one: Text, message: str, remedy: str) -> Problem:
    line = content.translations.line(language, "answers", one.identity)
    return Problem(f"locales/{language}/LC_MESSAGES/answers.po", line, one.identity, message, remedy, Level.WARNING)
