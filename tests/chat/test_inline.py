"""Questions typed into other chats: off by default; what is offered there harms nobody who is seen with it."""

import logging
import random
from dataclasses import replace

import pytest

from bot.chat.handlers import Voice
from bot.chat.rendering import Operator, Renderer
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.knowledge import EntryId, Risk, State
from bot.core.languages import Language, language_of_code
from bot.core.matching.semantic import Encoder
from bot.core.tallying import Event
from tests.chat.saying import CODES, words_of
from tests.running import RunningBot, running
from tests.small_project import TODAY
from tests.telegram.emulator import Emulator

DOCTOR = {"ko": "어디서 의사를 볼 수 있어요", "zh-hans": "哪里可以看医生", "zh-hant": "哪裡可以看醫生", "en": "where can I see a doctor"}


async def test_it_is_off_by_default_and_telegram_is_not_asked_for_such_questions(chat: Emulator) -> None:
    person = chat.user(language_code="en")
    await person.ask_inline("where can I see a doctor")
    await person.start()
    await person.wait_for()
    assert "inline_query" not in chat.updates.allowed
    assert not chat.called("answerInlineQuery")


@pytest.mark.parametrize("code", CODES)
async def test_cards_are_in_the_language_of_the_question_and_telegram_keeps_none(
    small_bot: RunningBot, worded_edition: Edition, code: str
) -> None:
    language = language_of_code(code) or Language.ENGLISH
    wording = worded_edition.knowledge.entries[EntryId("see-a-doctor")].wording(language)
    async with small_bot(inline=True) as telegram:
        question = await telegram.user(language_code="fr").ask_inline(DOCTOR[code])
        await question.wait(20)
    assert question.answer is not None
    assert (question.answer["is_personal"], question.answer["cache_time"]) == (True, 0)
    first = question.results[0]
    assert (first["id"], first["title"]) == ("see-a-doctor", wording.title)
    assert 0 < len(first["description"]) <= 80
    assert wording.title in question.pick()
    assert "Harbour House" in question.pick()
    assert question.answer["button"]["text"] == words_of(worded_edition, code)("Ask in your own chat with this bot")


async def test_only_green_entries_are_ever_offered(small_bot: RunningBot, worded_edition: Edition) -> None:
    entries = worded_edition.knowledge.entries
    offered = set[str]()
    async with small_bot(inline=True) as telegram:
        person = telegram.user(language_code="en")
        for entry in entries.values():
            for phrasing in (*random.Random(1).sample(entry.phrasings[Language.ENGLISH], 2), entry.wording(Language.ENGLISH).title):
                question = await (await person.ask_inline(phrasing)).wait(20)
                offered |= {result["id"] for result in question.results}
    assert {entries[EntryId(id)].risk for id in offered} == {Risk.GREEN}
    assert not offered & {*worded_edition.knowledge.urgent}


async def test_a_text_that_is_withheld_is_not_shown_here_either(worded_edition: Edition, worded_voice: Voice, encoder: Encoder) -> None:
    knowledge, id = worded_edition.knowledge, EntryId("see-a-doctor")
    entry = knowledge.entries[id]
    wordings = {**entry.wordings, Language.KOREAN: replace(entry.wording(Language.KOREAN), state=State.WITHHELD)}
    entries = {**knowledge.entries, id: replace(entry, wordings=wordings)}
    edition = replace(worded_edition, knowledge=replace(knowledge, entries=entries))
    voice = Voice(Responder(edition, encoder), Renderer(edition, lambda: TODAY, Operator()))
    for one, is_offered in ((worded_voice, True), (voice, False)):
        async with running(lambda one=one: one, inline=True) as telegram:  # type: ignore[misc]
            question = await (await telegram.user(language_code="ko").ask_inline(DOCTOR["ko"])).wait(20)
            assert (id in {result["id"] for result in question.results}) is is_offered


@pytest.mark.parametrize("query", ["", " ", "🌊🌊", "the police stopped me what do i do", "a" * 256])
async def test_where_nothing_may_be_offered_there_is_still_the_way_to_the_bot(small_bot: RunningBot, query: str) -> None:
    async with small_bot(inline=True) as telegram:
        person = telegram.user(language_code="en")
        question = await (await person.ask_inline(query)).wait(20)
        assert question.results == []
        assert question.answer is not None
        await person.start(question.answer["button"]["start_parameter"])
        await person.wait_for(lambda message: "Hello" in message.text)


async def test_a_question_overtaken_by_the_next_letter_does_no_harm(small_bot: RunningBot, caplog: pytest.LogCaptureFixture) -> None:
    async with small_bot(inline=True) as telegram:
        person = telegram.user(language_code="en")
        telegram.questions.clear()
        for end in range(1, 8):
            question = await person.ask_inline("doctors"[:end])
            if end < 7:
                del telegram.questions[question.id]
        await question.wait(20)
    assert [record for record in caplog.records if record.name.startswith("bot") and record.levelno >= logging.WARNING] == []


async def test_no_word_of_it_is_logged_or_counted(small_bot: RunningBot, caplog: pytest.LogCaptureFixture) -> None:
    counted: list[Event] = []
    with caplog.at_level(logging.DEBUG, "bot"):
        async with small_bot(inline=True, count=lambda _, event: counted.append(event)) as telegram:
            person = telegram.user(language_code="en", first_name="Canary")
            await (await person.ask_inline("CanaryQzxvk doctor")).wait(20)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert not [line for line in ours if "Canary" in line or str(person.id) in line]
    assert counted == []
