"""What the bot knows: topics, entries, contacts and words, as one immutable value.

Every text was written by a person, has a source and a date. Nothing in here is about who asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from bot.core.languages import Language, written

EntryId = NewType("EntryId", str)
ContactId = NewType("ContactId", str)
TopicId = NewType("TopicId", str)
Country = NewType("Country", str)
"""ISO 3166-1 alpha-2 (`TH`); `XX` is a contact that works across borders."""
SignName = NewType("SignName", str)
"""A name in lexicon.toml for something a message says that must be noticed (`mission-of-north`)."""

REFUSAL = EntryId("cannot-help")
"""The entry that answers requests to find, report, buy, guide or send back people."""
EMERGENCY = EntryId("emergency-contacts")
"""The entry behind the urgent button of every page."""


class Risk(StrEnum):
    """How much harm a mistake can do; set from the harm, before any threshold."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Confidence(StrEnum):
    """How sure the source of a contact is; `low` ones are never shown to a user."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class State(StrEnum):
    """How a text stands to the English one it follows, best first."""

    CURRENT = "current"
    MISSING = "missing"
    STALE = "stale"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is from; `url` only when it is the publisher's own address."""

    title: str
    publisher: str
    as_of: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A page's title and text in one language.

    Attributes:
        language: the language the text is really in: English where a translation is missing.
        state: of the translation; `WITHHELD` when the English was changed to repair a danger.
    """

    title: str
    answer: str
    language: Language
    state: State = State.CURRENT


@dataclass(frozen=True, slots=True)
class Variant:
    """The advice of an entry for one country, with its own sources."""

    wordings: Mapping[Language, Wording]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and its answer.

    Attributes:
        contacts: shown below the text, after those its placeholders name.
        country: the one country the entry is about; a message that names only others is not answered with it.
        when: signs that alone bring the entry to the front (urgent entries and refusals).
        not_when: signs that forbid the entry as a direct answer.
        reviewed: the day a named role re-read text and sources; None until a person did.
        review_by: after this day the text is shown as expired.
    """

    id: EntryId
    topic: TopicId
    risk: Risk
    urgent: bool
    wordings: Mapping[Language, Wording]
    sources: tuple[Source, ...]
    phrasings: Mapping[Language, tuple[str, ...]]
    review_by: date
    variants: Mapping[Country, Variant]
    contacts: tuple[ContactId, ...] = ()
    related: tuple[EntryId, ...] = ()
    country: Country | None = None
    when: frozenset[SignName] = frozenset()
    not_when: frozenset[SignName] = frozenset()
    reviewed: date | None = None

    def wording(self, language: Language, country: Country | None = None) -> Wording:
        """The text for a reader, the country's own where there is one."""
        variant = self.variants.get(country) if country else None
        wordings = variant.wordings if variant else self.wordings
        fitting = (one for one in (language, written(language)) if one in wordings)
        return wordings[next(fitting, Language.ENGLISH)]  # a language younger than the edition is read in English

    def is_expired(self, today: date) -> bool:
        """Whether the text was to be reviewed before today and has not been."""
        return today > self.review_by


@dataclass(frozen=True, slots=True)
class Contact:
    """A public service and how it is reached.

    Attributes:
        phones: as dialled, digits grouped for reading; short numbers belong to `country`.
        caution: what a reader must know before calling.
        called: the day somebody called it and it answered; None until then.
    """

    id: ContactId
    kind: str
    country: Country
    name: Mapping[Language, str]
    confidence: Confidence
    as_of: int
    source: Source
    phones: tuple[str, ...] = ()
    after_hours: str | None = None
    email: str | None = None
    website: str | None = None
    hours: Mapping[Language, str] | None = None
    caution: Mapping[Language, str] | None = None
    languages: tuple[str, ...] = ()
    called: date | None = None

    @property
    def is_shown(self) -> bool:
        """Whether a user may see it at all."""
        return self.confidence is not Confidence.LOW


@dataclass(frozen=True, slots=True)
class Topic:
    """A file of entries, in the order they are listed."""

    id: TopicId
    title: Mapping[Language, str]
    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A greeting or the like: ways to say it and what the bot says back; no answer means "not our business"."""

    id: str
    phrasings: Mapping[Language, tuple[str, ...]]
    answer: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Sign:
    """Wording that says one thing beyond doubt, whatever stands around it.

    Attributes:
        words: per language; `*` stands for up to `GAP` other characters.
        unless: wording that takes the sign back (돌아가고 싶지 않 against 돌아가고 싶).
    """

    words: Mapping[Language, tuple[str, ...]]
    unless: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of the field.

    Attributes:
        groups: name -> the words for one thing in all languages (북송 = forced return = 遣返).
        signs: name -> what must be noticed: danger to life, a request that harms, one of two opposites.
        countries: country -> its names and cities as people write them, per language.
    """

    groups: Mapping[str, Mapping[Language, tuple[str, ...]]]
    signs: Mapping[SignName, Sign]
    countries: Mapping[Country, Mapping[Language, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything in knowledge/ and locales/, put together.

    Attributes:
        withdrawn: entries that were and are no more, for links that still name them; an older edition does not know its own.
    """

    topics: tuple[Topic, ...]
    entries: Mapping[EntryId, Entry]
    contacts: Mapping[ContactId, Contact]
    small_talk: Mapping[str, SmallTalk]
    lexicon: Lexicon
    country_names: Mapping[Language, Mapping[Country, str]]
    withdrawn: frozenset[EntryId] = frozenset()

    @property
    def urgent(self) -> tuple[EntryId, ...]:
        """The urgent entries, in the order of their file."""
        return tuple(id for topic in self.topics for id in topic.entries if self.entries[id].urgent)
