"""A bot follows the active edition, and goes on with the last good one whatever happens to the database."""

import io
import logging
import os
import random
import resource
import sqlite3
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

import bot.store.postgresql
from bot.content.packing import pack_draft
from bot.core.edition import Edition
from bot.store.editions import Damaged, Editions, Piece, StoreUnavailable, checksum_of
from bot.store.local_copy import NAME, LocalCopy
from bot.switching import NothingToSay, Switching
from bot.warming import Warming
from tests.publishing import NOW, Press, mark_of, speak, switching
from tests.store.conftest import Server


@pytest.fixture(scope="module")
def press(small_edition: Edition) -> Press:
    return Press(small_edition)


@pytest.fixture
def running(press: Press, address: str, tmp_path: Path) -> Iterator[Switching]:
    """A bot's switching, started with edition `one`."""
    press.publish(address, "one")
    found = switching(address, tmp_path / "cache")
    found.start()
    yield found
    found.close()


def test_it_starts_with_the_active_edition_and_switches_when_another_is_published(running: Switching, press: Press, address: str) -> None:
    assert mark_of(running) == "one"
    assert not running.look()
    press.publish(address, "two")
    assert running.look()
    assert mark_of(running) == "two"
    store = Editions.open(address)
    store.rollback()
    store.close()
    assert running.look()
    assert (mark_of(running), running.number) == ("one", 1)


def test_a_changed_text_keeps_the_model_in_memory_and_a_new_model_is_loaded(running: Switching, press: Press, address: str) -> None:
    model = running.voice.responder.edition.model
    press.publish(address, "two")
    running.look()
    assert running.voice.responder.edition.model is model
    press.publish(address, "three", model=type(press.model)("d" * 64, press.model.content))
    running.look()
    assert running.voice.responder.edition.model is not model


def test_a_voice_taken_before_a_switch_stays_whole(running: Switching, press: Press, address: str) -> None:
    before = running.voice
    press.publish(address, "two")
    running.look()
    assert before.responder.edition.knowledge.entries is not running.voice.responder.edition.knowledge.entries
    assert before.renderer.texts is before.responder.edition
    assert running.voice.renderer.texts is running.voice.responder.edition


def test_without_any_edition_it_says_what_to_run(address: str, tmp_path: Path) -> None:
    with pytest.raises(NothingToSay, match="Run: python -m bot publish"):
        switching(address, tmp_path).start()


def test_it_follows_in_a_thread_and_keeps_a_copy(running: Switching, press: Press, address: str, tmp_path: Path) -> None:
    with running.following():
        press.publish(address, "two")
        began = time.monotonic()
        while mark_of(running) != "two" or LocalCopy(tmp_path / "cache", address).which() is None:
            assert time.monotonic() - began < 5
            time.sleep(0.02)
    assert LocalCopy(tmp_path / "cache", address).which() == (2, f"{'two':0>64}")


def _kept(running: Switching, press: Press, address: str) -> None:
    """Switch to edition `two` and keep its copy."""
    press.publish(address, "two")
    assert running.look()
    running._keep_copy()


def test_it_starts_from_the_copy_while_the_database_is_down_and_then_follows_again(
    running: Switching, press: Press, address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _kept(running, press, address)
    second = switching(address, tmp_path / "cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.switching.Editions.open", _unavailable)
        second.start()
        assert mark_of(second) == "two"
        assert "answering with edition 2, kept in a file" in caplog.text
        assert not second.look()
    press.publish(address, "three")
    assert second.look()
    assert mark_of(second) == "three"
    second.close()


def _unavailable(_: str) -> Editions:
    raise StoreUnavailable("the database cannot be opened (OperationalError)")


def test_a_copy_of_another_database_or_a_changed_one_is_not_used(running: Switching, press: Press, address: str, tmp_path: Path) -> None:
    _kept(running, press, address)
    file = tmp_path / "cache" / NAME
    whole = file.read_bytes()
    assert LocalCopy(tmp_path / "cache", address).read().number == 2
    assert LocalCopy(tmp_path / "cache", "sqlite:///other.sqlite").which() is None
    with pytest.raises(Damaged):
        LocalCopy(tmp_path / "cache", "sqlite:///other.sqlite").read()
    dice = random.Random(1)
    for at in [*range(20), *(dice.randrange(len(whole)) for _ in range(40))]:
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :])
        _is_refused_or_the_same(LocalCopy(tmp_path / "cache", address), whole)
    for length in (0, 1, 300, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(Damaged):
            LocalCopy(tmp_path / "cache", address).read()


def _is_refused_or_the_same(copy: LocalCopy, whole: bytes) -> None:
    """A bit in the first line may change a number or a name, never the bytes that are used."""
    try:
        stored = copy.read()
    except Damaged:
        return
    assert whole.endswith(stored.content + (stored.model or b""))


def test_the_copy_does_not_tell_where_the_database_is(running: Switching, tmp_path: Path) -> None:
    secret = "postgresql://user:hunter2@db.example.org/gilbeot"
    copy = LocalCopy(tmp_path, secret)
    copy.write(running._database().load(1))
    head = (tmp_path / NAME).read_bytes()[:2000]
    assert not [word for word in (b"hunter2", b"example", b"user") if word in head]
    assert LocalCopy(tmp_path, secret.replace("hunter2", "changed")).which() is not None


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """A folder of one megabyte on a tmpfs; where this process may mount none, what it gives limits the size of files instead."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0

    @contextmanager
    def full() -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            if not mounted:
                resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    try:
        yield full
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_keeps_the_copy_there_is(press: Press, tmp_path: Path) -> None:
    address, folder = f"sqlite:///{tmp_path / 'test.sqlite'}", tmp_path / "small"
    press.publish(address, "one")
    with closing(Editions.open(address)) as store:
        stored = store.load(1)
    small = replace(stored, model=b"a small model")
    with small_disk(folder) as full:
        copy = LocalCopy(folder, address)
        copy.write(small)
        with full(), pytest.raises(StoreUnavailable, match="cannot be written"):
            copy.write(replace(stored, number=2, model=os.urandom(2 << 20)))
        assert copy.read() == small
        assert [file.name for file in folder.iterdir()] == [NAME]


def test_a_full_disk_beneath_the_database_publishes_nothing_and_keeps_the_edition_there_is(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    edition, model = Piece("one", b"texts"), Piece("learnt", b"a small model")
    with small_disk(folder) as full, closing(Editions.open(f"sqlite:///{folder / 'test.sqlite'}")) as store:
        assert store.publish(edition, model, NOW, after=None) == (1, True)
        with full(), pytest.raises(StoreUnavailable, match="cannot be written"):
            store.publish(Piece("two", b"other texts"), Piece("learnt anew", os.urandom(2 << 20)), NOW, after=1)
        assert store.active() == (1, "one")
        assert store.load(1).model == model.content
        assert [one.number for one in store.all()] == [1]


def _deleted(file: Path) -> Callable[[], None]:
    aside = file.with_suffix(".aside")
    file.rename(aside)
    return lambda: _put_back(file, aside)


def _a_folder(file: Path) -> Callable[[], None]:
    """Nobody can open it, root neither, whom no permission keeps out."""
    back = _deleted(file)
    file.mkdir()
    return back


def _rubbish(file: Path) -> Callable[[], None]:
    back = _deleted(file)
    file.write_bytes(b"rubbish" * 1000)
    return back


def _put_back(file: Path, aside: Path) -> None:
    if file.is_dir():
        file.rmdir()
    aside.replace(file)


@pytest.mark.parametrize("harm", [_deleted, _a_folder, _rubbish])
def test_the_file_of_an_sqlite_database_is_lost_and_comes_back(
    press: Press, tmp_path: Path, caplog: pytest.LogCaptureFixture, harm: Callable[[Path], Callable[[], None]]
) -> None:
    caplog.set_level(logging.INFO)
    file = tmp_path / "data" / "test.sqlite"
    press.publish(f"sqlite:///{file}", "one")
    running = switching(f"sqlite:///{file}", tmp_path / "cache")
    running.start()
    heal = harm(file)
    for _ in range(3):
        assert not running.look()
    assert mark_of(running) == "one"
    heal()
    press.publish(f"sqlite:///{file}", "two")
    assert running.look()
    assert mark_of(running) == "two"
    told = [record.getMessage() for record in caplog.records if record.name == "bot.switching"]
    assert [line.partition(" (")[0] for line in told] == [
        "the database cannot be read",
        "the database can be used again",
        "edition 2 answers now",
    ]
    assert not any(str(tmp_path) in line for line in told)


def test_an_edition_whose_bytes_the_database_cannot_give_out_is_one_line_however_often_it_is_looked_at(
    press: Press, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As of a bad disk: the small rows can be read, and say that there is a new edition, the large one cannot."""
    caplog.set_level(logging.INFO)
    address = f"sqlite:///{tmp_path / 'test.sqlite'}"
    press.publish(address, "one")
    running = switching(address, tmp_path / "cache")
    running.start()
    press.publish(address, "two")
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE editions SET content = CAST(x'ff' AS TEXT) WHERE number = 2"))
    engine.dispose()
    for _ in range(3):
        assert not running.look()
    assert mark_of(running) == "one"
    press.publish(address, "three")
    assert running.look()
    told = [record.getMessage().partition(" (")[0] for record in caplog.records if record.name == "bot.switching"]
    assert told == ["the database cannot be read", "the database can be used again", "edition 3 answers now"]


def test_a_postgresql_that_stops_and_starts_again_is_followed_again(server: Server, press: Press, tmp_path: Path) -> None:
    address = server.database()
    press.publish(address, "one")
    running = switching(address, tmp_path)
    running.start()
    server.stop()
    try:
        assert not running.look()
        assert not running.look()
        assert mark_of(running) == "one"
    finally:
        server.start()
    press.publish(address, "two")
    assert running.look()
    assert mark_of(running) == "two"
    running.close()


def test_a_paused_postgresql_holds_nobody_up(server: Server, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.store.postgresql, "ANSWERING", 0.5)
    monkeypatch.setattr("bot.store.database.CONNECTING", 2)
    address = server.database()
    press.publish(address, "one")
    running = switching(address, tmp_path)
    running.start()
    server.pause()
    try:
        thread = threading.Thread(target=running.look)
        thread.start()
        began = time.monotonic()
        assert mark_of(running) == "one"  # while the other thread waits
        assert time.monotonic() - began < 0.2
        thread.join(10)
        assert not thread.is_alive()
        assert mark_of(running) == "one"
    finally:
        server.resume()
    monkeypatch.undo()
    press.publish(address, "two")
    assert running.look()
    running.close()


CORRUPTIONS = 300


def _spoilt(whole: bytes, seed: int, dice: random.Random) -> tuple[bytes, bool]:
    """Some bytes in the place of an edition's content, and whether its checksum is made to fit."""
    at = dice.randrange(64, len(whole))
    match seed % 6:
        case 0:
            return whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :], False
        case 1:
            return whole[:at], dice.random() < 0.5
        case 2:
            return dice.randbytes(at), True
        case 3:
            return whole[:at] + dice.randbytes(64) + whole[at + 64 :], False
        case 4:
            return _of_the_first_program(), True
        case _:
            return whole, True  # another edition under this digest


def _of_the_first_program() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("words.npy", b'{"digest": "a"}')
    return buffer.getvalue()


def test_of_three_hundred_spoilt_editions_none_is_taken_and_each_is_one_line(
    press: Press, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address, dice, whole = f"sqlite:///{tmp_path / 'test.sqlite'}", random.Random(20261125), pack_draft(press.draft("evil"))
    press.publish(address, "good")
    running = switching(address, tmp_path)
    running.start()
    voice = running.voice
    database = sqlite3.connect(tmp_path / "test.sqlite")
    database.execute("PRAGMA synchronous = OFF")
    for seed in range(CORRUPTIONS):
        content, fits = (bytes(100_000_000), True) if seed == 299 else _spoilt(whole, seed, dice)
        values = (f"{seed:064}", content, checksum_of(content if fits else whole), press.model.digest)
        with database:
            number = database.execute(
                f"INSERT INTO editions (digest, published, content, checksum, model) VALUES (?, '{NOW:%Y-%m-%d}', ?, ?, ?)",
                values,
            ).lastrowid
            database.execute("UPDATE active SET edition = ?", (number,))
        assert not running.look()
        assert not running.look()  # refused once, not looked at again
        assert running.voice is voice
    database.close()
    refusals = [record.getMessage() for record in caplog.records if "is refused, edition 1 goes on answering" in record.getMessage()]
    assert len(refusals) == CORRUPTIONS
    assert not any("\n" in line for line in refusals)
    press.publish(address, "better")
    assert running.look()
    assert mark_of(running) == "better"


def test_an_edition_for_which_no_memory_is_left_is_said_once_and_tried_again_later(
    press: Press, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, failures = f"sqlite:///{tmp_path / 'test.sqlite'}", [MemoryError(), MemoryError()]

    def only_one(edition: Edition) -> Any:
        if "two" in edition.digest and failures:
            raise failures.pop()
        return speak(edition)

    press.publish(address, "one")
    running = switching(address, tmp_path, only_one)
    running.start()
    press.publish(address, "two")
    assert not running.look()
    assert mark_of(running) == "one"
    assert not running.look()
    assert len(failures) == 1  # it was not tried again at once
    monkeypatch.setattr("bot.switching.TRIED_AGAIN", 0.0)
    monkeypatch.setattr(running, "_refused_until", 0.0)
    assert not running.look()
    assert running.look()
    assert mark_of(running) == "two"
    assert caplog.text.count("edition 2 is refused, edition 1 goes on answering: it is of no use (MemoryError") == 1


def test_an_encoder_counts_as_none_until_it_is_warm() -> None:
    gate = threading.Event()

    def load() -> Any:
        gate.wait(5)
        return lambda texts: [len(text) for text in texts]

    encoder = Warming(load)
    assert not encoder
    encoder.begin()
    assert not encoder
    gate.set()
    assert encoder(["길벗"]) == [2]
    assert encoder
    missing = Warming(lambda: None)
    missing.begin()
    missing._thread.join()
    assert not missing
