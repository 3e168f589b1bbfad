"""Weekly counts in a database, on SQLite and on PostgreSQL."""

import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.core.edition import Edition
from bot.core.knowledge import EntryId
from bot.core.languages import Language
from bot.core.replies import Answer
from bot.core.tallying import Asked, Counter, Week
from bot.flushing import Flushing
from bot.store.database import StoreUnavailable
from bot.store.tallies import Tallies, Tally
from tests.dice import Still
from tests.store.conftest import Server


def _row(count: int, subject: str = "passport", week: str = "2026-W48") -> Tally:
    return Tally(week, "ko", subject, "answered", count)


@pytest.fixture
def tallies(address: str) -> Iterator[Tallies]:
    store = Tallies.open(address)
    yield store
    store.close()


def test_what_is_added_twice_is_summed_below_zero_too(tallies: Tallies) -> None:
    tallies.add([_row(3), _row(-1, "visa")])
    tallies.add([_row(-5), _row(0, "visa"), _row(2, "school")])
    assert tallies.since("2026-W01") == [_row(-2), _row(2, "school"), _row(-1, "visa")]


def test_only_the_weeks_asked_for_are_read(tallies: Tallies) -> None:
    tallies.add([_row(1, week="2026-W53"), _row(2, week="2027-W01"), _row(3, week="2026-W09")])
    assert [one.week for one in tallies.since("2026-W53")] == ["2026-W53", "2027-W01"]


def test_nothing_to_add_is_no_error(tallies: Tallies) -> None:
    tallies.add([])
    assert tallies.since("2026-W01") == []


def test_a_flush_is_written_as_a_whole_or_not_at_all(tallies: Tallies) -> None:
    with pytest.raises(StoreUnavailable):
        tallies.add([_row(1), Tally("2026-W48", "ko", "visa", "answered", None)])  # type: ignore[arg-type]
    assert tallies.since("2026-W01") == []


def test_processes_that_flush_at_the_same_time_in_any_order_lose_nothing(address: str) -> None:
    Tallies.open(address).close()

    def flush(seed: int) -> None:
        store, rows = Tallies.open(address), [_row(1, f"entry-{number}") for number in range(300)]
        for _ in range(5):
            random.Random(seed).shuffle(rows)
            store.add(rows)
        store.close()

    with ThreadPoolExecutor(4) as processes:
        list(processes.map(flush, range(4)))
    store = Tallies.open(address)
    assert {one.count for one in store.since("2026-W01")} == {20}
    store.close()


def test_a_database_that_is_gone_is_one_line_without_its_address(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Tallies.open("postgresql://user:hunter2@127.0.0.1:1/none")
    assert "hunter2" not in str(caught.value)
    store = Tallies.open(f"sqlite:///{tmp_path / 'folder' / 'test.sqlite'}")
    shutil.rmtree(tmp_path / "folder")
    for use in (lambda: store.add([_row(1)]), lambda: store.since("2026-W01")):
        with pytest.raises(StoreUnavailable) as caught:
            use()
        assert str(tmp_path) not in str(caught.value)
    store.close()


async def test_counts_outlive_a_server_that_is_stopped_or_paused(server: Server, small_edition: Edition) -> None:
    address = server.database()
    counter = Counter(small_edition, lambda: Week("2026-W48"), random.Random(1))
    flushing, asked = Flushing(counter, address, Still()), Asked("", Answer(Language.KOREAN, EntryId("lost-passport")))
    for harm, repair in ((server.stop, server.start), (server.pause, server.resume)):
        counter.count(small_edition, asked)
        harm()
        try:
            assert not await flushing.flush()
        finally:
            repair()
    assert await flushing.flush()
    store = Tallies.open(address)
    assert {one.count for one in store.since("2026-W01") if one.count} == {2}
    store.close()
