"""Looks for words and numbers in bytes, files, archives, names of files and processes, in every form.

    python -m tests.prove.scanner WORD … --in PATH …

looks for your own words, as in a seizure drill: write to your bot, then search disk, logs, backups and a memory dump for what you wrote.
"""

import argparse
import bz2
import gzip
import io
import lzma
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.prove.forms import Form, forms_of

FOLLOWING = 64
"""Bytes behind a find that tell whose it is."""
_DEEPEST = 3
"""Archives within archives."""
_OPENERS: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
    b"\xfd7zXZ": lzma.decompress,
    b"\x78\x01": zlib.decompress,
    b"\x78\x9c": zlib.decompress,
    b"\x78\xda": zlib.decompress,
}


@dataclass(frozen=True, slots=True)
class Find:
    """Something found.

    Attributes:
        place: a file, or what else was searched.
        following: the bytes right behind it.
    """

    form: Form
    place: str
    at: int
    following: bytes

    def __str__(self) -> str:
        return f"{self.form.of} as {self.form.name} in {self.place} at {self.at}"


class Scanner:
    """Finds some forms."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = {form.content: form for form in forms}
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._pattern = re.compile(b"|".join(map(re.escape, longest_first)))  # all at once: one by one takes three times as long

    def in_bytes(self, content: bytes, place: str, depth: int = 0) -> Iterator[Find]:
        """Search bytes, and what is packed in them if they are an archive."""
        for match in self._pattern.finditer(content):
            yield Find(self._forms[match[0]], place, match.start(), content[match.end() : match.end() + FOLLOWING])
        for name, unpacked in _unpacked(content) if depth < _DEEPEST else ():
            yield from self.in_bytes(unpacked, f"{place}/{name}", depth + 1)

    def in_file(self, path: Path) -> Iterator[Find]:
        """Search a file, which is read as a whole: a search in mapped memory takes ten times as long."""
        yield from self.in_bytes(path.read_bytes(), str(path))

    def in_folder(self, folder: Path) -> Iterator[Find]:
        """Search every file below a folder, and all their names."""
        for path in sorted(folder.rglob("*")):
            yield from self.in_bytes(path.relative_to(folder).as_posix().encode(), f"the name of {path}")
            if path.is_file() and not path.is_symlink():
                yield from self.in_file(path)

    def in_process(self, number: int) -> Iterator[Find]:
        """Search what /proc shows of a process to everybody of its user: arguments and environment."""
        for name in ("cmdline", "environ"):
            yield from self.in_file(Path(f"/proc/{number}/{name}"))


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content[:4] == b"PK\x03\x04":
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name, name.encode() + b"\n" + archive.read(name)
    for magic, unpack in _OPENERS.items():
        if content[: len(magic)] == magic:
            with suppress(OSError, EOFError, lzma.LZMAError, zlib.error):
                yield "unpacked", unpack(content)


def main(arguments: list[str] | None = None) -> int:
    """Search for words given on the command line; 1 when one is found."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove.scanner", description="Look for words in files, in every form.")
    parser.add_argument("words", nargs="+", help="what you wrote to the bot; ids as decimal numbers")
    parser.add_argument("--in", dest="paths", nargs="+", type=Path, required=True, help="files and folders: disk, logs, backups, dumps")
    options = parser.parse_args(arguments)
    scanner = Scanner(form for word in options.words for form in forms_of(word))
    found = 0
    for path in options.paths:
        for find in scanner.in_folder(path) if path.is_dir() else scanner.in_file(path):
            found += 1
            print(find)
    print(f"{found} found")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
