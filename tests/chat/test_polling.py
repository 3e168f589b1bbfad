"""Nobody's question is lost, and nobody stalls anybody."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise

import pytest
from telegram import Bot, Update

from bot.chat import floods, polling, turns
from bot.chat.app import build_application
from bot.chat.attempts import ATTEMPT
from bot.chat.floods import Floods
from bot.chat.forgetting import ForgetfulRequest
from bot.chat.handlers import Handlers, Voice
from bot.chat.obstacles import CannotRun
from bot.chat.polling import WINDOW, Polling
from bot.chat.rendering import Operator, Renderer
from bot.chat.turns import Gate, InTurn, Outcome
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.pulse import Pulse
from tests.prove.faults.crowds import served_for
from tests.publishing import speak
from tests.running import TOKEN, RunningBot, running
from tests.small_project import TODAY
from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault


@pytest.fixture(scope="module")
def voice(small_edition: Edition) -> Voice:
    """The small project's."""
    return speak(small_edition)


def _bot(telegram: Emulator) -> Bot:
    """Nothing but what fetches, over connections as the product has them: one that is cut off may stay taken."""
    return Bot(TOKEN, base_url=telegram.base_url, get_updates_request=ForgetfulRequest(pool=2, read_timeout=8.0))


@pytest.fixture
async def telegram_alone() -> AsyncIterator[Emulator]:
    """An emulator that no bot talks to yet."""
    async with Emulator(TOKEN) as telegram:
        yield telegram


async def test_an_unreadable_update_does_not_keep_others_from_their_answer(telegram: Emulator) -> None:
    broken, person = telegram.user(), telegram.user(language_code="en")
    await broken.send_unreadable("hello")
    await person.start()
    await person.wait_for(seconds=2)


async def test_a_pause_for_one_chat_holds_up_nobody_else(telegram: Emulator) -> None:
    slow, person = telegram.user(language_code="en"), telegram.user(language_code="en")
    telegram.flood(slow, seconds=3)
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


async def test_of_two_who_poll_the_one_who_came_second_is_told_so(telegram_alone: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "SETTLED", 0.6)
    monkeypatch.setattr(polling, "_LOOK_AGAIN", 0.05)
    stop = asyncio.Event()

    async def nothing(_: Update) -> None: ...

    async with _bot(telegram_alone) as bot, _bot(telegram_alone) as other:
        first = asyncio.create_task(Polling(bot, nothing).run(stop))
        await asyncio.sleep(0.7)
        with pytest.raises(CannotRun, match="Another process polls"):
            await asyncio.wait_for(Polling(other, nothing).run(stop), 5)
        await asyncio.sleep(0.7)
        assert not first.done()
        stop.set()
        await first


async def test_who_meets_an_equally_stubborn_one_gives_way_in_the_end(telegram_alone: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "SETTLED", 0.0)
    monkeypatch.setattr(polling, "_LOOK_AGAIN", 0.05)
    stop = asyncio.Event()

    async def nothing(_: Update) -> None: ...

    async with _bot(telegram_alone) as bot, _bot(telegram_alone) as other:
        both = [asyncio.create_task(Polling(one, nothing).run(stop)) for one in (bot, other)]
        done, left = await asyncio.wait(both, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        assert isinstance(done.pop().exception(), CannotRun)
        stop.set()
        await left.pop()


async def test_a_revoked_token_is_said_and_ends_it(telegram_alone: Emulator) -> None:
    async with _bot(telegram_alone) as bot:
        telegram_alone.token = "1234567:another"

        async def nothing(_: Update) -> None: ...

        with pytest.raises(CannotRun, match="does not know this token"):
            await asyncio.wait_for(Polling(bot, nothing).run(asyncio.Event()), 5)


async def test_only_what_is_finished_without_a_gap_is_confirmed(telegram_alone: Emulator) -> None:
    """The second question hangs: what comes after it is answered, and none of it is taken from Telegram before the second is."""
    people = [telegram_alone.user() for _ in range(5)]
    for person in people:
        await person.say("x")
    hung, stop, answered = asyncio.Event(), asyncio.Event(), []

    async def answer(update: Update) -> None:
        if update.effective_chat and update.effective_chat.id == people[1].id:
            await hung.wait()
        answered.append(update.update_id)

    async with _bot(telegram_alone) as bot:
        polling = asyncio.create_task(Polling(bot, answer).run(stop))
        await asyncio.sleep(1.3)
        assert len(answered) == 4
        assert len(telegram_alone.updates) == 4
        hung.set()
        await asyncio.sleep(0.1)
        stop.set()
        await polling
    assert len(answered) == 5
    assert len(telegram_alone.updates) == 0


async def test_a_crowd_is_not_fetched_again_for_each_of_its_answers(telegram_alone: Emulator) -> None:
    for _ in range(WINDOW):
        await telegram_alone.user().say("x")
    turn, stop, answered = asyncio.Lock(), asyncio.Event(), []

    async def answer(update: Update) -> None:
        async with turn:
            await asyncio.sleep(0.01)
        answered.append(update.update_id)

    async with _bot(telegram_alone) as bot:
        polling = asyncio.create_task(Polling(bot, answer).run(stop))
        async with asyncio.timeout(20):
            while len(answered) < WINDOW // 2:
                await asyncio.sleep(0.005)
        asked = len(telegram_alone.called("getUpdates"))
        stop.set()
        await polling
    assert asked <= 1 + 2  # at first, and every half second


async def test_what_must_come_again_is_fetched_again(telegram_alone: Emulator) -> None:
    person, stop = telegram_alone.user(), asyncio.Event()
    outcomes = iter([Outcome.AGAIN, Outcome.AGAIN])

    async def answer(_: Update) -> Outcome:
        outcome = next(outcomes, Outcome.DONE)
        if outcome is Outcome.DONE:
            stop.set()
        return outcome

    await person.say("x")
    async with _bot(telegram_alone) as bot:
        await asyncio.wait_for(Polling(bot, answer).run(stop), 8)
    assert len(telegram_alone.updates) == 0


async def test_a_full_window_behind_chats_that_pause_is_passed_by_but_not_one_that_is_merely_slow(
    telegram_alone: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "WINDOW", 3)
    monkeypatch.setattr(polling, "_LOOK_AGAIN", 0.1)
    monkeypatch.setattr("tests.telegram.updates.HURRY_SECONDS", 0.0)
    slow, stop, is_pausing, answered = telegram_alone.user(), asyncio.Event(), False, []

    async def answer(update: Update) -> None:
        if update.effective_chat and update.effective_chat.id == slow.id:
            await stop.wait()
        answered.append(update.update_id)

    for person in (slow, *(telegram_alone.user() for _ in range(6))):
        await person.say("x")
    async with _bot(telegram_alone) as bot:
        running = asyncio.create_task(Polling(bot, answer, lambda: is_pausing).run(stop))
        await asyncio.sleep(0.6)
        assert len(answered) == 2  # the window: the slow one holds its place, for a kill must not lose it
        is_pausing = True
        async with asyncio.timeout(5):
            while len(answered) < 6:
                await asyncio.sleep(0.02)
        stop.set()
        await running
    offsets = [p["offset"] for p in telegram_alone.called("getUpdates") if "offset" in p]
    assert offsets == sorted(offsets)  # when the slow one is finished at last, nothing is asked for again


async def test_when_it_is_to_stop_what_had_no_turn_is_left_to_the_next_process(telegram_alone: Emulator) -> None:
    stop, gate, begun = asyncio.Event(), Gate(2), []

    async def process(update: Update) -> None:
        begun.append(update.update_id)
        await asyncio.sleep(0.3)

    for _ in range(10):
        await telegram_alone.user().say("x")
    async with _bot(telegram_alone) as bot:
        running = asyncio.create_task(Polling(bot, InTurn(process, gate, stop=stop)).run(stop))
        while len(begun) < 2:
            await asyncio.sleep(0.01)
        stop.set()
        await asyncio.wait_for(running, 3)
    assert len(begun) == 2
    assert len(telegram_alone.updates) == 8


async def test_what_must_come_again_is_not_confirmed_when_the_bot_stops_meanwhile(telegram_alone: Emulator) -> None:
    stop, asked = asyncio.Event(), telegram_alone.user()

    async def answer(_: Update) -> Outcome:
        asyncio.get_running_loop().call_later(0.1, stop.set)
        return Outcome.AGAIN

    await asked.say("x")
    async with _bot(telegram_alone) as bot:
        await asyncio.wait_for(Polling(bot, answer).run(stop), 8)
    assert len(telegram_alone.updates) == 1


async def test_a_network_that_is_away_for_the_answer_is_waited_for(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    for fault in (Fault.RESET, Fault.BAD_GATEWAY, Fault.TRUNCATED, Fault.LOST_REPLY):
        telegram.fail(fault, "sendMessage")
        await person.start()
        await person.wait_for(seconds=6)
    telegram.complaints.clear()


async def test_a_clock_of_the_host_that_jumps_holds_up_nobody(small_edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day ahead, two back; Telegram's own clock goes on as it did."""
    real, days = time.time, 0
    monkeypatch.setattr(time, "time", lambda: real() + days * 86_400)
    renderer = Renderer(small_edition, lambda: TODAY + timedelta(days=days), Operator())
    async with running(lambda: Voice(Responder(small_edition, None), renderer)) as telegram:
        person, paused = telegram.user(language_code="en"), telegram.user(language_code="en")
        await person.start()
        await person.wait_for()
        for jump in (1, -2, 1):
            telegram.flood(paused, seconds=1)
            await paused.start()
            await asyncio.sleep(0.3)
            days += jump
            telegram.advance(hours=-24 * jump)
            await person.start()
            await person.wait_for(seconds=3)
            await paused.wait_for(seconds=6)
        assert telegram.impatience == []


async def test_a_loop_that_waits_as_long_as_telegram_asks_is_seen_to_be_alive(
    telegram_alone: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_LONGEST_BACKOFF", 0.05)
    moments: list[float] = []
    pulse = Pulse()
    monkeypatch.setattr(pulse, "turned", lambda: moments.append(asyncio.get_running_loop().time()))

    async def nothing(_: Update) -> None: ...

    async with _bot(telegram_alone) as bot:
        await Polling(bot, nothing, pulse=pulse)._rest(0.5, asyncio.Event())
    assert len(moments) >= 5
    assert max(after - before for before, after in pairwise(moments)) < 0.4


async def test_updates_in_the_wrong_order_are_all_answered(telegram: Emulator) -> None:
    telegram.fail(Fault.OUT_OF_ORDER)
    people = [telegram.user(language_code="en") for _ in range(5)]
    for person in people:
        await person.start()
    for person in people:
        await person.wait_for(seconds=8)


async def test_a_network_that_comes_and_goes_is_one_line_a_minute(telegram: Emulator, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        telegram.fail(Fault.RESET, "getUpdates")
        person = telegram.user(language_code="en")
        await person.start()
        await person.wait_for(seconds=8)
        await asyncio.sleep(0.1)
    assert len([record for record in caplog.records if "cannot be reached" in record.getMessage()]) == 1


async def test_one_who_sends_a_hundred_a_second_holds_up_nobody(telegram: Emulator) -> None:
    abuser, over = telegram.user(language_code="en"), asyncio.Event()

    async def flood() -> None:
        while not over.is_set():
            await abuser.say("x")
            await asyncio.sleep(0.01)

    flooding = asyncio.create_task(flood())
    await asyncio.sleep(0.5)
    result = await served_for(telegram, 3.0)
    over.set()
    await flooding
    assert result.affected == 0
    assert len(telegram.updates) < 100  # they do not pile up before everybody else's
    assert len([p for p in telegram.called("sendMessage") if p["chat_id"] == abuser.id]) <= floods.AT_ONCE + 10


async def test_a_chat_is_forgotten_soon_after_it_was_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "EVERY", 0.02)
    monkeypatch.setattr(floods, "_LOOK", 0.02)
    known = Floods()
    assert [known.admits(7) for _ in range(40)].count(True) == floods.AT_ONCE
    assert known.admits(8)
    assert len(known) == 2
    await asyncio.sleep(floods.AT_ONCE * 0.02 + 0.2)
    assert len(known) == 0
    assert known.admits(7)


async def test_an_update_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(turns, "DEADLINE", 0.1)

    async def hang(_: Update) -> None:
        await asyncio.Event().wait()

    assert await InTurn(hang, Gate())(Update(1)) is Outcome.DONE
    assert "given up after" in caplog.text


@pytest.mark.parametrize(("is_unsure", "outcomes"), [(True, "AAD"), (False, "AAAAAA")])
async def test_an_answer_that_telegram_perhaps_took_is_not_tried_for_ever(is_unsure: bool, outcomes: str) -> None:
    async def fail(_: Update) -> None:
        attempt = ATTEMPT.get()
        assert attempt is not None
        attempt.unreached, attempt.unsure = True, is_unsure

    in_turn = InTurn(fail, Gate())
    assert "".join([(await in_turn(Update(1))).name[0] for _ in outcomes]) == outcomes
