"""Editions in a database, on SQLite and on PostgreSQL."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import inspect, text

from bot.store.editions import KEPT, Damaged, Editions, NoEdition, Outrun, Piece, StoreUnavailable
from bot.store.schema import metadata

NOW = datetime(2026, 11, 25, tzinfo=UTC)
ONE, TWO, THREE = (Piece(letter * 64, f"content {letter}".encode()) for letter in "abc")
MODEL, OTHER = Piece("e" * 64, b"\x00model\xff" * 1000), Piece("f" * 64, b"other")
STORED = Piece(MODEL.digest, b"")
"""The model that is there already."""


@pytest.fixture
def editions(address: str) -> Iterator[Editions]:
    store = Editions.open(address)
    yield store
    store.close()


def test_the_schema_is_exactly_this_and_has_no_place_for_a_person(editions: Editions) -> None:
    expected = {
        "models": ["digest", "checksum", "content"],
        "editions": ["number", "digest", "published", "content", "checksum", "model"],
        "active": ["one", "edition"],
        "tallies": ["week", "language", "subject", "outcome", "count"],
    }
    assert {table: [column.name for column in columns.columns] for table, columns in metadata.tables.items()} == expected
    found = inspect(editions._engine)
    assert set(found.get_table_names()) - {"sqlite_sequence"} == {*expected, "alembic_version"}
    for table, columns in expected.items():
        assert [column["name"] for column in found.get_columns(table)] == columns


def test_nothing_is_active_at_first(editions: Editions) -> None:
    assert editions.active() is None
    assert list(editions.all()) == []
    with pytest.raises(NoEdition, match="Run: python -m bot publish"):
        editions.rollback()


def test_a_published_edition_is_active_and_read_back(editions: Editions) -> None:
    assert editions.publish(ONE, MODEL, NOW, after=None) == (1, True)
    assert editions.active() == (1, ONE.digest)
    stored = editions.load(1)
    assert (stored.content, stored.model, stored.model_digest) == (ONE.content, MODEL.content, MODEL.digest)
    assert editions.load(1, known_model=MODEL.digest).model is None
    assert editions.model(MODEL.digest) == MODEL.content


@pytest.mark.parametrize("zone", ["UTC", "Asia/Seoul", "America/New_York"])
def test_the_time_of_publication_is_utc_wherever_publisher_and_database_are(
    address: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", zone)  # the zone of every session with PostgreSQL
    store = Editions.open(address)
    store.publish(ONE, MODEL, datetime(2026, 11, 25, 22, 30, tzinfo=UTC).astimezone(ZoneInfo(zone)), after=None)
    (one,) = store.all()
    store.close()
    assert (one.published.isoformat(), one.published.tzinfo) == ("2026-11-25T22:30:00+00:00", UTC)


def test_the_same_content_again_changes_nothing(editions: Editions) -> None:
    editions.publish(ONE, MODEL, NOW, after=None)
    assert editions.publish(ONE, STORED, NOW, after=1) == (1, False)
    assert len(editions.all()) == 1


def test_editions_share_a_model_and_one_with_another_brings_its_own(editions: Editions) -> None:
    editions.publish(ONE, MODEL, NOW, after=None)
    editions.publish(TWO, STORED, NOW, after=1)
    editions.publish(THREE, OTHER, NOW, after=2)
    assert [editions.load(number).model for number in (1, 2, 3)] == [MODEL.content, MODEL.content, OTHER.content]


def test_an_older_edition_becomes_active_again_and_numbers_rise(editions: Editions) -> None:
    for number, edition in enumerate((ONE, TWO, THREE)):
        editions.publish(edition, MODEL if not number else STORED, NOW, after=number or None)
    assert editions.rollback() == 2
    assert editions.rollback() == 1
    assert editions.rollback(2) == 2
    assert editions.publish(ONE, STORED, NOW, after=2) == (4, True)
    assert [(one.number, one.is_active) for one in editions.all()] == [(4, True), (3, False), (2, False), (1, False)]


def test_an_edition_that_does_not_exist_is_not_activated(editions: Editions) -> None:
    editions.publish(ONE, MODEL, NOW, after=None)
    for number in (None, 7):
        with pytest.raises(NoEdition):
            editions.rollback(number)
    assert editions.active() == (1, ONE.digest)


def test_whoever_began_before_somebody_else_published_or_went_back_changes_nothing(editions: Editions) -> None:
    editions.publish(ONE, MODEL, NOW, after=None)
    editions.publish(TWO, STORED, NOW, after=1)
    with pytest.raises(Outrun):
        editions.publish(THREE, OTHER, NOW, after=1)
    with pytest.raises(Damaged):
        editions.model(OTHER.digest)
    assert editions.publish(TWO, STORED, NOW, after=1) == (2, False)  # both published the same
    editions.rollback()
    with pytest.raises(Outrun):
        editions.publish(THREE, OTHER, NOW, after=2)
    assert [one.number for one in editions.all()] == [2, 1]


def test_of_many_publishers_at_once_exactly_one_wins(address: str) -> None:
    Editions.open(address).close()
    together = threading.Barrier(6)

    def publish(number: int) -> int | None:
        store = Editions.open(address)
        together.wait()
        try:
            return store.publish(Piece(f"{number:064}", b"x" * 100_000), MODEL, NOW, after=None)[0]
        except Outrun:
            return None
        finally:
            store.close()

    with ThreadPoolExecutor(6) as publishers:
        numbers = list(publishers.map(publish, range(6)))
    assert numbers.count(None) == 5
    store = Editions.open(address)
    assert [one.number for one in store.all() if one.is_active] == [number for number in numbers if number]
    assert len(store.all()) == 1
    store.close()


def test_pruning_keeps_the_last_editions_the_active_one_and_the_models_they_use(editions: Editions) -> None:
    editions.publish(ONE, MODEL, NOW, after=None)
    editions.publish(TWO, OTHER, NOW, after=1)
    for number in range(2, KEPT + 5):
        editions.publish(Piece(f"{number:064}", b"text"), Piece("d" * 64, b"third"), NOW, after=number)
    editions.rollback(1)
    assert editions.prune() == (4, 1)
    assert [one.number for one in editions.all()] == [*range(KEPT + 5, 5, -1), 1]
    assert editions.load(1).model == MODEL.content
    assert editions.prune() == (0, 0)


def test_a_number_is_never_used_twice(editions: Editions) -> None:
    editions.publish(ONE, MODEL, NOW, after=None)
    editions.publish(TWO, STORED, NOW, after=1)
    editions.rollback()
    editions.prune(keep=0)
    assert editions.publish(THREE, STORED, NOW, after=1)[0] > 2


@pytest.mark.parametrize(
    "damage", ["UPDATE editions SET content = 'x'", "UPDATE models SET content = 'x'", "UPDATE editions SET checksum = ''"]
)
def test_bytes_that_are_not_those_published_are_not_given_out(editions: Editions, damage: str) -> None:
    editions.publish(ONE, MODEL, NOW, after=None)
    with editions._engine.begin() as connection:
        connection.execute(text(damage))
    with pytest.raises(Damaged):
        editions.load(1)


def test_a_damaged_model_is_mended_by_publishing_the_same_again(editions: Editions) -> None:
    editions.publish(ONE, MODEL, NOW, after=None)
    with editions._engine.begin() as connection:
        connection.execute(text("UPDATE models SET content = 'x'"))
    assert editions.publish(ONE, MODEL, NOW, after=1, repair=True) == (2, True)
    assert editions.load(1).model == editions.load(2).model == MODEL.content


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite://",
        "mysql://user:hunter2@127.0.0.1/none",
        "sqlite:////proc/no/such/place.sqlite",
        "postgresql://user:hunter2@127.0.0.1:1/none",
    ],
)
def test_a_database_that_cannot_be_opened_is_one_line_without_its_address(url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Editions.open(url)
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_path_with_every_kind_of_character_is_a_path(tmp_path: Path) -> None:
    store = Editions.open(f"sqlite:///{tmp_path / '길벗 100% #1' / 'a?b&c.sqlite'}".replace("?", "%3F").replace("100%", "100%25"))
    assert store.publish(ONE, MODEL, NOW, after=None) == (1, True)
    store.close()
