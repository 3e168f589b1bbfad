"""What stays on a phone: one page while she asks, nothing after she erased, and never anything of anybody else."""

import asyncio
import random

import pytest

from bot.core.edition import Edition
from bot.core.languages import Language
from tests.chat.saying import CODES, SPEECHES, Speech, says, words_of
from tests.running import RunningBot
from tests.telegram.chats import Message
from tests.telegram.emulator import Emulator
from tests.telegram.people import User

TURNS = 20
GONE = "Everything in this chat is removed. Only this page is left."
PARTLY = "I removed what I could: messages of the last 48 hours. Older ones may remain. Look above this page."
VANISH = "Remove this page too"


async def _turn(person: User, question: str, number: int) -> Message:
    """One of the things people do: ask, press, send a picture, correct a question, send a command."""
    match number % 5:
        case 0 | 1:
            await person.say(f"{question} {number}")
        case 2:
            await person.send("photo", caption="" if number % 2 else question)
        case 3:
            await person.edit(await person.say("🌊"), question)
        case _:
            await person.say("/topics")
    page = await person.wait_for()
    if number % 3 == 0 and (button := next((one for one in page.buttons if (one.callback_data or "").startswith("e.")), None)):
        await person.press_data(button.callback_data or "", person.newest_page)
    await person.wait_until(lambda: all(message.from_bot for message in person.chat), 10)
    return page


async def _only_one_page(person: User) -> None:
    await person.wait_until(lambda: len(person.chat) == 1 and person.chat[0].from_bot, 10)


@pytest.mark.parametrize("speech", SPEECHES, ids=CODES)
async def test_after_twenty_turns_at_most_one_page_and_no_question_stays(chat: Emulator, speech: Speech) -> None:
    person = chat.user(language_code=speech.code)
    for number in range(TURNS):
        await _turn(person, speech.question, number)
    await _only_one_page(person)


async def test_fifty_chats_that_cross_each_other_lose_nothing_of_each_other(chat: Emulator) -> None:
    """Their messages have numbers of one counter, so each sweep goes over those of the others."""
    dice = random.Random(50)
    people = [chat.user(language_code=speech.code) for speech in SPEECHES for _ in range(10)]
    silent = [chat.user(language_code="en") for _ in range(10)]
    for one in silent:
        await one.say("I lost my passport")
        await one.wait_for()
        await _only_one_page(one)
    kept = [one.chat[0] for one in silent]
    turns = [(person, number) for person in people for number in range(2)]
    dice.shuffle(turns)
    at_once = asyncio.Semaphore(8)
    locks = {person.id: asyncio.Lock() for person in people}

    async def talk(person: User, number: int) -> None:
        async with locks[person.id], at_once:
            await person.say(f"I lost my passport {number}")
            await person.wait_for(says("Harbour House"), 20)

    await asyncio.gather(*(talk(*turn) for turn in turns))
    for person in people:
        await _only_one_page(person)
    assert [one.chat for one in silent] == [[page] for page in kept]
    assert {(chat_, message.chat) for chat_, message in chat.deletions} == {(one, one) for one in [*people, *silent]}
    shown = {message.id for one in [*people, *silent] for message in one.chat}
    assert not shown & {message.id for _, message in chat.deletions}


async def test_a_page_of_yesterday_is_found_though_many_asked_since(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    await person.start()
    first = await person.wait_for()
    chat.skip_message_ids(400)
    await person.say("I lost my passport")
    await person.wait_for(says("Harbour House"))
    await _only_one_page(person)
    assert first not in person.chat


async def test_a_dice_that_may_not_be_deleted_yet_keeps_nothing_else(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    await person.say("I lost my passport")
    await person.wait_for()
    dice = await person.send("dice")
    await person.wait_for(says("did not open"))
    await person.say("I lost my passport")
    await person.wait_for(says("Harbour House"))
    await person.wait_until(lambda: [message.id for message in person.chat[:1]] == [dice.id] and len(person.chat) == 2)


@pytest.mark.parametrize("code", CODES)
async def test_after_erasing_nothing_stays_and_it_is_said_how_it_went(chat: Emulator, worded_edition: Edition, code: str) -> None:
    _, person = words_of(worded_edition, code), chat.user(language_code=code)
    await person.start()
    await person.wait_for()
    await person.say("/erase")
    page = await person.wait_for(says(_(GONE), _("To remove the chat itself:"), _("1. Go back to the list of your chats.")))
    assert person.chat == [page]
    assert [button.text for button in page.buttons if (button.callback_data or "").startswith("z.")] == [_(VANISH)]
    press = await person.press(_(VANISH))
    await person.wait_until(lambda: person.chat == [] and press.answered)


async def test_the_button_erases_as_the_command_does_and_what_came_after_the_page_as_well(small_bot: RunningBot) -> None:
    async with small_bot(tidy=False) as telegram:
        person = telegram.user(language_code="en")
        for _ in range(3):
            await person.say("I lost my passport")
            await person.wait_for()
        await person.press("Erase", person.chat[1])
        await person.wait_for(says(GONE))
        assert len(person.chat) == 1


async def test_pressing_twice_does_not_bring_the_page_back(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    await person.say("/erase")
    page = await person.wait_for(says(GONE))
    presses = [await person.press_data("z.en", page) for _ in range(2)]
    for press in presses:
        await press.wait()
    other = chat.user(language_code="en")
    await other.start()
    await other.wait_for()
    assert person.chat == []


@pytest.mark.parametrize("code", CODES)
async def test_what_is_older_than_two_days_is_admitted(small_bot: RunningBot, worded_edition: Edition, code: str) -> None:
    _ = words_of(worded_edition, code)
    async with small_bot(tidy=False) as telegram:
        person = telegram.user(language_code=code)
        for _number in range(5):
            await person.start()
            await person.wait_for()
        telegram.advance(hours=49)
        old = person.chat
        for _number in range(5):
            await person.start()
            await person.wait_for()
        await person.say("/erase")
        page = await person.wait_for(says(_(PARTLY), _("To remove the chat itself:")))
        assert person.chat == [*old, page]


async def test_what_lies_too_far_back_to_be_looked_for_is_not_called_gone(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    chat.skip_message_ids(15_100)
    await person.say("/erase")
    await person.wait_for(says(PARTLY))
    assert len(chat.called("deleteMessages")) == 150


async def test_an_erased_page_that_is_too_old_to_go_says_how_to_do_it_by_hand(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    await person.say("/erase")
    page = await person.wait_for(says(GONE))
    chat.advance(hours=49)
    await (await person.press(VANISH, page)).wait()
    await person.wait_for(says(PARTLY))
    assert len(person.chat) == 1


async def test_the_next_question_takes_the_erased_page_away_too(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    await person.say("/erase")
    await person.wait_for(says(GONE))
    await person.say("I lost my passport")
    await person.wait_for(says("Harbour House"))
    await _only_one_page(person)


async def test_an_erased_page_shows_no_subject(chat: Emulator, worded_edition: Edition) -> None:
    person = chat.user(language_code="en")
    await person.say("/erase")
    page = await person.wait_for(says(GONE))
    titles = [entry.wording(Language.ENGLISH).title for entry in worded_edition.knowledge.entries.values()]
    titles += [topic.title[Language.ENGLISH] for topic in worded_edition.knowledge.topics]
    assert not [button.text for button in page.buttons if button.text in titles]


async def test_a_corrected_question_is_answered_anew_and_the_first_answer_goes(chat: Emulator) -> None:
    """She corrects it before the first answer has taken it away."""
    person = chat.user(language_code="en")
    question = await person.say("🌊")
    await person.edit(question, "I lost my passport")
    await person.wait_for(says("Harbour House"))
    await _only_one_page(person)
    assert "Harbour House" in person.chat[0].text


async def test_all_that_is_sent_is_silent_and_without_previews(chat: Emulator) -> None:
    person = chat.user(language_code="ko")
    for number in range(5):
        await _turn(person, "여권을 잃어버렸어요", number)
    await person.say("/erase")
    await person.wait_for()
    for sent in chat.called("sendMessage"):
        assert sent["disable_notification"] is True
    for shown in [*chat.called("sendMessage"), *chat.called("editMessageText")]:
        assert shown["link_preview_options"] == {"is_disabled": True}
