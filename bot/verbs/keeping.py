"""`review` and `contacts`: content kept alive. What is due, what somebody did about it, and a wrong number taken out at once."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.verbs.command_line import AddVerb, Run, Wrong

if TYPE_CHECKING:
    from bot.content.texts import Content

_PUBLISH = "Readers get it after: python -m bot publish"


def add(verb: AddVerb) -> None:
    """Declare the verbs."""
    reviewing = verb("review", review)
    reviewing.add_argument("--days", type=_days, default=30, metavar="N", help="what expires within N days is due (default: 30)")
    steps = reviewing.add_subparsers(metavar="STEP")
    _dated(_step(steps, "confirm", confirm_entry)).add_argument("id", metavar="ENTRY-ID")
    looked_at = _step(steps, "negations", look_at_negations)
    looked_at.add_argument("ids", metavar="ID", nargs="*", help="an entry, contact.ID or interface: its negations were looked at")
    looked_at.add_argument("--first", action="store_true", help="take everything as it stands; only where nothing was looked at before")

    calling = verb("contacts", contacts)
    calling.add_argument("--country", default="", type=str.upper, metavar="CC", help="only those of a country, such as TH")
    calling.add_argument("--launch", action="store_true", help="what is to be called and read before launch, as Markdown")
    steps = calling.add_subparsers(metavar="STEP")
    _dated(_step(steps, "confirm", confirm_contact)).add_argument("id", metavar="ID")
    wrong = _step(steps, "wrong", withdraw)
    wrong.add_argument("id", metavar="ID")
    wrong.add_argument("--why", default="found to be wrong", help="for maintainers: no names, no numbers (default: %(default)s)")
    wrong.add_argument("--undo", action="store_true", help="it was right after all")
    sealing = _step(steps, "seal", seal)
    sealing.add_argument("id", metavar="ID", nargs="?")
    sealing.add_argument("facts", metavar="NUMBER-OR-LINK", nargs="*", help="all of them, as you read them in the source")
    sealing.add_argument("--host", metavar="NAME", help="a host that sources may lead to")
    sealing.add_argument("--first", action="store_true", help="take everything as it stands; only where nothing is sealed yet")


def review(settings: Settings, options: argparse.Namespace) -> None:
    """List the entries to be read again: expired, about to expire, never reviewed."""
    from bot.content.due import due, listed

    content = _content(settings)
    some = due(content, timedelta(options.days))
    print("\n".join([f"# To review, as of {content.today}: {len(some)} entries", *listed(some)]))


def confirm_entry(settings: Settings, options: argparse.Namespace) -> None:
    """Write down that an entry was read in all languages, with its sources, and is still correct."""
    from bot.content import confirming

    with _refusing():
        until = confirming.confirm_entry(_content(settings), options.id, options.date, options.role)
    print(f"{options.id}: reviewed on {options.date} by a {options.role.lower()}, until {until}. {_PUBLISH}")


def look_at_negations(settings: Settings, options: argparse.Namespace) -> None:
    """Show the texts that negate more or less than when somebody last looked; with IDs, write down that somebody did."""
    from bot.content import negations
    from bot.content.ledgers import read_ledger

    content = _content(settings)
    if options.first:
        if read_ledger(content.root, negations.LOCK) is not None:
            raise Wrong(f"{negations.LOCK} exists. Name what was looked at, one by one.")
        negations.record(content, negations.current(content))
        print(f"{negations.LOCK} written: texts as they stand.")
        return
    turned = [one for one in negations.turned(content) if not options.ids or negations.subject_of(one.text) in options.ids]
    for one in turned:
        print(f"{one.text.file}:{one.text.line} {one.text.identity}: {one.told}")
        for line, english in one.lines:
            print(f"    {line}" + (f"\n      = {english}" if english else ""))
    if unchanged := {*options.ids} - {negations.subject_of(one.text) for one in turned}:
        raise Wrong(f"Nothing to look at in {', '.join(sorted(unchanged))}. Run without an ID to see what there is.")
    if options.ids:
        negations.record(content, [one.text for one in turned])
        print(f"{negations.LOCK} written: {len(turned)} text(s) looked at.")
    elif not turned:
        print("No text negates more or less than when somebody last looked.")


def contacts(settings: Settings, options: argparse.Namespace) -> None:
    """List the contacts by country: how sure, how old, when called, where named."""
    from bot.content.contact_lists import by_country, launch

    content = _content(settings)
    lines = [*(launch(content) if options.launch else by_country(content, options.country))]
    if not lines:
        raise Wrong(f"No contact is of {options.country}. Use two letters of ISO 3166, such as TH; XX is across borders.")
    print("\n".join(lines).strip("\n"))


def confirm_contact(settings: Settings, options: argparse.Namespace) -> None:
    """Write down that somebody called a contact and it answered as it is written."""
    from bot.content import confirming

    content = _content(settings)
    with _refusing():
        until = confirming.confirm_contact(content, options.id, options.date, options.role)
    print(f"{options.id}: called on {options.date} by a {options.role.lower()}; shown as confirmed until {until}. {_PUBLISH}")
    if not content.written.contacts[options.id].is_shown:
        print(f'It is still of confidence low and shown to nobody: write confidence = "medium", then let somebody else seal {options.id}.')


def withdraw(settings: Settings, options: argparse.Namespace) -> None:
    """Take a contact that is wrong out of every text at once, and say what readers get instead."""
    from bot.content import confirming
    from bot.content.contact_lists import consequences

    with _refusing():
        if options.undo:
            confirming.restore(_content(settings), options.id)
            print(f"{options.id} is shown again wherever it is named. {_PUBLISH}")
            return
        confirming.withdraw(_content(settings), options.id, options.why)
    told = [*consequences(_content(settings), options.id)]
    print(f"{options.id} is withdrawn: {options.why}. It was named in {len(told)} text(s):" if told else f"{options.id} is withdrawn.")
    print("".join(f"  {line}\n" for line in told), end="")
    print(f"{_PUBLISH}\nUndo: python -m bot contacts wrong {options.id} --undo")


def seal(settings: Settings, options: argparse.Namespace) -> None:
    """Type again what you read in the source of a contact that somebody else wrote: both must be the same."""
    from bot.content import sealing

    content = _content(settings)
    with _refusing():
        if options.first:
            print(sealing.seal_everything(content))
        elif options.host:
            print(sealing.seal_host(content, options.host))
        elif options.id:
            print("\n".join(sealing.seal_contact(content, options.id, options.facts)))
        else:
            raise Wrong("Name a contact and what you read in its source: python -m bot contacts seal ID NUMBER LINK …")


@contextmanager
def _refusing() -> Iterator[None]:
    from bot.content.confirming import Refused

    try:
        yield
    except Refused as error:
        raise Wrong(str(error)) from None


def today() -> date:
    """The day on which is asked."""
    return date.today()


def _content(settings: Settings) -> "Content":
    from bot.content.editions import read_content

    return read_content(settings.root, today())


def _step(steps: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Run) -> argparse.ArgumentParser:
    added = steps.add_parser(name, help=(run.__doc__ or "").partition("\n")[0], description=run.__doc__)
    added.set_defaults(verb=run)
    return added


def _dated(step: argparse.ArgumentParser) -> argparse.ArgumentParser:
    step.add_argument(
        "--date", type=_day, required=True, metavar="DAY", help="the day it was done, such as 2026-11-26; there is no default"
    )
    step.add_argument("--role", required=True, help="who did it: caseworker, lawyer, native speaker …; never a name")
    return step


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-26") from None


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _MOST_DAYS):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days up to {_MOST_DAYS}")
    return int(text)


_MOST_DAYS = 3660
