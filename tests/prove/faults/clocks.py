"""A host whose clock jumps: a machine of its own, for the clock of a machine can only be set for everybody on it.

User-mode Linux is a kernel that runs as a process and has its own clock; files are those of the host, read only. The bot and a Telegram
run in it, as they are, and CLOCK_REALTIME is set as an operator or a time server would: whatever reads it, in Python or in a library of C,
sees the jump, and the monotonic clock goes on, as Linux promises. Telegram's own clock goes on as it did. Not covered: a monotonic clock
that stands still, as in a machine that is put to sleep.
"""

import argparse
import asyncio
import shlex
import shutil
import sys
import time
from pathlib import Path

from bot.settings import ROOT
from tests.prove.bars import Measured, NotProved
from tests.prove.faults.bots import House, house
from tests.prove.faults.crowds import Served, served, served_for, settled

KERNEL = "linux.uml"
DAY = 86_400
JUMPS = (DAY, -2 * DAY, DAY, 3600, -3600, 20 * 365 * DAY, -20 * 365 * DAY)
"""Seconds; a day is past the border of a week for some of them, and twenty years past the end of every text and certificate."""
_PEOPLE = 2
"""Who ask at the same time: such a machine has one core, several times slower than the host's."""
_PAUSE = 3
_BEFORE = 15.0
_STARTING = 240
_SAID = "measured: "
_ROOM = "/mnt"
"""Where something may be written inside."""


async def jumped(database: Path, folder: Path, *, by_webhook: bool, jumps: int = len(JUMPS)) -> Measured:
    """Start the machine, let the clock jump in it, and read what it says."""
    if not shutil.which(KERNEL):
        raise NotProved(f"{KERNEL} not installed: make system")
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "tests.prove.faults.clocks", str(database), f"--jumps={jumps}", *["--webhook"] * by_webhook]
    start = folder / "start"
    start.write_text(
        f"#!/bin/sh\nmount -t proc proc /proc && mount -t tmpfs none {_ROOM} && ip link set lo up && cd {shlex.quote(str(ROOT))}\n"
        f"PATH={shlex.quote(_path())} TMPDIR={_ROOM} {shlex.join(command)} 2>&1\nhalt -f\n",
        encoding="utf-8",
    )
    start.chmod(0o755)
    machine = (KERNEL, "mem=2G", "rootfstype=hostfs", "ro", f"init={start}", "con=null", "con0=null,fd:1", "quiet")
    running = await asyncio.create_subprocess_exec(
        *machine, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        said, _ = await asyncio.wait_for(running.communicate(), _STARTING + 60 * jumps)
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()
    lines = said.decode(errors="replace").splitlines()
    told = [line.removeprefix(_SAID) for line in lines if line.startswith(_SAID)]
    if not told:
        raise RuntimeError(f"the machine said nothing but {lines[-3:]}")
    reached, _, figure = told[0].partition(" ")
    return Measured(figure.strip(), reached == "yes")


async def jumping(place: House, jumps: int) -> Measured:
    """Inside: set the clock again and again while people ask, one of whom Telegram told to wait just before."""
    telegram = place.telegram
    async with place.bot() as bot:
        await settled(telegram, bot)
        lines, over = len(bot.said()), asyncio.Event()
        before = await served_for(telegram, _BEFORE, _PEOPLE)
        asking = asyncio.create_task(served(telegram, over, _PEOPLE))
        late = 0
        for jump in JUMPS[:jumps]:
            paused = telegram.user(language_code="en")
            telegram.flood(paused, seconds=_PAUSE)
            await paused.say("I lost my passport")
            await asyncio.sleep(1)
            time.clock_settime(time.CLOCK_REALTIME, time.clock_gettime(time.CLOCK_REALTIME) + jump)
            telegram.advance(seconds=-jump)
            began = asyncio.get_running_loop().time()
            await paused.wait_for(seconds=30)
            late += asyncio.get_running_loop().time() - began > _PAUSE + 5
            await asyncio.sleep(1)
        over.set()
        others: Served = await asking
        wrong = len(telegram.impatience) + len(telegram.complaints)
        errors = sum(" ERROR " in line for line in bot.said()[lines:])
        seconds = await bot.terminate()
    return Measured(
        f"{jumps} jumps: others: {others} ({before.p95:.2f} s before them, in this slow machine); "
        f"{late} paused chats late, {wrong} wrong calls, {errors} errors, SIGTERM {seconds:.1f} s",
        not (others.affected or late or wrong or errors) and others.p95 <= 1 and seconds <= 10 and bot.process.returncode == 0,
    )


def _path() -> str:
    return f"{Path(sys.executable).parent}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def _is_throw_away() -> bool:
    """Whether this is the kernel that runs as a process: the clock of a real machine must never be set from here."""
    return "User Mode Linux" in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")


async def _inside(database: Path, *, by_webhook: bool, jumps: int) -> Measured:
    async with house(database, Path(_ROOM) / "house", by_webhook=by_webhook) as place:
        return await jumping(place, jumps)


def main() -> int:
    """What runs inside."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove.faults.clocks", description="Inside of a machine that may be thrown away.")
    parser.add_argument("database", type=Path)
    parser.add_argument("--webhook", action="store_true")
    parser.add_argument("--jumps", type=int, default=len(JUMPS))
    options = parser.parse_args()
    if not _is_throw_away():
        parser.error("the clock of this machine is everybody's: use python -m tests.prove clock")
    measured = asyncio.run(_inside(options.database, by_webhook=options.webhook, jumps=options.jumps))
    print(f"{_SAID}{'yes' if measured.reached else 'no'} {measured.figure}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
