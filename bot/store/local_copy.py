"""The last good edition as a file: what a bot starts from while its database is down.

One file, replaced as a whole and never changed: a line of JSON that says what follows and its checksums, then the two pieces of the
edition. The model is not read but mapped, so that replicas on one host share it, and the kernel can drop what is not used. It belongs
to one database: a bot that is pointed to another one must not answer with the edition of the first.
"""

import hashlib
import json
import mmap
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.store.database import StoreUnavailable
from bot.store.editions import Damaged, Stored, checksum_of

NAME = "edition.cache"
_FORMAT = 2
_LONGEST_LINE = 4096
_ALIGNED = 64
"""The model begins at a multiple of so many bytes, as its arrays do in it."""


class LocalCopy:
    """The file in a folder."""

    def __init__(self, folder: Path, address: str) -> None:
        """Name the folder and the address of the database the copy is of."""
        self._path, self._origin = folder / NAME, _origin_of(address)

    def which(self) -> tuple[int, str] | None:
        """Number and digest of the edition in the file, unchecked; None where there is none for this database."""
        try:
            with self._path.open("rb") as file:
                head = self._head(file.readline(_LONGEST_LINE))
            return int(head["number"]), str(head["digest"])
        except (OSError, Damaged, KeyError, ValueError, TypeError):
            return None

    def read(self) -> Stored:
        """The edition.

        Raises:
            Damaged: there is none for this database, or the file is not as it was written.
        """
        try:
            with self._path.open("rb") as file:
                head = self._head(file.readline(_LONGEST_LINE))
                content, began = file.read(head["length"]), -(file.tell() // -_ALIGNED) * _ALIGNED
                model = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))[began:]
            if [checksum_of(content), checksum_of(model)] != head["checksums"]:
                raise Damaged("not as it was written: its checksum is another")
            return Stored(int(head["number"]), str(head["digest"]), content, str(head["model"]), model)
        except (OSError, KeyError, ValueError, TypeError) as error:
            raise Damaged(f"missing or unreadable ({type(error).__name__})") from None

    def write(self, stored: Stored) -> None:
        """Keep an edition; where its model was not loaded, the one in the file is kept.

        Raises:
            StoreUnavailable: the file cannot be written; the one before is still there.
            Damaged: the model that was not loaded is not in the file either.
        """
        if stored.model is None:
            stored = replace(stored, model=self._model(stored.model_digest))
        assert stored.model is not None
        head = {
            "format": _FORMAT,
            "origin": self._origin,
            "number": stored.number,
            "digest": stored.digest,
            "model": stored.model_digest,
            "length": len(stored.content),
            "checksums": [checksum_of(stored.content), checksum_of(stored.model)],
        }
        aside = self._path.with_name(f"{NAME}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with aside.open("wb") as file:
                file.writelines([json.dumps(head).encode(), b"\n", stored.content])
                file.write(bytes(-file.tell() % _ALIGNED))
                file.write(stored.model)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._path)
        except OSError as error:
            _remove(aside)
            raise StoreUnavailable(f"the local copy of the edition cannot be written ({type(error).__name__})") from None

    def _model(self, digest: str) -> bytes | memoryview:
        before = self.read()
        if before.model_digest != digest or before.model is None:
            raise Damaged("a copy with another model")
        return before.model

    def _head(self, line: bytes) -> dict[str, Any]:
        head = json.loads(line)
        if not isinstance(head, dict) or head.get("format") != _FORMAT:
            raise Damaged("of another version of this program")
        if head.get("origin") != self._origin:
            raise Damaged("a copy of another database's edition")
        return head


def _origin_of(address: str) -> str:
    """A database, by a hash: its address is a secret, and its password may change."""
    with suppress(ArgumentError):
        address = make_url(address).set(password=None).render_as_string()
    return hashlib.sha256(address.encode()).hexdigest()


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
