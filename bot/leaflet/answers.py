"""All green and yellow answers of a language as one file: for helpers who have no internet.

Red ones are left out: they change soonest, a mistake in them can get somebody caught, and a file that was copied is not called back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.chat.rendering import Renderer
from bot.core.edition import Edition
from bot.core.knowledge import Country, Entry, Risk
from bot.core.languages import Language
from bot.core.replies import Answer
from bot.leaflet.sections import Section, section_of
from bot.leaflet.words import Words, words_of
from bot.templating import tag_of


@dataclass(frozen=True, slots=True)
class Answered:
    """An entry: its text for everywhere, and those for its countries."""

    general: Section
    others: tuple[Section, ...]
    related: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The answers of a topic."""

    title: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The file."""

    tag: str
    words: Words
    chapters: tuple[Chapter, ...]


def answers_of(edition: Edition, renderer: Renderer, language: Language, today: date) -> Answers | None:
    """The answers in a language; None where there are none."""
    knowledge = edition.knowledge
    kept = {id: entry for id, entry in knowledge.entries.items() if entry.risk is not Risk.RED}
    if not kept:
        return None

    def answered(entry: Entry) -> Answered:
        related = tuple((id, kept[id].wording(language).title) for id in entry.related if id in kept)
        general, *others = _sections(renderer, language, entry)
        return Answered(general, tuple(others), related)

    chapters = (Chapter(one.title[language], tuple(answered(kept[id]) for id in one.entries if id in kept)) for one in knowledge.topics)
    words = words_of(edition, language, today, min(entry.review_by for entry in kept.values()))
    return Answers(tag_of(language), words, tuple(chapter for chapter in chapters if chapter.answers))


def _sections(renderer: Renderer, language: Language, entry: Entry) -> Iterator[Section]:
    countries: tuple[Country | None, ...] = (None, *entry.variants)
    for country in countries:
        page = renderer.render(Answer(language, entry.id, country))
        name = f"{entry.id}.{country}" if country else entry.id
        yield section_of(page, name, tag_of(entry.wording(language, country).language))
