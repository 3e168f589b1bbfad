"""Rules about what ages or was taken back: calls, roles, withdrawn contacts."""

from collections.abc import Iterator

from bot.content import roles
from bot.content.problem import Level, Problem
from bot.content.texts import Content
from bot.content.usage import Place, usage_of
from bot.content.withdrawals import Withdrawals
from bot.core.ageing import confirmed_on
from bot.core.knowledge import ContactId

_FILE = "knowledge/contacts.toml"


def calls_are_recent(content: Content) -> Iterator[Problem]:
    """A number that was right half a year ago is shown as unconfirmed again."""
    for id, contact in content.written.contacts.items():
        if contact.called and contact.called <= content.today and confirmed_on(contact.called, content.today) is None:
            remedy = f"Call it again, then run: python -m bot contacts confirm {id} --date DAY --role ROLE"
            yield _contact(content, id, f"Called on {contact.called}: too long ago to be shown as confirmed.", remedy, Level.WARNING)


def dates_have_roles_and_no_names(content: Content) -> Iterator[Problem]:
    """Who vouches for a date is somebody with a role; a name would be a list of helpers in the making."""
    for topic, entry in content.written.entries():
        if entry.reviewer is not None and not roles.is_role(entry.reviewer):
            yield content.entry_problem(topic, entry, "reviewer is no role.", roles.refused(entry.reviewer))
        if entry.reviewer is not None and entry.reviewed is None:
            yield content.entry_problem(topic, entry, "A reviewer, but no day of a review.", "Write both or neither.")
    for id, contact in content.written.contacts.items():
        if contact.caller is not None and not roles.is_role(contact.caller):
            yield _contact(content, id, "caller is no role.", roles.refused(contact.caller))
        if contact.caller is not None and contact.called is None:
            yield _contact(content, id, "A caller, but no day of a call.", "Write both or neither.")


def withdrawn_contacts_are_replaced(content: Content) -> Iterator[Problem]:
    """Whoever was to call a withdrawn number must find another one in its place."""
    usage, stand_in = usage_of(content), Withdrawals(content.written.contacts).stand_in
    for id, contact in content.written.contacts.items():
        if contact.withdrawn is None or not (places := usage.get(ContactId(id))):
            continue
        if stand_in is None:
            remedy = "Write stands_in = true for a contact that can be shown everywhere, such as the consular call centre."
            yield _contact(content, id, "It is withdrawn, and no contact stands in for it.", remedy)
        else:
            remedy = "Name another contact there, or leave it out."
            yield _contact(content, id, f"It is withdrawn and still named in {_some(places)}.", remedy, Level.WARNING)


def _some(places: tuple[Place, ...]) -> str:
    more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
    return ", ".join(map(str, places[:_MOST_NAMED])) + more


_MOST_NAMED = 5


def _contact(content: Content, id: str, message: str, remedy: str, level: Level = Level.ERROR) -> Problem:
    return Problem(_FILE, content.line(_FILE, id), id, message, remedy, level)
