"""A crash leaves no core file, others of the same user cannot read the memory, and the settings it depends on are in place."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.memory import OVERWRITING
from tests.prove.bars import Bar, Measured, Proof, need
from tests.prove.crowd import Crowd
from tests.prove.process import TOKEN, Bot, publish, running

_UNPRIVILEGED = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--") if not os.geteuid() else ()
"""Root without the rights of root: the same user as the bot, and no more than that."""
_UNLIMITED = ("prlimit", "--core=unlimited:unlimited")
_CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")


async def measure(folder: Path) -> list[Measured]:
    """A bot without privileges is looked at, then made to crash."""
    need("gcore", "setpriv", "prlimit")
    crowd = Crowd(TOKEN)
    through = (*_UNLIMITED, *_UNPRIVILEGED)
    async with crowd.telegram as telegram, running(telegram, publish(folder), folder / "bot", through=through) as bot:
        missing = missing_in(Path(f"/proc/{bot.number}/environ").read_bytes())
        refused = not await dumped(bot.number, folder, by=_UNPRIVILEGED)
        possible = await _another_can_be_dumped(folder)
        limit = _core_limit(bot)
        os.kill(bot.number, signal.SIGSEGV)
        await bot.ended()
    left = [path for path in folder.rglob("*") if path.name.startswith("core")]
    pattern = _CORE_PATTERN.read_text(encoding="ascii").strip()
    return [
        Measured(f"{len(left)} (limit {limit}, core_pattern {pattern!r})", not left and limit == "0"),
        Measured(f"{int(not refused)} of 1; {int(possible)} of 1 of a process that does not forbid it", refused and possible),
        Measured(f"{len(missing)} of {len(OVERWRITING)}", not missing),
    ]


async def dumped(number: int, folder: Path, by: Sequence[str] = ()) -> Path | None:
    """A dump of a process's memory by gcore; None where it was refused."""
    command = (*by, "gcore", "-o", str(folder / "dump"), str(number))
    dumping = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    await dumping.wait()
    dump = folder / f"dump.{number}"
    return dump if dump.exists() else None


async def _another_can_be_dumped(folder: Path) -> bool:
    """The control: without it, gcore could be refused for another reason."""
    command = (*_UNPRIVILEGED, sys.executable, "-c", "print('here', flush=True); input()")
    other = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout
    await other.stdout.readline()
    dump = await dumped(other.pid, folder, by=_UNPRIVILEGED)
    await other.communicate(b"\n")
    if dump:
        dump.unlink()
    return dump is not None


def missing_in(environment: bytes) -> list[str]:
    """The settings of memory that are not in an environment as /proc shows it.

    There glibc (2.36) has put a zero byte in the place of each colon between its tunables, when it read them.
    """
    seen = b"\0%s\0" % environment.replace(b":", b"\0")
    return [name for name, value in OVERWRITING.items() if b"\0%s\0" % f"{name}={value}".encode().replace(b":", b"\0") not in seen]


def _core_limit(bot: Bot) -> str:
    (line,) = (one for one in Path(f"/proc/{bot.number}/limits").read_text(encoding="ascii").splitlines() if "core file" in one)
    return line.split()[4]


PROOF = Proof(
    "dumps",
    (
        Bar("dumps", "core files after kill -SEGV", "0"),
        Bar("dumps", "memory dumps by another process of the same user", "0"),
        Bar("dumps", "memory settings missing in a bot that was started without them", "0"),
    ),
    measure,
)
