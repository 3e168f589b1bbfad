"""Rules about ways to ask: enough of them, and none that leads to two entries."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.problem import Problem
from bot.content.texts import Content
from bot.core.languages import Language
from bot.core.matching.features import Reading
from bot.core.text import LONGEST, Tables, normalise

FEWEST_PHRASINGS = 12
NO_TABLES = Tables({}, {})
READ = tuple(dict.fromkeys(reading.language for reading in Reading))
"""Languages in which questions are understood."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways to ask for one thing in one language, where they stand, and the title they stand under, "" for small talk."""

    id: str
    file: str
    language: Language
    title: str
    lines: tuple[str, ...]


def phrasings_are_enough(content: Content) -> Iterator[Problem]:
    """Each entry can be asked for in each language that is understood."""
    for ways in _all(content):
        if len(ways.lines) < FEWEST_PHRASINGS:
            message = f"Ways to ask: {len(ways.lines)}; at least {FEWEST_PHRASINGS} are needed."
            yield _problem(content, ways, "", message, "Write more, one per line.")


def phrasings_are_apart(content: Content) -> Iterator[Problem]:
    """No way of asking leads to two entries, and none is too long, or too empty, to be found."""
    owners: dict[tuple[Language, str], str] = {}
    for ways in _all(content):
        for phrasing in ways.lines:
            key = _key(phrasing, ways.language)
            if not key or len(phrasing) > LONGEST:
                yield _problem(content, ways, phrasing, f"“{phrasing[:40]}” is empty or too long to match.", "Rewrite it.")
            elif owners.setdefault((ways.language, key), ways.id) != ways.id:
                owner = owners[ways.language, key]
                yield _problem(content, ways, phrasing, f"“{phrasing}” is a phrasing of {owner} too.", "Keep it where it fits better.")


def questions_are_apart(content: Content) -> Iterator[Problem]:
    """No two entries stand under one question: as buttons beside each other they could not be told apart."""
    owners: dict[tuple[Language, str], str] = {}
    for ways in _all(content):
        if ways.title and owners.setdefault((ways.language, _key(ways.title, ways.language)), ways.id) != ways.id:
            owner = owners[ways.language, _key(ways.title, ways.language)]
            file, line = ways.file.replace("phrasings.po", "answers.po"), content.line(ways.file, ways.id, "question")
            if found := content.translations.find(ways.language, "answers", f"{ways.id}.question"):
                file, line = f"locales/{ways.language}/LC_MESSAGES/answers.po", found.line
            yield Problem(file, line, ways.id, f"“{ways.title}” is the question of {owner} too.", "Say what makes the difference.")


def _all(content: Content) -> Iterator[_Ways]:
    groups = [(topic, entry.id, entry.question, entry.phrasings) for topic, entry in content.written.entries()]
    groups += [("small_talk", f"small-talk.{id}", "", kind.phrasings) for id, kind in content.written.small_talk.items()]
    for topic, id, question, english in groups:
        for language in READ:
            found = content.translations.find(language, "phrasings", f"{id}.phrasings")
            written = found.text.splitlines() if found else ()
            title = content.translations.find(language, "answers", f"{id}.question")
            if language is Language.ENGLISH:
                yield _Ways(id, f"knowledge/{topic}.toml", language, title.text if title else question, (*english, *written))
            else:
                yield _Ways(id, f"locales/{language}/LC_MESSAGES/phrasings.po", language, title.text if title else "", tuple(written))


def _key(phrasing: str, language: Language) -> str:
    """What makes two phrasings the same."""
    return normalise(phrasing, language, NO_TABLES).replace(" ", "")


def _problem(content: Content, ways: _Ways, phrasing: str, message: str, remedy: str) -> Problem:
    return Problem(ways.file, content.line_with(ways.file, ways.id, f"{ways.id}.phrasings", phrasing), ways.id, message, remedy)
