"""A long question holds up nobody, and none stays behind."""

import asyncio
import gc

import pytest

from bot.chat.thinking import Thinking
from bot.chat.voice import Voice
from bot.core.answering import Decision, Question
from bot.core.languages import Language
from bot.core.matching.matcher import Taken
from bot.core.replies import Answer

LONGEST = "my passport is gone and i do not know what to do with the letter from the school. " * 50


async def test_the_loop_goes_round_while_the_longest_message_is_thought_about(voice: Voice) -> None:
    thinking, rounds = Thinking(), 0
    reply = asyncio.create_task(thinking.reply(voice.responder, Question(LONGEST[:4096], Language.ENGLISH)))
    while not reply.done():
        await asyncio.sleep(0.001)
        rounds += 1
    assert rounds > 5
    thinking.end()


async def test_of_many_questions_at_once_each_gets_its_own_answer(voice: Voice) -> None:
    thinking = Thinking()
    asked = ["i lost my passport", "여권을 잃어버렸어요", "护照丢了"] * 5
    replies = await asyncio.gather(*(thinking.reply(voice.responder, Question(text, None)) for text in asked))
    assert replies == [voice.responder.reply_to(Question(text, None)) for text in asked]
    assert all(isinstance(reply, Answer) for reply in replies)
    thinking.end()


async def test_no_question_stays_with_the_thread_that_answered_it(voice: Voice) -> None:
    thinking = Thinking()
    await thinking.reply(voice.responder, Question("i lost my passport", None))
    await asyncio.sleep(0.05)
    assert not [one for one in gc.get_objects() if isinstance(one, Question | Taken | Decision)]
    thinking.end()


async def test_what_goes_wrong_while_it_thinks_is_raised_where_it_is_waited_for(voice: Voice) -> None:
    thinking = Thinking()
    with pytest.raises(AttributeError):
        await thinking.reply(voice.responder, None)  # type: ignore[arg-type]
    assert await thinking.reply(voice.responder, Question("i lost my passport", None))
    thinking.end()
