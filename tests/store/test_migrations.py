"""A database of an older program becomes one of this program's, whatever is in it; one of a newer is left alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, make_url, text

import bot.store
from bot.store.database import _engine
from bot.store.editions import Damaged, Editions, NoEdition, Piece, StoreUnavailable, checksum_of
from bot.store.schema import HEAD, metadata

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def _engine_of(address: str) -> Engine:
    return _engine(make_url(address))


def made_by_the_first_program(address: str) -> Engine:
    """What the program before Alembic left: its own statements, and two editions in one piece each."""
    engine = _engine_of(address)
    is_sqlite = engine.dialect.name == "sqlite"
    number = "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" if is_sqlite else "SERIAL NOT NULL PRIMARY KEY"
    kinds = ("DATETIME", "BLOB") if is_sqlite else ("TIMESTAMP WITH TIME ZONE", "BYTEA")
    with engine.begin() as connection:
        connection.execute(
            text(
                f"CREATE TABLE editions (number {number}, digest VARCHAR(64) NOT NULL, "
                f"published {kinds[0]} NOT NULL, content {kinds[1]} NOT NULL)"
            )
        )
        connection.execute(
            text(
                "CREATE TABLE active (one INTEGER NOT NULL PRIMARY KEY, edition INTEGER NOT NULL REFERENCES editions (number), "
                "CONSTRAINT only_one_is_active CHECK (one = 1))"
            )
        )
        for digest, content in (("a" * 64, b"first"), ("b" * 64, b"\x00second\xff")):
            connection.execute(
                text("INSERT INTO editions (digest, published, content) VALUES (:digest, '2026-11-01 10:00:00', :content)"),
                {"digest": digest, "content": content},
            )
        connection.execute(text("INSERT INTO active (one, edition) VALUES (1, 2)"))
    return engine


def test_the_head_named_in_the_schema_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(bot.store.__path__[0]) / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


@pytest.mark.parametrize("is_old", [False, True])
def test_the_migrations_lead_to_the_schema_as_it_is_written(address: str, is_old: bool) -> None:
    if is_old:
        made_by_the_first_program(address).dispose()
    Editions.open(address).close()
    engine = _engine_of(address)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_editions_of_the_first_program_keep_their_bytes_and_are_listed_as_older(address: str) -> None:
    engine = made_by_the_first_program(address)
    store = Editions.open(address)
    assert [(one.number, one.is_active, one.is_older) for one in store.all()] == [(2, True, True), (1, False, True)]
    assert store.active() == (2, "b" * 64)
    assert (store.content(1), store.content(2)) == (b"first", b"\x00second\xff")
    with engine.connect() as connection:
        sums = connection.execute(text("SELECT checksum FROM editions ORDER BY number")).scalars().all()
    assert sums == [checksum_of(b"first"), checksum_of(b"\x00second\xff")]
    with pytest.raises(Damaged, match="older version"):
        store.load(2)
    with pytest.raises(NoEdition, match="older version"):
        store.rollback(1)
    assert store.publish(Piece("c" * 64, b"new"), Piece("d" * 64, b"model"), NOW, after=2) == (3, True)
    with pytest.raises(NoEdition):
        store.rollback()
    store.close()
    engine.dispose()


def test_many_that_open_an_old_database_at_once_migrate_it_once(address: str) -> None:
    made_by_the_first_program(address).dispose()

    def look(_: int) -> tuple[int, str] | None:
        store = Editions.open(address)
        try:
            return store.active()
        finally:
            store.close()

    with ThreadPoolExecutor(6) as processes:
        assert set(processes.map(look, range(6))) == {(2, "b" * 64)}


def test_a_migration_that_fails_leaves_the_database_as_it_was(address: str) -> None:
    engine = made_by_the_first_program(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE models (something INTEGER)"))
    with pytest.raises(StoreUnavailable):
        Editions.open(address)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM editions")).scalar() == 2
        connection.execute(text("DROP TABLE models"))
    Editions.open(address).close()
    engine.dispose()


def test_a_database_of_a_newer_program_is_one_clear_line(address: str) -> None:
    Editions.open(address).close()
    engine = _engine_of(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreUnavailable, match=r"newer version of this program\. Update the program"):
        Editions.open(address)
