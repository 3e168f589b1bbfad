"""Counting what was asked and what came of it, never who asked, when, or in which words.

A cell is (ISO week, language, subject, outcome), and the only cells there are follow from an edition: nothing a person writes or is
can become one. They are counted in memory; before anything is written, each gets noise, also those nobody touched, so that neither
the presence of a cell nor the difference between two days tells whether one press happened.

An event counts twice: under its subject, and under the whole of its language and outcome. Sums over hundreds of noisy cells would be
little but noise (of 300 answers a week, give or take 140; so it is 60). The two share the ε = 1 that one event costs in one flush.
Somebody who presses thirty times counts thirty times: to know that it is one person would mean to keep her.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NewType, assert_never

from bot.core.edition import Edition
from bot.core.knowledge import REFUSAL, Entry, EntryId, Knowledge
from bot.core.languages import Language, written
from bot.core.matching.groups import Groups
from bot.core.noise import Dice, noise
from bot.core.replies import Answer, Chatted, Choices, NotUnderstood, Refused, Reply
from bot.core.stories import pieces_of
from bot.core.text import normalise

Week = NewType("Week", str)
"""An ISO week, `2026-W48`: the finest time there is in here."""
Subject = NewType("Subject", str)
"""What was asked about: an entry, a kind of small talk, `word:<group of the lexicon>` of a message not understood, or `WHOLE`."""

WHOLE = Subject("*")
"""Whatever it was about."""
WORD = "word:"
"""Before the name of a group of the lexicon."""
_SUBJECT = re.compile(r"\*|(?:word:)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST_SUBJECT = 80
_WEEK = re.compile(r"[0-9]{4}-W[0-9]{2}", re.ASCII)


class Outcome(StrEnum):
    """What came of it."""

    ANSWERED = "answered"
    URGENT = "urgent"
    OFFERED = "offered"
    CHOSEN = "chosen"
    NOT_UNDERSTOOD = "not-understood"
    REFUSED = "refused"
    SMALL_TALK = "small-talk"
    HELPED = "helped"
    DID_NOT_HELP = "did-not-help"


EPSILON_OF_A_SUBJECT, EPSILON_OF_THE_WHOLE = Fraction(3, 4), Fraction(1, 4)
"""One together: the most an event changes is one of each by one. Wholes are large and bear wider noise."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number's place.

    Raises:
        ValueError: for what is no week or no name of ours; a sentence, a number or a Korean or Chinese word does not fit in.
    """

    week: Week
    language: Language
    subject: Subject
    outcome: Outcome

    def __post_init__(self) -> None:
        if not _WEEK.fullmatch(self.week) or not _SUBJECT.fullmatch(self.subject) or len(self.subject) > _LONGEST_SUBJECT:
            raise ValueError("a cell holds a week and a name of ours, nothing else")  # unquoted: it may be what a person wrote

    @property
    def epsilon(self) -> Fraction:
        """How much the number may tell of one event."""
        return EPSILON_OF_THE_WHOLE if self.subject == WHOLE else EPSILON_OF_A_SUBJECT


@dataclass(frozen=True, slots=True)
class Asked:
    """A message was answered; its text is looked through for words of ours, then forgotten."""

    text: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button or link led to a page."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Judged:
    """Somebody said whether an answer helped."""

    language: Language
    entry: EntryId
    helped: bool


Event = Asked | Pressed | Judged
_Place = tuple[Language, str, Outcome]
"""A cell without its week; the text is looked up and never kept."""


def week_of(day: date) -> Week:
    """The ISO week of a day; its year is the one most of the week lies in."""
    year, number, _ = day.isocalendar()
    return Week(f"{year:04}-W{number:02}")


def may_be_judged(entry: Entry) -> bool:
    """Whether its page asks if it helped: no urgent one does, nothing may stand between a person in danger and the numbers."""
    return not entry.urgent and entry.id != REFUSAL


def cells_of(knowledge: Knowledge, week: Week) -> Iterator[Cell]:
    """Every cell that can be counted in a week, in the order of the knowledge."""
    for language in Language:
        for entry in knowledge.entries.values():
            for outcome in _outcomes_of(entry):
                yield Cell(week, language, Subject(entry.id), outcome)
        for kind, talk in knowledge.small_talk.items():
            if talk.answer:
                yield Cell(week, language, Subject(kind), Outcome.SMALL_TALK)
        for group in knowledge.lexicon.groups:
            yield Cell(week, language, Subject(f"{WORD}{group}"), Outcome.NOT_UNDERSTOOD)
        for outcome in Outcome:
            yield Cell(week, language, WHOLE, outcome)


def _outcomes_of(entry: Entry) -> tuple[Outcome, ...]:
    if entry.id == REFUSAL:
        return Outcome.REFUSED, Outcome.CHOSEN
    if entry.urgent:
        return Outcome.URGENT, Outcome.OFFERED, Outcome.CHOSEN
    return Outcome.ANSWERED, Outcome.OFFERED, Outcome.CHOSEN, Outcome.HELPED, Outcome.DID_NOT_HELP


class Counter:
    """The counts since they were last taken.

    All cells of a week are there from the start, at zero and in the order of the knowledge: the memory of the process shows which
    numbers rose, but not in which order, nor when in the week.
    """

    def __init__(self, edition: Edition, week: Callable[[], Week], dice: Dice) -> None:
        """`week` gives the current one; `dice` picks the word of a message that is counted."""
        self._week, self._dice = week, dice
        self._counts: dict[Cell, int] = {}
        self._countable = _Countable(edition, week())
        self._begin()

    def count(self, edition: Edition, event: Event) -> None:
        """Count an event; one that has no cell in this edition (forged data, a page about nothing) changes nothing."""
        self._follow(edition)
        told = self._told_by(event)
        if told is None:
            return
        language, subject, outcome = told
        cells = self._countable.cells  # looked up here, never made of what was said
        if cell := cells.get((language, subject, outcome)):
            for one in {cell, cells[language, WHOLE, outcome]}:
                self._counts[one] += 1

    def take(self) -> Mapping[Cell, int]:
        """All counts, zeros too, of the weeks since this was last done; counting begins anew."""
        self._follow(self._countable.edition)
        taken, self._counts = self._counts, {}
        self._begin()
        return taken

    def _follow(self, edition: Edition) -> None:
        """Add the cells of a new edition or week."""
        if edition is not self._countable.edition or self._week() != self._countable.week:
            self._countable = _Countable(edition, self._week())
            self._begin()

    def _begin(self) -> None:
        for cell in self._countable.cells.values():
            self._counts.setdefault(cell, 0)

    def _told_by(self, event: Event) -> _Place | None:
        match event:
            case Asked(text, NotUnderstood(language)):
                words = self._countable.words_in(text, language)
                return language, f"{WORD}{words[self._dice.randrange(len(words))]}" if words else WHOLE, Outcome.NOT_UNDERSTOOD
            case Asked(_, Answer(language, entry, urgent=urgent)):
                return language, entry, Outcome.URGENT if urgent else Outcome.ANSWERED
            case Asked(_, Choices(language, (likeliest, *_))):
                return language, likeliest, Outcome.OFFERED
            case Asked(_, Refused(language, entry)):
                return language, entry, Outcome.REFUSED
            case Asked(_, Chatted(language, kind)):
                return language, kind, Outcome.SMALL_TALK
            case Pressed(Answer(language, entry)):
                return language, entry, Outcome.CHOSEN
            case Judged(language, entry, helped):
                return language, entry, Outcome.HELPED if helped else Outcome.DID_NOT_HELP
            case Asked() | Pressed():
                return None  # the first page, the topics, a notice: about nothing
            case _:
                assert_never(event)


class _Countable:
    """What can be counted with one edition in one week."""

    def __init__(self, edition: Edition, week: Week) -> None:
        self.edition, self.week = edition, week
        self.cells: Mapping[_Place, Cell] = {(one.language, one.subject, one.outcome): one for one in cells_of(edition.knowledge, week)}

    def words_in(self, text: str, language: Language) -> list[str]:
        """Which groups of the lexicon a message names, each once; Korean and Chinese in Latin letters are not looked into."""
        spoken, tables = written(language), self.edition.tables
        return sorted({name for piece in pieces_of(text) for name in self._groups.found(normalise(piece, spoken, tables), spoken)})

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self.edition.knowledge.lexicon, self.edition.tables)


def with_noise(counts: Mapping[Cell, int], dice: Dice) -> dict[Cell, int]:
    """Counts with two-sided geometric noise on each, so that one event more or less makes any result at most e times as likely.

    The results may be negative and are added up as they are; only reports suppress and round. For counts nothing else serves every
    reader as well (Ghosh, Roughgarden, Sundararajan 2009).
    """
    return {cell: count + noise(cell.epsilon, dice) for cell, count in counts.items()}
