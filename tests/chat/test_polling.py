"""Nobody's question is lost, and nobody stalls anybody."""

import asyncio

import pytest
from telegram import Bot, Update

from bot.chat.app import build_application
from bot.chat.handlers import Handlers, Voice
from bot.chat.polling import CannotPoll, Polling
from tests.running import TOKEN, RunningBot
from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault

QUESTION = "phone number of the south korean embassy"


async def test_an_unreadable_update_does_not_keep_others_from_their_answer(telegram: Emulator) -> None:
    broken, person = telegram.user(), telegram.user(language_code="en")
    await broken.send_unreadable("hello")
    await person.start()
    await person.wait_for(seconds=2)


async def test_a_pause_for_one_chat_holds_up_nobody_else(telegram: Emulator) -> None:
    slow, person = telegram.user(language_code="en"), telegram.user(language_code="en")
    telegram.flood(slow, seconds=30)
    await slow.start()
    await asyncio.sleep(0.2)
    await person.start()
    await person.wait_for(seconds=1.5)


async def test_a_paused_chat_gets_its_answer_after_the_pause(telegram: Emulator) -> None:
    slow = telegram.user(language_code="en")
    telegram.flood(slow, seconds=1)
    await slow.start()
    await slow.wait_for(seconds=6)
    assert telegram.impatience == []


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.BAD_GATEWAY, Fault.TRUNCATED, Fault.LOST_REPLY])
async def test_a_fault_of_the_network_is_survived(telegram: Emulator, fault: Fault) -> None:
    telegram.fail(fault, method="getUpdates")
    person = telegram.user(language_code="en")
    await person.start()
    await person.wait_for(seconds=8)


async def test_duplicates_are_answered_once(telegram: Emulator) -> None:
    telegram.fail(Fault.DUPLICATES)
    person = telegram.user(language_code="en")
    await person.start()
    await person.wait_for()
    await asyncio.sleep(1)
    assert len(telegram.called("sendMessage")) == 1


async def test_questions_that_wait_are_answered_after_a_restart(running_bot: RunningBot, voice: Voice) -> None:
    """What was fetched and not answered is not confirmed: another process gets it again."""
    async with Emulator(TOKEN) as telegram:
        person = telegram.user(language_code="en")
        await person.start()
        bot = Bot(TOKEN, base_url=telegram.base_url)

        async def die(_: Update) -> None:
            await asyncio.sleep(3600)

        async with bot:
            killed = asyncio.create_task(Polling(bot, die).run(asyncio.Event()))
            await asyncio.sleep(0.5)
            killed.cancel()
        gate, stop = asyncio.Semaphore(4), asyncio.Event()
        application = build_application(TOKEN, telegram.base_url.removesuffix("/bot"), Handlers(lambda: voice, True), gate)
        async with application:
            polling = asyncio.create_task(Polling(application.bot, application.process_update).run(stop))
            await person.wait_for()
            stop.set()
            await polling


async def test_a_second_process_with_the_same_token_is_told_so() -> None:
    async with Emulator(TOKEN) as telegram:
        bot, stop = Bot(TOKEN, base_url=telegram.base_url), asyncio.Event()

        async def nothing(_: Update) -> None: ...

        async with bot, Bot(TOKEN, base_url=telegram.base_url) as other:
            first = asyncio.create_task(Polling(bot, nothing).run(stop))
            await asyncio.sleep(0.2)
            second = asyncio.create_task(Polling(other, nothing).run(stop))
            done, _ = await asyncio.wait((first, second), timeout=5, return_when=asyncio.FIRST_COMPLETED)
            with pytest.raises(CannotPoll, match="Another process"):
                await done.pop()
            stop.set()
            await asyncio.gather(first, second, return_exceptions=True)
