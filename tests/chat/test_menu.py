"""What Telegram shows of the bot before anybody writes."""

import pytest
from telegram import Bot

from bot.chat.menu import CODES, introduce, introduction
from bot.content.draft import Draft
from bot.core.languages import Language
from tests.running import TOKEN
from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault

MENU = '{"type": "default"}'


def _bot(telegram: Emulator) -> Bot:
    return Bot(TOKEN, base_url=telegram.base_url)


async def test_menu_and_descriptions_are_set_in_each_language_and_not_again(real_draft: Draft) -> None:
    async with Emulator(TOKEN) as telegram, _bot(telegram) as bot:
        await introduce(bot, real_draft)
        assert [one["command"] for one in telegram.commands[MENU, "ko"]][:2] == ["start", "urgent"]
        assert telegram.commands[MENU, "ko"][1]["description"] == "급한 도움"
        assert telegram.commands[MENU, "zh"][1]["description"] == "紧急求助"
        assert telegram.commands[MENU, ""][1]["description"] == "Urgent help"
        assert {code for field, code in telegram.texts if field == "description"} == set(CODES)
        before = len(telegram.calls)
        await introduce(bot, real_draft)
        assert all(call.method.startswith("getMy") for call in telegram.calls[before:])
        assert telegram.texts["name", ""] == "Bot under test"  # the operator's choice
        assert telegram.complaints == []


@pytest.mark.parametrize("language", CODES.values())
def test_what_is_shown_is_short_enough_and_names_no_country(real_draft: Draft, language: Language) -> None:
    shown = introduction(real_draft, language)
    assert len(shown.short) <= 120
    assert len(shown.description) <= 512
    for text in (shown.short, shown.description, *shown.commands.values()):
        assert text
        assert not any(word in text.lower() for word in ("korea", "조선", "한국", "탈북", "朝鲜", "韩国", "脱北"))


async def test_a_bot_that_may_not_set_them_starts_all_the_same(real_draft: Draft) -> None:
    async with Emulator(TOKEN) as telegram, _bot(telegram) as bot:
        telegram.fail(Fault.BAD_GATEWAY, "setMyCommands", times=5)
        await introduce(bot, real_draft)
        assert telegram.commands == {}
