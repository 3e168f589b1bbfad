"""Contacts as maintainers read them, in Markdown: by country, with age and use; the list to call before launch; what a withdrawal does."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import groupby

from babel import Locale

from bot.content.due import due
from bot.content.seals import dialled
from bot.content.texts import Content
from bot.content.usage import Place, usage_of
from bot.content.withdrawals import Withdrawals
from bot.content.written import WrittenContact
from bot.core.ageing import CONFIRMED_FOR, confirmed_on
from bot.core.blocks import contact_of, placeholders
from bot.core.knowledge import Confidence, ContactId


def by_country(content: Content, country: str = "") -> Iterator[str]:
    """Every contact: whether it is shown, how old its source is, when it was called, and where it is named."""
    usage = usage_of(content)
    for name, contacts in _countries(content, country):
        yield from ("", f"## {name}: {len(contacts)}", "")
        for id, contact in contacts:
            yield f"- **{id}**: {'; '.join(_facts(content, contact))}; {_used(usage, id)}"


def launch(content: Content) -> Iterator[str]:
    """What is to be done before people are told about the bot: who has to be called, what has to be read."""
    yield f"# To do before launch, as of {content.today}"
    uncalled = {id for id, one in content.written.contacts.items() if confirmed_on(one.called, content.today) is None}
    yield from ("", f"## To call, from outside China: {len(uncalled)} of {len(content.written.contacts)} contacts")
    yield from (
        "",
        "Ask: who answers, when, in which languages, for whom, do they ask for a name? One without a number: open it, write to it.",
    )
    for name, contacts in _countries(content, ""):
        todo = [(id, one) for id, one in contacts if id in uncalled]
        if todo:
            yield from ("", f"### {name}", "")
            yield from (
                f"- [ ] **{id}**: {', '.join(dialled(one)) or 'nothing to reach it by'}{_mark(content, one)}; {_source(one)}"
                for id, one in todo
            )
    unread = due(content, timedelta())
    yield from ("", f"## To read, by somebody with a role: {len(unread)} entries", "")
    yield from (f"- [ ] {one}" for one in unread)


def consequences(content: Content, id: str) -> Iterator[str]:
    """What readers get where a contact that is now withdrawn was named; `content` as it is afterwards."""
    withdrawals, usage = Withdrawals(content.written.contacts), usage_of(content)
    entries = {entry.id: entry for _, entry in content.written.entries()}
    for place in usage.get(ContactId(id), ()):
        entry = entries[place.entry]
        text = entry.variant[place.country].answer if place.country else entry.answer
        left = withdrawals.remaining(text, entry.contacts)
        instead = left or filter(None, [withdrawals.stand_in])
        yield f"{place}: {'still shows' if left else 'shows instead'} {', '.join(instead) or 'no contact'}{_dangling(text, id)}"


def _dangling(text: str, id: str) -> str:
    """A warning, where the line before the contact leads to it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    before = [lines[at - 1] for at, line in enumerate(lines) if at and contact_of("".join(placeholders(line))) == id]
    return f". Read whether this still makes sense before it: “{before[0]}”" if before and not before[0].startswith("{") else ""


def _countries(content: Content, wanted: str) -> Iterator[tuple[str, list[tuple[str, WrittenContact]]]]:
    names = Locale("en").territories
    contacts = sorted(content.written.contacts.items(), key=lambda one: one[1].country)
    for code, some in groupby(contacts, key=lambda one: one[1].country):
        if wanted in ("", code):
            yield f"{names.get(code, 'Across borders')} ({code})", [*some]


def _facts(content: Content, contact: WrittenContact) -> Iterator[str]:
    yield f"{contact.confidence}{', never shown' if contact.confidence is Confidence.LOW else ''}"
    if contact.withdrawn is not None:
        yield f"WITHDRAWN: {contact.withdrawn}"
    years = content.today.year - contact.as_of
    yield f"source of {contact.as_of}{f' ({years} years old)' if years > 1 else ''}"
    yield _called(content, contact)


def _called(content: Content, contact: WrittenContact) -> str:
    if contact.called is None:
        return "never called"
    who = f" by a {contact.caller}" if contact.caller else ""
    left = (contact.called + CONFIRMED_FOR - content.today).days
    return f"called on {contact.called}{who}, {f'expires in {left} days' if left >= 0 else f'expired {-left} days ago'}"


def _used(usage: Mapping[ContactId, Iterable[Place]], id: str) -> str:
    return f"in {', '.join(map(str, usage[ContactId(id)]))}" if usage.get(ContactId(id)) else "named nowhere"


def _mark(content: Content, contact: WrittenContact) -> str:
    marks = ["low: shown to nobody until it is confirmed"] * (contact.confidence is Confidence.LOW)
    marks += [f"withdrawn: {contact.withdrawn}"] * (contact.withdrawn is not None)
    marks += [_called(content, contact)] * (contact.called is not None)
    return "".join(f" [{mark}]" for mark in marks)


def _source(contact: WrittenContact) -> str:
    source = contact.source
    return f"source: {source.title}, {source.publisher} ({contact.as_of}){f' <{source.url}>' if source.url else ''}"
