"""What the bot stands on goes away or goes bad: its disk, its database, the edition that is published there."""

import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.store.editions import Editions, Piece
from tests.prove.bars import Measured, NotProved
from tests.prove.faults.bots import TOKEN, Bot, House, house
from tests.prove.faults.crowds import Served, served_for, settled
from tests.prove.faults.replicas import publish_again
from tests.publishing import NOW
from tests.store.conftest import Server
from tests.telegram.emulator import Emulator

_SECONDS = 5.0


async def without_disk(database: Path, folder: Path, *, seconds: float = _SECONDS) -> Measured:
    """The disk beneath database and cache is full to the last byte."""
    folder.mkdir()
    small = folder / "small"
    small.mkdir()
    size = database.stat().st_size * 2 + 2**20
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(small)], capture_output=True, check=False).returncode:
        raise NotProved("only root may mount a small disk")
    try:
        async with house(database, small / "place") as place, place.bot() as bot:
            await settled(place.telegram, bot)
            _fill(small / "filling")
            result = await served_for(place.telegram, seconds)
            return await _measured(result, bot)
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


async def without_database(database: Path, folder: Path, *, seconds: float = _SECONDS) -> Measured:
    """The file of the database is gone, and a folder stands in its place."""
    async with house(database, folder) as place, place.bot() as bot:
        await settled(place.telegram, bot)
        file = folder / "gilbeot.sqlite"
        file.unlink()
        file.mkdir()
        result = await served_for(place.telegram, seconds)
        return await _measured(result, bot)


async def without_server(database: Path, folder: Path, server: Server, *, seconds: float = _SECONDS) -> Measured:
    """PostgreSQL stands still with its connections open, then it is stopped as by a power cut."""
    address = server.database()
    publish_again(f"sqlite:///{database}", address)
    folder.mkdir()
    async with Emulator(TOKEN) as telegram:
        place = House(telegram, folder, address)
        async with place.bot() as bot:
            await settled(telegram, bot)
            server.pause()
            try:
                still = await served_for(telegram, seconds / 2)
            finally:
                server.resume()
            server.stop()
            try:
                gone = await served_for(telegram, seconds / 2)
                return await _measured(Served(still.delays + gone.delays, still.affected + gone.affected), bot)
            finally:
                server.start()  # whoever made it stops it


async def with_bad_editions(database: Path, folder: Path, *, seconds: float = _SECONDS) -> Measured:
    """Editions are published that are none, then bytes of one are changed in the database: each is refused, with one line."""
    async with house(database, folder) as place, place.bot() as bot:
        await settled(place.telegram, bot)
        delays, affected = list[float](), 0
        before = len(bot.said())
        for damage in _DAMAGES:
            damage(place.database)
            result = await served_for(place.telegram, max(_NOTICED, seconds / len(_DAMAGES)))
            delays += result.delays
            affected += result.affected
        refused, lines = sum("goes on" in line for line in bot.said()), len(bot.said()) - before
        measured = await _measured(Served(delays, affected), bot)
    is_told = refused == lines == len(_DAMAGES)
    return Measured(f"{refused} of {len(_DAMAGES)} refused, {lines} line(s); {measured.figure}", measured.reached and is_told)


def _publish_noise(database: str) -> None:
    _publish(database, "a", b"no edition at all")


def _publish_half(database: str) -> None:
    with closing(Editions.open(database)) as store:
        good = store.load(1)
    _publish(database, "b", good.content[: len(good.content) // 2])


def _change_bytes(database: str) -> None:
    """A whole edition under another digest, so that it is loaded; changed behind the back of its checksum."""
    _change(database, "c", "CAST(content || 'x' AS BLOB)")


def _make_unreadable(database: str) -> None:
    """A row whose content SQLite cannot give out at all, as that of a bad disk."""
    _change(database, "d", "CAST(x'ff' AS TEXT)")


_DAMAGES = (_publish_noise, _publish_half, _change_bytes, _make_unreadable)
_NOTICED = 4.0
"""Seconds after which each must have been noticed."""


def _change(database: str, sign: str, content: str) -> None:
    engine = create_engine(database)
    with engine.begin() as connection:
        active = "WHERE number = (SELECT edition FROM active)"
        connection.execute(text(f"UPDATE editions SET content = {content}, digest = :digest {active}"), {"digest": sign * 64})
    engine.dispose()


def _publish(database: str, sign: str, content: bytes) -> None:
    with closing(Editions.open(database)) as store:
        active = store.active()
        assert active
        model = store.load(1).model_digest
        store.publish(Piece(sign * 64, content), Piece(model, b""), NOW, after=active[0])


async def _measured(result: Served, bot: Bot) -> Measured:
    """With what a SIGTERM then comes to: nothing may hang, whatever the tallies could not be written to."""
    seconds = await bot.terminate()
    code = bot.process.returncode or 0
    return Measured(
        f"{result}; SIGTERM then: {code} after {seconds:.1f} s",
        not result.affected and result.p95 <= 1 and code in (0, 1) and seconds <= 10,
    )


def _fill(file: Path) -> None:
    try:
        with file.open("wb") as out:
            while True:
                out.write(bytes(2**16))
                out.flush()
    except OSError:
        return
