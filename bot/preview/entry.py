"""What is shown of one entry."""

from dataclasses import dataclass, replace
from datetime import date

from bot.chat.rendering import Renderer
from bot.core.knowledge import Confidence, ContactId, Country, Entry, Knowledge, Source, State, Wording
from bot.core.languages import OWN_NAMES, WRITTEN, Language
from bot.core.replies import Answer, Shown, how_shown
from bot.preview.bubbles import GENERAL, Bubble, addresses, drawn
from bot.preview.differences import Change, changes_of_entry
from bot.preview.marks import Mark, contacts_of, marks_of
from bot.templating import tag_of

_STATES = {
    State.CURRENT: "",
    State.MISSING: "not translated: English is shown",
    State.STALE: "stale: the English has changed since",
    State.WITHHELD: "withheld: older than the repair of a danger",
}
_SHOWN = {
    Shown.CURRENT: "",
    Shown.UNTRANSLATED: "",
    Shown.OLD_TRANSLATION: "shown with a notice",
    Shown.EXPIRED: "expired: shown with a notice",
    Shown.CONTACTS_ONLY: "text withheld, contacts alone are shown",
}


@dataclass(frozen=True, slots=True)
class View:
    """The texts of an entry that stand beside each other: those for everywhere, or those for one country."""

    anchor: str
    name: str
    bubbles: tuple[Bubble, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """An entry with all that is said of it.

    Attributes:
        changes: against the edition it is compared with; None where there is none.
        phrasings: by the language's own name and tag.
    """

    entry: Entry
    title: str
    titles: tuple[tuple[str, str], ...]
    topic: str
    marks: tuple[Mark, ...]
    states: tuple[str, ...]
    views: tuple[View, ...]
    contacts: tuple[ContactId, ...]
    confidences: tuple[Confidence, ...]
    phrasings: tuple[tuple[str, str, tuple[str, ...]], ...]
    changes: tuple[Change, ...]

    @property
    def texts(self) -> str:
        """Everything that may be searched for."""
        asked = [line for _, _, lines in self.phrasings for line in lines]
        return " ".join([self.entry.id, *(title for _, title in self.titles), *self._shown(), *asked])

    def _shown(self) -> list[str]:
        return [bubble.html.striptags() for view in self.views for bubble in view.bubbles]


class Describing:
    """Describes the entries of one edition as they are shown on one day."""

    def __init__(self, knowledge: Knowledge, renderer: Renderer, today: date, before: Knowledge | None) -> None:
        """Bind what is shown and what it is compared with."""
        self._knowledge, self._renderer, self._today, self._before = knowledge, renderer, today, before
        self._topics = {topic.id: topic.title[Language.ENGLISH] for topic in knowledge.topics}

    def described(self, entry: Entry) -> Described:
        """All that is said of an entry."""
        changes, news = self._compared(entry)
        countries: tuple[Country | None, ...] = (None, *entry.variants)
        contacts = tuple(id for id in contacts_of(entry) if id in self._knowledge.contacts)
        return Described(
            entry=entry,
            title=entry.wording(Language.ENGLISH).title,
            titles=tuple((tag_of(one), entry.wording(one).title) for one in Language),
            topic=self._topics[entry.topic],
            marks=(*news, *marks_of(entry, self._knowledge, self._today)),
            states=tuple(_states(entry)),
            views=tuple(self._view(entry, country) for country in countries),
            contacts=contacts,
            confidences=tuple(dict.fromkeys(self._knowledge.contacts[id].confidence for id in contacts)),
            phrasings=tuple((OWN_NAMES[one], tag_of(one), entry.phrasings.get(one, ())) for one in WRITTEN),
            changes=changes,
        )

    def _compared(self, entry: Entry) -> tuple[tuple[Change, ...], tuple[Mark, ...]]:
        if self._before is None:
            return (), ()
        if (before := self._before.entries.get(entry.id)) is None:
            return (), (Mark.NEW,)
        changes = changes_of_entry(before, entry)
        return changes, (Mark.CHANGED,) if changes else ()

    def _view(self, entry: Entry, country: Country | None) -> View:
        name = self._knowledge.country_names[Language.ENGLISH].get(country, country) if country else "Everywhere"
        sources = entry.variants[country].sources if country else entry.sources
        return View(country or GENERAL, name, tuple(self._bubble(entry, country, one) for one in Language), sources)

    def _bubble(self, entry: Entry, country: Country | None, language: Language) -> Bubble:
        wording = entry.wording(language, country)
        page = self._renderer.render(Answer(language, entry.id, country, urgent=entry.urgent))
        bubble = drawn(page, language, addresses(self._knowledge, "../"))
        state, length = self._state(entry, wording), len(wording.answer)
        return replace(bubble, tag=tag_of(wording.language), state=state, text_length=length)

    def _state(self, entry: Entry, wording: Wording) -> str:
        said = (_STATES[wording.state], _SHOWN[how_shown(entry, wording, self._today)])
        return "; ".join(filter(None, said))


def _states(entry: Entry) -> list[str]:
    """`ko:stale` and the like: the states of the texts of each translated language, each once."""
    translated = [language for language in WRITTEN if language is not Language.ENGLISH]
    countries: tuple[Country | None, ...] = (None, *entry.variants)
    return [f"{one}:{state}" for one in translated for state in dict.fromkeys(entry.wording(one, country).state for country in countries)]
