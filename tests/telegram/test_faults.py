"""What goes wrong on demand goes wrong as on a bad line."""

import asyncio

import aiohttp
import pytest
from telegram import Update

from tests.telegram.conftest import Bot
from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault
from tests.telegram.people import User


@pytest.fixture
async def alice(telegram: Emulator) -> User:
    """Somebody who pressed Start."""
    alice = telegram.user()
    await alice.start()
    return alice


def told(alice: User) -> list[str]:
    return [message.text for message in alice.chat if message.from_bot]


async def test_a_reset_keeps_the_call_from_being_carried_out(telegram: Emulator, bot: Bot, alice: User) -> None:
    telegram.fail(Fault.RESET, "sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await bot.do("sendMessage", chat_id=alice.id, text="hi")
    assert told(alice) == []
    await bot.do("sendMessage", chat_id=alice.id, text="hi")
    assert told(alice) == ["hi"]


async def test_a_lost_reply_leaves_the_call_carried_out(telegram: Emulator, bot: Bot, alice: User) -> None:
    telegram.fail(Fault.LOST_REPLY)
    with pytest.raises(aiohttp.ClientError):
        await bot.do("sendMessage", chat_id=alice.id, text="hi")
    assert told(alice) == ["hi"]


async def test_a_hanging_call_lasts_as_long_as_the_client_is_patient(telegram: Emulator, bot: Bot, alice: User) -> None:
    telegram.fail(Fault.HANG)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await bot.do("sendMessage", chat_id=alice.id, text="hi")
    assert told(alice) == []


async def test_a_bad_gateway_answers_with_a_page_of_html(telegram: Emulator, bot: Bot) -> None:
    telegram.fail(Fault.BAD_GATEWAY)
    async with bot.session.get(f"{telegram.base_url}{telegram.token}/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
        assert "Bad Gateway" in await answer.text()


async def test_truncated_json_cannot_be_read(telegram: Emulator, bot: Bot) -> None:
    telegram.fail(Fault.TRUNCATED)
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        await bot.do("getMe")


async def test_a_fault_happens_as_often_as_told_and_to_its_method_only(telegram: Emulator, bot: Bot, alice: User) -> None:
    telegram.fail(Fault.RESET, "sendMessage", times=2)
    await bot.do("getMe")
    for _ in range(2):
        with pytest.raises(aiohttp.ClientError):
            await bot.do("sendMessage", chat_id=alice.id, text="hi")
    await bot.do("sendMessage", chat_id=alice.id, text="hi")


async def test_updates_come_twice_or_in_the_wrong_order(telegram: Emulator, bot: Bot) -> None:
    telegram.fail(Fault.DUPLICATES)
    telegram.fail(Fault.OUT_OF_ORDER)
    assert await bot.updates() == []  # an empty answer uses no fault up
    alice = telegram.user()
    for text in "ab":
        await alice.say(text)
    assert [update["message"]["text"] for update in await bot.updates(offset=1)] == ["a", "a", "b", "b"]
    assert [update["message"]["text"] for update in await bot.updates(offset=2)] == ["b", "a"]


@pytest.mark.parametrize("without", ["message_id", "from.first_name"])
async def test_an_unreadable_update_is_one_that_the_library_cannot_read(telegram: Emulator, bot: Bot, without: str) -> None:
    await telegram.user().send_unreadable("canary", without)
    (update,) = await bot.updates()
    assert update["message"]["text"] == "canary"
    with pytest.raises(TypeError):
        Update.de_json(update)


async def test_a_flood_stops_one_chat_until_its_pause_is_over(telegram: Emulator, bot: Bot, alice: User) -> None:
    other = telegram.user()
    await other.start()
    telegram.flood(alice, seconds=30)
    answer = await bot.call("sendMessage", chat_id=alice.id, text="hi")
    assert answer["parameters"] == {"retry_after": 30}
    assert answer["description"] == "Too Many Requests: retry after 30"
    await bot.do("sendMessage", chat_id=other.id, text="hi")
    assert telegram.impatience == []
    telegram.advance(seconds=10)
    assert (await bot.refused("sendMessage", chat_id=alice.id, text="hi")).startswith("429")
    assert telegram.impatience == [f"sendMessage to chat {alice.id} came 20 s before the pause was over"]
    telegram.advance(seconds=20)
    await bot.do("sendMessage", chat_id=alice.id, text="hi")


async def test_an_unreachable_server_comes_back_at_the_same_address(telegram: Emulator, bot: Bot, alice: User) -> None:
    poll = asyncio.create_task(bot.updates(offset=900_000_000, timeout=20))
    await asyncio.sleep(0.1)
    async with telegram.unreachable():
        with pytest.raises(aiohttp.ClientError):
            await poll
        with pytest.raises(aiohttp.ClientError):
            await bot.do("getMe")
    await bot.do("sendMessage", chat_id=alice.id, text="hi")
    assert told(alice) == ["hi"]
