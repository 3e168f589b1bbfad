"""What the bot stands on goes away: its disk, its database."""

import subprocess
from pathlib import Path

from tests.prove.faults.bots import Bot, house
from tests.prove.faults.crowds import Served, served_for, settled
from tests.prove.faults.table import NotMeasured, Row

_SECONDS = 5.0


async def without_disk(database: Path, folder: Path, *, seconds: float = _SECONDS) -> list[Row]:
    """The disk beneath database and cache is full to the last byte."""
    folder.mkdir()
    small = folder / "small"
    small.mkdir()
    size = database.stat().st_size * 2 + 2**20
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(small)], capture_output=True, check=False).returncode:
        raise NotMeasured("only root may mount a small disk")
    try:
        async with house(database, small / "place") as place, place.bot() as bot:
            await settled(place.telegram, bot)
            await _fill(small / "filling")
            result = await served_for(place.telegram, seconds)
            code = await _ends_well(bot)
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
    return [_row("disk full", result, code)]


async def without_database(database: Path, folder: Path, *, seconds: float = _SECONDS) -> list[Row]:
    """The file of the database is gone, and a folder stands in its place."""
    async with house(database, folder) as place, place.bot() as bot:
        await settled(place.telegram, bot)
        file = folder / "gilbeot.sqlite"
        file.unlink()
        file.mkdir()
        result = await served_for(place.telegram, seconds)
        code = await _ends_well(bot)
    return [_row("database gone", result, code)]


def _row(fault: str, result: Served, code: int) -> Row:
    reached = not result.affected and result.p95 <= 1 and code in (0, 1)
    return Row(fault, "0 affected, p95 <= 1 s", f"{result}; SIGTERM then: {code}", reached)


async def _ends_well(bot: Bot) -> int:
    seconds = await bot.terminate()
    assert seconds <= 10, seconds
    return bot.process.returncode or 0


async def _fill(file: Path) -> None:
    try:
        with file.open("wb") as out:
            while True:
                out.write(bytes(2**16))
                out.flush()
    except OSError:
        return
