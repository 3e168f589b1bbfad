"""The real bot in a process of its own: `python -m bot run`, a token from a file, the small project, folders that can be searched."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp.test_utils import unused_port

from bot.content.editions import compile_edition
from bot.core.edition import Edition
from bot.encoder import load_encoder
from bot.settings import ROOT
from tests.publishing import Press
from tests.small_project import TODAY, build
from tests.telegram.emulator import Emulator

SECRET = "AAproofs7Kx2mQv9Lr4Tn8Wc3Yb6Zd1Hf5Jg0Pk"
HOOK_SECRET = "hookPw8Rk3Xv6Mz1Qs9Td4Lc7Hn2Bg5Yj0Fe"
TOKEN = f"1234567:{SECRET}"
DATABASE = "gilbeot.sqlite"
_STARTING = 240
"""Seconds: under strace, on a machine that others use, to start may take minutes."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot.

    Attributes:
        number: of its process.
        folder: its token, what it says (`log`), and all it may write (`written`).
    """

    number: int
    folder: Path

    @property
    def log(self) -> Path:
        """What it wrote to standard output and error."""
        return self.folder / "log"

    @property
    def written(self) -> Path:
        """Home, temporary files, cache, database, and the folder it is started in."""
        return self.folder / "written"

    def rss(self) -> int:
        """Kilobytes of memory it holds."""
        return self.figures()["VmRSS"]

    def figures(self) -> dict[str, int]:
        """The numbers of /proc/PID/status."""
        lines = Path(f"/proc/{self.number}/status").read_text(encoding="ascii", errors="replace").splitlines()
        parts = [line.split() for line in lines]
        return {part[0].rstrip(":"): int(part[1]) for part in parts if len(part) > 1 and part[1].isdigit()}

    async def ended(self) -> None:
        """Wait until it has ended."""
        async with asyncio.timeout(30):
            while _state(self.number) not in "XZ":
                await asyncio.sleep(0.05)


def publish(folder: Path) -> Path:
    """A database with the small project's edition, to be copied for each bot."""
    database = folder / "published.sqlite"
    if not database.exists():
        Press(compiled()).publish(f"sqlite:///{database}", "1")
    return database


@cache
def compiled() -> Edition:
    """The edition of the small project."""
    with TemporaryDirectory() as folder:
        return compile_edition(build(Path(folder) / "project").root, TODAY, load_encoder())


@asynccontextmanager
async def running(
    telegram: Emulator, database: Path, folder: Path, *, level: str = "INFO", through: Sequence[str] = (), by_webhook: bool = False
) -> AsyncIterator[Bot]:
    """A bot that polls an emulator, or is brought updates by it, once it answers; `through` is a program it is started by.

    Raises:
        RuntimeError: it ended by itself; with what it said.
    """
    environment = prepared(telegram, database, folder, level, by_webhook=by_webhook)
    command = [*through, sys.executable, "-m", "bot", "run"]
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(*command, cwd=folder / "written", env=environment, stdout=log, stderr=log)
    try:
        await _answering(telegram, process, folder)
        yield Bot(_bot_in(process.pid), folder)
    finally:
        if _state(process.pid) not in "XZ":
            os.kill(_bot_in(process.pid), signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 60)


def prepared(telegram: Emulator, database: Path, folder: Path, level: str, *, by_webhook: bool = False) -> dict[str, str]:
    """Folders and environment of a bot, and nothing else of this machine."""
    written = folder / "written"
    for name in ("home", "tmp", "cache"):
        (written / name).mkdir(parents=True, exist_ok=True)
    shutil.copy(database, written / DATABASE)
    token = folder / "token"
    token.write_text(telegram.token, encoding="ascii")
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(written / "home"),
        "TMPDIR": str(written / "tmp"),
        "CACHE_FOLDER": str(written / "cache"),
        "DATABASE_URL": f"sqlite:///{written / DATABASE}",
        "TELEGRAM_TOKEN_FILE": str(token),
        "TELEGRAM_API_URL": telegram.base_url.removesuffix("/bot"),
        "LOG_LEVEL": level,
        **(_hook(folder) if by_webhook else {}),
    }


def _hook(folder: Path) -> dict[str, str]:
    """The settings of a webhook."""
    place, secret = f"127.0.0.1:{unused_port()}", folder / "secret"
    secret.write_text(HOOK_SECRET, encoding="ascii")
    return {"WEBHOOK_URL": f"http://{place}/telegram", "WEBHOOK_LISTEN": place, "WEBHOOK_SECRET_FILE": str(secret)}


async def _answering(telegram: Emulator, process: asyncio.subprocess.Process, folder: Path) -> None:
    def calls() -> int:
        return sum(len(telegram.called(method)) for method in ("getUpdates", "setWebhook"))

    before = calls()
    async with asyncio.timeout(_STARTING):
        while calls() == before:
            if process.returncode is not None:
                said = (folder / "log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"the bot ended with code {process.returncode} and said:\n{said}")
            await asyncio.sleep(0.1)


def _state(number: int) -> str:
    """As in /proc/PID/stat: Z for a process that ended and was not waited for, X for none."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "X"


def _bot_in(number: int) -> int:
    """The process of the bot: this one, or its first child where a program such as strace started it."""
    children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
    return _bot_in(int(children[0])) if children else number
