"""The edition that is measured, in an SQLite file of its own: one that is published somewhere, or the content as the tests compile it."""

import os
from pathlib import Path

from bot.content.draft import Draft
from bot.content.packing import pack_draft, pack_model, unpack_draft, unpack_model
from bot.core.edition import Edition
from bot.settings import ROOT
from bot.store.editions import Editions, NoEdition, Piece
from tests.prove.faults.replicas import publish_again
from tests.publishing import NOW
from tests.real import Compiling


def published(address: str | None, folder: Path) -> Path:
    """A file with the active edition of a database; without an address with the project's own content (minutes, if it must be learnt).

    Raises:
        NoEdition: the database has none.
    """
    file = folder / "published.sqlite"
    if address:
        publish_again(address, f"sqlite:///{file}")
        return file
    cache = ROOT / ".pytest_cache" / "d" / "editions"
    cache.mkdir(parents=True, exist_ok=True)
    compiling = Compiling(cache, os.getpid()).begun()
    try:
        edition = compiling.edition()
    finally:
        compiling.stop()
    draft = Draft(edition.digest, edition.knowledge, edition.interface, edition.tables)
    store = Editions.open(f"sqlite:///{file}")
    store.publish(Piece(draft.digest, pack_draft(draft)), Piece("e" * 64, pack_model(edition.model)), NOW, after=None)
    store.close()
    return file


def edition_in(file: Path) -> Edition:
    """What a bot would load."""
    store = Editions.open(f"sqlite:///{file}")
    active = store.active()
    if active is None:
        raise NoEdition("No edition is published yet. Run: python -m bot publish")
    stored = store.load(active[0])
    store.close()
    return unpack_draft(stored.content).with_model(unpack_model(stored.model or b""))
