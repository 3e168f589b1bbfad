"""What the bot can say back: one dataclass per kind, rendered by the adapters (`match` with `assert_never`)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.knowledge import Country, Entry, EntryId, Risk, State, TopicId, Wording
from bot.core.languages import Language


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry's page.

    Attributes:
        country: of the variant shown; None for the general text.
        also: other readings of the question, offered below.
        urgent: the page leads because somebody may be in danger.
        beside: a second language shown under the first (bilingual card).
    """

    language: Language
    entry: EntryId
    country: Country | None = None
    also: tuple[EntryId, ...] = ()
    urgent: bool = False
    beside: Language | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Several entries that may be meant: the bot is not sure and does not guess."""

    language: Language
    entries: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing was recognised: topics, urgent help and a person to call."""

    language: Language


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that would harm somebody; shows the entry that says so kindly."""

    language: Language
    entry: EntryId


@dataclass(frozen=True, slots=True)
class Chatted:
    """Small talk of a kind of knowledge/small_talk.toml."""

    language: Language
    kind: str


@dataclass(frozen=True, slots=True)
class Home:
    """The first page: what this is, in one breath, and the topics."""

    language: Language


@dataclass(frozen=True, slots=True)
class Urgent:
    """The urgent entries."""

    language: Language


@dataclass(frozen=True, slots=True)
class TopicPage:
    """The entries of a topic."""

    language: Language
    topic: TopicId


@dataclass(frozen=True, slots=True)
class Languages:
    """The choice of language, each by its own name."""

    language: Language


@dataclass(frozen=True, slots=True)
class Verify:
    """Who runs this bot, and how to tell it from a false one; with `privacy`, what it keeps as well."""

    language: Language
    privacy: EntryId | None = None


class Notice(StrEnum):
    """A kind reply about something that is no question."""

    NOT_READ = "not-read"  # a photo, a voice message, a place …: deleted unread
    NONE_OF_THESE = "none-of-these"
    ERASED = "erased"
    OUTDATED = "outdated"  # a button of an older edition, or forged data


@dataclass(frozen=True, slots=True)
class Noted:
    """A notice, with the way on."""

    language: Language
    notice: Notice


Reply = Answer | Choices | NotUnderstood | Refused | Chatted | Home | Urgent | TopicPage | Languages | Verify | Noted


class Shown(StrEnum):
    """How a text may be shown today."""

    CURRENT = "current"
    UNTRANSLATED = "untranslated"
    OLD_TRANSLATION = "old-translation"
    EXPIRED = "expired"
    CONTACTS_ONLY = "contacts-only"


def how_shown(entry: Entry, wording: Wording, today: date) -> Shown:
    """Whether a text is shown as it is, with a notice, or withheld in favour of its contacts.

    A stale or expired text is never shown as if it were current. Where a mistake can get somebody caught (red), it is withheld,
    unless it is urgent: then silence is worse. A translation older than the repair of a danger is always withheld.
    """
    if wording.state is State.WITHHELD:
        return Shown.CONTACTS_ONLY
    expired, stale = entry.is_expired(today), wording.state is State.STALE
    if (expired or stale) and entry.risk is Risk.RED and not entry.urgent:
        return Shown.CONTACTS_ONLY
    if expired:
        return Shown.EXPIRED
    if stale:
        return Shown.OLD_TRANSLATION
    return Shown.UNTRANSLATED if wording.state is State.MISSING else Shown.CURRENT
