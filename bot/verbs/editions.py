"""`publish`, `editions`, `rollback` and `prune`: what running bots answer with."""

import argparse
from contextlib import closing
from datetime import UTC, datetime

from bot.settings import Settings
from bot.store.editions import KEPT, Editions, Outrun
from bot.verbs.command_line import AddVerb, Wrong
from bot.verbs.meaning import loaded_encoder


def add(verb: AddVerb) -> None:
    """Declare the verbs."""
    verb("publish", publish)
    verb("editions", editions)
    verb("prune", prune)
    verb("rollback", rollback).add_argument("id", type=int, nargs="?", help="number of the edition")


def publish(settings: Settings, _: argparse.Namespace) -> None:
    """Check, compile and activate the content as a new edition; the same content again changes nothing."""
    from bot import publishing

    with closing(Editions.open(settings.database_url)) as store:
        try:
            publishing.publish(store, settings.root, datetime.now(UTC), loaded_encoder(), lambda line: print(line, flush=True))
        except Outrun:
            raise Wrong("Somebody else published or rolled back meanwhile; nothing was changed. Run: python -m bot editions") from None


def editions(settings: Settings, _: argparse.Namespace) -> None:
    """List the published editions, and what changed in each."""
    from bot import publishing

    with closing(Editions.open(settings.database_url)) as store:
        for line in publishing.listed(store):
            print(line)


def rollback(settings: Settings, options: argparse.Namespace) -> None:
    """Make an older edition the active one: the one before, or the one named."""
    with closing(Editions.open(settings.database_url)) as store:
        print(f"Edition {store.rollback(options.id)} is active.")


def prune(settings: Settings, _: argparse.Namespace) -> None:
    """Remove all but the last 20 editions, never the active one, and models that none of them uses."""
    with closing(Editions.open(settings.database_url)) as store:
        gone, models = store.prune()
        print(f"{gone} edition(s) and {models} model(s) removed; the last {KEPT} are kept.")
