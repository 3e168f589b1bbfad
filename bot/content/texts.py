"""All texts a reader may see, in every language, as they were written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from bot.content.knowledge_files import WrittenEntry, WrittenKnowledge, line_of
from bot.content.problem import Level, Problem
from bot.content.translation_files import Translations
from bot.core.languages import Language


@dataclass(frozen=True, slots=True)
class Text:
    """One text a reader may see, in one language.

    Attributes:
        identity: its msgctxt.
        in_china: whether a reader in China may be shown it: general texts and those for China.
        is_answer: an entry's text: contacts may stand in it.
    """

    file: str
    line: int
    identity: str
    language: str
    text: str
    english: str
    in_china: bool = False
    is_answer: bool = False


@dataclass(frozen=True)
class Content:
    """What people wrote, as read from disk, and the day it is checked."""

    root: Path
    written: WrittenKnowledge
    translations: Translations
    today: date

    @cached_property
    def english(self) -> tuple[Text, ...]:
        """Every English text of knowledge/."""
        return tuple(self._english())

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text in every language, the translations that exist."""
        translated = (
            Text(
                f"locales/{language}/LC_MESSAGES/answers.po",
                found.line,
                one.identity,
                language,
                found.text,
                one.text,
                one.in_china,
                one.is_answer,
            )
            for one in self.english
            for language in self.translations.catalogues
            if (found := self.translations.find(language, "answers", one.identity))
        )
        return (*self.english, *translated)

    def line(self, file: str, id: str) -> int:
        """The line of an entry or contact in a file of knowledge/."""
        return line_of(self.root / file, id.removeprefix("small-talk."))

    def entry_problem(self, topic: str, entry: WrittenEntry, message: str, remedy: str, level: Level = Level.ERROR) -> Problem:
        """A problem of an entry."""
        file = f"knowledge/{topic}.toml"
        return Problem(file, self.line(file, entry.id), entry.id, message, remedy, level)

    def _english(self) -> Iterator[Text]:
        def text(file: str, id: str, identity: str, words: str, **kind: bool) -> Text:
            return Text(file, self.line(file, id), identity, Language.ENGLISH, words.strip(), words.strip(), **kind)

        for topic, written in self.written.topics.items():
            file = f"knowledge/{topic}.toml"
            yield text(file, "", f"topic.{topic}.title", written.title)
            for entry in written.entry:
                yield text(file, entry.id, f"{entry.id}.question", entry.question, in_china=True)
                yield text(file, entry.id, f"{entry.id}.answer", entry.answer, in_china=True, is_answer=True)
                for country, variant in entry.variant.items():
                    identity = f"{entry.id}.{country}.answer"
                    yield text(file, entry.id, identity, variant.answer, in_china=country == "CN", is_answer=True)
        for id, contact in self.written.contacts.items():
            for key in ("name", "hours", "caution"):
                if words := getattr(contact, key):
                    yield text("knowledge/contacts.toml", id, f"contact.{id}.{key}", words)
        for id, kind in self.written.small_talk.items():
            if kind.answer:
                yield text("knowledge/small_talk.toml", id, f"small-talk.{id}.answer", kind.answer)


def problem_at(text: Text, message: str, remedy: str) -> Problem:
    """A problem of a text."""
    return Problem(text.file, text.line, text.identity, message, remedy)
