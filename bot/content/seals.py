"""A second person's word for each number and link: knowledge/contacts.lock.

No rule can see that a digit was changed: a number is a fact that only its source knows. So it is written twice, by two people, as
bookkeepers do: one writes it into contacts.toml, another reads the source and types it again (`contacts seal ID NUMBER LINK …`). Who
changes one file alone fails `check`. The repository must ask others to approve the lock than contacts.toml (see CODEOWNERS).

The lock holds the numbers themselves, not hashes: a number has so few digits that a hash hides nothing, and whoever approves a change
of the lock should see the old number and the new one. Besides it holds the hosts that sources may lead to, because readers open those.
The first lock (`contacts seal --first`) takes things as they stand: it guards against later changes, and proves nothing about earlier ones.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.content.ledgers import read_ledger, write_ledger
from bot.content.problem import BrokenContent, Problem
from bot.content.texts import Content
from bot.content.written import WrittenContact
from bot.core.knowledge import Confidence, Source

LOCK = "knowledge/contacts.lock"
Facts = tuple[str, ...]
"""What is sealed of a contact, one fact a line, such as `phone +82 2 3210 0404`."""

_HEADING = """Numbers and links as a second person typed them, or as they stood when this lock began, and the hosts of sources.
Written by `python -m bot contacts seal`; whoever changes contacts.toml does not approve changes of this file."""


@dataclass(frozen=True, slots=True)
class Seals:
    """Everything that is sealed."""

    contacts: Mapping[str, Facts]
    hosts: frozenset[str]

    def with_contact(self, id: str, contact: WrittenContact | None) -> "Seals":
        """The same, with a contact as it now stands; None: it is gone."""
        contacts = {other: facts for other, facts in self.contacts.items() if other != id}
        return Seals(contacts | {id: facts_of(contact)} if contact else contacts, self.hosts)


def facts_of(contact: WrittenContact) -> Facts:
    """What is sealed of a contact: whether it is shown, and everything that leads somewhere."""
    facts = [
        ("shown" if contact.is_shown else "hidden", ""),
        ("country", contact.country),
        *(("phone", phone) for phone in contact.phone),
        ("at night", contact.after_hours),
        ("e-mail", contact.email),
        ("website", contact.website),
        ("source", contact.source.url),
    ]
    return tuple(f"{what} {value}".rstrip() for what, value in facts if value is not None)


def dialled(contact: WrittenContact) -> tuple[str, ...]:
    """What a second person types again: the numbers and links that readers see."""
    return (*contact.phone, *filter(None, (contact.after_hours, contact.email, contact.website)))


def as_typed(value: str) -> str:
    """A number or link without what people write differently: blanks, hyphens, brackets, capitals, a slash at the end."""
    return value.strip().lower().rstrip("/").translate(str.maketrans("", "", " -()")) or value


def read_seals(root: Path) -> Seals | None:
    """What is sealed, or None where nothing is yet.

    Raises:
        BrokenContent: the lock cannot be read.
    """
    tables = read_ledger(root, LOCK)
    if tables is None:
        return None
    return Seals({id: tuple(facts) for id, facts in tables.get("contacts", {}).items()}, frozenset(tables.get("hosts", {})))


def write_seals(root: Path, seals: Seals) -> None:
    """Write the lock."""
    hosts: dict[str, str | list[str]] = dict.fromkeys(seals.hosts, "")
    write_ledger(root, LOCK, _HEADING, {"contacts": {id: [*facts] for id, facts in seals.contacts.items()}, "hosts": hosts})


def as_they_stand(content: Content) -> Seals:
    """Seals for everything that is written."""
    hosts = frozenset(host for _, _, source in _sources(content) if (host := host_of(source)))
    return Seals({id: facts_of(contact) for id, contact in content.written.contacts.items()}, hosts)


def host_of(source: Source) -> str:
    """The host a source leads to; "" for one without a link."""
    try:
        return urlsplit(source.url or "").netloc.lower()
    except ValueError:
        return source.url or ""


def contacts_are_sealed(content: Content) -> Iterator[Problem]:
    """A forger, or a slip of the hand, changes one file; the numbers people call stand in two."""
    try:
        seals = read_seals(content.root)
    except BrokenContent as broken:
        yield from broken.problems
        return
    if seals is None:
        yield Problem(LOCK, 0, "", "The lock is missing: nobody would notice a changed number.", "Run: python -m bot contacts seal --first")
        return
    for id, contact in content.written.contacts.items():
        if (sealed := seals.contacts.get(id)) is None:
            yield _broken(content, id, "Nobody else has sealed it.")
        elif difference := _difference(sealed, contact):
            yield _broken(content, id, difference)
    for id in sorted(seals.contacts.keys() - content.written.contacts.keys()):
        yield Problem(
            LOCK, 0, id, "It is sealed, and stands in contacts.toml no more.", f"Restore it, or run: python -m bot contacts seal {id}"
        )


def sources_lead_where_they_did(content: Content) -> Iterator[Problem]:
    """Readers open sources too: a link to a look-alike host is as good a trap as a number."""
    try:
        seals = read_seals(content.root)
    except BrokenContent:
        return  # `contacts_are_sealed` tells
    for topic, id, source in _sources(content):
        host = host_of(source)
        if seals and host and host not in seals.hosts:
            file = f"knowledge/{topic}.toml"
            remedy = f"If its publisher is there: python -m bot contacts seal --host {host}"
            yield Problem(file, content.line(file, id), id, f"Nobody else has looked at the host {host}.", remedy)


def _difference(sealed: Facts, contact: WrittenContact) -> str:
    """What is not as it was sealed; a contact may be withdrawn without a seal, but not shown again."""
    facts = facts_of(contact)
    if facts == sealed or (contact.withdrawn is not None and facts[1:] == sealed[1:] and contact.confidence is not Confidence.LOW):
        return ""
    new, old = (", ".join(one for one in some if one not in others) or "nothing" for some, others in ((facts, sealed), (sealed, facts)))
    return f"Here stands {new}; sealed is {old}." if new != old else "Its numbers stand in another order than when it was sealed."


def _broken(content: Content, id: str, message: str) -> Problem:
    file = "knowledge/contacts.toml"
    remedy = f"Somebody who did not write it reads the source, then runs: python -m bot contacts seal {id} NUMBERS-AND-LINKS"
    return Problem(file, content.line(file, id), id, message, remedy)


def _sources(content: Content) -> Iterable[tuple[str, str, Source]]:
    for topic, entry in content.written.entries():
        for source in (*entry.sources, *(source for variant in entry.variant.values() for source in variant.sources)):
            yield topic, entry.id, source
