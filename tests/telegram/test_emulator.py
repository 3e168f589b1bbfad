"""The emulator behaves as Telegram does, seen over HTTP."""

import asyncio
import time

import aiohttp
import pytest

from tests.telegram.calls import API, misfits
from tests.telegram.conftest import Bot
from tests.telegram.contents import KINDS, SERVICE
from tests.telegram.emulator import Emulator
from tests.telegram.people import User


def keyboard(*buttons: tuple[str, str]) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data}] for text, data in buttons]}


@pytest.fixture
async def alice(telegram: Emulator, bot: Bot) -> User:
    """Somebody who pressed Start, which the bot has already fetched."""
    alice = telegram.user(language_code="ko", first_name="영희")
    await alice.start()
    await bot.updates(offset=(await bot.updates())[-1]["update_id"] + 1)
    return alice


# --- calls ------------------------------------------------------------------------------------------------------------------


async def test_a_wrong_token_is_unauthorized(telegram: Emulator, bot: Bot) -> None:
    async with bot.session.get(f"{telegram.base_url}99:wrong/getMe") as answer:
        assert (answer.status, await answer.json()) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})


async def test_an_unknown_method_is_not_found(telegram: Emulator, bot: Bot) -> None:
    assert (await bot.refused("makeCoffee")).startswith("404")
    assert telegram.complaints == ["The Bot API has no method makeCoffee"]


async def test_a_method_is_found_in_any_case_by_get_and_by_post(telegram: Emulator, bot: Bot) -> None:
    async with bot.session.get(f"{telegram.base_url}{telegram.token}/getme") as answer:
        assert (await answer.json())["result"] == await bot.do("getMe")
    assert [call.method for call in telegram.calls] == ["getMe", "getMe"]


async def test_get_me_has_the_fields_of_a_user(bot: Bot) -> None:
    me = await bot.do("getMe")
    assert misfits(me, ["User"], "getMe") == []
    assert me["id"] == 1234
    assert me["is_bot"]


async def test_parameters_come_as_json_form_query_or_multipart(telegram: Emulator, bot: Bot, alice: User) -> None:
    url = f"{telegram.base_url}{telegram.token}/sendMessage"
    multipart = aiohttp.FormData({"chat_id": str(alice.id), "text": "multipart"}, default_to_multipart=True)
    await bot.do("sendMessage", chat_id=alice.id, text="form")
    for request in (
        bot.session.post(url, json={"chat_id": alice.id, "text": "json"}),
        bot.session.get(url, params={"chat_id": alice.id, "text": "query"}),
        bot.session.post(url, data=multipart),
    ):
        async with request as answer:
            assert answer.status == 200
    assert [message.text for message in alice.chat if message.from_bot] == ["form", "json", "query", "multipart"]
    assert [set(parameters) for parameters in telegram.called("sendMessage")] == [{"chat_id", "text"}] * 4
    assert telegram.complaints == []


async def test_an_unknown_parameter_is_ignored_but_complained_about(telegram: Emulator, bot: Bot, alice: User) -> None:
    await bot.do("sendMessage", chat_id=alice.id, text="hi", colour="red")
    assert telegram.complaints == ['sendMessage has no parameter "colour"']


async def test_an_unknown_field_inside_a_parameter_is_ignored_but_complained_about(telegram: Emulator, bot: Bot, alice: User) -> None:
    await bot.do("sendMessage", chat_id=alice.id, text="hi", link_preview_options={"is_off": True})
    assert telegram.complaints == ['sendMessage.link_preview_options: LinkPreviewOptions has no field "is_off"']


async def test_a_missing_parameter_is_refused_and_complained_about(telegram: Emulator, bot: Bot, alice: User) -> None:
    assert await bot.refused("sendMessage", chat_id=alice.id) == '400 Bad Request: sendMessage needs the parameter "text"'
    assert telegram.complaints == ['sendMessage needs the parameter "text"']


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"message_id": "first"}, "editMessageText.message_id must be of type Integer, not 'first'"),
        ({"reply_markup": [1]}, "editMessageText.reply_markup must be an object (InlineKeyboardMarkup), not [1]"),
        ({"entities": [{"type": "bold", "offset": 1}]}, 'editMessageText.entities[0]: MessageEntity needs the field "length"'),
        (
            {"link_preview_options": {"is_disabled": "yes"}},
            "editMessageText.link_preview_options.is_disabled must be of type Boolean, not 'yes'",
        ),
    ],
)
async def test_a_wrong_type_is_refused_and_complained_about(
    telegram: Emulator, bot: Bot, parameters: dict[str, object], complaint: str
) -> None:
    refusal = await bot.refused("editMessageText", **{"chat_id": 1, "message_id": 1, "text": "x", **parameters})
    assert refusal == f"400 Bad Request: {complaint}"
    assert telegram.complaints == [complaint]


async def test_a_method_the_emulator_lacks_is_said_to_be_missing(telegram: Emulator, bot: Bot) -> None:
    assert (await bot.refused("getStarTransactions")).startswith("501 Not Implemented")
    assert telegram.complaints == ["Not Implemented: the emulator does not know getStarTransactions"]


async def test_every_character_beyond_ascii_is_escaped(telegram: Emulator, bot: Bot, alice: User) -> None:
    await alice.say("집 🙏")
    async with bot.session.get(f"{telegram.base_url}{telegram.token}/getUpdates") as answer:
        assert b'"text":"\\uc9d1 \\ud83d\\ude4f"' in await answer.read()


# --- polling ----------------------------------------------------------------------------------------------------------------


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(telegram: Emulator, bot: Bot) -> None:
    alice = telegram.user()
    for text in "abc":
        await alice.say(text)
    first, second, third = (update["update_id"] for update in await bot.updates())
    assert [first, second, third] == [first, first + 1, first + 2]
    assert [update["update_id"] for update in await bot.updates(offset=second)] == [second, third]
    assert [update["update_id"] for update in await bot.updates(offset=1)] == [second, third]
    assert await bot.updates(offset=third + 1) == []


async def test_limit_bounds_the_answer(telegram: Emulator, bot: Bot) -> None:
    for _ in range(5):
        await telegram.user().say("hi")
    assert len(await bot.updates(limit=2)) == 2


async def test_the_same_offset_asked_again_at_once_brings_a_single_update(telegram: Emulator, bot: Bot) -> None:
    for _ in range(3):
        await telegram.user().say("hi")
    assert len(await bot.updates()) == 3
    assert len(await bot.updates()) == 1
    await asyncio.sleep(0.5)
    assert len(await bot.updates()) == 3


async def test_a_long_poll_wakes_at_once(telegram: Emulator, bot: Bot) -> None:
    poll = asyncio.create_task(bot.updates(timeout=20))
    await asyncio.sleep(0.1)
    spoken = time.monotonic()
    await telegram.user().say("hi")
    assert len(await poll) == 1
    assert time.monotonic() - spoken < 1


async def test_a_long_poll_ends_empty_after_its_timeout(bot: Bot) -> None:
    begun = time.monotonic()
    assert await bot.updates(timeout=1) == []
    assert 0.9 < time.monotonic() - begun < 5


async def test_a_second_poller_ends_the_first(telegram: Emulator, bot: Bot) -> None:
    first = asyncio.create_task(bot.refused("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(bot.updates(timeout=20))
    assert await first == ("409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
    await telegram.user().say("hi")
    assert len(await second) == 1


async def test_a_poller_that_hung_up_disturbs_nobody(telegram: Emulator, bot: Bot) -> None:
    first = asyncio.create_task(bot.updates(timeout=20))
    await asyncio.sleep(0.1)
    first.cancel()
    await asyncio.sleep(0.1)
    await telegram.user().say("hi")
    assert len(await bot.updates(timeout=20)) == 1


async def test_only_allowed_updates_come_and_the_choice_is_remembered(telegram: Emulator, bot: Bot, alice: User) -> None:
    await bot.updates(allowed_updates=["message"])
    message = await alice.say("first")
    await alice.edit(message, "second")
    await bot.updates()
    alice.block()
    assert [update.keys() - {"update_id"} for update in await bot.updates()] == [{"message"}]


async def test_updates_nobody_fetches_are_gone_after_a_day(telegram: Emulator, bot: Bot, alice: User) -> None:
    await alice.say("old")
    telegram.advance(hours=25)
    await alice.say("new")
    assert [update["message"]["text"] for update in await bot.updates()] == ["new"]


# --- people -----------------------------------------------------------------------------------------------------------------


async def test_people_have_ids_of_the_reserved_range_above_32_bits() -> None:
    telegram = Emulator("1:x", range(5_000_000_000, 5_000_000_002))
    assert [telegram.user().id, telegram.user().id] == [5_000_000_000, 5_000_000_001]
    with pytest.raises(ValueError, match="greater than"):
        Emulator("1:x", range(100, 200))


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_content_arrives_as_the_api_describes_it(telegram: Emulator, bot: Bot, alice: User, kind: str) -> None:
    sent = await alice.send(kind)
    (update,) = await bot.updates()
    assert set(sent.content) <= set(update["message"])
    findings = misfits(update, ["Update"], "update")
    assert [finding.sentence for finding in findings] == (['update.message: Message has no field "hologram"'] if kind == "unknown" else [])


async def test_content_is_unique_to_its_sender_and_message(telegram: Emulator, bot: Bot) -> None:
    one, other = telegram.user(), telegram.user()
    contents = [(await user.send(kind)).content for user in (one, one, other) for kind in ("photo", "voice", "document")]
    assert len({str(content) for content in contents}) == len(contents)
    located = await one.send("location", latitude=1.25)
    assert located.content["location"]["latitude"] == 1.25
    assert (await one.send("photo", "집")).json["caption"] == "집"


async def test_a_command_is_marked_as_one(telegram: Emulator, bot: Bot) -> None:
    await telegram.user().start("from-leaflet")
    (update,) = await bot.updates()
    assert update["message"]["text"] == "/start from-leaflet"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_every_update_is_as_the_api_describes_it(telegram: Emulator, bot: Bot, alice: User) -> None:
    await bot.do("sendMessage", chat_id=alice.id, text="page", reply_markup=keyboard(("go", "1")))
    await alice.edit(await alice.say("/help"), "집")
    await alice.press("go")
    await alice.ask_inline("집")
    alice.block()
    alice.unblock()
    await telegram.group().add_bot(alice)
    updates = await bot.updates()
    kinds = ["message", "edited_message", "callback_query", "inline_query", *["my_chat_member"] * 3, "message"]
    assert [next(reversed(update)) for update in updates] == kinds
    assert [finding for update in updates for finding in misfits(update, ["Update"], "update")] == []


async def test_an_old_message_is_said_by_turning_the_clock_back(telegram: Emulator, bot: Bot, alice: User) -> None:
    telegram.advance(hours=-1)
    await alice.say("an hour ago")
    telegram.advance(hours=1)
    assert (await bot.updates())[0]["message"]["date"] == pytest.approx(telegram.now() - 3600, abs=2)


async def test_a_bot_cannot_write_first(telegram: Emulator, bot: Bot) -> None:
    stranger = telegram.user()
    assert await bot.refused("sendMessage", chat_id=stranger.id, text="hi") == "400 Bad Request: chat not found"


async def test_who_blocked_the_bot_is_not_reached(telegram: Emulator, bot: Bot, alice: User) -> None:
    alice.block()
    assert await bot.refused("sendMessage", chat_id=alice.id, text="hi") == "403 Forbidden: bot was blocked by the user"
    assert await bot.refused("sendChatAction", chat_id=alice.id, action="typing") == "403 Forbidden: bot was blocked by the user"
    alice.unblock()
    await bot.do("sendMessage", chat_id=alice.id, text="hi")
    changes = [update["my_chat_member"]["new_chat_member"]["status"] for update in await bot.updates()]
    assert changes == ["kicked", "member"]


async def test_a_deleted_account_is_not_reached(telegram: Emulator, bot: Bot, alice: User) -> None:
    alice.deactivate()
    assert await bot.refused("sendMessage", chat_id=alice.id, text="hi") == "403 Forbidden: user is deactivated"


async def test_waiting_brings_each_message_once_and_says_what_is_shown_instead(telegram: Emulator, bot: Bot, alice: User) -> None:
    waiting = asyncio.create_task(alice.wait_for(lambda message: "2" in message.text))
    for number in "123":
        await bot.do("sendMessage", chat_id=alice.id, text=number)
    assert (await waiting).text == "2"
    assert (await alice.wait_for()).text == "3"
    with pytest.raises(AssertionError, match="the chat shows"):
        await alice.wait_for(seconds=0.05)


async def test_what_was_written_before_she_acted_is_no_news(bot: Bot, alice: User) -> None:
    await bot.do("sendMessage", chat_id=alice.id, text="before", reply_markup=keyboard(("Go", "1")))
    await alice.press("Go")
    await bot.do("sendMessage", chat_id=alice.id, text="after the press")
    assert (await alice.wait_for()).text == "after the press"
    await bot.do("sendMessage", chat_id=alice.id, text="before")
    await alice.say("집")
    await bot.do("sendMessage", chat_id=alice.id, text="after the word")
    assert (await alice.wait_for()).text == "after the word"


async def test_waiting_sees_edits_and_keeps_the_earlier_version(bot: Bot, alice: User) -> None:
    sent = await bot.do("sendMessage", chat_id=alice.id, text="before")
    before = await alice.wait_for()
    await bot.do("editMessageText", chat_id=alice.id, message_id=sent["message_id"], text="after")
    after = await alice.wait_for()
    assert (before.id, before.text, after.text) == (after.id, "before", "after")


# --- messages ---------------------------------------------------------------------------------------------------------------


async def test_message_ids_come_from_one_counter_for_all_chats(telegram: Emulator, bot: Bot) -> None:
    alice, bela = telegram.user(), telegram.user()
    ids = [(await alice.say("a")).id, (await bela.say("b")).id, (await bot.do("sendMessage", chat_id=alice.id, text="c"))["message_id"]]
    assert ids == [1, 2, 3]


async def test_a_message_is_shown_as_it_was_sent(bot: Bot, alice: User) -> None:
    sent = await bot.do(
        "sendMessage",
        chat_id=alice.id,
        text="<b>집</b>\n",
        parse_mode="HTML",
        disable_notification=True,
        link_preview_options={"is_disabled": True},
        reply_markup=keyboard(("Go", "1")),
    )
    assert misfits(sent, ["Message"], "sent") == []
    shown = alice.chat[-1]
    assert (shown.text, shown.from_bot, shown.sent_silently, shown.preview_disabled) == ("집", True, True, True)
    assert [button.text for button in shown.buttons] == ["Go"]


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, alice: User) -> None:
    same = {"chat_id": alice.id, "text": "page", "reply_markup": keyboard(("Go", "1"))}
    id_ = (await bot.do("sendMessage", **same))["message_id"]
    assert "message is not modified" in await bot.refused("editMessageText", message_id=id_, **same)
    await bot.do("editMessageText", message_id=id_, chat_id=alice.id, text="page")
    assert alice.chat[-1].buttons == []


async def test_only_messages_of_the_bot_that_exist_can_be_edited(bot: Bot, alice: User) -> None:
    assert await bot.refused("editMessageText", chat_id=alice.id, message_id=999, text="x") == "400 Bad Request: message to edit not found"
    own = alice.chat[0]
    assert await bot.refused("editMessageText", chat_id=alice.id, message_id=own.id, text="x") == "400 Bad Request: message can't be edited"


async def test_deleting_skips_unknown_ids_and_those_of_other_chats(telegram: Emulator, bot: Bot, alice: User) -> None:
    other = telegram.user()
    await other.say("mine")
    await bot.do("sendMessage", chat_id=alice.id, text="page")
    assert await bot.do("deleteMessages", chat_id=alice.id, message_ids=list(range(1, 101)))
    assert alice.chat == []
    assert [message.text for message in other.chat] == ["mine"]


async def test_between_1_and_100_messages_are_deleted_at_once(bot: Bot, alice: User) -> None:
    assert "not specified" in await bot.refused("deleteMessages", chat_id=alice.id, message_ids=[])
    assert "too many" in await bot.refused("deleteMessages", chat_id=alice.id, message_ids=list(range(1, 102)))
    assert "invalid" in await bot.refused("deleteMessages", chat_id=alice.id, message_ids=[0, 1])


async def test_one_message_older_than_two_days_keeps_the_whole_batch_from_being_deleted(telegram: Emulator, bot: Bot, alice: User) -> None:
    telegram.advance(hours=48.1)
    young = await alice.say("young")
    refusal = "400 Bad Request: message can't be deleted for everyone"
    assert await bot.refused("deleteMessages", chat_id=alice.id, message_ids=[alice.chat[0].id, young.id]) == refusal
    assert await bot.refused("deleteMessage", chat_id=alice.id, message_id=alice.chat[0].id) == refusal
    assert len(alice.chat) == 2
    assert await bot.do("deleteMessage", chat_id=alice.id, message_id=young.id)
    assert await bot.refused("deleteMessage", chat_id=alice.id, message_id=young.id) == "400 Bad Request: message to delete not found"


async def test_a_dice_can_be_deleted_only_after_a_day(telegram: Emulator, bot: Bot, alice: User) -> None:
    dice = await alice.send("dice")
    assert "can't be deleted" in await bot.refused("deleteMessages", chat_id=alice.id, message_ids=[dice.id])
    telegram.advance(hours=24.1)
    assert await bot.do("deleteMessages", chat_id=alice.id, message_ids=[dice.id])


# --- presses, inline questions, groups, profile -----------------------------------------------------------------------------


async def test_a_press_turns_until_it_is_answered_once(telegram: Emulator, bot: Bot, alice: User) -> None:
    await bot.do("sendMessage", chat_id=alice.id, text="page", reply_markup=keyboard(("집 찾기", "h"), ("집", "g")))
    press = await alice.press("집")
    (update,) = await bot.updates()
    assert update["callback_query"]["data"] == "g"
    assert telegram.spinners == [press]
    assert await bot.do("answerCallbackQuery", callback_query_id=press.id, text="잠시만", show_alert=True)
    assert ((await press.wait()).text, press.alert, telegram.spinners) == ("잠시만", True, [])
    assert "query is too old" in await bot.refused("answerCallbackQuery", callback_query_id=press.id)


async def test_a_press_can_be_answered_only_for_a_while_and_shortly(telegram: Emulator, bot: Bot, alice: User) -> None:
    await bot.do("sendMessage", chat_id=alice.id, text="page", reply_markup=keyboard(("Go", "1")))
    press = await alice.press(lambda button: button.callback_data == "1")
    assert "MESSAGE_TOO_LONG" in await bot.refused("answerCallbackQuery", callback_query_id=press.id, text="x" * 201)
    telegram.advance(minutes=5)
    assert "query is too old" in await bot.refused("answerCallbackQuery", callback_query_id=press.id)


async def test_only_a_button_that_is_there_and_unmistakable_can_be_pressed(bot: Bot, alice: User) -> None:
    with pytest.raises(AssertionError, match="no page"):
        await alice.press("Go")
    await bot.do("sendMessage", chat_id=alice.id, text="page", reply_markup=keyboard(("Go on", "1"), ("Go back", "2")))
    for wrong in ("Stop", "Go"):
        with pytest.raises(AssertionError, match="of the buttons"):
            await alice.press(wrong)
    assert (await alice.press("back")).data == "2"


async def test_a_forged_press_may_hold_anything_and_concern_a_message_that_is_gone(bot: Bot, alice: User) -> None:
    await bot.do("sendMessage", chat_id=alice.id, text="page", reply_markup=keyboard(("Go", "1")))
    page = alice.newest_page
    alice.delete(page)
    await alice.press_data("../../etc", page)
    (update,) = await bot.updates()
    assert misfits(update, ["Update"], "update") == []
    assert update["callback_query"]["data"] == "../../etc"
    assert update["callback_query"]["message"] == {"chat": alice.json, "message_id": page.id, "date": 0}


async def test_an_inline_question_is_answered_with_results(telegram: Emulator, bot: Bot, alice: User) -> None:
    question = await alice.ask_inline("집")
    article = {"type": "article", "id": "1", "title": "집", "input_message_content": {"message_text": "…"}}
    twice = await bot.refused("answerInlineQuery", inline_query_id=question.id, results=[article, article])
    assert twice == "400 Bad Request: RESULT_ID_DUPLICATE"
    await bot.do("answerInlineQuery", inline_query_id=question.id, results=[article])
    assert (await question.wait()).results == [article]
    assert telegram.complaints == []


async def test_a_bot_added_to_a_group_hears_of_it_and_can_leave(telegram: Emulator, bot: Bot, alice: User) -> None:
    group = telegram.group()
    assert await bot.refused("leaveChat", chat_id=group.id) == "400 Bad Request: chat not found"
    await group.add_bot(by=alice)
    await alice.say("not for the bot", to=group)
    await alice.say("/start", to=group)
    added, service, command = await bot.updates()
    assert added["my_chat_member"]["chat"]["id"] == group.id < 0
    assert service["message"]["new_chat_members"] == [telegram.bot]
    assert command["message"]["text"] == "/start"
    await bot.do("sendMessage", chat_id=group.id, text="bye")
    assert (await group.wait_for()).text == "bye"
    assert await bot.do("leaveChat", chat_id=group.id)
    refusal = await bot.refused("sendMessage", chat_id=group.id, text="again")
    assert refusal == "403 Forbidden: bot is not a member of the group chat"
    assert "private chats" in await bot.refused("leaveChat", chat_id=alice.id)


@pytest.mark.parametrize("code", ["zh-hant", "zh_Hans", "KO", "kor"])
async def test_a_language_of_the_profile_has_two_letters(bot: Bot, code: str) -> None:
    for method in ("getMyName", "getMyCommands"):
        assert "invalid language code" in await bot.refused(method, language_code=code)


async def test_a_refusal_can_be_ordered(telegram: Emulator, bot: Bot) -> None:
    telegram.refuse("setMyName", "403 Forbidden: not yours")
    assert await bot.refused("setMyName", name="x") == "403 Forbidden: not yours"


async def test_every_deletion_is_remembered_with_its_chat(telegram: Emulator, bot: Bot, alice: User) -> None:
    said = await alice.say("mine")
    await telegram.user().say("hers")
    await bot.do("deleteMessages", chat_id=alice.id, message_ids=[said.id, said.id + 1])
    assert telegram.deletions == [(alice, said)]


@pytest.mark.parametrize("kind", SERVICE)
async def test_a_line_of_telegram_itself_is_as_the_api_describes_it(telegram: Emulator, bot: Bot, alice: User, kind: str) -> None:
    await alice.send(kind)
    (update,) = await bot.updates()
    assert misfits(update, ["Update"], "update") == []


async def test_what_is_forwarded_or_pinned_says_so(telegram: Emulator, bot: Bot, alice: User) -> None:
    await alice.pin(await alice.forward("not mine"))
    forwarded, pinned = await bot.updates()
    assert forwarded["message"]["forward_origin"]["type"] == "hidden_user"
    assert pinned["message"]["pinned_message"]["text"] == "not mine"
    assert [finding for update in (forwarded, pinned) for finding in misfits(update, ["Update"], "update")] == []


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ({"title": ""}, "ARTICLE_TITLE_EMPTY"),
        ({"id": "x" * 65}, "RESULT_ID_INVALID"),
        ({"input_message_content": {"message_text": "<b>x", "parse_mode": "HTML"}}, "can't parse entities"),
        ({"input_message_content": {"message_text": "x" * 4097}}, "too long"),
    ],
)
async def test_a_result_that_could_not_be_posted_is_refused(bot: Bot, alice: User, result: dict[str, object], reason: str) -> None:
    question = await alice.ask_inline("집")
    article = {"type": "article", "id": "1", "title": "집", "input_message_content": {"message_text": "…"}}
    assert reason in await bot.refused("answerInlineQuery", inline_query_id=question.id, results=[article | result])


async def test_name_descriptions_and_menu_are_kept_per_language(telegram: Emulator, bot: Bot) -> None:
    for method, field in (("Name", "name"), ("Description", "description"), ("ShortDescription", "short_description")):
        await bot.do(f"setMy{method}", **{field: "길벗", "language_code": "ko"})
        assert await bot.do(f"getMy{method}", language_code="ko") == {field: "길벗"}
        assert await bot.do(f"getMy{method}", language_code="zh") == {field: ""}
    commands = [{"command": "start", "description": "처음"}]
    await bot.do("setMyCommands", commands=commands, language_code="ko")
    assert await bot.do("getMyCommands", language_code="ko") == commands
    assert await bot.do("getMyCommands") == []
    wrong = [{"command": "Start!", "description": "x"}]
    assert await bot.refused("setMyCommands", commands=wrong) == "400 Bad Request: BOT_COMMAND_INVALID"


async def test_results_are_as_the_api_describes_them(bot: Bot, alice: User) -> None:
    for method, parameters in (("getChat", {"chat_id": alice.id}), ("getWebhookInfo", {}), ("getMyName", {})):
        result = await bot.do(method, **parameters)
        assert misfits(result, API["methods"][method]["returns"], method) == []
