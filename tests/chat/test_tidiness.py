"""What stays in a chat: one page and no question after a session, nothing after erasing, and never another person's message missing."""

import asyncio
from collections.abc import Callable

import pytest

from tests.running import RunningBot
from tests.telegram.chats import Message
from tests.telegram.emulator import Emulator
from tests.telegram.people import User

TURNS = 20
QUESTION = "phone number of the south korean embassy"


def _says(*words: str) -> Callable[[Message], bool]:
    return lambda message: message.from_bot and all(word in message.text for word in words)


async def _taken_turns(person: User) -> None:
    """Questions, buttons, a photo, a command and a second thought, as somebody talks who is in a hurry."""
    for turn in range(TURNS // 4):
        await person.say(f"{QUESTION} {turn}")
        await person.wait_for(_says("Sources"))
        await person.press("Start")
        await person.wait_for(_says("Hello"))
        await person.send("photo")
        await person.wait_for(_says("did not open"))
        await person.say("/topics")
        await person.wait_for(_says("Hello"))


async def test_after_twenty_turns_one_page_and_no_question_stays(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await _taken_turns(person)
    await person.wait_until(lambda: len(person.chat) == 1)
    assert person.chat[0].from_bot


async def test_fifty_people_at_once_each_keep_their_own_page(telegram: Emulator) -> None:
    people = [telegram.user(language_code="en") for _ in range(50)]
    for _ in range(2):
        await asyncio.gather(*(person.say(QUESTION) for person in people))
        await asyncio.gather(*(person.wait_for(_says("Sources"), seconds=60) for person in people))
    # a page may still come for whom it was sent last; then each has one, and nobody's was taken away by somebody else's sweep
    for person in people:
        await person.wait_until(lambda person=person: [message.from_bot for message in person.chat] == [True], seconds=60)  # type: ignore[misc]


async def test_an_edited_question_is_answered_anew_and_its_first_answer_goes(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    question = await person.say("🌊🌊🌊")
    await person.edit(question, QUESTION)  # before the first answer has come: afterwards there is no question left to edit
    page = await person.wait_for(_says("Sources"))
    await person.wait_until(lambda: [message.id for message in person.chat] == [page.id])


async def test_where_a_history_is_kept_an_edited_question_is_answered_below(running_bot: RunningBot) -> None:
    async with running_bot(tidy=False) as telegram:
        person = telegram.user(language_code="en")
        question = await person.say("🌊🌊🌊")
        await person.wait_for(_says("did not understand"))
        await person.edit(question, QUESTION)
        await person.wait_for(_says("Sources"))
        assert len(person.chat) == 3


@pytest.mark.parametrize(
    ("code", "asked", "word", "remove"),
    [
        ("en", QUESTION, "Erase", "Remove this page too"),
        ("ko", "한국 대사관 전화번호가 뭐예요", "지우기", "없애기"),
        ("zh-hans", "韩国大使馆的电话是多少", "清除", "删掉"),
    ],
)
async def test_erasing_by_command_or_button_leaves_one_page_that_can_be_removed_too(
    running_bot: RunningBot, code: str, asked: str, word: str, remove: str
) -> None:
    async with running_bot(tidy=False) as telegram:
        for by_button in (False, True):
            person = telegram.user(language_code=code)
            await person.start()
            await person.wait_for()
            for turn in range(3):
                await person.say(f"{asked} {turn}")
            await person.wait_until(lambda person=person: len(person.chat) == 8)  # type: ignore[misc]
            if by_button:
                await person.press(word)
            else:
                await person.say("/erase")
            await person.wait_until(lambda person=person: len(person.chat) == 1)  # type: ignore[misc]
            last = person.chat[0]
            assert "4." in last.text
            assert "48" not in last.text
            await person.press(remove)
            await person.wait_until(lambda person=person: person.chat == [])  # type: ignore[misc]


async def test_erasing_says_so_when_something_is_too_old_to_be_removed(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.start()
    old = await person.wait_for()
    await person.wait_until(lambda: person.chat == [old])
    telegram.advance(hours=50)
    await person.say("/erase")
    page = await person.wait_for(_says("48 hours", "older"))
    await person.wait_until(lambda: [message.id for message in person.chat] == [old.id, page.id])


async def test_a_page_too_old_to_be_removed_turns_into_the_first_page(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.say("/erase")
    await person.wait_for(_says("four taps"))
    telegram.advance(hours=50)
    await person.press("Remove this page too")
    await person.wait_for(_says("Hello"))


async def test_a_message_too_old_to_delete_does_not_keep_the_others(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.start()
    old = await person.wait_for()
    await person.wait_until(lambda: person.chat == [old])
    telegram.advance(hours=50)
    await person.say("phone number of the south korean embassy")
    answer = await person.wait_for(_says("Sources"))
    await person.wait_until(lambda: [message.id for message in person.chat] == [old.id, answer.id])
