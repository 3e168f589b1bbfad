"""The leaflet of a country: whom to call, what to do in danger, which rights there are.

Only texts for that country, and texts for everywhere where it has none of its own: what stands in another country's text may be
dangerous to be found with here (that somebody wants to go to South Korea, in China).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.chat.rendering import Renderer
from bot.core.edition import Edition
from bot.core.knowledge import EMERGENCY, Country, Entry, Knowledge, TopicId
from bot.core.languages import Language
from bot.core.replies import Answer
from bot.leaflet.repeating import never_left_out, without_repeating
from bot.leaflet.sections import Section, section_of
from bot.leaflet.words import Words, words_of
from bot.templating import tag_of

RIGHTS = TopicId("rights")
"""The topic whose texts say which rights there are."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A leaflet.

    Attributes:
        country: as the language names it.
    """

    tag: str
    country: str
    words: Words
    sections: tuple[Section, ...]


def countries(knowledge: Knowledge) -> tuple[Country, ...]:
    """The countries whose numbers are known, in the order of the content."""
    return tuple(knowledge.entries[EMERGENCY].variants)


def sheet_of(edition: Edition, renderer: Renderer, language: Language, country: Country, today: date) -> Sheet:
    """The leaflet of a country in a language."""
    entries = [*entries_of(edition.knowledge, country)]
    words = words_of(edition, language, today, min(entry.review_by for entry in entries))
    name = edition.knowledge.country_names[language].get(country, country)
    sections = [_section(renderer, language, entry, country) for entry in entries]
    kept = never_left_out(edition.knowledge, country, language)
    return Sheet(tag_of(language), name, words, tuple(without_repeating(sections, kept, words.above)))


def entries_of(knowledge: Knowledge, country: Country) -> Iterator[Entry]:
    """The numbers, then what is urgent, then the rights that the country has a text on or that an urgent text leads to."""
    urgent = [knowledge.entries[id] for id in knowledge.urgent if id != EMERGENCY]
    led_to = {id for entry in urgent for id in entry.related}
    rights = [knowledge.entries[id] for topic in knowledge.topics if topic.id == RIGHTS for id in topic.entries]
    yield knowledge.entries[EMERGENCY]
    yield from urgent
    yield from (entry for entry in rights if country in entry.variants or entry.id in led_to)


def _section(renderer: Renderer, language: Language, entry: Entry, country: Country) -> Section:
    own = country if country in entry.variants else None
    page = renderer.render(Answer(language, entry.id, own, urgent=entry.urgent))
    return section_of(page, entry.id, tag_of(entry.wording(language, own).language))
