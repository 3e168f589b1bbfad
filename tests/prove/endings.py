"""P4: a bot that ends badly tells of the token no more than one that runs, whatever went wrong, at the level that tells most.

What is printed then is what an operator copies into a question to somebody: the whole of standard output and error is searched.
"""

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.prove.bars import Bar, Measured, Proof, none_of
from tests.prove.crowd import Crowd
from tests.prove.disk import token_forms
from tests.prove.process import DATABASE, HOOK_SECRET, SECRET, TOKEN, prepared, publish
from tests.prove.scanner import Find, Scanner
from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault

_PATIENCE = 90.0
Spoil = Callable[[Emulator, dict[str, str], Path], None]


def _revoked(telegram: Emulator, *_: object) -> None:
    telegram.token = "1234567:another"


def _unreachable(_: Emulator, environment: dict[str, str], __: Path) -> None:
    environment["TELEGRAM_API_URL"] = "http://127.0.0.1:9"


def _no_server(_: Emulator, environment: dict[str, str], __: Path) -> None:
    environment["TELEGRAM_API_URL"] = "http://no-such-host.invalid"


def _strange_address(_: Emulator, environment: dict[str, str], __: Path) -> None:
    environment["TELEGRAM_API_URL"] = "http://[half"


def _html(telegram: Emulator, *_: object) -> None:
    telegram.fail(Fault.BAD_GATEWAY, times=1000)


def _truncated(telegram: Emulator, *_: object) -> None:
    telegram.fail(Fault.TRUNCATED, times=1000)


def _refused(telegram: Emulator, *_: object) -> None:
    telegram.refuse("getMe", f"400 Bad Request: {SECRET} is not what it was")


def _token_with_noise(_: Emulator, environment: dict[str, str], folder: Path) -> None:
    Path(environment["TELEGRAM_TOKEN_FILE"]).write_text(f"my token is {TOKEN} !\n", encoding="ascii")


def _token_in_the_address(_: Emulator, environment: dict[str, str], __: Path) -> None:
    environment["TELEGRAM_API_URL"] = f"ftp://127.0.0.1/bot{TOKEN}"


def _damaged_database(_: Emulator, environment: dict[str, str], folder: Path) -> None:
    (folder / "written" / DATABASE).write_bytes(b"no database " * 1000)


def _secret_with_noise(_: Emulator, environment: dict[str, str], folder: Path) -> None:
    secret = folder / "secret"
    secret.write_text(f"{HOOK_SECRET} and more", encoding="ascii")
    environment |= {"WEBHOOK_URL": "https://bot.example/x", "WEBHOOK_LISTEN": "127.0.0.1:1", "WEBHOOK_SECRET_FILE": str(secret)}


def _taken_place(_: Emulator, environment: dict[str, str], folder: Path) -> None:
    taken = socket.create_server(("127.0.0.1", 0))
    _KEPT.append(taken)
    secret = folder / "secret"
    secret.write_text(HOOK_SECRET, encoding="ascii")
    place = f"127.0.0.1:{taken.getsockname()[1]}"
    environment |= {"WEBHOOK_URL": f"http://{place}/x", "WEBHOOK_LISTEN": place, "WEBHOOK_SECRET_FILE": str(secret)}


def _faulthandler(_: Emulator, environment: dict[str, str], __: Path) -> None:
    environment["PYTHONFAULTHANDLER"] = "1"


_KEPT: list[socket.socket] = []
_ENDINGS: dict[str, tuple[Spoil, signal.Signals | None]] = {
    "a revoked token": (_revoked, None),
    "nobody listens": (_unreachable, None),
    "no such host": (_no_server, None),
    "an address that is none": (_strange_address, None),
    "a page of HTML for every answer": (_html, None),
    "JSON cut off in every answer": (_truncated, None),
    "an error of Telegram that quotes the token": (_refused, None),
    "words around the token in its file": (_token_with_noise, None),
    "the token in the address": (_token_in_the_address, None),
    "a damaged database": (_damaged_database, None),
    "words behind the webhook's secret": (_secret_with_noise, None),
    "a place to listen at that is taken": (_taken_place, None),
    "SIGINT": (lambda *_: None, signal.SIGINT),
    "SIGABRT with a dump of all stacks": (_faulthandler, signal.SIGABRT),
}


async def measure(folder: Path, endings: Sequence[str] = tuple(_ENDINGS)) -> list[Measured]:
    """Each ending once; a bot that says nothing at all, or does not end, was not measured."""
    database, scanner = publish(folder), Scanner(token_forms())
    found: list[Find] = []
    silent: list[str] = []
    for number, name in enumerate(endings):
        place = folder / str(number)
        said = await _ended(database, place, *_ENDINGS[name])
        found += scanner.in_bytes(said, name)
        if not said.strip():
            silent.append(name)
    while _KEPT:
        _KEPT.pop().close()
    measured = none_of(found, f"{len(endings)} endings" + "".join(f"; said nothing: {name}" for name in silent))
    return [Measured(measured.figure, measured.reached and not silent)]


async def _ended(database: Path, folder: Path, spoil: Spoil, by: signal.Signals | None) -> bytes:
    """What a bot said until it ended."""
    crowd = Crowd(TOKEN)
    async with crowd.telegram as telegram:
        environment = prepared(telegram, database, folder, "DEBUG")
        spoil(telegram, environment, folder)
        with (folder / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=folder / "written",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            if by:
                async with asyncio.timeout(_PATIENCE):
                    while not telegram.called("getUpdates"):
                        await asyncio.sleep(0.1)
                process.send_signal(by)
            await asyncio.wait_for(process.wait(), _PATIENCE)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    return (folder / "log").read_bytes()


PROOF = Proof(
    "endings",
    (Bar("P4", "pieces of the token and the webhook's secret in the last words and tracebacks of bots that end badly", "0"),),
    measure,
)
