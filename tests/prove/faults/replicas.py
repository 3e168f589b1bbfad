"""Two bots behind nginx with one PostgreSQL, and one of them dies."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp.test_utils import unused_port

from bot.store.editions import Editions, Piece
from tests.prove.bars import Measured, NotProved
from tests.prove.faults.bots import TOKEN, House
from tests.prove.faults.crowds import Waiting, warm
from tests.publishing import NOW
from tests.store.conftest import Server
from tests.telegram.emulator import Emulator

_CONFIGURATION = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log crit;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    client_max_body_size 256k; client_body_buffer_size 256k;
    upstream bots {{
        server 127.0.0.1:{first} max_fails=1 fail_timeout=2s;
        server 127.0.0.1:{second} max_fails=1 fail_timeout=2s;
    }}
    server {{
        listen 127.0.0.1:{port};
        location = /telegram {{
            proxy_pass http://bots;
            proxy_connect_timeout 2s; proxy_read_timeout 160s;
            proxy_next_upstream error timeout http_502 http_503 non_idempotent; proxy_next_upstream_tries 2;
        }}
        location / {{ return 404; }}
    }}
}}
"""


async def one_killed(database: Path, folder: Path, server: Server, *, waiting: int = 200) -> Measured:
    """Both answer; one is killed in the middle; the other goes on alone."""
    address = server.database()
    publish_again(f"sqlite:///{database}", address)
    folder.mkdir(parents=True)
    first, second = unused_port(), unused_port()
    async with Emulator(TOKEN) as telegram, nginx(folder, first, second) as port:
        places = [replica(telegram, folder / name, address, own, port) for name, own in (("a", first), ("b", second))]
        async with places[0].bot() as dies, places[1].bot() as lives:
            await warm(telegram)
            crowd = Waiting(telegram)
            await crowd.ask(waiting)
            while crowd.unanswered > waiting * 3 // 4:
                await asyncio.sleep(0.01)
            await dies.kill()
            await crowd.all_answered(120)
            await lives.terminate()
        times = len(telegram.called("setWebhook"))
    return Measured(
        f"{crowd.unanswered} lost of {waiting}, {crowd.repeats} repeats; the webhook was set {times} time(s)", not crowd.unanswered
    )


@asynccontextmanager
async def cluster() -> AsyncIterator[Server]:
    """A PostgreSQL of its own."""
    folder = Path(tempfile.mkdtemp(prefix="gilbeot-postgresql-"))
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def replica(telegram: Emulator, folder: Path, address: str, own: int, port: int) -> House:
    """A bot that listens at a port of its own, behind the proxy's."""
    folder.mkdir()
    return House(telegram, folder, address, True, own, {"WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram"})


@asynccontextmanager
async def nginx(folder: Path, first: int, second: int) -> AsyncIterator[int]:
    """A proxy before two ports, which may be the same one; its own port."""
    if not shutil.which("nginx"):
        raise NotProved("nginx is not installed: make system")
    port, file = unused_port(), folder / "nginx.conf"
    file.write_text(_CONFIGURATION.format(folder=folder, first=first, second=second, port=port))
    with (folder / "nginx.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            "nginx", "-p", str(folder), "-c", str(file), stderr=log, stdout=asyncio.subprocess.DEVNULL
        )
    try:
        yield port
    finally:
        process.terminate()
        await process.wait()


def publish_again(one: str, other: str) -> None:
    """The active edition of one database, published in another."""
    source, target = Editions.open(one), Editions.open(other)
    active = source.active()
    assert active is not None
    stored = source.load(active[0])
    target.publish(Piece(stored.digest, stored.content), Piece(stored.model_digest, bytes(stored.model or b"")), NOW, after=None)
    source.close()
    target.close()
