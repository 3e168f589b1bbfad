"""Updates come by webhook as Telegram delivers them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from tests.telegram.calls import Json
from tests.telegram.conftest import Bot
from tests.telegram.emulator import Emulator


class Receiver:
    """A web server that takes updates, as badly as told."""

    def __init__(self) -> None:
        self.url = ""
        self.received: list[Json] = []
        self.secrets: set[str | None] = set()
        self.refusals: list[int] = []
        self.open: dict[int, asyncio.Event] = {}

    async def receive(self, request: web.Request) -> web.Response:
        """Take an update: refuse it, or hold it back, or accept it."""
        update = await request.json()
        self.received.append(update)
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.refusals:
            return web.Response(status=self.refusals.pop(0))
        if held := self.open.get(update["message"]["chat"]["id"]):
            await held.wait()
        return web.Response()

    def texts(self) -> list[str]:
        """What was said, in the order of arrival."""
        return [update["message"]["text"] for update in self.received]

    async def wait_for(self, number: int) -> None:
        """Wait for a number of deliveries."""
        async with asyncio.timeout(3):
            while len(self.received) < number:
                await asyncio.sleep(0.01)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A running receiver."""
    receiver = Receiver()
    application = web.Application()
    application.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(telegram: Emulator, bot: Bot, receiver: Receiver) -> None:
    alice = telegram.user()
    await alice.say("before")
    await bot.do("setWebhook", url=receiver.url, secret_token="s3cret_-")
    await alice.say("after")
    await receiver.wait_for(2)
    assert receiver.texts() == ["before", "after"]
    assert receiver.secrets == {"s3cret_-"}
    assert (await bot.do("getWebhookInfo"))["url"] == receiver.url


async def test_an_update_is_repeated_ever_more_slowly_until_it_is_accepted(telegram: Emulator, bot: Bot, receiver: Receiver) -> None:
    receiver.refusals = [500, 403, 302]
    await bot.do("setWebhook", url=receiver.url)
    alice = telegram.user()
    begun = asyncio.get_running_loop().time()
    await alice.say("a")
    await alice.say("b")
    await receiver.wait_for(5)
    assert receiver.texts() == ["a", "a", "a", "a", "b"]
    assert asyncio.get_running_loop().time() - begun >= 0.05 + 0.1 + 0.2
    assert "Wrong response from the webhook: 302" in (await bot.do("getWebhookInfo"))["last_error_message"]


async def test_a_slow_chat_keeps_its_order_and_stops_nobody_else(telegram: Emulator, bot: Bot, receiver: Receiver) -> None:
    slow, quick = telegram.user(), telegram.user()
    receiver.open[slow.id] = asyncio.Event()
    await bot.do("setWebhook", url=receiver.url)
    for text in "ab":
        await slow.say(text)
    for text in "xy":
        await quick.say(text)
    await receiver.wait_for(3)
    await asyncio.sleep(0.1)
    assert sorted(receiver.texts()) == ["a", "x", "y"]
    assert (await bot.do("getWebhookInfo"))["pending_update_count"] == 2
    receiver.open[slow.id].set()
    await receiver.wait_for(4)
    assert receiver.texts()[-1] == "b"


async def test_polling_and_a_webhook_exclude_each_other(telegram: Emulator, bot: Bot, receiver: Receiver) -> None:
    poll = asyncio.create_task(bot.refused("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    await bot.do("setWebhook", url=receiver.url)
    assert await poll == "409 Conflict: terminated by setWebhook request"
    assert "while webhook is active" in await bot.refused("getUpdates")


async def test_what_the_webhook_did_not_accept_can_be_polled_afterwards(telegram: Emulator, bot: Bot, receiver: Receiver) -> None:
    receiver.refusals = [500] * 100
    await bot.do("setWebhook", url=receiver.url)
    await telegram.user().say("a")
    await receiver.wait_for(1)
    await bot.do("deleteWebhook")
    assert [update["message"]["text"] for update in await bot.updates()] == ["a"]
    await bot.do("deleteWebhook", drop_pending_updates=True)
    assert await bot.updates(offset=1) == []


async def test_a_receiver_that_is_not_there_is_tried_again(telegram: Emulator, bot: Bot, receiver: Receiver) -> None:
    await bot.do("setWebhook", url="http://127.0.0.1:9/hook")
    await telegram.user().say("a")
    await asyncio.sleep(0.1)
    assert "Connection failed" in (await bot.do("getWebhookInfo"))["last_error_message"]
    await bot.do("setWebhook", url=receiver.url)
    await receiver.wait_for(1)


@pytest.mark.parametrize(("url", "secret"), [("ftp://a.org", "x"), ("https://a.org", "päss"), ("https://a.org", "x" * 257)])
async def test_a_wrong_address_or_secret_is_refused(bot: Bot, url: str, secret: str) -> None:
    assert (await bot.refused("setWebhook", url=url, secret_token=secret)).startswith("400")
