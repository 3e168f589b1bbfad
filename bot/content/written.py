"""What people write in knowledge/, as it lies there in English: topics with their entries, contacts, lexicon, small talk.

The classes are the schema; `knowledge/README.md` explains each key to its writers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.knowledge import Confidence, Risk, Source


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
