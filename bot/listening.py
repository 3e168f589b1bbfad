"""Where a server listens: a host and port, or a socket file."""

import errno
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.mendable import Mendable

_UNIX = "unix:"
_MODE = 0o660
"""A proxy of the same group may connect."""


class CannotListen(Mendable):
    """The place is taken or not ours; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place to listen at; `path` is a socket file and stands alone."""

    host: str = ""
    port: int = 0
    path: Path | None = None

    @classmethod
    def of(cls, text: str) -> Self:
        """Read `host:port`, `[::1]:port` or `unix:/path`.

        Raises:
            ValueError: it is none of them.
        """
        if text.startswith(_UNIX) and len(text) > len(_UNIX):
            return cls(path=Path(text.removeprefix(_UNIX)))
        host, colon, port = text.rpartition(":")
        host = host.removeprefix("[").removesuffix("]")
        if not (colon and host and port.isascii() and port.isdigit() and 0 < int(port) < 2**16):
            raise ValueError(f"{text!r} is no place to listen at")
        return cls(host, int(port))

    def __str__(self) -> str:
        return f"{_UNIX}{self.path}" if self.path else f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def bound(address: Address, setting: str) -> socket.socket:
    """A socket bound to a place, not yet listening.

    Raises:
        CannotListen: naming the setting.
    """
    try:
        return _bound_to_file(address.path) if address.path else _bound_to_port(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotListen(f"{setting}: another process listens at {address}. Stop it, or choose another place.") from None
        raise CannotListen(f"{setting}: this process cannot listen at {address} ({os.strerror(error.errno or 0)}).") from None


def _bound_to_port(address: Address) -> socket.socket:
    try:
        family, *_, where = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror as error:
        raise OSError(errno.EADDRNOTAVAIL, "no such host") from error
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let a second process take the same port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(where)
        found.listen()  # only now it is known whether another process listens there
    except OSError:
        found.close()
        raise
    return found


def _bound_to_file(path: Path) -> socket.socket:
    if _is_left_over(path):
        path.unlink()
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        found.bind(str(path))
        path.chmod(_MODE)
        found.listen()
    except OSError:
        found.close()
        raise
    return found


def _is_left_over(path: Path) -> bool:
    """Whether a socket file is there that nobody listens at: of a process that was killed."""
    if not path.is_socket():
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe, suppress(OSError):
        return probe.connect_ex(str(path)) == errno.ECONNREFUSED
    return False
