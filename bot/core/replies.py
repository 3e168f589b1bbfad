"""What the bot can say back: one dataclass per kind, rendered by the adapters (`match` with `assert_never`)."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from bot.core.knowledge import Country, Entry, EntryId, Risk, State, TopicId, Wording
from bot.core.languages import Language


@dataclass(frozen=True, slots=True)
class Origin:
    """The page somebody came from, for the way back: one entry's, in a country's variant, or the choices between several.

    Attributes:
        entries: of the page; more than one were choices.
    """

    entries: tuple[EntryId, ...]
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry's page.

    Attributes:
        country: of the variant shown; None for the general text.
        also: other readings of the question, offered below.
        urgent: the page leads because somebody may be in danger.
        beside: a second language shown under the first (bilingual card).
        page: from 1; a text with its contacts in two languages may need more than one.
        origin: None where somebody came from the entry's topic, or asked.
    """

    language: Language
    entry: EntryId
    country: Country | None = None
    also: tuple[EntryId, ...] = ()
    urgent: bool = False
    beside: Language | None = None
    page: int = 1
    origin: Origin | None = None


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
    """The entries of a topic, some of them on each page."""

    language: Language
    topic: TopicId
    page: int = 1


@dataclass(frozen=True, slots=True)
class Related:
    """All questions related to an entry, when they are more than its page shows."""

    language: Language
    entry: EntryId
    page: int = 1


@dataclass(frozen=True, slots=True)
class Languages:
    """The choice of language, each by its own name."""

    language: Language


@dataclass(frozen=True, slots=True)
class Verify:
    """Who runs this bot, and how to tell it from a false one."""

    language: Language


class Depth(IntEnum):
    """How much is said about privacy: somebody in a hurry reads two lines, somebody in doubt all of it."""

    SHORT = 1
    SIMPLE = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the bot keeps, and what others can see."""

    language: Language
    depth: Depth = Depth.SHORT


class Notice(StrEnum):
    """A kind reply about something that is no question."""

    NOT_READ = "not-read"  # a photo, a voice message, a place …: deleted unread
    NONE_OF_THESE = "none-of-these"
    UNKNOWN_COMMAND = "unknown-command"
    ERASING = "erasing"
    ERASED = "erased"  # to the last message
    PARTLY_ERASED = "partly-erased"  # what is older than two days, or may be
    OUTDATED = "outdated"  # a button of an older edition, or forged data
    GONE = "gone"  # a link to an entry that was withdrawn


@dataclass(frozen=True, slots=True)
class Noted:
    """A notice, with the way on."""

    language: Language
    notice: Notice


QuestionReply = Answer | Choices | NotUnderstood | Refused | Chatted
"""What a question can get."""

Reply = QuestionReply | Home | Urgent | TopicPage | Related | Languages | Verify | Privacy | Noted


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
