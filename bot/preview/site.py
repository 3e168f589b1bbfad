"""The files of the preview: an index that can be searched, a page an entry, the contacts, and the pages that are no entry's."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from bot.chat.rendering import LONGEST_PAGE, Operator, Renderer
from bot.content.rules.texts import LONGEST_ANSWER
from bot.core.ageing import confirmed_on
from bot.core.edition import Edition
from bot.core.knowledge import Confidence, Contact, ContactId, EntryId, Knowledge, Risk, State
from bot.core.languages import OWN_NAMES, WRITTEN, Language
from bot.core.replies import Home, NotUnderstood, Reply, TopicPage, Urgent, Verify
from bot.preview.bubbles import START, Bubble, addresses, drawn
from bot.preview.differences import Change, changes_of_contact
from bot.preview.entry import Described, Describing
from bot.preview.marks import Mark
from bot.templating import shared, tag_of, templates_in

GENERATOR = "gilbeot preview"
"""By this a folder is known to hold an older preview, which may be replaced."""
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Compared:
    """The edition that running bots answer with."""

    number: int
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class Uncompared:
    """Why there is none to compare with."""

    why: str

    @property
    def told(self) -> str:
        """A sentence."""
        return f"Compared with nothing: {self.why}."


@dataclass(frozen=True, slots=True)
class Listed:
    """A contact with where it is named, and what is said otherwise of it than before."""

    contact: Contact
    used: tuple[EntryId, ...]
    is_new: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of one kind, a bubble a language."""

    anchor: str
    name: str
    bubbles: tuple[Bubble, ...]


class Site:
    """The preview of one edition on one day."""

    def __init__(self, edition: Edition, today: date, operator: Operator, compared: Compared | Uncompared) -> None:
        """Bind what is shown and what it is compared with."""
        self._edition, self._knowledge, self._today = edition, edition.knowledge, today
        self._before = compared.knowledge if isinstance(compared, Compared) else None
        self._renderer = Renderer(edition, lambda: today, operator)
        self._templates = templates_in(_TEMPLATES)
        self._templates.globals |= {
            "generator": GENERATOR,
            "start": START,
            "compared": compared,
            "uncompared": compared.told if isinstance(compared, Uncompared) else "",
            "confirmed_on": lambda called: confirmed_on(called, today),
            "longest_text": LONGEST_ANSWER,
            "longest_page": LONGEST_PAGE,
            "titles": {id: entry.wording(Language.ENGLISH).title for id, entry in self._knowledge.entries.items()},
        }

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file: its path in the site, and its text."""
        entries = self.entries
        yield "index.html", self._made("index.html", entries=entries, withdrawn=self._withdrawn(), **self._facts(), **_filters())
        yield "texts.js", _texts(entries)
        yield "search.js", shared("search.js")
        yield "style.css", self._made("style.css")
        contacts = {"contacts": self.contacts.values(), "gone": self._gone(), "by_confidence": [*reversed(Confidence)]}
        yield "contacts.html", self._made("contacts.html", **contacts)
        yield START, self._made("start.html", groups=[*self._groups()])
        for at, entry in enumerate(entries):
            around = {"before": entries[at - 1] if at else None, "after": entries[at + 1] if at + 1 < len(entries) else None}
            named = [self.contacts[id] for id in entry.contacts]
            yield f"entries/{entry.entry.id}.html", self._made("entry.html", one=entry, contacts=named, **around)

    @cached_property
    def entries(self) -> list[Described]:
        """The entries, in the order of their topics."""
        describing = Describing(self._knowledge, self._renderer, self._today, self._before)
        return [describing.described(self._knowledge.entries[id]) for topic in self._knowledge.topics for id in topic.entries]

    @cached_property
    def contacts(self) -> Mapping[ContactId, Listed]:
        """The contacts, by name."""
        used: dict[ContactId, list[EntryId]] = {id: [] for id in self._knowledge.contacts}
        for entry in self.entries:
            for id in entry.contacts:
                used[id].append(entry.entry.id)
        return {id: self._listed(contact, used[id]) for id, contact in sorted(self._knowledge.contacts.items())}

    def _listed(self, contact: Contact, used: Iterable[EntryId]) -> Listed:
        before = self._before.contacts.get(contact.id) if self._before else None
        changes = changes_of_contact(before, contact) if before else ()
        return Listed(contact, tuple(used), self._before is not None and before is None, changes)

    def _withdrawn(self) -> list[str]:
        """Titles of entries that running bots have and this edition has not."""
        before = self._before.entries if self._before else {}
        return [entry.wording(Language.ENGLISH).title for id, entry in before.items() if id not in self._knowledge.entries]

    def _gone(self) -> list[str]:
        """Names of contacts that running bots have and this edition has not."""
        before = self._before.contacts if self._before else {}
        return [contact.name[Language.ENGLISH] for id, contact in before.items() if id not in self._knowledge.contacts]

    def _facts(self) -> dict[str, object]:
        return {
            "today": self._today,
            "digest": self._edition.digest[:16],
            "topics": [(topic.id, topic.title[Language.ENGLISH]) for topic in self._knowledge.topics],
        }

    def _groups(self) -> Iterator[Group]:
        yield self._group("home", "First page", {one: Home(one) for one in Language})
        yield self._group("urgent", "Urgent help", {one: Urgent(one) for one in Language})
        yield self._group("not-understood", "Not understood", {one: NotUnderstood(one) for one in Language})
        yield self._group("verify", "Who runs this bot", {one: Verify(one) for one in Language})
        for topic in self._knowledge.topics:
            pages = {one: TopicPage(one, topic.id) for one in Language}
            yield self._group(f"topic-{topic.id}", f"Topic: {topic.title[Language.ENGLISH]}", pages)

    def _group(self, anchor: str, name: str, replies: Mapping[Language, Reply]) -> Group:
        address = addresses(self._knowledge, "")
        return Group(anchor, name, tuple(drawn(self._renderer.render(reply), one, address) for one, reply in replies.items()))

    def _made(self, template: str, **values: object) -> str:
        return self._templates.get_template(template).render(values)


def _filters() -> dict[str, object]:
    """What the index can be filtered by."""
    translated = [language for language in WRITTEN if language is not Language.ENGLISH]
    return {
        "risks": list(Risk),
        "marks": list(Mark),
        "confidences": list(Confidence),
        "states": [(f"{one}:{state}", f"{OWN_NAMES[one]}: {state}", tag_of(one)) for one in translated for state in State],
    }


def _texts(entries: Iterable[Described]) -> str:
    """What the index searches: a script and not JSON, because a page opened from a disk may not read files."""
    texts = {one.entry.id: one.texts for one in entries}
    return f'"use strict";\nglobalThis.TEXTS = {json.dumps(texts, ensure_ascii=False, separators=(",", ":"))};\n'
