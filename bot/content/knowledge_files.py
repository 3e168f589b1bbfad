"""Read knowledge/*.toml: topics with their entries, contacts, lexicon, small talk.

The classes below are the schema; `knowledge/README.md` explains each key to its writers.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import cattrs

from bot.content.places import Places
from bot.content.problem import BrokenContent, Problem
from bot.content.toml_text import parsed_toml
from bot.core.knowledge import Confidence, Risk, Source
from bot.hints import did_you_mean


@dataclass(frozen=True, slots=True)
class WrittenVariant:
    """The English text of an entry for one country."""

    answer: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry as its English writer keeps it; see `core.knowledge.Entry` for what the keys mean.

    Attributes:
        unsafe: the last change of the English text repaired a danger: older translations are withheld until renewed.
        withdrawn: why nobody gets this entry any more; it stays in its file so that its id is never used again.
        reviewer: the role of whoever reviewed it (`lawyer`), never a name.
    """

    id: str
    risk: Risk
    question: str
    answer: str
    phrasings: tuple[str, ...]
    sources: tuple[Source, ...]
    review_by: date
    urgent: bool = False
    unsafe: bool = False
    withdrawn: str | None = None
    reviewed: date | None = None
    reviewer: str | None = None
    country: str | None = None
    contacts: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    not_when: tuple[str, ...] = ()
    variant: Mapping[str, WrittenVariant] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WrittenTopic:
    """A file of entries."""

    title: str
    entry: tuple[WrittenEntry, ...]

    @property
    def current(self) -> tuple[WrittenEntry, ...]:
        """The entries that are not withdrawn."""
        return tuple(entry for entry in self.entry if entry.withdrawn is None)


@dataclass(frozen=True, slots=True)
class WrittenSource:
    """Where a contact was read."""

    title: str
    publisher: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenContact:
    """A contact; `note` is for maintainers and never shown.

    Attributes:
        caller: the role of whoever called it, never a name.
        withdrawn: why it is shown to nobody any more, wherever texts name it.
        stands_in: shown in place of a withdrawn contact where a text would be left with none.
    """

    kind: str
    country: str
    name: str
    confidence: Confidence
    as_of: int
    source: WrittenSource
    phone: tuple[str, ...] = ()
    after_hours: str | None = None
    email: str | None = None
    website: str | None = None
    city: str | None = None
    address: str | None = None
    hours: str | None = None
    caution: str | None = None
    note: str | None = None
    languages: tuple[str, ...] = ()
    called: date | None = None
    caller: str | None = None
    withdrawn: str | None = None
    stands_in: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether a user may see it at all."""
        return self.confidence is not Confidence.LOW and self.withdrawn is None


@dataclass(frozen=True, slots=True)
class WrittenSign:
    """Wording of a sign per language, and wording that takes it back."""

    en: tuple[str, ...] = ()
    ko: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WrittenLexicon:
    """lexicon.toml: words per language code (en, ko, zh)."""

    group: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    sign: Mapping[str, WrittenSign] = field(default_factory=dict)
    country: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    forbidden: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WrittenSmallTalk:
    """One kind of small talk in English; the other languages are in the translation files."""

    phrasings: tuple[str, ...]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class WrittenKnowledge:
    """All of knowledge/, in English."""

    topics: Mapping[str, WrittenTopic]
    contacts: Mapping[str, WrittenContact]
    lexicon: WrittenLexicon
    small_talk: Mapping[str, WrittenSmallTalk]

    def entries(self, *, withdrawn: bool = False) -> Iterator[tuple[str, WrittenEntry]]:
        """Every entry with the topic it stands in; those that are withdrawn only when asked for."""
        for topic, written in self.topics.items():
            for entry in written.entry if withdrawn else written.current:
                yield topic, entry

    def withdrawn(self) -> dict[str, str]:
        """Ids that are used no more, with the reason."""
        return {entry.id: entry.withdrawn for _, entry in self.entries(withdrawn=True) if entry.withdrawn is not None}


T = TypeVar("T")

CONTACTS, LEXICON, SMALL_TALK = "contacts.toml", "lexicon.toml", "small_talk.toml"
TOPIC_ORDER = ("urgent", "rights", "china", "trafficking", "havens", "korea", "services", "safety", "helpers", "about")
"""The order of the topics on the first page; a topic that is not named here comes last."""

_converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
for _kind in (str, int, bool, date):  # cattrs would make True of "no" and 2020 of "2020"
    _converter.register_structure_hook(_kind, lambda value, kind: _exactly(kind, value))

_tuple = _converter.get_structure_hook(tuple[str, ...])  # it would make a list of the letters of "112", of the keys of [entry]
_converter.register_structure_hook_func(
    lambda kind: getattr(kind, "__origin__", None) is tuple, lambda value, kind: _tuple(_exactly(list, value), kind)
)


def read_knowledge(folder: Path) -> WrittenKnowledge:
    """Read a folder of knowledge.

    Raises:
        BrokenContent: with one problem for each thing that is not as the schema says, of all files.
    """
    problems: list[Problem] = []
    if not folder.is_dir():
        raise BrokenContent([Problem(folder.name, 0, "", "The folder does not exist.", "Run the command from the project's root.")])

    def read(name: str, kind: type[T] | Any) -> T | None:
        try:
            found: T = _structured(folder / name, kind)
        except BrokenContent as broken:
            problems.extend(broken.problems)
            return None
        return found

    contacts = read(CONTACTS, Mapping[str, WrittenContact])
    lexicon = read(LEXICON, WrittenLexicon)
    small_talk = read(SMALL_TALK, Mapping[str, WrittenSmallTalk])
    names = sorted(path.stem for path in folder.glob("*.toml") if path.name not in (CONTACTS, LEXICON, SMALL_TALK))
    names.sort(key=lambda name: TOPIC_ORDER.index(name) if name in TOPIC_ORDER else len(TOPIC_ORDER))
    topics = {name: topic for name in names if (topic := read(f"{name}.toml", WrittenTopic))}
    if problems or contacts is None or lexicon is None or small_talk is None:
        raise BrokenContent(problems)
    return WrittenKnowledge(topics, contacts, lexicon, small_talk)


def _structured(path: Path, kind: type[T] | Any) -> T:
    where = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        if text.startswith(_MARK):
            problem = Problem(where, 1, "", "The file begins with a byte order mark.", "Save it as “UTF-8”, not as “UTF-8 with BOM”.")
            raise BrokenContent([problem])
        raw = parsed_toml(text)
    except FileNotFoundError:
        raise BrokenContent([Problem(where, 0, "", "The file is missing.", "Restore it from the repository.")]) from None
    except UnicodeDecodeError as error:
        raise BrokenContent([Problem(where, 0, "", f"Not UTF-8 at byte {error.start}.", "Save the file as UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        line = int(place[1]) if (place := _PLACE.search(str(error))) else len(text.splitlines())
        raise BrokenContent([Problem(where, line, "", f"Not valid TOML: {error}.", "Compare with a neighbouring entry.")]) from None
    try:
        return _converter.structure(raw, kind)  # type: ignore[no-any-return]
    except cattrs.BaseValidationError as error:
        raise BrokenContent(_explained(error, where, path, raw)) from None


_MARK = "\ufeff"
_PLACE = re.compile(r"at line (\d+)")


def _explained(error: cattrs.BaseValidationError, where: str, path: Path, raw: Mapping[str, Any]) -> Iterator[Problem]:
    places = Places.read(path)
    for text in cattrs.transform_error(error, format_exception=_sentence):
        what, _, place = text.rpartition(" @ $")
        entry = _entry_at(place, raw)
        yield Problem(where, places.line(entry), entry, f"{what} (at {place.lstrip('.') or 'top'}).", "See knowledge/README.md.")


def _entry_at(place: str, raw: Mapping[str, Any]) -> str:
    """The id behind a path such as `.entry[3].risk` or `['rok-embassy-hanoi'].phone`."""
    if place.startswith(".entry["):
        entry = raw["entry"][int(place.removeprefix(".entry[").partition("]")[0])]
        return str(entry.get("id", "")) if isinstance(entry, dict) else ""
    return place.removeprefix("['").partition("']")[0] if place.startswith("['") else ""


def _sentence(error: BaseException, kind: type | None) -> str:
    match error:
        case KeyError():
            return f"The key {error.args[0]} is missing"
        case cattrs.ForbiddenExtraKeysError():
            known = [name for name in getattr(error.cl, "__dataclass_fields__", ())]
            hints = " ".join(filter(None, (did_you_mean(key, known) for key in sorted(error.extra_fields))))
            return f"Unknown key {', '.join(sorted(error.extra_fields))}. {hints}".rstrip(" .")
        case ValueError() | TypeError():
            return f"Not a {getattr(kind, '__name__', kind)}: {error}"
        case _:
            return cattrs.v.format_exception(error, kind)


def _exactly(kind: type[T], value: object) -> T:
    if issubclass(kind, Enum):  # a StrEnum is a str too
        return kind(value)
    if type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, found {value!r:.40}")
    return value
