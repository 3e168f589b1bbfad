"""From a changed phone number to a running bot that answers with it: `python -m tests.bench.number SQLITE-FILE`.

The file holds a published edition of the content as it stands (as after `make publish`); it and the project are copied, nothing else is
touched. A real bot polls an emulated Telegram. Prints each command with its seconds, and at last those until the bot said the number.
"""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bot.settings import ROOT
from tests.running import TOKEN
from tests.telegram.emulator import Emulator

_PROJECT = ("bot", "knowledge", "locales", "requirements.lock")
_ID, _OLD, _NEW, _LINK = "unhcr-thailand", "+66 2 288 2180", "+66 2 000 0000", "https://help.unhcr.org/thailand/"
_QUESTION = "unhcr phone number thailand"


async def main(database: Path) -> None:
    """Copy, start a bot, change the number and say how long each step took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in _PROJECT:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, folder / part)
        shutil.copy(database, folder / "bot.sqlite")
        (folder / "token").write_text(TOKEN)
        async with Emulator(TOKEN) as telegram:
            work = _Work(folder, telegram.base_url.removesuffix("/bot"))
            bot = await work.begun("run")
            try:
                await _measure(work, telegram)
            finally:
                bot.terminate()
                await bot.wait()


async def _measure(work: "_Work", telegram: Emulator) -> None:
    person = telegram.user(language_code="en")

    async def answer() -> str:
        await person.say(_QUESTION)
        return (await person.wait_for(seconds=60)).text

    assert _OLD in await answer(), "the bot does not name the number"
    contacts = work.folder / "knowledge" / "contacts.toml"
    contacts.write_text(contacts.read_text(encoding="utf-8").replace(f'"{_OLD}"', f'"{_NEW}"'), encoding="utf-8")
    began = time.monotonic()
    assert not await work.done("check"), "a number nobody sealed was accepted"
    assert await work.done("contacts", "seal", _ID, _NEW, _LINK)
    assert await work.done("check")
    assert await work.done("publish")
    published = time.monotonic()
    while _NEW not in await answer():
        await asyncio.sleep(0.05)
    now = time.monotonic()
    _say(f"{now - published:6.1f} s  until the running bot answered with it\n{now - began:6.1f} s  in all")


class _Work:
    """Commands in a copy of the project."""

    def __init__(self, folder: Path, api_url: str) -> None:
        self.folder = folder
        self._environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite'}",
            "CACHE_FOLDER": str(folder / "cache"),
            "TELEGRAM_TOKEN_FILE": str(folder / "token"),
            "TELEGRAM_API_URL": api_url,
        }

    async def begun(self, *words: str) -> asyncio.subprocess.Process:
        """A command that runs on; what it says is not shown."""
        command = (sys.executable, "-m", "bot", *words)
        quiet = asyncio.subprocess.DEVNULL
        return await asyncio.create_subprocess_exec(*command, cwd=self.folder, env=self._environment, stdout=quiet, stderr=quiet)

    async def done(self, *words: str) -> bool:
        """Whether a command ended well; its seconds are printed."""
        began = time.monotonic()
        code = await (await self.begun(*words)).wait()
        _say(f"{time.monotonic() - began:6.1f} s  python -m bot {' '.join(words)}{'' if code == 0 else '  (refused)'}")
        return code == 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
