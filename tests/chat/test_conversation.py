"""A person and the bot, through the whole real application."""

from collections.abc import Callable

import pytest

from tests.running import RunningBot
from tests.telegram.chats import Message
from tests.telegram.emulator import Emulator


def _says(*words: str) -> Callable[[Message], bool]:
    return lambda message: message.from_bot and all(word in message.text for word in words)


async def test_a_person_starts_and_sees_a_neutral_page_with_urgent_help_first(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.start()
    page = await person.wait_for()
    assert page.buttons[0].text == "Urgent help"
    assert "korea" not in page.text.lower()
    assert "Telegram can read" in page.text


@pytest.mark.parametrize(
    ("code", "urgent"),
    [("ko", "급한 도움"), ("zh-hans", "紧急帮助"), ("zh-hant", "緊急幫助"), ("fr", "Urgent help"), (None, "Urgent help")],
)
async def test_the_first_page_is_in_the_language_of_her_telegram(telegram: Emulator, code: str, urgent: str) -> None:
    person = telegram.user(language_code=code)
    await person.start()
    assert (await person.wait_for()).buttons[0].text == urgent


async def test_she_picks_a_language_by_its_own_name_on_the_first_page(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.start()
    page = await person.wait_for()
    assert {"조선말·한국어", "简体中文", "繁體中文"} < {button.text for button in page.buttons}
    await person.press("조선말·한국어")
    assert (await person.wait_for()).buttons[0].text == "급한 도움"


async def test_an_answer_stays_where_it_is_in_another_language_and_beside_it(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.start("korean-embassy")
    await person.wait_for(_says("Sources"))
    await person.press("简体中文")
    await person.wait_for(_says("怎么联系韩国大使馆"))
    await person.press("对照显示：조선말·한국어")
    await person.wait_for(_says("怎么联系韩国大使馆", "한국 대사관에"))
    assert telegram.spinners == []


async def test_privacy_is_two_lines_and_more_by_buttons(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.say("/privacy")
    await person.wait_for(_says("We keep nothing about you"))
    await person.press("In more detail")
    await person.wait_for(_says("48 hours"))
    await person.press("The full text")
    await person.wait_for(_says("internet address"))
    await person.press("Is this bot the real one?")
    await person.wait_for(_says("never asks for money", "Edition: "))


@pytest.mark.parametrize(
    ("question", "language"),
    [("한국 대사관 전화번호가 뭐예요", "ko"), ("韩国大使馆的电话是多少", "zh"), ("phone number of the south korean embassy", "en")],
)
async def test_a_question_in_each_language_gets_its_answer_with_contacts_and_sources(
    telegram: Emulator, question: str, language: str
) -> None:
    heading = {"ko": "출처", "zh": "来源", "en": "Sources"}[language]
    person = telegram.user(language_code="en")
    await person.say(question)
    page = await person.wait_for(_says(heading))
    assert any(button.copy_text for button in page.buttons)
    assert page.sent_silently
    assert page.preview_disabled


async def test_topics_and_related_questions_are_reached_by_buttons_in_place(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.start()
    first = await person.wait_for()
    topic = next(button for button in first.buttons if (button.callback_data or "").startswith("t."))
    await person.press(topic.text)
    listed = await person.wait_for()
    assert listed.id == first.id
    entry = next(button for button in listed.buttons if (button.callback_data or "").startswith("e."))
    await person.press(lambda button: button.callback_data == entry.callback_data)
    answer = await person.wait_for(_says("Sources"))
    assert answer.id == first.id
    assert telegram.spinners == []


async def test_urgent_wording_leads_to_the_urgent_page(telegram: Emulator) -> None:
    person = telegram.user(language_code="ko")
    await person.say("경찰에 잡혔어요 도와주세요")
    page = await person.wait_for()
    assert page.buttons[0].text == "급한 도움"


async def test_a_vague_word_gets_choices_and_none_of_these_leads_on(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.say("papers")
    page = await person.wait_for(_says("Which of these"))
    assert 3 <= len([button for button in page.buttons if (button.callback_data or "").startswith("e.")]) <= 4
    await person.press("None of these")
    await person.wait_for(_says("other words"))


async def test_back_leads_to_the_choices_she_chose_from(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.say("papers")
    offered = await person.wait_for(_says("Which of these"))
    entry = next(button for button in offered.buttons if (button.callback_data or "").startswith("e."))
    await person.press(entry.text)
    await person.wait_for(_says("Sources"))
    await person.press("Back")
    again = await person.wait_for(_says("Which of these"))
    assert [button.text for button in again.buttons] == [button.text for button in offered.buttons]


async def test_what_is_not_understood_is_said_so_and_topics_are_offered(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    await person.say("🌊🌊🌊")
    page = await person.wait_for(_says("did not understand"))
    assert len(page.buttons) > 3


async def test_a_history_is_kept_for_operators_who_want_one(running_bot: RunningBot) -> None:
    async with running_bot(tidy=False) as telegram:
        person = telegram.user(language_code="en")
        await person.say("phone number of the south korean embassy")
        await person.wait_for(_says("Sources"))
        assert len(person.chat) == 2


async def test_somebody_who_blocked_the_bot_does_no_harm_to_others(telegram: Emulator) -> None:
    gone, person = telegram.user(language_code="en"), telegram.user(language_code="en")
    await gone.say("hello")
    gone.block()
    await person.start()
    await person.wait_for(_says("Hello"))
