"""Everything a process hands to the kernel to be written, sent or named, as strace saw it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_CALLS = (
    "write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,connect,"
    "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,mknod,mknodat,execve"
)
_LINE = re.compile(rb"\d+ +(?P<call>\w+)\((?P<rest>.*)")
_FILE = re.compile(rb"\d+<(?P<name>[^>]*)>, ")
_STRING = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
_SIGNS = re.compile(rb"(?:\\x[0-9a-f]{2})+")
_TO_THE_NET = re.compile(rb"sa_family=AF_INET6?")
_NAMED_BY_FILE = (b"connect", b"write", b"writev", b"pwrite64", b"pwritev", b"pwritev2", b"sendto", b"sendmsg", b"sendmmsg")


def traced(into: Path) -> tuple[str, ...]:
    """What a program is started through so that its writes are noted, whole, with all its threads and children."""
    return ("strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "4000000", "-o", str(into), "-e", f"trace={_CALLS}")


def outlets(trace: Path, port: int) -> Iterator[tuple[str, bytes]]:
    """Everything written, by where it went, in order; but what was sent to a port of this machine, where answers belong."""
    written: defaultdict[str, bytearray] = defaultdict(bytearray)
    answers: set[bytes] = set()
    to_the_port = f"sin_port=htons({port})".encode()
    with trace.open("rb") as lines:
        for line in lines:
            if (match := _LINE.match(line)) is None:
                continue
            file = _FILE.match(match["rest"]) if match["call"] in _NAMED_BY_FILE else None
            if file and match["call"] == b"connect" and to_the_port in match["rest"]:
                answers.add(file["name"])
            if file and file["name"] in answers:
                continue
            place = f"{match['call'].decode()} {_plain(file['name']) if file else ''}".strip()
            written[place] += b"".join(_bytes(one) for one in _STRING.findall(match["rest"])) + (b"" if file else b"\n")
    for place, content in written.items():
        yield place, bytes(content)


def strangers(trace: Path, port: int) -> list[str]:
    """Connections and packets to anything on the net but a port of this machine."""
    ours = f"sin_port=htons({port})".encode()
    with trace.open("rb") as lines:
        return [line.decode(errors="replace").strip() for line in lines if _TO_THE_NET.search(line) and ours not in line]


def _plain(name: bytes) -> str:
    """The name of a file, which strace shows as it shows what is written."""
    return _SIGNS.sub(lambda signs: _bytes(signs[0]), name).decode(errors="replace")


def _bytes(string: bytes) -> bytes:
    return bytes.fromhex(string.replace(b"\\x", b"").decode("ascii"))
