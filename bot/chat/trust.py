"""Whom one talks to, and what is kept: the pages of /verify and /privacy."""

import unicodedata
from dataclasses import replace
from html import escape
from typing import assert_never

from bot.chat.answers import Answers
from bot.chat.buttons import data_of
from bot.chat.frame import Frame
from bot.chat.pages import Button, Page, bold
from bot.core.edition import Texts
from bot.core.knowledge import EntryId
from bot.core.languages import Language
from bot.core.replies import Answer, Depth, Home, Privacy, Verify
from bot.operator import Operator

_FULL_TEXT = EntryId("bot-privacy")
_ADVICE = (EntryId("fake-helpers"), EntryId("who-runs-this"))
"""Entries that help to tell a false bot from this one."""
_SHOWN_OF_DIGEST = 16
_LONGEST_FACT = 200


class Trust:
    """Renders the two pages."""

    def __init__(self, texts: Texts, frame: Frame, answers: Answers, operator: Operator, *, counts: bool) -> None:
        """`counts` says whether presses are counted by somebody."""
        self._texts, self._frame, self._answers, self._operator, self._counts = texts, frame, answers, operator, counts

    def verify(self, here: Verify) -> Page:
        """How to tell this bot from a false one."""
        language = here.language
        _ = self._frame.words(language)
        parts = [bold(_("Is this bot the real one?")), self._facts(language)]
        parts.append(
            escape(
                _(
                    "Anybody can copy a name and a picture. "
                    "Compare the name after @ letter by letter with what somebody you trust has told you."
                )
            )
        )
        parts.append(escape(_("This bot never asks for money, photos, places or documents, and never writes to you first.")))
        privacy = Button(_("What is kept"), data_of(Privacy(language)))
        return self._frame.page(here, parts, [*self._frame.named(language, _ADVICE), [privacy]], back=Home(language))

    def privacy(self, here: Privacy) -> Page:
        """What is kept, as deep as somebody wants to know it."""
        _ = self._frame.words(here.language)
        parts = [bold(_("What is kept about you")), *self._told(here)]
        deeper = {Depth.SHORT: _("In more detail"), Depth.SIMPLE: _("The full text")}
        rows = []
        if here.depth in deeper and (here.depth is Depth.SHORT or self._has_full_text):
            rows.append([Button(deeper[here.depth], data_of(replace(here, depth=Depth(here.depth + 1))))])
        rows.append([Button(_("Is this bot the real one?"), data_of(Verify(here.language)))])
        back = Home(here.language) if here.depth is Depth.SHORT else replace(here, depth=Depth(here.depth - 1))
        return self._frame.page(here, parts, rows, back=back)

    @property
    def _has_full_text(self) -> bool:
        return _FULL_TEXT in self._texts.knowledge.entries

    def _told(self, here: Privacy) -> list[str]:
        _ = self._frame.words(here.language)
        match here.depth:
            case Depth.SHORT:
                return [
                    escape(_("We keep nothing about you: no name, no number, no question, no time.")),
                    escape(_("But Telegram can read this chat, and so can anybody who opens your phone.")),
                ]
            case Depth.SIMPLE:
                return ["\n".join(escape(f"• {line}") for line in self._simply(here.language))]
            case Depth.FULL:
                told = self._answers.text(Answer(here.language, _FULL_TEXT)) if self._has_full_text else []
                return [*(section.html for section in told), self._facts(here.language)]
            case _:
                assert_never(here.depth)

    def _simply(self, language: Language) -> list[str]:
        _ = self._frame.words(language)
        return [
            _("This bot keeps nowhere: your name, number, account, questions, or when you asked."),
            _("The number of this chat is in memory while we answer: seconds, or minutes if Telegram makes us wait. Then it is forgotten."),
            self._counted(language),
            _("“Erase” removes messages of the last 48 hours. Older ones you have to delete yourself."),
            _("Telegram can read chats with bots and keeps records of its own."),
        ]

    def _counted(self, language: Language) -> str:
        _ = self._frame.words(language)
        if not self._counts:
            return _("This bot counts nothing.")
        return _(
            "Counted by the week: which answers were shown, whether they helped, and which subjects were not understood. "
            "Never who. The counts are inexact on purpose."
        )

    def _facts(self, language: Language) -> str:
        _ = self._frame.words(language)
        operator, line = self._operator, _("{what}: {value}")
        facts = {
            _("Official name of the bot"): operator.bot,
            _("Run by"): operator.name,
            _("Contact"): operator.contact,
            _("Program"): operator.source_url,
            _("Edition"): self._texts.digest[:_SHOWN_OF_DIGEST],
        }
        said = {what: value for what, setting in facts.items() if (value := _one_line(setting))}
        lines = [line.replace("{what}", what).replace("{value}", value) for what, value in said.items()]
        if unsaid := [what for what in facts if what not in said]:
            lines.append(_("Not said: {facts}. Ask whoever told you about this bot.").replace("{facts}", _.together(unsaid)))
        return escape("\n".join(lines))


def _one_line(setting: str) -> str:
    """What an operator wrote, without invisible characters: those that turn the direction of writing make one address look like another."""
    return "".join(one for one in setting if unicodedata.category(one)[0] != "C")[:_LONGEST_FACT].strip()
