"""The bot at work in the sandbox of deploy/gilbeot.service: nothing but its state can be written, and that is enough."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.edition import Edition
from bot.settings import ROOT
from tests.confined import allowed_calls, command, innermost, usable, values_of
from tests.publishing import Press
from tests.telegram.emulator import Emulator

UNIT = ROOT / "deploy" / "gilbeot.service"
TOKEN = "1234567:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"

pytestmark = pytest.mark.skipif(not shutil.which("systemd-analyze") or not usable(), reason="needs systemd-analyze and bwrap: make system")


@pytest.fixture
def sandbox(tmp_path: Path) -> Path:
    """A folder with what systemd would give: credentials and a folder for state."""
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "token").write_text(TOKEN)
    (tmp_path / "state").mkdir()
    tmp_path.chmod(0o755)
    for folder in tmp_path.iterdir():
        folder.chmod(0o777)
    return tmp_path


def confined(sandbox: Path, *program: str) -> list[str]:
    return command(UNIT, program, credentials=sandbox / "credentials", state=sandbox / "state", root=ROOT)


def environment(**more: str) -> dict[str, str]:
    """That of the unit, without a home."""
    of_the_unit = dict(one.split("=", 1) for value in values_of(UNIT, "Environment") for one in value.split())
    given = {name: value.replace("%d", "/run/credentials") for name, value in of_the_unit.items()}
    return {"PATH": os.environ["PATH"], "STATE_DIRECTORY": "/run/state", **given, **more}


ATTEMPTS = """
import ctypes, mmap, os, resource, socket, sys
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what the bot does itself must go on working
def refused(attempt):
    try:
        attempt()
    except OSError:
        return True
    return False
page = lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
libc = ctypes.CDLL(None, use_errno=True)
print([
    *(refused(lambda: open(folder + "/x", "w")) for folder in ("/tmp", "/var/tmp", "/root", "/etc", "/home", os.getcwd())),
    refused(page),
    libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == -1,
    libc.ptrace(16, os.getppid(), 0, 0) == -1,
    not os.listdir("/home"),
], refused(lambda: open("/run/state/x", "w")))
"""


def test_the_sandbox_of_the_tests_does_refuse_what_the_unit_forbids(sandbox: Path) -> None:
    done = subprocess.run(
        confined(sandbox, sys.executable, "-c", ATTEMPTS), env=environment(), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == f"{[True] * 10} False\n", done.stderr
    assert {"read", "socket", "prlimit64"} <= allowed_calls(UNIT)
    assert not {"mount", "ptrace", "setuid", "reboot", "bpf"} & allowed_calls(UNIT)


async def test_the_bot_starts_answers_and_stops_with_nothing_but_its_state_to_write_to(sandbox: Path, small_edition: Edition) -> None:
    Press(small_edition).publish(f"sqlite:///{sandbox / 'state' / 'gilbeot.sqlite'}", "a")
    for file in (sandbox / "state").iterdir():
        file.chmod(0o666)
    async with Emulator(TOKEN) as telegram:
        process = await asyncio.create_subprocess_exec(
            *confined(sandbox, sys.executable, "-m", "bot", "run"),
            env=environment(TELEGRAM_API_URL=telegram.base_url.removesuffix("/bot")),
            stderr=asyncio.subprocess.PIPE,
        )
        person = telegram.user(language_code="en")
        await person.say("I lost my passport")
        page = await person.wait_for(seconds=60)
        assert "+99-555-" in page.text
        os.kill(innermost(process.pid), signal.SIGTERM)
        _, logged = await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode == 0
    assert b"WARNING" not in logged, logged  # the encoder loads, too, though no code may be written
    assert b"ERROR" not in logged, logged
    with sqlite3.connect(f"file:{sandbox / 'state' / 'gilbeot.sqlite'}?immutable=1", uri=True) as database:
        assert database.execute("SELECT count(*) FROM tallies").fetchone()[0] > 0  # written when it stopped
    database.close()
