"""deploy/nginx.conf and deploy/Caddyfile as real servers before a webhook: what reaches it, and what they keep of it."""

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession, ClientTimeout, TCPConnector, web
from aiohttp.test_utils import unused_port

from bot.settings import ROOT

NAME = "bot.example.org"
NETWORKS = ("149.154.160.0/20", "91.108.4.0/22")
CANARY = "카나리 canary"
LARGEST = 256_000

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("nginx", "caddy", "openssl"))), reason="needs nginx, caddy and openssl: make system"
)


@dataclass
class Webhook:
    """What stands behind the proxy: it keeps what it gets."""

    port: int = field(default_factory=unused_port)
    got: list[tuple[str, str, bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((request.path, request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), await request.read()))
        return web.Response()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        application = web.Application(client_max_size=10 * LARGEST)
        application.router.add_route("*", "/{path:.*}", self.take)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield
        finally:
            await runner.cleanup()


def replaced(text: str, *changes: tuple[str, str]) -> str:
    """A configuration as an operator adapts it; a change that would change nothing fails."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the name, and its key."""
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"),
            *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def nginx(folder: Path, port: int, webhook: int, allowed: str) -> list[str]:
    """nginx with our server and nothing else."""
    server, (public, key) = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8"), certificate(folder)
    server = replaced(
        server,
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("listen [::]:443 ssl;", ""),
        ("/etc/letsencrypt/live/bot.example.org/fullchain.pem", str(public)),
        ("/etc/letsencrypt/live/bot.example.org/privkey.pem", str(key)),
        ("127.0.0.1:8443", f"127.0.0.1:{webhook}"),
        (f"allow {NETWORKS[0]};", f"allow {allowed};"),
    )
    temporary = "".join(f"{one}_temp_path {folder}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"pid {folder}/pid;\ndaemon off;\nmaster_process off;\nerror_log stderr;\nevents {{}}\nhttp {{\n{temporary}{server}\n}}\n"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    checked = subprocess.run(["nginx", "-t", "-p", str(folder), "-c", "nginx.conf"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr
    return ["nginx", "-p", str(folder), "-c", "nginx.conf"]


def caddy(folder: Path, port: int, webhook: int, allowed: str) -> list[str]:
    """Caddy with our site, on another port and with a certificate of its own."""
    public, key = certificate(folder)
    site = replaced(
        (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8"),
        (f"\n{NAME} {{", f"\nhttps://{NAME}:{port} {{\n\ttls {public} {key}\n"),
        ("\tadmin off\n", f"\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system {folder}/caddy\n"),
        ("127.0.0.1:8443", f"127.0.0.1:{webhook}"),
        (NETWORKS[0], allowed),
    )
    (folder / "Caddyfile").write_text(site, encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


Proxy = Callable[[Path, int, int, str], list[str]]


@asynccontextmanager
async def running(proxy: Proxy, folder: Path, webhook: Webhook, allowed: str = "127.0.0.0/8") -> AsyncIterator["Client"]:
    """A proxy before a webhook, and a client that talks to it as Telegram does."""
    port = unused_port()
    started = proxy(folder, port, webhook.port, allowed)
    log = (folder / "said").open("wb")
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    process = await asyncio.create_subprocess_exec(*started, cwd=folder, env=environment, stdout=log, stderr=log)
    client = Client(port, ssl.create_default_context(cafile=str(folder / "fullchain.pem")))
    try:
        await client.wait()
        yield client
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 10)
        log.close()


@dataclass
class Client:
    """Sends requests to the proxy."""

    port: int
    trust: ssl.SSLContext

    async def wait(self) -> None:
        for _ in range(100):
            try:
                await self.send("GET", "/")
                return
            except (ClientConnectionError, OSError):
                await asyncio.sleep(0.1)
        raise AssertionError("the proxy does not listen")

    async def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> int:
        """The status of the answer."""
        async with (
            ClientSession(timeout=ClientTimeout(20), connector=TCPConnector(ssl=self.trust, force_close=True)) as session,
            session.request(method, f"https://127.0.0.1:{self.port}{path}", data=body, headers=headers, server_hostname=NAME) as answer,
        ):
            return answer.status


PROXIES = pytest.mark.parametrize("proxy", [nginx, caddy])


@PROXIES
async def test_an_update_passes_with_its_secret_and_nothing_else_does(proxy: Proxy, tmp_path: Path) -> None:
    webhook = Webhook()
    secret = {"X-Telegram-Bot-Api-Secret-Token": "word", "Host": NAME}
    update = f'{{"update_id": 1, "message": "{CANARY}"}}'.encode()
    async with webhook.listening(), running(proxy, tmp_path, webhook) as client:
        assert await client.send("POST", "/telegram", update, **secret) == 200
        assert webhook.got == [("/telegram", "word", update)]
        assert await client.send("POST", "/telegram", b"x" * 200_000, **secret) == 200
        assert len(webhook.got) == 2
        for method, path, body in (
            ("GET", "/telegram", b""),
            ("POST", "/", update),
            ("POST", "/telegram/x", update),
            ("GET", "/healthz", b""),
        ):
            assert await client.send(method, path, body, **secret) in (403, 404, 405), (method, path)
        assert len(webhook.got) == 2
        assert await client.send("POST", "/telegram", b"x" * 900_000, **secret) in (413, 502)
        assert all(len(body) <= LARGEST for _, _, body in webhook.got)


@PROXIES
async def test_nobody_but_telegram_reaches_the_webhook(proxy: Proxy, tmp_path: Path) -> None:
    webhook = Webhook()
    async with webhook.listening(), running(proxy, tmp_path, webhook, allowed=NETWORKS[0]) as client:
        assert await client.send("POST", "/telegram", b"{}", Host=NAME) in (403, 404)
    assert webhook.got == []


@PROXIES
async def test_a_proxy_writes_nothing_down_even_when_the_bot_is_away(proxy: Proxy, tmp_path: Path) -> None:
    webhook = Webhook()
    secret = {"X-Telegram-Bot-Api-Secret-Token": "secret-canary", "Host": NAME}
    async with running(proxy, tmp_path, webhook) as client:
        for _ in range(3):  # nobody listens behind it
            assert await client.send("POST", "/telegram", CANARY.encode() * 2_000, **secret) in (502, 503)
        assert await client.send("POST", "/canary-path", CANARY.encode(), **secret) in (403, 404)
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.name not in ("privkey.pem", "fullchain.pem")]
    assert tmp_path / "said" in kept
    for path in kept:
        content = path.read_bytes()
        for word in (CANARY.encode(), b"canary", b"127.0.0.1:" if path.name == "said" else b"canary"):
            assert word not in content, (path, content[:2000])
