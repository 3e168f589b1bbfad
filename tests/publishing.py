"""Publishing in tests: editions of the small project that differ in what a reader sees, without training again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.chat.handlers import Voice
from bot.chat.rendering import Operator, Renderer
from bot.content.draft import Draft
from bot.content.packing import pack_draft, pack_model
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.knowledge import Entry
from bot.store.editions import Editions, Piece
from bot.store.local_copy import LocalCopy
from bot.switching import Switching
from tests.small_project import TODAY

NOW = datetime(2026, 11, 25, tzinfo=UTC)


class Press:
    """Makes editions of one: every text and the topics say which."""

    def __init__(self, edition: Edition) -> None:
        """Take what is compiled and trained."""
        self.edition, self.model = edition, Piece("e" * 64, pack_model(edition.model))

    def draft(self, mark: str) -> Draft:
        """The content with a mark in the title, the text and the sources of each entry."""
        knowledge = self.edition.knowledge
        entries = {id: _marked(mark, entry) for id, entry in knowledge.entries.items()}
        return Draft(f"{mark:0>64}", replace(knowledge, entries=entries), self.edition.interface, self.edition.tables)

    def publish(self, address: str, mark: str, *, model: Piece | None = None) -> int:
        """Publish it and make it active."""
        store, draft = Editions.open(address), self.draft(mark)
        try:
            active = store.active()
            model = model or (Piece(self.model.digest, b"") if active else self.model)
            return store.publish(Piece(draft.digest, pack_draft(draft)), model, NOW, after=active[0] if active else None)[0]
        finally:
            store.close()


def _marked(mark: str, entry: Entry) -> Entry:
    wordings = {
        language: replace(one, title=f"{mark} {one.title}", answer=f"{mark} {one.answer}") for language, one in entry.wordings.items()
    }
    sources = tuple(replace(source, publisher=f"{mark} {source.publisher}") for source in entry.sources)
    return replace(entry, wordings=wordings, sources=sources)


def speak(edition: Edition) -> Voice:
    """A voice of words alone."""
    return Voice(Responder(edition, None), Renderer(edition, lambda: TODAY, Operator()))


def switching(address: str, folder: Path, make: Callable[[Edition], Voice] = speak) -> Switching:
    """What a bot follows editions by; not started."""
    return Switching(address, LocalCopy(folder, address), make)


def mark_of(switching: Switching) -> str:
    """The mark of the edition in use."""
    return switching.voice.responder.edition.digest.lstrip("0")
