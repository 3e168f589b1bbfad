"""A reply becomes a page: HTML and buttons. Pure; knows Telegram's limits, and that all text is escaped here."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape, unescape
from typing import assert_never

from babel.dates import format_date

from bot.chat.buttons import Erase, Target, data_of
from bot.core.edition import Edition
from bot.core.knowledge import EMERGENCY, Card, Contact, ContactId, Country, Entry, EntryId, Source, blocks
from bot.core.languages import OWN_NAMES, Language
from bot.core.replies import (
    Answer,
    Chatted,
    Choices,
    Home,
    Languages,
    Noted,
    Notice,
    NotUnderstood,
    Refused,
    Reply,
    Shown,
    TopicPage,
    Urgent,
    Verify,
    how_shown,
)
from bot.core.tallying import Judged, may_be_judged

LONGEST_PAGE = 4096
"""Characters of a message after parsing (Bot API)."""
MOST_NUMBERS = 6
"""Copy buttons on a page: more would push the way back off a small screen."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: leads to a page (`data`) or copies a number (`copied`)."""

    label: str
    data: str | None = None
    copied: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a person sees.

    Attributes:
        html: Telegram's HTML, every text escaped.
        buttons: in rows.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...]

    @property
    def plain(self) -> str:
        """The text without markup, as it counts towards Telegram's limit and as a terminal shows it."""
        return unescape(re.sub(r"<[^>]+>", "", self.html))


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this bot, as it says of itself; empty where the operator has not said."""

    name: str = ""
    contact: str = ""
    source_url: str = ""


class Renderer:
    """Renders replies with the texts of one edition."""

    def __init__(self, edition: Edition, today: Callable[[], date], operator: Operator, *, asks_if_helped: bool = False) -> None:
        """Bind an edition.

        Args:
            edition: the texts.
            today: decides what is expired.
            operator: shown by /verify and /privacy.
            asks_if_helped: put two buttons under answers; only where somebody counts the presses.
        """
        self._edition, self._knowledge, self._today, self._operator = edition, edition.knowledge, today, operator
        self._asks_if_helped = asks_if_helped

    def render(self, reply: Reply) -> Page:
        """The page of a reply."""
        match reply:
            case Answer():
                return self._answer(reply)
            case Refused(language, entry):
                return self._answer(Answer(language, entry))
            case Choices(language, entries):
                return self._choices(language, entries)
            case NotUnderstood(language):
                return self._not_understood(language)
            case Chatted(language, kind):
                return self._page(language, [self._knowledge.small_talk[kind].answer[language]], self._topics(language))
            case Home(language):
                return self._home(language)
            case Urgent(language):
                _ = self._words(language)
                return self._page(language, [_bold(_("Urgent help"))], self._entries(language, self._knowledge.urgent))
            case TopicPage(language, id):
                topic = next(topic for topic in self._knowledge.topics if topic.id == id)
                return self._page(language, [_bold(topic.title[language])], self._entries(language, topic.entries))
            case Languages(language):
                rows = [[Button(name, data_of(Home(one)))] for one, name in OWN_NAMES.items()]
                return Page("\n".join(map(escape, OWN_NAMES.values())), _rows(rows))
            case Verify(language, privacy):
                return self._verify(language, privacy)
            case Noted(language, notice):
                return self._noted(language, notice)
            case _:
                assert_never(reply)

    def thanks(self, language: Language) -> str:
        """The word that pops up when somebody said whether an answer helped."""
        _ = self._words(language)
        return _("Thank you.")

    def _words(self, language: Language) -> Callable[[str], str]:
        """The interface's words in a language; English where one is missing."""
        words = self._edition.interface.get(language, {})
        return lambda english: words.get(english, english)

    def _home(self, language: Language) -> Page:
        _ = self._words(language)
        lines = [
            _("Hello. Ask in your own words, or choose below."),
            _("We keep nothing about you. But Telegram can read chats with bots. Buttons are safer than typing."),
        ]
        return self._page(language, lines, self._topics(language))

    def _choices(self, language: Language, entries: Sequence[EntryId]) -> Page:
        _ = self._words(language)
        none = Button(_("None of these"), data_of(Noted(language, Notice.NONE_OF_THESE)))
        return self._page(language, [_("Which of these do you mean?")], [*self._entries(language, entries), [none]])

    def _not_understood(self, language: Language) -> Page:
        _ = self._words(language)
        lines = [
            _("I did not understand that. I have answers for some questions only."),
            _("Try other words, shorter ones, or choose below."),
        ]
        return self._page(language, lines, [*self._entries(language, self._person()), *self._topics(language)])

    def _verify(self, language: Language, privacy: EntryId | None) -> Page:
        _ = self._words(language)
        parts: list[str] = []
        if privacy and (entry := self._knowledge.entries.get(privacy)):
            parts += self._text(Answer(language, entry.id), entry)[0]
        unsaid = _("not said; ask whoever told you about this bot")
        facts = (
            (_("Run by"), self._operator.name or unsaid),
            (_("Contact"), self._operator.contact or unsaid),
            (_("Program"), self._operator.source_url or unsaid),
            (_("Edition"), self._edition.digest[:16]),
        )
        parts.append("\n".join(escape(f"{what}: {value}") for what, value in facts))
        parts.append(escape(_("This bot never asks for money, photos, places or documents, and never writes to you first.")))
        return self._page(language, parts, self._topics(language) if privacy is None else [])

    def _noted(self, language: Language, notice: Notice) -> Page:
        _ = self._words(language)
        match notice:
            case Notice.NOT_READ:
                line = _(
                    "I did not open what you sent, and removed it. I can only read text. Please never send photos, places or documents."
                )
            case Notice.NONE_OF_THESE:
                line = _("Then please say it in other words, or choose a topic.")
                return self._page(language, [line], [*self._entries(language, self._person()), *self._topics(language)])
            case Notice.ERASED:
                line = _(
                    "I removed what I could: messages of the last 48 hours. "
                    "Older ones, the chat in your list and what other apps showed remain. "
                    "Delete the chat yourself, and empty your recent searches."
                )
            case Notice.OUTDATED:
                line = _("That button is from an older version. Here is a fresh page.")
            case _:
                assert_never(notice)
        return self._page(language, [line], self._topics(language))

    def _answer(self, reply: Answer) -> Page:
        entry = self._knowledge.entries[reply.entry]
        parts, contacts = self._text(reply, entry)
        if reply.beside:
            other, _more = self._text(replace(reply, language=reply.beside), entry)
            parts += ["— — —", *other]
        rows = [
            *self._entries(reply.language, reply.also),
            *self._countries(reply, entry),
            *self._numbers(reply.language, contacts),
            *self._entries(reply.language, (id for id in entry.related if id not in reply.also)),
            *self._beside(reply, entry),
            self._judgements(reply, entry),
        ]
        return self._page(reply.language, parts, rows)

    def _text(self, reply: Answer, entry: Entry) -> tuple[list[str], list[Contact]]:
        """Title, text, cards, notice and sources of an entry in one language, and the contacts shown."""
        language, wording = reply.language, entry.wording(reply.language, reply.country)
        shown = how_shown(entry, wording, self._today())
        title = wording.title
        if reply.country:
            title = f"{title} ({self._country(reply.country, language)})"
        parts = [_bold(title)]
        contacts: list[Contact] = []
        if notice := self._notice(shown, language, entry):
            parts.append(f"<i>{escape(notice)}</i>")
        for block in (*blocks(wording.answer), *map(Card, entry.contacts)):
            match block:
                case Card(id):
                    if card := self._card(id, language):
                        parts.append(card)
                        contacts.append(self._knowledge.contacts[id])
                case str(paragraph):
                    if shown is not Shown.CONTACTS_ONLY:
                        parts.append(escape(paragraph))
        if shown is Shown.CONTACTS_ONLY and not contacts:
            parts += filter(None, [self._card(id, language) for id in self._emergency()])
        parts += self._fine_print(language, entry, reply.country, contacts)
        return parts, contacts

    def _notice(self, shown: Shown, language: Language, entry: Entry) -> str | None:
        _ = self._words(language)
        day = format_date(entry.review_by, format="long", locale=language)
        match shown:
            case Shown.CURRENT:
                return None
            case Shown.UNTRANSLATED:
                return _("Not yet translated. This is the English text.")
            case Shown.OLD_TRANSLATION:
                return _("The English text has changed since this was translated. Please confirm by phone.")
            case Shown.EXPIRED:
                return _("This was to be checked again by {date} and has not been. Please confirm by phone.").replace("{date}", day)
            case Shown.CONTACTS_ONLY:
                return _("This answer is being checked and is not shown now, because a mistake could hurt you. Please ask here:")
            case _:
                assert_never(shown)

    def _card(self, id: ContactId, language: Language) -> str | None:
        """A contact as a card: who, where, number, hours, what to know before calling."""
        contact = self._knowledge.contacts.get(id)
        if contact is None or not contact.is_shown:
            return None
        _ = self._words(language)
        country = self._country(contact.country, language)
        by_day, by_night = _("Phone"), _("At night and on holidays")
        lines = [_bold(contact.name[language])]
        lines += [escape(f"{by_day} ({country}): {phone}") for phone in contact.phones]
        if contact.after_hours:
            lines.append(escape(f"{by_night} ({country}): {contact.after_hours}"))
        if contact.hours:
            lines.append(escape(contact.hours[language]))
        lines += [escape(one) for one in (contact.email, contact.website) if one]
        if contact.caution:
            lines.append(escape(contact.caution[language]))
        if contact.called:
            called = format_date(contact.called, format="long", locale=language)
            lines.append(escape(_("Confirmed by phone on {date}.").replace("{date}", called)))
        return "\n".join(lines)

    def _fine_print(self, language: Language, entry: Entry, country: Country | None, contacts: Sequence[Contact]) -> list[str]:
        _ = self._words(language)
        lines = []
        if unconfirmed := [contact.as_of for contact in contacts if not contact.called]:
            lines.append(escape(_("Numbers from sources of {years}, not yet confirmed by phone.").replace("{years}", _span(unconfirmed))))
        variant = entry.variants.get(country) if country else None
        sources: Sequence[Source] = variant.sources if variant else entry.sources
        cited, heading = "; ".join(map(_cited, sources)), _("Sources")
        lines.append(f"{escape(heading)}: {cited}")
        if entry.reviewed:
            reviewed = format_date(entry.reviewed, format="long", locale=language)
            lines.append(escape(_("Reviewed on {date}.").replace("{date}", reviewed)))
        return ["\n".join(f"<i>{line}</i>" for line in lines)]

    def _countries(self, reply: Answer, entry: Entry) -> list[list[Button]]:
        others = [country for country in entry.variants if country != reply.country]
        buttons = [Button(self._country(country, reply.language), data_of(Answer(reply.language, entry.id, country))) for country in others]
        return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]

    def _numbers(self, language: Language, contacts: Iterable[Contact]) -> list[list[Button]]:
        _ = self._words(language)
        phones, copy = dict.fromkeys(phone for contact in contacts for phone in contact.phones), _("Copy")
        return [[Button(f"{copy} {phone}", copied=phone)] for phone in list(phones)[:MOST_NUMBERS]]

    def _beside(self, reply: Answer, entry: Entry) -> list[list[Button]]:
        """The same answer in another language, alone or beside this one: to show it to somebody who reads another."""
        if reply.beside:
            return [[Button(OWN_NAMES[reply.beside], data_of(Answer(reply.beside, entry.id, reply.country)))]]
        others = [language for language in OWN_NAMES if language is not reply.language]
        return [[Button(f"+ {OWN_NAMES[one]}", data_of(Answer(reply.language, entry.id, reply.country, beside=one))) for one in others[:3]]]

    def _judgements(self, reply: Answer, entry: Entry) -> list[Button]:
        """Whether it helped; never where somebody may be in danger."""
        if not self._asks_if_helped or not may_be_judged(entry):
            return []
        _ = self._words(reply.language)
        labels = {True: _("This helped"), False: _("This did not help")}
        return [Button(label, data_of(Judged(reply.language, entry.id, helped))) for helped, label in labels.items()]

    def _entries(self, language: Language, entries: Iterable[EntryId]) -> list[list[Button]]:
        known = [self._knowledge.entries[id] for id in entries if id in self._knowledge.entries]
        return [[Button(entry.wording(language).title, data_of(Answer(language, entry.id)))] for entry in known]

    def _topics(self, language: Language) -> list[list[Button]]:
        return [[Button(topic.title[language], data_of(TopicPage(language, topic.id)))] for topic in self._knowledge.topics]

    def _person(self) -> list[EntryId]:
        return [id for id in (EntryId("talk-to-person"),) if id in self._knowledge.entries]

    def _emergency(self) -> list[ContactId]:
        """Where to ask when an answer is withheld and has no contact of its own.

        The general list, never a country's: China's begins with the police.
        """
        answer = self._knowledge.entries[EMERGENCY].wording(Language.ENGLISH).answer
        return [block.contact for block in blocks(answer) if isinstance(block, Card)]

    def _country(self, country: Country, language: Language) -> str:
        _ = self._words(language)
        return _("international") if country == "XX" else self._knowledge.country_names[language].get(country, country)

    def _page(self, language: Language, parts: Iterable[str], rows: Iterable[Iterable[Button]]) -> Page:
        """Join the parts, and put the way to urgent help first and the way on last."""
        _ = self._words(language)
        urgent: Target = Urgent(language)
        top = [Button(_("Urgent help"), data_of(urgent))]
        bottom = [
            Button(_("Start"), data_of(Home(language))),
            Button(_("Language"), data_of(Languages(language))),
            Button(_("Erase"), data_of(Erase(language))),
        ]
        return Page(_fitting(list(parts)), _rows([top, *rows, bottom]))


def _fitting(parts: list[str]) -> str:
    """The parts that fit on a page; texts are checked to be short enough, so only a bilingual card of many contacts is cut."""
    while len("\n\n".join(parts)) > LONGEST_PAGE and len(parts) > 1:
        parts.pop()
    return "\n\n".join(parts)


def _rows(rows: Iterable[Iterable[Button]]) -> tuple[tuple[Button, ...], ...]:
    return tuple(row for row in map(tuple, rows) if row)


def _bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def _cited(source: Source) -> str:
    cited = escape(f"{source.publisher}, {source.title} ({source.as_of})")
    return f'<a href="{escape(source.url)}">{cited}</a>' if source.url else cited


def _span(years: Iterable[int]) -> str:
    first, *_, last = sorted([*years] * 2)
    return str(first) if first == last else f"{first}–{last}"
