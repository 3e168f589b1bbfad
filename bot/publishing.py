"""What the verbs on editions do: publish, list, and what to say of it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from bot.content.changes import described
from bot.content.editions import digest_of, draft_of, model_digest_of
from bot.content.packing import BrokenEdition, pack_draft, pack_model, unpack_draft, unpack_model
from bot.core.knowledge import Knowledge
from bot.core.matching.semantic import Encoder
from bot.store.editions import Damaged, Editions, NoEdition, Piece


def publish(editions: Editions, root: Path, now: datetime, encoder: Encoder | None, say: Callable[[str], None]) -> None:
    """Check, compile and activate the content as a new edition; the same content again changes nothing.

    Raises:
        BrokenContent: nothing was published.
        Outrun: somebody else published meanwhile, and nothing of ours was.
        StoreUnavailable: nothing was published.
    """
    current = editions.active()
    same = current is not None and current[1] == digest_of(root)
    if current and same and _can_be_read(editions, current[0], with_meaning=encoder is not None):
        say(f"Edition {current[0]} is up to date.")
        return
    draft = draft_of(root, now.date())
    model = Piece(model_digest_of(root, draft, has_encoder=encoder is not None), b"")
    if not _has_model(editions, model.digest):
        say("Learning the phrasings; this takes some minutes …")
        model = Piece(model.digest, pack_model(draft.learnt(encoder)))
    edition = Piece(draft.digest, pack_draft(draft))
    number, changed = editions.publish(edition, model, now, after=current[0] if current else None, repair=same)
    say(
        f"Edition {number} published: {len(draft.knowledge.entries)} entries, digest {draft.digest[:12]}."
        if changed
        else f"Edition {number} is up to date."
    )


def listed(editions: Editions) -> Iterator[str]:
    """Lines on each edition, newest first: number, date, digest, and what changed against the one before."""
    published = editions.all()
    texts = {one.number: None if one.is_older else _knowledge(editions, one.number) for one in published}
    for at, one in enumerate(published):
        yield f"{'*' if one.is_active else ' '} {one.number:>4}  {one.published:%Y-%m-%d %H:%M}  {one.digest[:12]}"
        knowledge = texts[one.number]
        if knowledge is None:
            yield f"{_INDENT}{'of an older version of this program' if one.is_older else 'cannot be read'}"
            continue
        before = next((found for older in published[at + 1 :] if (found := texts[older.number])), None)
        yield from (_INDENT + line for line in described(before, knowledge))


_INDENT = " " * 8


def _knowledge(editions: Editions, number: int) -> Knowledge | None:
    try:
        return unpack_draft(editions.content(number)).knowledge
    except BrokenEdition:
        return None


def _can_be_read(editions: Editions, number: int, *, with_meaning: bool) -> bool:
    """Whether this program can answer with an edition, and no worse than if it were published now."""
    try:
        stored = editions.load(number)
        unpack_draft(stored.content)
        model = unpack_model(stored.model or b"")
    except (Damaged, NoEdition, BrokenEdition):
        return False
    return with_meaning == any(one.meanings is not None for one in model.readings.values())


def _has_model(editions: Editions, digest: str) -> bool:
    try:
        unpack_model(editions.model(digest))
    except (Damaged, BrokenEdition):
        return False
    return True
