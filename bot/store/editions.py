"""Published editions, the models they share, and which edition is active.

An edition is two pieces of bytes: `content` (texts, contacts, lexicon: small, changes daily) and the trained model (large, minutes of
work, changes with the phrasings alone), so that a changed phone number is published in seconds. Beside each stands its SHA-256.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.mendable import Mendable
from bot.store.database import Store, StoreUnavailable, reading, writing_alone
from bot.store.schema import active, editions, models

__all__ = ["KEPT", "Damaged", "Editions", "NoEdition", "Outrun", "Piece", "Published", "StoreUnavailable", "Stored", "checksum_of"]

KEPT = 20
"""Editions that `prune` leaves."""


class Outrun(Exception):
    """Somebody else made another edition the active one meanwhile."""


class NoEdition(Mendable):
    """There is none such; the message says which, and what to do."""


class Damaged(Exception):
    """What is stored is not what was published, or of a program that wrote it otherwise."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes and the digest of what they were made of."""

    digest: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """An edition as it is stored.

    Attributes:
        model: None where it was not asked for; a view of a mapped file where that is where it comes from.
    """

    number: int
    digest: str
    content: bytes
    model_digest: str
    model: bytes | memoryview | None


@dataclass(frozen=True, slots=True)
class Published:
    """An edition as listed.

    Attributes:
        published: in UTC.
        is_older: published by a program that wrote it otherwise; it cannot be made active again.
    """

    number: int
    digest: str
    published: datetime
    is_active: bool
    is_older: bool


def checksum_of(content: bytes | memoryview) -> str:
    """What stands beside bytes to know them again."""
    return hashlib.sha256(content).hexdigest()


class Editions(Store):
    """The editions in a database. Every method raises `StoreUnavailable` when it cannot be used."""

    def publish(self, edition: Piece, model: Piece, now: datetime, after: int | None, *, repair: bool = False) -> tuple[int, bool]:
        """Store an edition and make it active, in one transaction.

        Args:
            edition: its digest and content.
            model: the one it uses; stored where it is not yet (or no longer whole), empty bytes for one that is.
            now: the moment of publication.
            after: number of the edition that was active when the work began.
            repair: the active edition cannot be read: publish the same anew.

        Returns:
            Its number, and whether anything changed: the active edition published again is left alone.

        Raises:
            Outrun: another edition became active since; nothing was written.
        """
        with writing_alone(self._engine) as connection:
            current = connection.execute(_ACTIVE).first()
            is_overtaken = (current.number if current else None) != after
            if current and (current.digest, current.model) == (edition.digest, model.digest) and (is_overtaken or not repair):
                return int(current.number), False
            if is_overtaken:
                raise Outrun
            if model.content:
                _keep(connection, model)
            result = connection.execute(
                insert(editions).values(
                    digest=edition.digest,
                    published=now.astimezone(UTC),
                    content=edition.content,
                    checksum=checksum_of(edition.content),
                    model=model.digest,
                )
            )
            number = int(result.inserted_primary_key[0])  # type: ignore[index]
            _activate(connection, number)
            return number, True

    def rollback(self, number: int | None = None) -> int:
        """Make an older edition the active one: the one before, or the one named; returns its number.

        Raises:
            NoEdition: there is none to go to.
        """
        with writing_alone(self._engine) as connection:
            current = connection.execute(_ACTIVE).first()
            if current is None:
                raise NoEdition("No edition is published yet. Run: python -m bot publish")
            wanted = _before(connection, current.number) if number is None else _named(connection, number)
            _activate(connection, wanted)
            return wanted

    def active(self) -> tuple[int, str] | None:
        """Number and digest of the active edition."""
        with reading(self._engine) as connection:
            row = connection.execute(_ACTIVE).first()
            return (row.number, row.digest) if row else None

    def load(self, number: int, known_model: str | None = None) -> Stored:
        """An edition, its bytes checked; without its model where that is the one already known.

        Raises:
            Damaged: the bytes are not those that were published.
            NoEdition: there is none of this number (any more).
        """
        with reading(self._engine) as connection:
            row = connection.execute(select(editions).where(editions.c.number == number)).first()
            if row is None:
                raise NoEdition(f"There is no edition {number}. See: python -m bot editions")
            if row.model is None:
                raise Damaged("of an older version of this program")
            content = _whole(row.content, row.checksum)
            model = None if row.model == known_model else self._model(connection, row.model)
            return Stored(number, row.digest, content, row.model, model)

    def model(self, digest: str) -> bytes:
        """The bytes of a model.

        Raises:
            Damaged: it is not there, or not as it was published.
        """
        with reading(self._engine) as connection:
            return self._model(connection, digest)

    def content(self, number: int) -> bytes:
        """The small piece of an edition, as it is; empty where there is no such edition."""
        with reading(self._engine) as connection:
            return bytes(connection.execute(select(editions.c.content).where(editions.c.number == number)).scalar() or b"")

    def all(self) -> Sequence[Published]:
        """Every edition, newest first."""
        columns = (editions.c.number, editions.c.digest, editions.c.published, active.c.edition.is_not(None), editions.c.model.is_(None))
        with reading(self._engine) as connection:
            rows = connection.execute(select(*columns).outerjoin(active).order_by(editions.c.number.desc()))
            return [Published(number, digest, _in_utc(published), *states) for number, digest, published, *states in rows]

    def prune(self, keep: int = KEPT) -> tuple[int, int]:
        """Remove all but the newest editions and the active one, and models that none uses; returns how many of each went."""
        with writing_alone(self._engine) as connection:
            newest = select(editions.c.number).order_by(editions.c.number.desc()).limit(keep)
            kept = [*connection.execute(newest).scalars(), *connection.execute(select(active.c.edition)).scalars()]
            gone = connection.execute(delete(editions).where(editions.c.number.not_in(kept))).rowcount
            used = select(editions.c.model).where(editions.c.model.is_not(None))
            return gone, connection.execute(delete(models).where(models.c.digest.not_in(used))).rowcount

    def _model(self, connection: Connection, digest: str) -> bytes:
        row = connection.execute(select(models.c.content, models.c.checksum).where(models.c.digest == digest)).first()
        if row is None:
            raise Damaged("without its model")
        return _whole(row.content, row.checksum)


_ACTIVE = select(editions.c.number, editions.c.digest, editions.c.model).join(active, active.c.edition == editions.c.number)


def _in_utc(published: datetime) -> datetime:
    """SQLite keeps no zone with what was written in UTC, PostgreSQL tells it in that of the session."""
    return published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)


def _activate(connection: Connection, number: int) -> None:
    connection.execute(delete(active))
    connection.execute(insert(active).values(one=1, edition=number))


def _keep(connection: Connection, model: Piece) -> None:
    """Store a model, in the place of one that is no longer whole."""
    values = {"content": model.content, "checksum": checksum_of(model.content)}
    if not connection.execute(update(models).where(models.c.digest == model.digest).values(values)).rowcount:
        connection.execute(insert(models).values(digest=model.digest, **values))


def _before(connection: Connection, number: int) -> int:
    older = select(func.max(editions.c.number)).where(editions.c.number < number, editions.c.model.is_not(None))
    if (found := connection.execute(older).scalar()) is None:
        raise NoEdition(f"There is no edition before {number} that this program can read.")
    return int(found)


def _named(connection: Connection, number: int) -> int:
    row = connection.execute(select(editions.c.model).where(editions.c.number == number)).first()
    if row is None:
        raise NoEdition(f"There is no edition {number}. See: python -m bot editions")
    if row.model is None:
        raise NoEdition(f"Edition {number} is of an older version of this program. Roll back with that version.")
    return number


def _whole(content: object, checksum: str) -> bytes:
    if not isinstance(content, bytes) or checksum_of(content) != checksum:  # SQLite keeps a text in a column of bytes
        raise Damaged("not as it was published: its checksum is another")
    return content
