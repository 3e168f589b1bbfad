"""Editions in a database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect

from bot.store.editions import Editions, StoreUnavailable
from bot.store.schema import metadata

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def editions(tmp_path: Path) -> Iterator[Editions]:
    store = Editions.open(f"sqlite:///{tmp_path / 'deep' / 'test.sqlite'}")
    yield store
    store.close()


def test_the_schema_is_exactly_this_and_has_no_place_for_a_person(editions: Editions) -> None:
    assert {table: [column.name for column in columns.columns] for table, columns in metadata.tables.items()} == {
        "editions": ["number", "digest", "published", "content"],
        "active": ["one", "edition"],
    }
    found = inspect(editions._engine)
    assert set(found.get_table_names()) - {"sqlite_sequence"} == set(metadata.tables)


def test_nothing_is_active_at_first(editions: Editions) -> None:
    assert editions.active() is None
    assert list(editions.all()) == []


def test_a_published_edition_is_active_and_read_back(editions: Editions) -> None:
    assert editions.publish("a" * 64, b"content", NOW) == (1, True)
    assert editions.active() == (1, "a" * 64)
    assert editions.content(1) == b"content"


def test_the_same_content_again_changes_nothing(editions: Editions) -> None:
    editions.publish("a" * 64, b"content", NOW)
    assert editions.publish("a" * 64, b"content", NOW) == (1, False)
    assert len(editions.all()) == 1


def test_an_older_edition_becomes_active_again_and_numbers_rise(editions: Editions) -> None:
    editions.publish("a" * 64, b"one", NOW)
    editions.publish("b" * 64, b"two", NOW)
    assert editions.activate(1)
    assert editions.active() == (1, "a" * 64)
    assert editions.publish("b" * 64, b"two", NOW) == (3, True)
    assert [(one.number, one.is_active) for one in editions.all()] == [(3, True), (2, False), (1, False)]


def test_an_edition_that_does_not_exist_is_not_activated(editions: Editions) -> None:
    editions.publish("a" * 64, b"one", NOW)
    assert not editions.activate(7)
    assert editions.active() == (1, "a" * 64)


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/no/such/place.sqlite", "postgresql://user:hunter2@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_opened_is_one_line_without_its_address(url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Editions.open(url)
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)
