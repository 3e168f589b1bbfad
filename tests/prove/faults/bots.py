"""The real bot in processes of its own: `python -m bot run` on the small project, by polling or by webhook."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from aiohttp.test_utils import unused_port

from bot.core.edition import Edition
from bot.settings import ROOT
from tests.publishing import Press
from tests.telegram.emulator import Emulator

TOKEN = "1234567:AAfaults7Kx2mQv9Lr4Tn8Wc3Yb6Zd1Hf5Jg0Pk"
SECRET = "a-secret-of-the-tests-0123456789"
_STARTING = 240.0
"""Seconds: on a machine that others use it may take long, and no bar is about it."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A running process.

    Attributes:
        log: what it said so far.
    """

    process: asyncio.subprocess.Process
    log: Path

    async def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self.process.kill()
        await self.process.wait()

    async def terminate(self) -> float:
        """Ask it to end; the seconds that took."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        self.process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(self.process.wait(), 60)
        return loop.time() - began

    def said(self) -> list[str]:
        """The lines of its log."""
        return self.log.read_text(encoding="utf-8").splitlines()

    def resident(self) -> int:
        """Kilobytes of memory it holds."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@dataclass(slots=True)
class House:
    """A folder with a database of the small project, and the bots that run on it.

    Attributes:
        port: where a webhook listens.
        program: what is run, as arguments of Python.
        more: settings beside the usual ones.
    """

    telegram: Emulator
    folder: Path
    database: str
    by_webhook: bool = False
    port: int = field(default_factory=unused_port)
    more: dict[str, str] = field(default_factory=dict)
    program: tuple[str, ...] = ("-m", "bot", "run")

    @property
    def address(self) -> str:
        """Where updates are brought, past any proxy."""
        return f"http://127.0.0.1:{self.port}/telegram"

    @asynccontextmanager
    async def bot(self, *, wait: bool = True, more: Mapping[str, str] = MappingProxyType({})) -> AsyncIterator[Bot]:
        """A bot, once it can be reached; ended afterwards if it still runs."""
        log = self.folder / f"log{len(list(self.folder.glob('log*')))}"
        with log.open("wb") as file:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, *self.program), cwd=ROOT, env={**self._environment(), **more}, stdout=file, stderr=file
            )
        bot = Bot(process, log)
        try:
            if wait:
                await self._answering(bot)
            yield bot
        finally:
            if process.returncode is None:
                await bot.kill()

    def _environment(self) -> dict[str, str]:
        webhook = {
            "WEBHOOK_URL": self.address,
            "WEBHOOK_LISTEN": f"127.0.0.1:{self.port}",
            "WEBHOOK_SECRET": SECRET,
        }
        return {
            "PATH": os.environ["PATH"],
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram.base_url.removesuffix("/bot"),
            "DATABASE_URL": self.database,
            "CACHE_FOLDER": str(self.folder / "cache"),
            "LOG_LEVEL": "INFO",
            **(webhook if self.by_webhook else {}),
            **self.more,
        }

    async def _answering(self, bot: Bot) -> None:
        async with asyncio.timeout(_STARTING):
            while not any("the bot answers" in line for line in bot.said()):
                if bot.process.returncode is not None:
                    raise RuntimeError(f"the bot ended with {bot.process.returncode}: {bot.said()}")
                await asyncio.sleep(0.02)


def published(edition: Edition, folder: Path) -> Path:
    """A database with one edition, to be copied."""
    file = folder / "published.sqlite"
    Press(edition).publish(f"sqlite:///{file}", "one")
    return file


@asynccontextmanager
async def house(database: Path, folder: Path, *, by_webhook: bool = False) -> AsyncIterator[House]:
    """An empty folder, a copy of a database, and a Telegram nobody has written to yet."""
    folder.mkdir(parents=True)
    shutil.copy(database, folder / "gilbeot.sqlite")
    async with Emulator(TOKEN) as telegram:
        yield House(telegram, folder, f"sqlite:///{folder / 'gilbeot.sqlite'}", by_webhook)


async def until(true: Callable[[], bool], seconds: float = _STARTING) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


def mode(by_webhook: bool) -> str:
    """How the table calls it."""
    return "webhook" if by_webhook else "polling"
