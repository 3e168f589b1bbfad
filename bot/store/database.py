"""A database, opened: connections that never wait for ever, the schema brought up to date, errors without addresses or values."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.mendable import Mendable
from bot.store.schema import HEAD

CONNECTING = 3
"""Seconds to wait for a server that does not take a connection."""
ANSWERING = 30.0
"""Seconds to wait for one that took it and says nothing: a stopped process keeps its connections open."""
_LOCKED = 5000
"""Milliseconds to wait for somebody else's transaction."""
_MIGRATIONS = Path(__file__).parent / "migrations"
_GUARD = 710_210_101
"""The advisory lock of PostgreSQL that writers of editions and of the schema take."""


class StoreUnavailable(Mendable):
    """The database cannot be used; the message carries no address and no values."""


def opened(address: str) -> Engine:
    """An engine whose schema is the newest.

    Raises:
        StoreUnavailable: the database cannot be reached, was made by a newer program, or the address is none.
    """
    with _as_unavailable("opened"):
        engine = _engine(make_url(address))
        try:
            _bring_up_to_date(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine


class Store:
    """What is kept in a database. Every method raises `StoreUnavailable` when it cannot be used."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine whose schema is in place."""
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """Connect and bring the schema up to date.

        Raises:
            StoreUnavailable: the database cannot be reached, was made by a newer program, or the address is none.
        """
        return cls(opened(url))

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read by.

    Raises:
        StoreUnavailable: it cannot be read.
    """
    with _as_unavailable("read"), engine.connect() as connection:
        yield connection


@contextmanager
def writing_alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other of its kind runs beside, in any process; what it reads stays true until it ends.

    Raises:
        StoreUnavailable: nothing was written.
    """
    with _as_unavailable("written"), engine.connect().execution_options(alone=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:guard)"), {"guard": _GUARD})
        yield connection


@contextmanager
def _as_unavailable(what: str) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise StoreUnavailable(f"the database cannot be {what} ({type(error).__name__})") from None


def _engine(where: URL) -> Engine:
    if where.get_backend_name() == "sqlite":
        return _sqlite(where)
    if where.drivername == "postgresql":  # the driver that is installed
        where = where.set(drivername="postgresql+psycopg")
    if where.drivername != "postgresql+psycopg":
        raise StoreUnavailable(f"DATABASE_URL names {where.get_backend_name()}, which is not known. Use sqlite:/// or postgresql://")
    from bot.store.postgresql import Impatient  # 0.1 s that only those pay who use it

    options = f"-c lock_timeout={_LOCKED} -c idle_in_transaction_session_timeout={int(1000 * ANSWERING)}"
    arguments: dict[str, Any] = {"connect_timeout": CONNECTING, "options": options, "keepalives_idle": 30, "application_name": "gilbeot"}
    address = where.set(drivername="postgresql").render_as_string(hide_password=False)
    return create_engine(
        where, creator=lambda: Impatient.connect(address, **arguments), hide_parameters=True, pool_pre_ping=True, pool_size=2
    )


def _sqlite(where: URL) -> Engine:
    """A connection for each use: one that stays open would go on reading a file that was deleted or replaced."""
    if not where.database:
        raise StoreUnavailable("DATABASE_URL names no file. Use sqlite:///path/of/a/file")
    file = Path(where.database).absolute()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    existing = f"file:{quote(str(file))}?mode=rw"  # later, what was deleted is not made anew as an empty one
    engine = create_engine(
        where, creator=lambda: sqlite3.connect(existing, uri=True, timeout=_LOCKED / 1000), poolclass=NullPool, hide_parameters=True
    )
    event.listen(engine, "connect", _careful)
    event.listen(engine, "begin", _begin)
    return engine


def _careful(connection: Any, _: object) -> None:
    """Deleted rows are overwritten, and a reader never waits for a writer."""
    connection.isolation_level = None  # else the driver begins transactions when it likes, and none around changes of the schema
    for pragma in ("journal_mode=WAL", "secure_delete=ON", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("alone") else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with writing_alone(engine) as connection:  # two that start at once: the second finds all done
        if (version := _version(connection)) != HEAD:
            _migrate(connection, version)


def _version(connection: Connection) -> str | None:
    """Where the schema stands; None: nobody has said so yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection, version: str | None) -> None:
    from alembic import command  # 0.3 s that are needed once in the life of a database
    from alembic.config import Config

    if version is not None and version > HEAD:
        raise StoreUnavailable("the database was made by a newer version of this program. Update the program")
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    if version is None and inspect(connection).has_table("editions"):  # made before there were migrations
        command.stamp(config, "0001")
    command.upgrade(config, "head")
