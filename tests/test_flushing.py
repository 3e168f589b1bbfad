"""From memory to the database."""

import asyncio
import os
import random
import sqlite3
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.handlers import Voice
from bot.chat.rendering import Operator, Renderer
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.knowledge import EntryId
from bot.core.languages import Language
from bot.core.matching.semantic import Encoder
from bot.core.replies import Answer
from bot.core.tallying import WHOLE, Asked, Counter, Week, cells_of, week_of
from bot.flushing import MOST_WEEKS, Flushing, flushed, until_tomorrow
from bot.settings import ROOT
from bot.store.tallies import Tallies, Tally
from tests.dice import Still
from tests.publishing import Press
from tests.running import TOKEN, RunningBot
from tests.small_project import TODAY
from tests.telegram.emulator import Emulator
from tests.test_privacy import _conversation as conversation
from tests.test_privacy import leaks

WEEK = Week("2026-W48")
ASKED = Asked("여권", Answer(Language.KOREAN, EntryId("lost-passport")))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'test.sqlite'}"


@pytest.fixture(scope="module")
def voice(small_edition: Edition, encoder: Encoder) -> Voice:
    """The voice of the small project."""
    return Voice(Responder(small_edition, encoder), Renderer(small_edition, lambda: TODAY, Operator(), asks_if_helped=True))


def _stored(url: str) -> list[Tally]:
    store = Tallies.open(url)
    rows = store.since("2000-W01")
    store.close()
    return rows


def _without_zeros(url: str) -> dict[tuple[str, str, str], int]:
    return {(one.week, one.subject, one.outcome): one.count for one in _stored(url) if one.count}


# --- nothing before, everything at once ---


def _disk(folder: Path) -> list[tuple[str, int, bytes]]:
    """Everything in a folder: names, times of change, bytes."""
    files = sorted(path for path in (folder, *folder.rglob("*")))
    return [(str(path), path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in files]


async def test_no_press_changes_anything_on_disk_before_a_flush(
    running_bot: RunningBot, small_edition: Edition, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    Tallies.open(url).close()
    counter = Counter(small_edition, lambda: WEEK, random.Random(1))
    flushing = Flushing(counter, url, Still())
    before = _disk(tmp_path)
    async with running_bot(count=counter.count) as telegram:
        person = telegram.user(language_code="ko")
        for _ in range(5):
            await person.say("여권을 잃어버렸어요")
            page = await person.wait_for()
            await (await person.press(lambda button: (button.callback_data or "").startswith("p."), page)).wait()
        assert _disk(tmp_path) == before
    assert _disk(tmp_path) == before
    assert await flushing.flush()
    assert _disk(tmp_path) != before
    assert _without_zeros(url) == {
        ("2026-W48", subject, outcome): 5 for subject in ("lost-passport", WHOLE) for outcome in ("answered", "helped")
    }


async def test_nothing_of_a_conversation_is_in_memory_or_on_disk_after_it_was_counted(
    running_bot: RunningBot, small_edition: Edition, url: str, tmp_path: Path
) -> None:
    counter = Counter(small_edition, lambda: WEEK, random.Random(1))
    flushing = Flushing(counter, url, Still())
    async with running_bot(count=counter.count) as telegram:
        canaries = await conversation(telegram)
        telegram.complaints.clear()  # the lost replies of the faults
    assert leaks(repr(vars(counter)).encode(), canaries) == []
    assert await flushing.flush()
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or leaks(file.read_bytes(), canaries) == [], file
    assert sum(one.count for one in _stored(url) if one.subject == WHOLE) >= 8


async def test_a_flush_writes_every_cell_with_noise(small_edition: Edition, url: str) -> None:
    counter = Counter(small_edition, lambda: WEEK, random.Random(1))
    assert await Flushing(counter, url, random.Random(2)).flush()
    cells = {(cell.week, cell.language, cell.subject, cell.outcome) for cell in cells_of(small_edition.knowledge, WEEK)}
    rows = _stored(url)
    assert {(one.week, one.language, one.subject, one.outcome) for one in rows} == cells
    assert min(one.count for one in rows) < 0 < max(one.count for one in rows)


async def _order_on_disk(edition: Edition, folder: Path, seed: int) -> list[tuple[str, ...]]:
    folder.mkdir()
    counter = Counter(edition, lambda: WEEK, random.Random(1))
    counter.count(edition, ASKED)
    assert await Flushing(counter, f"sqlite:///{folder / 'x.sqlite'}", random.Random(seed)).flush()
    with sqlite3.connect(folder / "x.sqlite") as connection:
        rows = connection.execute("SELECT language, subject, outcome FROM tallies ORDER BY rowid").fetchall()
    connection.close()
    return rows


async def test_rows_are_written_in_random_order(small_edition: Edition, tmp_path: Path) -> None:
    one, other = [await _order_on_disk(small_edition, tmp_path / str(seed), seed) for seed in (1, 2)]
    as_counted = [(cell.language, cell.subject, cell.outcome) for cell in cells_of(small_edition.knowledge, WEEK)]
    assert sorted(one) == sorted(other) == sorted(as_counted)
    places = [[rows.index(row) for row in as_counted] for rows in (one, other)]
    for order in places:
        rises = sum(a < b for a, b in pairwise(order))
        assert 0.35 < rises / len(order) < 0.65
    assert places[0] != places[1]


# --- a database that fails ---


async def test_a_failing_database_keeps_the_counts_and_adds_no_second_noise(
    small_edition: Edition, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'test.sqlite'}"
    (tmp_path / "var").write_text("a file where a folder should be")
    counter, dice = Counter(small_edition, lambda: WEEK, random.Random(1)), random.Random(7)
    flushing = Flushing(counter, url, dice)
    for _ in range(3):
        counter.count(small_edition, ASKED)
    assert not await flushing.flush()
    assert "wait in memory" in caplog.text
    assert str(tmp_path) not in caplog.text
    waiting = dict(flushing._waiting)
    (tmp_path / "var").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.flushing.with_noise", lambda counts, _: counts)
        assert await flushing.flush()
    assert {(one.language, one.subject, one.outcome): one.count for one in _stored(url)} == {
        (cell.language, cell.subject, cell.outcome): number for cell, number in waiting.items()
    }
    assert not flushing._waiting


async def test_what_waits_is_bounded(small_edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    weeks = [Week(f"2026-W{number:02}") for number in range(1, MOST_WEEKS + 4)]
    now = [weeks[0]]
    counter = Counter(small_edition, lambda: now[0], random.Random(1))
    flushing = Flushing(counter, f"sqlite:///{tmp_path / 'var' / 'test.sqlite'}", Still())
    for week in weeks:
        now[0] = week
        counter.count(small_edition, ASKED)
        assert not await flushing.flush()
    (tmp_path / "var").unlink()
    assert await flushing.flush()
    stored = _stored(f"sqlite:///{tmp_path / 'var' / 'test.sqlite'}")
    assert {one.week for one in stored} == set(weeks[-MOST_WEEKS:])
    assert sum(one.count for one in stored if one.subject == WHOLE) == MOST_WEEKS


async def test_whatever_is_wrong_with_the_tallies_the_bot_goes_on(
    small_edition: Edition, url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise MemoryError("여권")

    flushing = Flushing(Counter(small_edition, lambda: WEEK, random.Random(1)), url, Still())
    with monkeypatch.context() as patch:
        patch.setattr(Tallies, "add", broken)
        assert not await flushing.flush()
    assert "MemoryError" in caplog.text
    assert "여권" not in caplog.text
    assert await flushing.flush()


# --- when ---


async def test_it_flushes_again_and_again_and_at_the_end(small_edition: Edition, url: str) -> None:
    counter = Counter(small_edition, lambda: WEEK, random.Random(1))
    Tallies.open(url).close()
    async with flushed(Flushing(counter, url, Still()), lambda: 0.05):
        counter.count(small_edition, ASKED)
        async with asyncio.timeout(10):
            while not _without_zeros(url):
                await asyncio.sleep(0.02)
        counter.count(small_edition, ASKED)
    assert set(_without_zeros(url).values()) == {2}


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)), st.integers(0, 2**32))
def test_each_day_has_one_flush_at_a_random_minute(moment: datetime, seed: int) -> None:
    now = moment.replace(tzinfo=UTC)
    then = now + timedelta(seconds=until_tomorrow(now, random.Random(seed)), milliseconds=1)
    assert then.date() == now.date() + timedelta(days=1)
    assert (then.second, then.microsecond // 1000) in ((0, 0), (0, 1))


def test_the_minute_of_the_flush_is_not_the_same_every_day() -> None:
    dice, now = random.Random(1), datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert len({until_tomorrow(now, dice) for _ in range(50)}) > 40


# --- the real process ---


@pytest.fixture
def published(small_edition: Edition, url: str) -> str:
    """A database with the small project as its edition."""
    Press(small_edition).publish(url, "1")
    return url


@pytest.mark.parametrize("tallies", ["on", "off"])
async def test_the_running_bot_flushes_when_it_is_told_to_stop(published: str, tallies: str) -> None:
    """The noise of the real process cannot be foretold, so a button is pressed forty times."""
    async with Emulator(TOKEN) as telegram:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "TELEGRAM_TOKEN": TOKEN,
                "TELEGRAM_API_URL": telegram.base_url.removesuffix("/bot"),
                "DATABASE_URL": published,
                "TALLIES": tallies,
            },
            stderr=asyncio.subprocess.PIPE,
        )
        for person in [telegram.user(language_code="ko") for _ in range(5)]:  # one alone would be taken for a flood
            await person.say("여권을 잃어버렸어요")
            page = await person.wait_for(seconds=30)
            helped = [button for button in page.buttons if (button.callback_data or "").startswith("p.")]
            assert len(helped) == (tallies == "on")
            for press in [await person.press(helped[0].text, page) for _ in range(8) if helped]:
                await press.wait(30)
        assert _stored(published) == []
        process.terminate()
        _, logged = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0, logged
    rows = {(one.language, one.subject, one.outcome): one for one in _stored(published)}
    if tallies == "off":
        assert rows == {}
        return
    counted = rows["ko", "lost-passport", "helped"]
    assert abs(counted.count - 40) < 25  # noise of 25 comes once in a hundred million flushes
    assert counted.week in (week_of(datetime.now(UTC).date()), week_of(date.today() - timedelta(days=1)))
