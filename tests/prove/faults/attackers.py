"""Connections that want to hold a webhook up, all at once, from a process of their own: `… attackers PORT NUMBER`."""

import asyncio
import sys
from contextlib import suppress

from tests.prove.faults.bots import SECRET
from tests.telegram.webhook import SECRET_HEADER

HUGE = 100 * 2**20
"""Bytes."""


async def attack(port: int, number: int) -> None:
    """Every kind alike often; two fifths of them know the secret."""
    kinds = (_silent, _slow_head, _slow_body, _huge, _huge_with_secret)
    await asyncio.gather(*(kinds[one % len(kinds)](port) for one in range(number)))


async def _connected(port: int, head: bytes, piece: bytes, pieces: int, pause: float) -> None:
    with suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(head)
            for _ in range(pieces):
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause)
        finally:
            writer.close()


async def _silent(port: int) -> None:
    await _connected(port, b"", b"", 1, 6)


async def _slow_head(port: int) -> None:
    await _connected(port, b"POST / HTTP/1.1\r\n", b"X-A: b\r\n", 12, 0.5)


async def _slow_body(port: int) -> None:
    await _connected(port, _head(SECRET, 100_000), b"x", 12, 0.5)


async def _huge(port: int) -> None:
    await _connected(port, _head("wrong", HUGE), bytes(2**16), HUGE >> 16, 0)


async def _huge_with_secret(port: int) -> None:
    head = f"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n{SECRET_HEADER}: {SECRET}\r\n\r\n".encode()
    await _connected(port, head, b"10000\r\n" + bytes(2**16) + b"\r\n", HUGE >> 16, 0)


def _head(secret: str, length: int) -> bytes:
    return f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n{SECRET_HEADER}: {secret}\r\n\r\n".encode()


if __name__ == "__main__":
    asyncio.run(attack(int(sys.argv[1]), int(sys.argv[2])))
