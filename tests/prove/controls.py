"""P12: the scanner finds what is planted, in every form and place; one that finds nothing because it looks wrong proves nothing.

And the traces of strace are read right: a program that writes, sends, names and connects is caught at each.
"""

import asyncio
import bz2
import gzip
import io
import json
import lzma
import shutil
import socket
import sqlite3
import sys
import tarfile
import urllib.parse
import zipfile
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from bot.core import hangul
from tests.prove.bars import Bar, Measured, Proof, need
from tests.prove.canaries import IDS, TEXTS, USERNAME, forms, name_of, text_of
from tests.prove.dumps import dumped
from tests.prove.scanner import Find, Scanner
from tests.prove.writes import outlets, strangers, traced

SOMEBODY = 4711
_TEXT, _NAME, _ID = text_of(SOMEBODY), name_of(SOMEBODY), IDS[SOMEBODY]
_HANGUL = TEXTS[1].of(SOMEBODY)

_LEAVING = f"""
import os, socket, sys
text = {_TEXT!r}
os.write(1, text.encode())
os.writev(1, [b"before ", text.encode("utf-16-le")])
with open(sys.argv[1] + "/plain", "wb") as file: file.write(text.encode())
with open(sys.argv[1] + "/at", "wb") as file: os.pwrite(file.fileno(), text.encode("utf-32-le"), 8)
os.remove(sys.argv[1] + "/plain")
os.rename(sys.argv[1] + "/at", sys.argv[1] + "/" + text.split()[0])
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other: other.sendto(text.encode(), ("127.0.0.1", 9))
with socket.socket() as other: other.connect_ex(("127.0.0.1", 9))
with socket.create_connection(("127.0.0.1", int(sys.argv[2]))) as allowed: allowed.sendall(text.encode())
"""
"""Leaves a text behind in seven ways, of which two are gone from the disk when it ends; and answers somebody, as it may."""
_CAUGHT = ("write", "writev", "write", "pwrite64", "rename", "sendto")

_KEEPING = f"""
kept = {{{_ID}: {_HANGUL!r}}}
print("here", flush=True)
input()
"""
_KEEPING_NOTHING = "print('here', flush=True)\ninput()"


async def measure(folder: Path) -> list[Measured]:
    """Plant, look, count."""
    need("strace", "gcore", root=True)
    scanner = Scanner(forms())
    planted = [(name, plant) for name, plant in (*_files(), *_databases())]
    found = [name for number, (name, plant) in enumerate(planted) if _finds(scanner, folder / str(number), plant)]
    missed = [name for name, _ in planted if name not in found]
    for name, finds in (
        ("the arguments of a process", await _in_a_process(scanner, argument=_TEXT)),
        ("the environment of a process", await _in_a_process(scanner, environment=_TEXT)),
        ("an id and a text in memory", await _in_memory(scanner, folder)),
    ):
        (found if finds else missed).append(name)
    caught, foreign = await _in_a_trace(scanner, folder)
    clean = [*scanner.in_bytes(_INNOCENT, "an innocent text"), *await _in_memory(scanner, folder, keeping=_KEEPING_NOTHING)]
    return [
        Measured(
            f"{len(found)} of {len(found) + len(missed)}" + "".join(f"; not {one}" for one in missed), not missed and len(found) >= 30
        ),
        Measured(f"{len(caught)} of {len(_CAUGHT)} writes, {foreign} of 2 connections", caught == sorted(_CAUGHT) and foreign == 2),
        Measured(f"{len(clean)}", not clean),
    ]


_INNOCENT = "한국 대사관 전화번호, 韩国大使馆电话, the South Korean embassy: +82-2-2100-2114, 43867".encode() * 1000


def _finds(scanner: Scanner, folder: Path, plant: Callable[[Path], None]) -> bool:
    folder.mkdir()
    plant(folder)
    try:
        return any(scanner.in_folder(folder))
    finally:
        shutil.rmtree(folder)


def _files() -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Names and plantings of leaks in files."""
    escaped = json.dumps(_HANGUL)[1:-1]
    contents: dict[str, bytes] = {
        "a log line in UTF-8": f"INFO asked: {_TEXT}\n".encode(),
        "a Latin word alone": TEXTS[0].of(SOMEBODY).encode(),
        "a Hangul word alone": _HANGUL.encode(),
        "a Chinese word alone": TEXTS[2].of(SOMEBODY).encode(),
        "a name": _NAME.encode(),
        "a username": USERNAME.of(SOMEBODY).encode(),
        "UTF-16": _HANGUL.encode("utf-16"),
        "UTF-16, big-endian": _HANGUL.encode("utf-16-be"),
        "UTF-32": _HANGUL.encode("utf-32"),
        "JSON of Telegram": json.dumps({"text": _HANGUL}).encode(),
        "JSON in JSON": json.dumps(json.dumps({"text": TEXTS[0].of(SOMEBODY)})).encode(),
        "JSON with large escapes": escaped.upper().replace("\\U", "\\u").encode(),
        "a printed bytes object": repr(_HANGUL.encode()).encode(),
        "hexadecimal": _HANGUL.encode().hex().encode(),
        "a form of HTTP": urllib.parse.urlencode({"text": _HANGUL}).encode(),
        "an address, small letters": urllib.parse.quote(_HANGUL).lower().encode(),
        "references of HTML": _HANGUL.encode("ascii", "xmlcharrefreplace"),
        **{f"base64, shifted by {shift}": b64encode(bytes(shift) + _HANGUL.encode()) for shift in range(3)},
        "base64 for addresses": urlsafe_b64encode(_TEXT.encode()),
        "letters of Hangul, as the matching spells them": hangul.jamo(_HANGUL).encode(),
        "letters of Hangul in memory": hangul.jamo(_HANGUL).encode("utf-16-le"),
        "an id as decimal": f"chat {_ID} paused".encode(),
        "an id as eight bytes": b"\x01" + _ID.to_bytes(8, "little"),
        "an id of a group": f"chat -{_ID} left".encode(),
        "an id in a two-byte text": f"chat {_ID}".encode("utf-16-le"),
        "an id as Python holds it": (_ID & 2**30 - 1).to_bytes(4, "little") + (_ID >> 30).to_bytes(4, "little"),
        "gzip": gzip.compress(_TEXT.encode()),
        "bzip2": bz2.compress(_TEXT.encode()),
        "xz": lzma.compress(_TEXT.encode()),
        "zlib": zlib.compress(_TEXT.encode()),
        "gzip in gzip": gzip.compress(gzip.compress(_TEXT.encode())),
        "an archive": _zipped("notes.txt", _TEXT.encode()),
        "a name in an archive": _zipped(f"{_HANGUL}.txt", b""),
        "an archive of a backup": gzip.compress(_tar()),
    }
    for name, content in contents.items():
        yield name, lambda folder, content=content: (folder / "file").write_bytes(content)  # type: ignore[misc]
    yield "the name of a file", lambda folder: (folder / f"{_HANGUL}.txt").touch()
    yield "the name of a folder", lambda folder: (folder / f"{_ID}").mkdir()


def _databases() -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Leaks in a database: a row, a row not yet moved from the log of changes, a deleted row."""

    def row(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "some.sqlite")) as database, database:
            database.execute("CREATE TABLE asked (text)")
            database.execute("INSERT INTO asked VALUES (?)", (_TEXT,))

    def logged(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "other.sqlite")) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("CREATE TABLE asked (id INTEGER)")
            database.execute("INSERT INTO asked VALUES (?)", (str(_ID) + "x",))
            database.commit()
            shutil.copy(folder / "other.sqlite-wal", folder / "kept-wal")
        (folder / "other.sqlite").unlink()

    def deleted(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "third.sqlite")) as database:
            database.execute("PRAGMA secure_delete = OFF")
            database.execute("CREATE TABLE asked (text)")
            database.execute("INSERT INTO asked VALUES (?)", (_TEXT * 20,))
            database.commit()
            database.execute("DELETE FROM asked")
            database.commit()

    return iter((("a row", row), ("the log of changes of a database", logged), ("a deleted row", deleted)))


def _zipped(name: str, content: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return whole.getvalue()


def _tar() -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        head = tarfile.TarInfo("backup")
        head.size = len(_TEXT.encode())
        archive.addfile(head, io.BytesIO(_TEXT.encode()))
    return whole.getvalue()


async def _in_a_process(scanner: Scanner, argument: str = "", environment: str = "") -> list[Find]:
    command = (sys.executable, "-c", "print(1, flush=True); input()", argument)
    other = await asyncio.create_subprocess_exec(
        *command, env={"CANARY": environment}, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert other.stdout
    await other.stdout.readline()
    finds = list(scanner.in_process(other.pid))
    await other.communicate(b"\n")
    return finds


async def _in_memory(scanner: Scanner, folder: Path, keeping: str = _KEEPING) -> list[Find]:
    """What is found in the memory of a program, which is given to it by its standard input and not as an argument."""
    program = folder / "keeping.py"
    program.write_text(keeping, encoding="utf-8")
    other = await asyncio.create_subprocess_exec(
        sys.executable, str(program), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert other.stdout
    await other.stdout.readline()
    program.unlink()
    dump = await dumped(other.pid, folder)
    await other.communicate(b"\n")
    if dump is None:
        return []
    finds = list(scanner.in_file(dump))
    dump.unlink()
    return finds


async def _in_a_trace(scanner: Scanner, folder: Path) -> tuple[list[str], int]:
    """The calls by which a text was seen to leave a program, and how many connections to strangers it made."""
    trace, program = folder / "trace", folder / "leaving.py"
    program.write_text(_LEAVING, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as telegram:
        port = telegram.getsockname()[1]
        command = (*traced(trace), sys.executable, str(program), str(folder), str(port))
        leaving = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
        await leaving.wait()
    caught = [place.partition(" ")[0] for place, content in outlets(trace, port) if any(scanner.in_bytes(content, place))]
    return sorted(caught), len(strangers(trace, port))


PROOF = Proof(
    "controls",
    (
        Bar("P12", "planted leaks found", "all of >= 30"),
        Bar("P12", "writes and foreign connections of a leaking program seen", "all"),
        Bar("P12", "finds where nothing is", "0"),
    ),
    measure,
)
