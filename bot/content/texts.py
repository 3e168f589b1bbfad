"""All texts a reader may see, in every language, as they were written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from bot.content.places import Places
from bot.content.problem import Level, Problem
from bot.content.translation_files import Translations
from bot.content.written import WrittenEntry, WrittenKnowledge
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

    def line(self, file: str, id: str, key: str = "") -> int:
        """The line of a key of an entry, contact or table in a file of knowledge/; without a key, or without that key, of its head."""
        return self._places_in(file).line(id.removeprefix("small-talk."), key)

    def line_with(self, file: str, id: str, identity: str, words: str) -> int:
        """The line on which an entry of knowledge/, or the message of a .po file with some identity, says certain words."""
        if file.endswith(".toml"):
            return self._places_in(file).line_with(id.removeprefix("small-talk."), words)
        _, language, _, name = file.split("/")
        start = self.translations.line(language, name.removesuffix(".po"), identity)
        message = takewhile(str.strip, (self.root / file).read_text(encoding="utf-8-sig").splitlines()[max(0, start - 1) :])
        return next((number for number, line in enumerate(message, start) if words and f'"{words}' in line), start)

    def entry_problem(
        self, topic: str, entry: WrittenEntry, message: str, remedy: str, level: Level = Level.ERROR, key: str = ""
    ) -> Problem:
        """A problem of an entry, or of one of its keys."""
        file = f"knowledge/{topic}.toml"
        return Problem(file, self.line(file, entry.id, key), entry.id, message, remedy, level)

    @cached_property
    def _places(self) -> dict[str, Places]:
        return {}

    def _places_in(self, file: str) -> Places:
        if file not in self._places:
            self._places[file] = Places.read(self.root / file)
        return self._places[file]

    def _english(self) -> Iterator[Text]:
        def text(file: str, id: str, key: str, identity: str, words: str, **kind: bool) -> Text:
            return Text(file, self.line(file, id, key), identity, Language.ENGLISH, words.strip(), words.strip(), **kind)

        for topic, written in self.written.topics.items():
            file = f"knowledge/{topic}.toml"
            yield text(file, "", "title", f"topic.{topic}.title", written.title)
            for entry in written.current:
                yield text(file, entry.id, "question", f"{entry.id}.question", entry.question, in_china=True)
                yield text(file, entry.id, "answer", f"{entry.id}.answer", entry.answer, in_china=True, is_answer=True)
                for country, variant in entry.variant.items():
                    key, identity = f"variant.{country}", f"{entry.id}.{country}.answer"
                    yield text(file, entry.id, key, identity, variant.answer, in_china=country == "CN", is_answer=True)
        for id, contact in self.written.contacts.items():
            for key in ("name", "hours", "caution"):
                if words := getattr(contact, key):
                    yield text("knowledge/contacts.toml", id, key, f"contact.{id}.{key}", words)
        for id, kind in self.written.small_talk.items():
            if kind.answer:
                yield text("knowledge/small_talk.toml", id, "answer", f"small-talk.{id}.answer", kind.answer)


def problem_at(text: Text, message: str, remedy: str) -> Problem:
    """A problem of a text."""
    return Problem(text.file, text.line, text.identity, message, remedy)
