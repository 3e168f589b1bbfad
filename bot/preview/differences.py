"""What is worded otherwise than in another edition, word by word."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from bot.content.compiling import traditional
from bot.core.knowledge import Contact, Country, Entry, Source
from bot.core.languages import WRITTEN, Language

_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|[^\w\s]")
"""Words, as far as a script divides them: a Chinese character is one."""
_LINES = re.compile(r".*\n|.+")


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing said of an entry or contact that is not as before.

    Attributes:
        what: a name for people.
        language: of the text; None for facts without a language.
    """

    what: str
    language: Language | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """Where a text stands; `in_lines` where it is a list, of which only changed lines are worth showing."""

    what: str
    language: Language | None = None
    in_lines: bool = False


def pieces_of(before: str, after: str, *, in_lines: bool = False) -> tuple[Piece, ...]:
    """Two texts laid over each other; without the removed pieces it is the later, without the added ones the earlier text."""
    pattern = _LINES if in_lines else _WORDS
    old, new = pattern.findall(before), pattern.findall(after)
    pieces: list[Piece] = []
    for same, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if same == "equal":
            pieces.append(Piece(Kind.SAME, "".join(old[start:end])))
            continue
        both = (Piece(Kind.REMOVED, "".join(old[start:end])), Piece(Kind.ADDED, "".join(new[new_start:new_end])))
        pieces.extend(piece for piece in both if piece.text)
    return tuple(pieces)


def changes_of_entry(before: Entry, after: Entry) -> tuple[Change, ...]:
    """What is said otherwise of an entry, phrasings and dates included."""
    return tuple(_changes(dict(_said_of_entry(before)), dict(_said_of_entry(after))))


def changes_of_contact(before: Contact, after: Contact) -> tuple[Change, ...]:
    """What is said otherwise of a contact."""
    return tuple(_changes(dict(_said_of_contact(before)), dict(_said_of_contact(after))))


def _changes(before: Mapping[_Said, str], after: Mapping[_Said, str]) -> Iterator[Change]:
    for said in dict.fromkeys([*after, *before]):
        old, new = before.get(said, ""), after.get(said, "")
        if old != new and not (_is_derived(said, before) and _is_derived(said, after)):
            pieces = pieces_of(old, new, in_lines=said.in_lines)
            shown = tuple(piece for piece in pieces if piece.kind is not Kind.SAME) if said.in_lines else pieces
            yield Change(said.what, said.language, shown)


def _is_derived(said: _Said, texts: Mapping[_Said, str]) -> bool:
    """Whether it says in Traditional Chinese what stands in Simplified: of both the change is told there."""
    if said.language is not Language.TRADITIONAL_CHINESE:
        return False
    return texts.get(said, "") == traditional(texts.get(replace(said, language=Language.CHINESE), ""))


def _said_of_entry(entry: Entry) -> Iterator[tuple[_Said, str]]:
    for language in Language:
        yield _Said("Title", language), entry.wording(language).title
        yield _Said("Text", language), entry.wording(language).answer
        yield _Said("State of the translation", language), entry.wording(language).state
        yield from ((_Said(f"Text for {country}", language), entry.wording(language, country).answer) for country in entry.variants)
    yield _Said("Sources", in_lines=True), _cited(entry.sources)
    yield from ((_Said(f"Sources for {one}", in_lines=True), _cited(variant.sources)) for one, variant in entry.variants.items())
    yield _Said("Contacts below the text", in_lines=True), _listed(entry.contacts)
    yield _Said("Related", in_lines=True), _listed(entry.related)
    yield _Said("Risk"), f"{entry.risk}{', urgent' if entry.urgent else ''}"
    yield _Said("Country"), entry.country or Country("")
    yield _Said("Reviewed"), str(entry.reviewed or "")
    yield _Said("To be reviewed by"), str(entry.review_by)
    yield _Said("Signs that bring it to the front", in_lines=True), _listed(sorted(entry.when))
    yield _Said("Signs that forbid it", in_lines=True), _listed(sorted(entry.not_when))
    yield from ((_Said("Phrasings", language, in_lines=True), _listed(entry.phrasings.get(language, ()))) for language in WRITTEN)


def _said_of_contact(contact: Contact) -> Iterator[tuple[_Said, str]]:
    for language in Language:
        yield _Said("Name", language), contact.name[language]
        yield _Said("Hours", language), contact.hours[language] if contact.hours else ""
        yield _Said("Caution", language), contact.caution[language] if contact.caution else ""
    yield _Said("Kind"), contact.kind
    yield _Said("Country"), contact.country
    yield _Said("Languages spoken there"), ", ".join(contact.languages)
    yield _Said("Phones", in_lines=True), _listed(contact.phones)
    yield _Said("At night"), contact.after_hours or ""
    yield _Said("E-mail"), contact.email or ""
    yield _Said("Website"), contact.website or ""
    yield _Said("Confidence"), contact.confidence
    yield _Said("As of"), str(contact.as_of)
    yield _Said("Called"), str(contact.called or "")
    yield _Said("Source", in_lines=True), _cited((contact.source,))


def _cited(sources: tuple[Source, ...]) -> str:
    return _listed(f"{one.publisher}, {one.title} ({one.as_of}) {one.url or ''}".strip() for one in sources)


def _listed(names: Iterable[str]) -> str:
    return "".join(f"{name}\n" for name in names)
