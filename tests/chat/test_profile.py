"""What Telegram shows of the bot before anybody writes to it: set where it differs, and never at the cost of an answer."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

from bot.chat.commands import SHOWS, menu
from bot.chat.profile import INTRODUCING, introduced
from bot.core.edition import Edition
from tests.chat.saying import words_of
from tests.running import TOKEN
from tests.telegram.emulator import Emulator

SETTERS = ("setMyCommands", "setMyDescription", "setMyShortDescription", "setMyName")
CODES = {"": "en", "ko": "ko", "zh": "zh-hans"}


@asynccontextmanager
async def _introduced(telegram: Emulator, edition: Edition, name: str = "") -> AsyncIterator[None]:
    """A bot that introduces itself; entered when it is done with that."""
    async with Bot(TOKEN, base_url=telegram.base_url) as bot, introduced(bot, edition, name):
        async with asyncio.timeout(20):
            while any(task.get_name() == INTRODUCING for task in asyncio.all_tasks()):
                await asyncio.sleep(0.01)
        yield


def _set(telegram: Emulator) -> list[str]:
    return [call.method for call in telegram.calls if call.method in SETTERS]


async def test_menu_and_descriptions_are_set_in_each_language(worded_edition: Edition) -> None:
    async with Emulator(TOKEN) as telegram, _introduced(telegram, worded_edition):
        for code, client in CODES.items():
            _ = words_of(worded_edition, client)
            shown = {one["command"]: one["description"] for one in telegram.commands['{"type": "default"}', code]}
            assert shown == menu(_)
            assert shown["urgent"] == _("Urgent help")
            assert telegram.texts["short_description", code] == _("Short answers, with their sources.")
            assert telegram.texts["description", code].startswith(_("Short answers, with their sources.").rstrip(".。"))
        assert telegram.complaints == []


async def test_what_telegram_has_already_is_not_set_again(worded_edition: Edition) -> None:
    async with Emulator(TOKEN) as telegram:
        async with _introduced(telegram, worded_edition, "Companion"):
            assert len(_set(telegram)) == 3 * len(CODES) + 1
        telegram.calls.clear()
        async with _introduced(telegram, worded_edition, "Companion"):
            assert _set(telegram) == []
        telegram.texts["description", "ko"] = "something else"
        async with _introduced(telegram, worded_edition, "Companion"):
            assert _set(telegram) == ["setMyDescription"]


async def test_a_name_nobody_chose_is_not_set(worded_edition: Edition) -> None:
    async with Emulator(TOKEN) as telegram:
        async with _introduced(telegram, worded_edition):
            assert not telegram.called("setMyName")
        async with _introduced(telegram, worded_edition, "Companion"):
            assert telegram.called("setMyName") == [{"name": "Companion"}]


@pytest.mark.parametrize("method", [*SETTERS, "getMyCommands", "getMyDescription"])
async def test_a_bot_that_may_not_do_so_logs_a_line_and_goes_on(
    worded_edition: Edition, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    async with Emulator(TOKEN) as telegram:
        telegram.refuse(method, "403 Forbidden: not allowed")
        with caplog.at_level(logging.WARNING, "bot"):
            async with _introduced(telegram, worded_edition, "Companion"):
                pass
        assert [record.levelname for record in caplog.records if record.name.startswith("bot")] == ["WARNING"]
        assert "not allowed" not in caplog.text


async def test_a_bot_that_is_stopped_while_telegram_makes_it_wait_stops_at_once(worded_edition: Edition) -> None:
    async with Emulator(TOKEN) as telegram:
        telegram.refuse("setMyCommands", "429 Too Many Requests: retry after 50")
        async with asyncio.timeout(10), Bot(TOKEN, base_url=telegram.base_url) as bot, introduced(bot, worded_edition, ""):
            while not telegram.called("setMyCommands"):
                await asyncio.sleep(0.01)


@pytest.mark.parametrize("client", ["en", "ko", "zh-hans"])
def test_nothing_in_menu_or_description_tells_who_uses_the_bot(worded_edition: Edition, client: str) -> None:
    telling = (
        "korea",
        "north",
        "refugee",
        "defect",
        "escape",
        "border",
        "북",
        "조선",
        "탈",
        "난민",
        "한국",
        "朝鲜",
        "脱北",
        "难民",
        "韩国",
        "边境",
    )
    words = " ".join(menu(words_of(worded_edition, client)).values()).lower()
    assert [one for one in telling if one in words] == []


def test_every_command_of_the_menu_does_something() -> None:
    assert set(menu(str)) <= {*SHOWS, "start", "erase"}
