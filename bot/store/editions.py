"""Published editions and which of them is active."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.store.schema import active, editions, metadata


class StoreUnavailable(Exception):
    """The database cannot be used; the message carries no address and no values."""


@dataclass(frozen=True, slots=True)
class Published:
    """An edition as listed: no content."""

    number: int
    digest: str
    published: datetime
    is_active: bool


class Editions:
    """The editions in a database."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine whose schema is in place."""
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """Connect and make the schema where it is missing.

        Raises:
            StoreUnavailable: the database cannot be reached, or the address is none.
        """
        try:
            where = make_url(url)
            if where.get_backend_name() == "sqlite" and where.database:
                Path(where.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(where, hide_parameters=True, pool_pre_ping=True)
            if where.get_backend_name() == "sqlite":
                event.listen(engine, "connect", _careful)
            metadata.create_all(engine)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise StoreUnavailable(f"the database cannot be opened ({type(error).__name__})") from None
        return cls(engine)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def publish(self, digest: str, content: bytes, now: datetime) -> tuple[int, bool]:
        """Store an edition and make it active, in one transaction.

        Returns:
            Its number, and whether anything changed: the active edition published again is left alone.
        """
        with self._engine.begin() as connection:
            current = self._active(connection)
            if current and current[1] == digest:
                return current[0], False
            result = connection.execute(insert(editions).values(digest=digest, published=now, content=content))
            number = int(result.inserted_primary_key[0])  # type: ignore[index]
            self._activate(connection, number)
            return number, True

    def activate(self, number: int) -> bool:
        """Make an edition the active one; False where there is none of that number."""
        with self._engine.begin() as connection:
            if connection.execute(select(editions.c.number).where(editions.c.number == number)).first() is None:
                return False
            self._activate(connection, number)
            return True

    def active(self) -> tuple[int, str] | None:
        """Number and digest of the active edition."""
        with self._engine.connect() as connection:
            return self._active(connection)

    def content(self, number: int) -> bytes:
        """The bytes of an edition."""
        with self._engine.connect() as connection:
            return bytes(connection.execute(select(editions.c.content).where(editions.c.number == number)).scalar_one())

    def all(self) -> Sequence[Published]:
        """Every edition, newest first."""
        with self._engine.connect() as connection:
            current = self._active(connection)
            rows = connection.execute(select(editions.c.number, editions.c.digest, editions.c.published).order_by(editions.c.number.desc()))
            return [Published(*row, is_active=bool(current and current[0] == row.number)) for row in rows]

    def _active(self, connection: Connection) -> tuple[int, str] | None:
        row = connection.execute(select(editions.c.number, editions.c.digest).join(active, active.c.edition == editions.c.number)).first()
        return (row.number, row.digest) if row else None

    def _activate(self, connection: Connection, number: int) -> None:
        connection.execute(delete(active))
        connection.execute(insert(active).values(one=1, edition=number))


def _careful(connection: object, _: object) -> None:
    """Deleted rows are overwritten, and a reader never waits for a writer."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "secure_delete=ON", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
