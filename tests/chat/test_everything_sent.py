"""Whatever a person sends, in whatever way: a kind reply in her language, nothing fetched, and never silence."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.chat.polling import asked_for
from bot.core.edition import Edition
from bot.core.knowledge import EntryId
from bot.core.languages import Language
from tests.chat.saying import CODES, NOT_READ, SPEECHES, Speech, says, words_of
from tests.running import RunningBot
from tests.telegram.calls import API
from tests.telegram.contents import CAPTIONED, KINDS, SERVICE, all_contents
from tests.telegram.emulator import Emulator
from tests.telegram.people import BLOCKED, DEACTIVATED, User

UNKNOWN_COMMAND = "I do not know this command. Ask in your own words, or choose below."
OUTDATED = "That button is from an older version. Here is a fresh page."
PARTLY_READ = "I read only your words. What came with them I did not open, and removed it."


@pytest.mark.parametrize("code", CODES)
async def test_each_kind_is_deleted_unread_and_answered_in_the_language_of_her_telegram(
    chat: Emulator, worded_edition: Edition, code: str
) -> None:
    _ = words_of(worded_edition, code)
    assert len(KINDS) >= 25
    sent = {(person := chat.user(language_code=code)): await person.send(kind) for kind in KINDS}
    for person, message in sent.items():
        page = await person.wait_for(says(_(NOT_READ)), 20)
        left = [message] if "dice" in message.content else []  # Telegram deletes a dice only when it is a day old
        await person.wait_until(lambda person=person, left=left, page=page: person.chat == [*left, page], 20)  # type: ignore[misc]
    assert not chat.called("getFile")


async def test_it_is_deleted_before_it_is_answered(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    await person.send("location")
    await person.wait_for(says("did not open"))
    written = [call.method for call in chat.calls if call.method in ("deleteMessages", "sendMessage")]
    assert written[:2] == ["deleteMessages", "sendMessage"]


@pytest.mark.parametrize("kind", CAPTIONED)
@pytest.mark.parametrize("speech", SPEECHES, ids=CODES)
async def test_words_below_a_picture_are_answered_in_their_own_language(
    chat: Emulator, worded_edition: Edition, speech: Speech, kind: str
) -> None:
    person = chat.user(language_code="en")
    await person.send(kind, caption=speech.question)
    page = await person.wait_for(says(words_of(worded_edition, speech.code)(PARTLY_READ), "Harbour House"))
    await person.wait_until(lambda: person.chat == [page])
    assert not chat.called("getFile")


@pytest.mark.parametrize("speech", SPEECHES, ids=CODES)
async def test_a_typed_question_a_reply_and_a_forwarded_one_are_answered_in_their_language(
    chat: Emulator, worded_edition: Edition, speech: Speech
) -> None:
    title = worded_edition.knowledge.entries[EntryId("lost-passport")].wording(speech.language).title
    person = chat.user(language_code="fr")
    await person.say(speech.question)
    page = await person.wait_for(says(title))
    await person.say(speech.question, reply_to=page)
    await person.wait_for(says(title))
    await person.forward(speech.question)
    page = await person.wait_for(says(title))
    await person.wait_until(lambda: person.chat == [page])


@pytest.mark.parametrize("kind", SERVICE)
async def test_a_line_of_telegram_itself_is_removed_and_the_page_stays(chat: Emulator, kind: str) -> None:
    person = chat.user(language_code="en")
    await person.say("I lost my passport")
    page = await person.wait_for()
    line = await person.send(kind)
    await person.wait_until(lambda: person.chat == [page])
    assert (person, line) in chat.deletions


async def test_a_page_may_be_pinned(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    await person.start()
    page = await person.wait_for()
    await person.pin(page)
    await person.wait_until(lambda: person.chat == [page])


@pytest.mark.parametrize("code", CODES)
async def test_an_unknown_command_gets_a_kind_way_on(chat: Emulator, worded_edition: Edition, code: str) -> None:
    _, person = words_of(worded_edition, code), chat.user(language_code=code)
    for command in ("/subscribe", "/Start123", "/menu@under_test_bot", "/x"):
        await person.say(command)
        page = await person.wait_for(says(_(UNKNOWN_COMMAND)))
        assert page.buttons[0].text == _("Urgent help")


async def test_words_behind_an_unknown_command_are_a_question(chat: Emulator) -> None:
    person = chat.user(language_code="ko")
    await person.say("/ask I lost my passport")
    await person.wait_for(says("I lost my passport", "Harbour House"))


@pytest.mark.parametrize("command", ["help", "topics", "urgent", "language", "settings", "privacy", "verify", "erase", "start"])
@pytest.mark.parametrize("code", CODES)
async def test_every_command_answers_in_the_language_of_her_telegram(
    chat: Emulator, worded_edition: Edition, code: str, command: str
) -> None:
    person = chat.user(language_code=code)
    await person.say(f"/{command}")
    page = await person.wait_for(lambda message: bool(message.rows))
    _ = words_of(worded_edition, code)
    assert page.buttons[0].text == _("Urgent help")


GONE = "We are sorry: the page you came for is no longer here."


async def test_a_deep_link_opens_its_entry_and_any_other_word_the_first_page(chat: Emulator, worded_edition: Edition) -> None:
    person = chat.user(language_code="ko")
    _ = words_of(worded_edition, "ko")
    for entry in worded_edition.knowledge.entries.values():
        await person.start(entry.id)
        await person.wait_for(says(entry.wording(Language.KOREAN).title))
    for payload in ("poster-7", "no-such-entry", "../../etc", "x" * 64, "urgent", ""):
        await person.start(payload)
        page = await person.wait_for(says(_("Hello. Ask in your own words, or choose below.")))
        assert _(GONE) not in page.text
        assert _("What is kept") in {button.text for button in page.buttons}
        await person.say("려권을 잃어버렸어요")  # so that the next first page is a new one
        await person.wait_for(says(worded_edition.knowledge.entries[EntryId("lost-passport")].wording(Language.KOREAN).title))


@pytest.mark.parametrize("code", CODES)
async def test_a_forged_or_outdated_button_gets_a_fresh_page_and_no_spinner(chat: Emulator, worded_edition: Edition, code: str) -> None:
    _, person = words_of(worded_edition, code), chat.user(language_code=code)
    await person.start()
    page = await person.wait_for()
    for data in ("e.en.gone", "x", "z", "e.en.' OR 1=1", "t.zz.urgent", "\x00", "🌊" * 16):
        press = await person.press_data(data, page)
        await press.wait()
    await person.wait_until(lambda: _(OUTDATED) in person.chat[-1].text)
    assert len(person.chat) == 1


@pytest.mark.parametrize("data", ["h.ko", "e.ko.lost-passport", "gone", "x.ko"])
async def test_a_button_under_a_page_that_is_too_old_to_be_seen_gets_a_fresh_page(chat: Emulator, data: str) -> None:
    person = chat.user(language_code="ko")
    await person.start()
    page = await person.wait_for()
    person.delete(page)  # what is gone and what is too old look alike to a bot
    press = await person.press_data(data, page)
    await press.wait()
    await person.wait_for(lambda message: message.from_bot and bool(message.rows))


async def test_an_edited_message_is_answered_whatever_it_is(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    moving = await person.send("live_location")
    chat.updates.push("edited_message", {**moving.json, "edit_date": chat.now()}, person.id)
    for _ in range(2):
        await person.wait_for(says("did not open"))


@pytest.mark.parametrize("reason", [BLOCKED, DEACTIVATED, "Forbidden: user is frozen", "Forbidden: bot can't initiate conversation"])
async def test_who_cannot_be_reached_does_no_harm(chat: Emulator, caplog: pytest.LogCaptureFixture, reason: str) -> None:
    gone, person = chat.user(language_code="en"), chat.user(language_code="en")
    await gone.start()
    page = await gone.wait_for()
    gone.freeze(reason)
    chat.updates.push("message", {**page.json, "from": gone.json_as_sender, "text": "hello"}, gone.id)
    await gone.press_data("h.en", page)
    await gone.press_data("x.en", page)
    await person.start()
    await person.wait_for(says("Hello"))
    await gone.wait_until(lambda: not chat.spinners)
    assert [record for record in caplog.records if record.name.startswith("bot") and record.levelno >= logging.ERROR] == []


async def test_a_group_is_left_and_its_commands_get_no_answer(chat: Emulator) -> None:
    group, person = chat.group("friends"), chat.user(language_code="en")
    await group.add_bot(person)
    await person.say("/start", to=group)
    await group.wait_until(lambda: group.closed != "")
    await person.start()
    await person.wait_for()
    assert {call["chat_id"] for call in chat.called("sendMessage")} == {person.id}


async def test_a_press_in_a_group_leaves_it_too(chat: Emulator) -> None:
    group, person = chat.group("friends"), chat.user(language_code="en")
    await group.add_bot(person)
    await group.wait_until(lambda: group.closed != "")
    group.closed = ""
    press = await person.press_data("h.en", await person.post({"text": "page"}, group))
    await press.wait()
    await group.wait_until(lambda: group.closed != "")
    assert not chat.called("sendMessage")


Act = Callable[[Emulator, User], Awaitable[Callable[[], bool]]]
"""Does something, and gives what tells whether it had an outcome."""


async def _message(telegram: Emulator, person: User) -> Callable[[], bool]:
    await person.say("hello")
    return lambda: bool(person.chat and person.chat[-1].from_bot)


async def _edited_message(telegram: Emulator, person: User) -> Callable[[], bool]:
    before = len(telegram.called("sendMessage"))
    said = await person.say("hello")
    await person.edit(said, "I lost my passport")
    return lambda: len(telegram.called("sendMessage")) >= before + 2


async def _callback_query(telegram: Emulator, person: User) -> Callable[[], bool]:
    await person.start()
    page = await person.wait_for()
    press = await person.press_data("u.en", page)
    return lambda: press.answered and person.chat[-1].edit_date is not None


async def _my_chat_member(telegram: Emulator, person: User) -> Callable[[], bool]:
    group = telegram.group()
    await group.add_bot(person)
    return lambda: group.closed != ""


async def _inline_query(telegram: Emulator, person: User) -> Callable[[], bool]:
    question = await person.ask_inline("doctor")
    return lambda: question.answer is not None


ACTS: dict[str, Act] = {
    "message": _message,
    "edited_message": _edited_message,
    "callback_query": _callback_query,
    "my_chat_member": _my_chat_member,
    "inline_query": _inline_query,
}


async def test_no_kind_of_update_asked_for_has_a_silent_outcome(small_bot: RunningBot) -> None:
    kinds = {field["name"] for field in API["types"]["Update"]["fields"]} - {"update_id"}
    assert set(asked_for(inline=True)) <= kinds
    silent = []
    async with small_bot(inline=True) as telegram:
        for kind in asked_for(inline=True):
            person = telegram.user(language_code="en")
            has_outcome = await ACTS[kind](telegram, person)
            try:
                async with asyncio.timeout(10):
                    while not has_outcome():
                        await asyncio.sleep(0.02)
            except TimeoutError:
                silent.append(kind)
        assert telegram.updates.allowed == sorted(asked_for(inline=True))
    assert silent == []


async def test_no_content_of_a_message_has_a_silent_outcome(small_bot: RunningBot) -> None:
    """A page comes, or a line of Telegram's own goes."""
    contents = all_contents()
    async with small_bot(tidy=False) as telegram:
        people = {name: telegram.user(language_code="en") for name in contents}
        said = {name: await people[name].post(content) for name, content in contents.items()}

        def silent() -> list[str]:
            return [name for name, one in people.items() if said[name].id in one.messages and not one.chat[-1].from_bot]

        for _ in range(400):
            if silent():
                await asyncio.sleep(0.05)
        assert silent() == []
    assert len(contents) > 60
