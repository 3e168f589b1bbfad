"""What is the same on every page: urgent help first; the other languages and the way on last."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from bot.chat.buttons import Erase, Target, data_of
from bot.chat.labels import WIDEST, Labels, width
from bot.chat.pages import BETWEEN, Button, Page, arranged
from bot.chat.words import Words
from bot.core.edition import Texts
from bot.core.knowledge import EntryId
from bot.core.languages import OWN_NAMES, Language
from bot.core.replies import Answer, Choices, Home, Languages, Noted, Origin, Privacy, Related, TopicPage, Urgent, Verify

MOST_LISTED = 8
"""Entries on a page: with urgent help and the way on, what a small screen shows at once."""
_NUMBERED = WIDEST - len("8. ")

Here = Answer | Choices | TopicPage | Related | Home | Urgent | Languages | Verify | Privacy | Noted
"""A page that a button leads to."""


class Frame:
    """Puts pages together with the words and titles of an edition."""

    def __init__(self, texts: Texts, labels: Labels) -> None:
        """Take what pages are made of."""
        self._knowledge, self._labels = texts.knowledge, labels
        self._words = {language: Words(texts, language) for language in Language}

    def words(self, language: Language) -> Words:
        """The bot's own words in a language."""
        return self._words[language]

    def page(self, here: Here, parts: Iterable[str], rows: Iterable[Iterable[Button]], *, back: Target | None = None) -> Page:
        """A page.

        Args:
            here: where a button in another language leads, for the same page in that language.
            parts: of the text, as HTML.
            rows: of buttons, between urgent help and the way on.
            back: where somebody came from; the first page is one press away anyhow.
        """
        _ = self.words(here.language)
        ways = [Button(_("Start"), data_of(Home(here.language))), Button(_("Erase"), data_of(Erase(here.language)))]
        if back and not isinstance(back, Home):
            ways.insert(0, Button(_("Back"), data_of(back)))
        return _page(parts, [self.urgent(here.language), *rows, *arranged(languages(here)), *arranged(ways)])

    def first_page(self, here: Home, parts: Iterable[str]) -> Page:
        """The page of somebody who has just come: her language first, then the topics."""
        _ = self.words(here.language)
        ways = [Button(_("What is kept"), data_of(Privacy(here.language))), Button(_("Erase"), data_of(Erase(here.language)))]
        rows = [self.urgent(here.language), *arranged(languages(here)), *self.topics(here.language), *arranged(ways)]
        return _page(parts, rows)

    def urgent(self, language: Language) -> list[Button]:
        """The first row of every page."""
        _ = self.words(language)
        return [Button(_("Urgent help"), data_of(Urgent(language)))]

    def listed(self, language: Language, entries: Iterable[EntryId], origin: Origin | None = None) -> tuple[list[str], list[list[Button]]]:
        """Entries to choose from: a row for each and, where a title is cut, all titles in full as text, by number."""
        wordings = {id: self._knowledge.entries[id].wording(language) for id in entries if id in self._knowledge.entries}
        answers = {id: data_of(Answer(language, id, origin=origin)) for id in wordings}
        if all(width(one.title) <= WIDEST for one in wordings.values()):
            return [], [[Button(one.title, answers[id])] for id, one in wordings.items()]
        numbered = [(f"{number}. ", id, one) for number, (id, one) in enumerate(wordings.items(), 1)]
        rows = [[Button(head + self._labels.shortened(one.title, one.language, _NUMBERED), answers[id])] for head, id, one in numbered]
        return ["\n".join(escape(head + one.title) for head, _, one in numbered)], rows

    def named(self, language: Language, entries: Iterable[EntryId], origin: Origin | None = None) -> list[list[Button]]:
        """A row for each entry, beside a text about something else."""
        wordings = {id: self._knowledge.entries[id].wording(language) for id in entries if id in self._knowledge.entries}
        return [
            [Button(self._labels.shortened(one.title, one.language), data_of(Answer(language, id, origin=origin)))]
            for id, one in wordings.items()
        ]

    def topics(self, language: Language) -> list[list[Button]]:
        """A row for each topic but that of urgent help, which the first button lists already."""
        return [
            [Button(self._labels.shortened(topic.title[language], language), data_of(TopicPage(language, topic.id)))]
            for topic in self._knowledge.topics
            if not {*topic.entries} <= {*self._knowledge.urgent}
        ]

    def turning(self, language: Language, page: int, total: int, to: Callable[[int], Target]) -> list[list[Button]]:
        """A button for each page but this one: none is further than one press."""
        _ = self.words(language)
        others = (number for number in range(1, total + 1) if number != page)
        return arranged(Button(_("Page {number}").replace("{number}", str(number)), data_of(to(number))) for number in others)

    def numbering(self, language: Language, page: int, total: int) -> str:
        """Which of how many pages this is."""
        _ = self.words(language)
        return _("Page {number} of {total}").replace("{number}", str(page)).replace("{total}", str(total))


def languages(here: Here) -> list[Button]:
    """The same page in each other language, by that language's own name; never the same language twice on one page."""
    buttons = []
    for language, name in OWN_NAMES.items():
        there = replace(here, language=language)
        if isinstance(there, Answer) and there.beside is language:
            there = replace(there, beside=None, page=1)
        if language is not here.language:
            buttons.append(Button(name, data_of(there)))
    return buttons


def _page(parts: Iterable[str], rows: Iterable[Iterable[Button]]) -> Page:
    return Page(BETWEEN.join(parts), tuple(row for row in map(tuple, rows) if row))
