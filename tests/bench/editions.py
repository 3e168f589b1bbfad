"""How long publishing, switching and starting take: `python -m tests.bench.editions [FOLDER]`.

FOLDER holds the two pieces of an edition, `draft.npz` and `model.npz`, as pytest keeps those of the project's own content below
`.pytest_cache/d/editions`; without it the small project is used. Training is not in it: `time python -m bot publish` shows that.
"""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.content.editions import compile_edition
from bot.content.packing import unpack_draft, unpack_model
from bot.core.edition import Edition
from bot.encoder import load_encoder
from bot.settings import ROOT
from bot.switching import Switching
from tests.publishing import Press, mark_of, switching
from tests.running import TOKEN
from tests.small_project import TODAY, build
from tests.store.conftest import Server
from tests.telegram.emulator import Emulator

_QUESTION = "나 여권 잃어버렸는데 어떡해요"


def main(arguments: list[str]) -> None:
    """Measure on both kinds of database and print a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        press = Press(_edition(Path(arguments[0]) if arguments else None, folder))
        _say(f"The model has {len(press.model.content) / 1e6:.1f} MB.\n")
        _say("| database | new model | new text | switch | start: cache | start: database | start: no database | RSS |")
        _say("|---|---|---|---|---|---|---|---|")
        cluster = Path(tempfile.mkdtemp(prefix="gilbeot-postgresql-"))  # not in the folder above, which is closed to other users
        server = Server(cluster)
        try:
            for kind, address in (("SQLite", f"sqlite:///{folder / 'editions.sqlite'}"), ("PostgreSQL", server.database())):
                _say(f"| {kind} | {' | '.join(_measured(press, address, folder / kind, server))} |")
        finally:
            server.stop()
            shutil.rmtree(cluster, ignore_errors=True)


def _measured(press: Press, address: str, folder: Path, server: Server) -> list[str]:
    full = _timed(lambda: press.publish(address, "one"))
    text = _timed(lambda: press.publish(address, "two"))
    following = switching(address, folder)
    following.start()
    with following.following():
        switches = [_switch(press, address, following, mark) for mark in ("three", "four", "five")]
        time.sleep(2.0)  # until its copy is kept
    following.close()
    cached, rss = asyncio.run(_start(address, folder))
    from_database, _ = asyncio.run(_start(address, folder / "empty"))
    file = Path(address.removeprefix("sqlite:///"))
    if address.startswith("sqlite"):
        file.rename(file.with_suffix(".aside"))
        file.mkdir()
    else:
        server.stop()
    down, _ = asyncio.run(_start(address, folder))
    if not address.startswith("sqlite"):
        server.start()
    return [f"{full:.2f} s", f"{text:.2f} s", f"{max(switches):.2f} s", f"{cached:.2f} s", f"{from_database:.2f} s", f"{down:.2f} s", rss]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _timed(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _switch(press: Press, address: str, following: Switching, mark: str) -> float:
    """Seconds from the commit until the first answer would be of the new edition."""
    press.publish(address, mark)
    return _timed(lambda: _until(lambda: mark_of(following) == mark))


def _until(true: Callable[[], bool]) -> None:
    while not true():
        time.sleep(0.005)


async def _start(address: str, folder: Path) -> tuple[float, str]:
    """Seconds from the start of a bot's process until a waiting question is answered, and the memory it then has."""
    folder.mkdir(exist_ok=True)
    async with Emulator(TOKEN) as telegram:
        person = telegram.user(language_code="ko")
        await person.say(_QUESTION)
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "TELEGRAM_TOKEN": TOKEN,
                "TELEGRAM_API_URL": telegram.base_url.removesuffix("/bot"),
                "DATABASE_URL": address,
                "CACHE_FOLDER": str(folder),
                "TALLIES": "off",
                "LOG_LEVEL": "ERROR",
            },
        )
        await person.wait_for(seconds=60)
        seconds = time.monotonic() - began
        await asyncio.sleep(3)  # the encoder too
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        process.terminate()
        await process.wait()
    return seconds, next(f"{int(line.split()[1]) / 1000:.0f} MB" for line in status.splitlines() if line.startswith("VmRSS"))


def _edition(folder: Path | None, place: Path) -> Edition:
    if folder is None:
        return compile_edition(build(place / "project").root, TODAY, load_encoder())
    return unpack_draft((folder / "draft.npz").read_bytes()).with_model(unpack_model((folder / "model.npz").read_bytes()))


if __name__ == "__main__":
    main(sys.argv[1:])
