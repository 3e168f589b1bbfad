"""The page of an entry: its text, contacts and sources in one language or two, and where one can go from there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from bot.chat.buttons import Target, data_of
from bot.chat.cards import Cards
from bot.chat.frame import MOST_LISTED, Frame
from bot.chat.notices import about_text
from bot.chat.pages import BETWEEN, LONGEST_PAGE, Button, Page, arranged, bold, italic, leaves, length, split_evenly
from bot.chat.words import Words
from bot.core.blocks import Card, blocks
from bot.core.edition import Texts
from bot.core.knowledge import EMERGENCY, Contact, ContactId, Entry, EntryId, Source
from bot.core.languages import OWN_NAMES, Language
from bot.core.replies import Answer, Choices, Origin, Related, Shown, TopicPage, Urgent, how_shown
from bot.core.tallying import Judged, may_be_judged

MOST_RELATED = 4
"""Related questions on an entry's page; all of them have a page of their own where they are more."""
_PARTNERS = {
    Language.KOREAN: Language.CHINESE,
    Language.CHINESE: Language.KOREAN,
    Language.TRADITIONAL_CHINESE: Language.KOREAN,
    Language.ENGLISH: Language.KOREAN,
}
"""The second language offered first: those who flee and those beside them rarely read the same one."""
_DIVIDER = "— — —"


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a text that stays whole, and the contact whose card it is."""

    html: str
    contact: Contact | None = None


class Answers:
    """Renders entries."""

    def __init__(self, texts: Texts, frame: Frame, cards: Cards, today: Callable[[], date], *, asks_if_helped: bool) -> None:
        """Bind an edition; `asks_if_helped` as in `Renderer`."""
        self._knowledge, self._frame, self._cards, self._today = texts.knowledge, frame, cards, today
        self._asks_if_helped = asks_if_helped

    def page(self, reply: Answer) -> Page:
        """The page of an entry, or the one of several pages that was asked for."""
        entry = self._knowledge.entries[reply.entry]
        if reply.beside is reply.language:
            reply = replace(reply, beside=None)
        heading, sections = self._sections(reply, entry)
        pages = _divided(heading, sections)
        number = min(reply.page, len(pages))
        shown = [sections[index] for index in pages[number - 1]]
        here = replace(reply, page=number, also=(), origin=Origin((entry.id, *reply.also)) if reply.also else reply.origin)
        rows = [
            *self._frame.named(reply.language, reply.also, here.origin),
            *self._cards.copying([one.contact for one in shown if one.contact], self._frame.words(reply.language)),
            *self._countries(here, entry),
            *self._frame.turning(reply.language, number, len(pages), lambda other: replace(here, page=other)),
            *self._related(reply, entry),
            *self._judgements(reply, entry),
            *self._beside(here),
        ]
        parts = [heading, *(one.html for one in shown)]
        if len(pages) > 1:
            parts.insert(1, italic(escape(self._frame.numbering(reply.language, number, len(pages)))))
        return self._frame.page(here, parts, rows, back=self._back(here, entry))

    def text(self, reply: Answer) -> list[Section]:
        """What the entry says in the reply's language, without its title: notice, paragraphs, cards, sources."""
        entry = self._knowledge.entries[reply.entry]
        _ = self._frame.words(reply.language)
        wording = entry.wording(reply.language, reply.country)
        shown = how_shown(entry, wording, self._today())
        sections = [Section(italic(escape(notice)))] if (notice := about_text(shown, entry, _)) else []
        for block in (*blocks(wording.answer), *map(Card, entry.contacts)):
            match block:
                case Card(id):
                    sections += self._card(id, _)
                case str(paragraph):
                    if shown is not Shown.CONTACTS_ONLY:
                        sections.append(Section(escape(paragraph)))
        if shown is Shown.CONTACTS_ONLY and not any(one.contact for one in sections):
            sections += [section for id in self._emergency() for section in self._card(id, _)]
        variant = entry.variants.get(reply.country) if reply.country else None
        contacts = [one.contact for one in sections if one.contact]
        unconfirmed = [contact.as_of for contact in contacts if not self._cards.confirmed(contact)]
        return [*sections, _fine_print(variant.sources if variant else entry.sources, entry.reviewed, unconfirmed, _)]

    def _sections(self, reply: Answer, entry: Entry) -> tuple[str, list[Section]]:
        sections = self.text(reply)
        if reply.beside:
            other = replace(reply, language=reply.beside)
            sections += [Section(f"{_DIVIDER}{BETWEEN}{self._heading(other, entry)}"), *self.text(other)]
        return self._heading(reply, entry), sections

    def _heading(self, reply: Answer, entry: Entry) -> str:
        title = entry.wording(reply.language, reply.country).title
        if reply.country:
            _ = self._frame.words(reply.language)
            title = _("{title} ({country})").replace("{country}", _.country(reply.country)).replace("{title}", title)
        return bold(title)

    def _card(self, id: ContactId, _: Words) -> list[Section]:
        contact = self._cards.shown(id)
        return [Section(self._cards.card(contact, _), contact)] if contact else []

    def _emergency(self) -> list[ContactId]:
        """Where to ask when an answer is withheld and has no contact of its own.

        The general list, never a country's: China's begins with the police.
        """
        answer = self._knowledge.entries[EMERGENCY].wording(Language.ENGLISH).answer
        return [block.contact for block in blocks(answer) if isinstance(block, Card)]

    def _countries(self, here: Answer, entry: Entry) -> list[list[Button]]:
        _ = self._frame.words(here.language)
        others = (country for country in entry.variants if country != here.country)
        return arranged(Button(_.country(country), data_of(replace(here, country=country, page=1))) for country in others)

    def _related(self, reply: Answer, entry: Entry) -> list[list[Button]]:
        _ = self._frame.words(reply.language)
        others = [id for id in entry.related if id not in reply.also]
        rows = self._frame.named(reply.language, others[:MOST_RELATED], Origin((entry.id,), reply.country))
        more = Button(_("All related questions"), data_of(Related(reply.language, entry.id)))
        return [*rows, [more]] if len(others) > MOST_RELATED else rows

    def _judgements(self, reply: Answer, entry: Entry) -> list[list[Button]]:
        """Whether it helped; never where somebody may be in danger."""
        if not self._asks_if_helped or not may_be_judged(entry):
            return []
        _ = self._frame.words(reply.language)
        labels = {True: _("This helped"), False: _("This did not help")}
        return arranged(Button(label, data_of(Judged(reply.language, entry.id, helped))) for helped, label in labels.items())

    def _beside(self, here: Answer) -> list[list[Button]]:
        """The same answer in two languages, to show it to somebody who reads another: one press, and others from there."""
        _ = self._frame.words(here.language)
        others = (
            [one for one in OWN_NAMES if one not in (here.language, here.beside)]
            if here.beside
            else [_PARTNERS.get(here.language, Language.KOREAN)]
        )
        label = _("Together with {language}")
        return [[Button(label.replace("{language}", OWN_NAMES[one]), data_of(replace(here, beside=one, page=1)))] for one in others]

    def _back(self, here: Answer, entry: Entry) -> Target:
        """One step up: from two languages to one, from a country to everywhere, else to where somebody came from."""
        if here.beside:
            return replace(here, beside=None, page=1)
        if here.country:
            return replace(here, country=None, page=1)
        match here.origin:
            case Origin((came_from,), country):
                return Answer(here.language, came_from, country)
            case Origin(offered):
                return Choices(here.language, offered)
            case None:
                return Urgent(here.language) if entry.urgent else self._topic(here.language, entry)

    def _topic(self, language: Language, entry: Entry) -> TopicPage:
        listed = next(topic.entries for topic in self._knowledge.topics if topic.id == entry.topic)
        return TopicPage(language, entry.topic, page_of(entry.id, listed))


def pages_of(entries: Sequence[EntryId]) -> list[Sequence[EntryId]]:
    """A long list in pages of about the same length."""
    return [*split_evenly(entries, max(1, -(-len(entries) // MOST_LISTED)))]


def page_of(entry: EntryId, entries: Sequence[EntryId]) -> int:
    """On which page of a long list an entry stands."""
    return next((number for number, page in enumerate(pages_of(entries), 1) if entry in page), 1)


def _divided(heading: str, sections: Sequence[Section]) -> list[list[int]]:
    """Sections on pages, each with the heading and, where they are several, the number of the page."""
    room = LONGEST_PAGE - length(heading)
    return leaves([one.html for one in sections], room - _NUMBERING)


_NUMBERING = 64
"""Code units kept free for "page 2 of 3"."""


def _fine_print(sources: Iterable[Source], reviewed: date | None, unconfirmed: Sequence[int], _: Words) -> Section:
    lines = []
    if unconfirmed:
        lines.append(escape(_("Numbers from sources of {years}, not yet confirmed by phone.").replace("{years}", _span(unconfirmed))))
    lines.append(escape(_("Sources: {sources}")).replace("{sources}", "; ".join(map(_cited, sources))))
    if reviewed:
        lines.append(escape(_("Reviewed on {date}.").replace("{date}", _.day(reviewed))))
    return Section("\n".join(map(italic, lines)))


def _cited(source: Source) -> str:
    cited = escape(f"{source.publisher}, {source.title} ({source.as_of})")
    return f'<a href="{escape(source.url)}">{cited}</a>' if source.url else cited


def _span(years: Iterable[int]) -> str:
    first, *_, last = sorted([*years] * 2)
    return str(first) if first == last else f"{first}–{last}"
