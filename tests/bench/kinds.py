"""The bots that are measured side by side, each in a process of its own with a Telegram of its own."""

import shutil
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.asking import Open, opened
from tests.prove.faults.bots import TOKEN, House
from tests.telegram.emulator import Emulator

ECHO, REMEMBERING = ("-m", "tests.bench.echo"), ("-m", "tests.bench.remembering", "run")


@dataclass(frozen=True, slots=True)
class Kind:
    """A bot.

    Attributes:
        program: what is run, as arguments of Python.
    """

    name: str
    by_webhook: bool = False
    program: tuple[str, ...] = ("-m", "bot", "run")

    async def opened(self, stack: AsyncExitStack, folder: Path, database: Path) -> Open:
        """One that answers, on a copy of a database in a new folder."""
        return await opened(stack, [await self.house(stack, folder / self.name, database)])

    async def house(self, stack: AsyncExitStack, folder: Path, database: Path) -> House:
        """Where it will live."""
        folder.mkdir(parents=True)
        shutil.copy(database, file := folder / "gilbeot.sqlite")
        telegram = await stack.enter_async_context(Emulator(TOKEN))
        return House(telegram, folder, f"sqlite:///{file}", self.by_webhook, program=self.program)


POLLING, WEBHOOK = Kind("ours by polling"), Kind("ours by webhook", by_webhook=True)
ECHO_POLLING, ECHO_WEBHOOK = Kind("echo by polling", program=ECHO), Kind("echo by webhook", by_webhook=True, program=ECHO)
UNGUARDED = Kind("ours without memory settings", program=REMEMBERING)
