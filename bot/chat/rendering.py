"""A reply becomes a page: HTML and buttons. Pure; nothing here or in what it uses knows telegram."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import assert_never

from bot.chat.answers import Answers, pages_of
from bot.chat.buttons import Target, Vanish, data_of
from bot.chat.cards import Cards
from bot.chat.farewell import farewell
from bot.chat.frame import Frame
from bot.chat.labels import Labels
from bot.chat.notices import about_chat
from bot.chat.pages import LONGEST_PAGE, Button, Page, bold, italic
from bot.chat.trust import Trust
from bot.core.edition import Texts
from bot.core.knowledge import EntryId
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
    Origin,
    Privacy,
    Refused,
    Related,
    Reply,
    TopicPage,
    Urgent,
    Verify,
)
from bot.operator import Operator

__all__ = ["LONGEST_PAGE", "Button", "Operator", "Page", "Renderer"]

_PERSON = EntryId("talk-to-person")
"""Offered where the bot did not understand."""


class Renderer:
    """Renders replies with the texts of one edition."""

    def __init__(self, texts: Texts, today: Callable[[], date], operator: Operator, *, asks_if_helped: bool = False) -> None:
        """Bind an edition.

        Args:
            texts: an edition, or a draft of one.
            today: decides what is expired.
            operator: shown by /verify and /privacy.
            asks_if_helped: put two buttons under answers; only where somebody counts the presses.
        """
        self.texts, labels = texts, Labels(texts)
        self._knowledge, self._frame = texts.knowledge, Frame(texts, labels)
        cards = Cards(texts.knowledge.contacts, labels, today)
        self._answers = Answers(texts, self._frame, cards, today, asks_if_helped=asks_if_helped)
        self._trust = Trust(texts, self._frame, self._answers, operator, counts=asks_if_helped)

    def render(self, reply: Reply) -> Page:
        """The page of a reply."""
        match reply:
            case Answer():
                return self._answers.page(reply)
            case Refused(language, entry):
                return self._answers.page(Answer(language, entry))
            case Choices():
                return self._choices(reply)
            case NotUnderstood(language):
                return self._not_understood(language)
            case Chatted(language, kind):
                said = escape(self._knowledge.small_talk[kind].answer[language])
                return self._frame.page(Home(language), [said], self._frame.topics(language))
            case Home():
                return self._home(reply)
            case Urgent(language):
                _ = self._frame.words(language)
                titles, rows = self._frame.listed(language, self._knowledge.urgent)
                return self._frame.page(reply, [bold(_("Urgent help")), *titles], rows, back=Home(language))
            case TopicPage():
                return self._topic(reply)
            case Related():
                return self._related(reply)
            case Languages(language):
                return self._languages(language)
            case Verify():
                return self._trust.verify(reply)
            case Privacy():
                return self._trust.privacy(reply)
            case Noted():
                return self._noted(reply)
            case _:
                assert_never(reply)

    def thanks(self, language: Language) -> str:
        """The word that pops up when somebody said whether an answer helped."""
        _ = self._frame.words(language)
        return _("Thank you.")

    def _home(self, here: Home, *before: str) -> Page:
        _ = self._frame.words(here.language)
        lines = [
            *before,
            _("Hello. Ask in your own words, or choose below."),
            _("We keep nothing about you. But Telegram can read chats with bots. Buttons are safer than typing."),
        ]
        return self._frame.first_page(here, map(escape, lines))

    def _choices(self, here: Choices) -> Page:
        _ = self._frame.words(here.language)
        none = Button(_("None of these"), data_of(Noted(here.language, Notice.NONE_OF_THESE)))
        titles, rows = self._frame.listed(here.language, here.entries, Origin(here.entries))
        return self._frame.page(here, [escape(_("Which of these do you mean?")), *titles], [*rows, [none]])

    def _not_understood(self, language: Language) -> Page:
        _ = self._frame.words(language)
        lines = [
            _("I did not understand that. I have answers for some questions only."),
            _("Try other words, shorter ones, or choose below."),
        ]
        return self._frame.page(Home(language), map(escape, lines), self._ways_on(language))

    def _noted(self, here: Noted) -> Page:
        language, _ = here.language, self._frame.words(here.language)
        match here.notice:
            case Notice.ERASING | Notice.ERASED | Notice.PARTLY_ERASED as outcome:
                gone = [[Button(_("Remove this page too"), data_of(Vanish(language)))]]
                rows = [] if outcome is Notice.ERASING else gone
                return self._frame.page(Home(language), map(escape, farewell(outcome, _)), rows)
            case Notice.NONE_OF_THESE:
                return self._frame.page(here, [escape(about_chat(here.notice, _))], self._ways_on(language))
            case Notice.GONE as notice:  # who follows a link may never have been here: she needs all that the first page says
                return self._home(Home(language), about_chat(notice, _))
            case notice:
                return self._frame.page(Home(language), [escape(about_chat(notice, _))], self._frame.topics(language))

    def _ways_on(self, language: Language) -> list[list[Button]]:
        return [*self._frame.named(language, [_PERSON]), *self._frame.topics(language)]

    def _topic(self, here: TopicPage) -> Page:
        topic = next(topic for topic in self._knowledge.topics if topic.id == here.topic)
        return self._list(topic.title[here.language], here, topic.entries, None, Home(here.language))

    def _related(self, here: Related) -> Page:
        _ = self._frame.words(here.language)
        entry = self._knowledge.entries[here.entry]
        title = entry.wording(here.language).title
        heading = _("{what}: {value}").replace("{what}", _("All related questions")).replace("{value}", title)
        return self._list(heading, here, entry.related, Origin((entry.id,)), Answer(here.language, entry.id))

    def _list(self, heading: str, here: TopicPage | Related, entries: Sequence[EntryId], origin: Origin | None, back: Target) -> Page:
        """A page of a list too long for one; a number beyond the last is the last."""
        pages = pages_of(entries)
        number = min(here.page, len(pages))
        here = replace(here, page=number)
        titles, rows = self._frame.listed(here.language, pages[number - 1], origin)
        turning = self._frame.turning(here.language, number, len(pages), lambda other: replace(here, page=other))
        parts = [bold(heading), *titles]
        if len(pages) > 1:
            parts.insert(1, italic(escape(self._frame.numbering(here.language, number, len(pages)))))
        return self._frame.page(here, parts, [*rows, *turning], back=back)

    def _languages(self, language: Language) -> Page:
        """Each language by its own name: somebody may be here because she cannot read the others."""
        rows = [self._frame.urgent(language), *([Button(name, data_of(Home(one)))] for one, name in OWN_NAMES.items())]
        return Page("\n".join(map(escape, OWN_NAMES.values())), tuple(map(tuple, rows)))
