"""Seals set: a second person types again what stands in the source, and only where both agree it is written down."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.content.confirming import Refused
from bot.content.seals import LOCK, Seals, as_they_stand, as_typed, dialled, facts_of, read_seals, write_seals
from bot.content.texts import Content
from bot.content.written import WrittenContact
from bot.hints import did_you_mean


def seal_contact(content: Content, id: str, typed: Sequence[str]) -> Iterator[str]:
    """Seal a contact as it stands, or as gone; lines that say what was sealed before and is now.

    Raises:
        Refused: what was typed is not what stands in contacts.toml; nothing was written.
    """
    seals, contact = _seals(content), content.written.contacts.get(id)
    before = seals.contacts.get(id, ())
    if contact is None and not before:
        raise Refused(f"No contact is called {id}. {did_you_mean(id, content.written.contacts)}".rstrip())
    wanted = {as_typed(one): one for one in dialled(contact)} if contact else {}
    given = {as_typed(one): one for one in typed}
    if wanted.keys() != given.keys():
        raise Refused(" ".join(("What you typed and what stands in contacts.toml differ.", *_differences(contact, wanted, given))))
    write_seals(content.root, seals.with_contact(id, contact))
    now = facts_of(contact) if contact else ()
    yield f"{id} is sealed." if contact else f"{id} is gone, and its seal too."
    yield from (f"  was: {one}" for one in before if one not in now)
    yield from (f"  now: {one}" for one in now if one not in before)


def _differences(contact: WrittenContact | None, wanted: Mapping[str, str], given: Mapping[str, str]) -> Iterator[str]:
    """What differs. What stands in contacts.toml is counted and not told: whoever seals should read it in the source, not here."""
    source = contact and contact.source.url
    strange = [typed for key, typed in given.items() if key not in wanted and typed != source]
    missing = Counter(_kind(one) for key, one in wanted.items() if key not in given)
    if strange:
        yield f"Only you have: {', '.join(strange)}."
    if missing:
        yield f"Not typed: {', '.join(f'{number} {kind}' for kind, number in missing.items())}."
    if source in given.values() and as_typed(source or "") not in wanted:
        yield "The address of the source itself is not typed."
    if strange or missing:
        yield "Read the source again; if contacts.toml is wrong, correct it first."


def _kind(fact: str) -> str:
    return "e-mail address(es)" if "@" in fact else "number(s)" if fact.strip("+ ")[:1].isdigit() else "link(s)"


def seal_host(content: Content, host: str) -> str:
    """Allow sources to lead to a host.

    Raises:
        Refused: no source leads there; nothing was written.
    """
    seals, used = _seals(content), as_they_stand(content).hosts
    if host not in used:
        raise Refused(f"No source leads to {host}. {did_you_mean(host, used)}".rstrip())
    write_seals(content.root, replace(seals, hosts=(seals.hosts & used) | {host}))
    return f"Sources may lead to {host}."


def seal_everything(content: Content) -> str:
    """Take everything as it stands, where nothing is sealed yet.

    Raises:
        Refused: something is.
    """
    if read_seals(content.root) is not None:
        raise Refused(f"{LOCK} exists. Seal one contact after the other: python -m bot contacts seal ID NUMBER LINK …")
    seals = as_they_stand(content)
    write_seals(content.root, seals)
    return f"{LOCK} written: {len(seals.contacts)} contacts and {len(seals.hosts)} hosts as they stand; nobody compared them with a source."


def _seals(content: Content) -> Seals:
    if (seals := read_seals(content.root)) is None:
        raise Refused(f"{LOCK} is missing. Take it from the repository, or begin one: python -m bot contacts seal --first")
    return seals
