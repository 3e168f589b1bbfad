"""A conversation is counted: after the answer, by what came of it, and by nothing else."""

import asyncio
import io
import random
from collections.abc import Callable

import pytest

from bot.chat.handlers import Voice
from bot.chat.rendering import Operator, Renderer
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.languages import Language
from bot.core.matching.semantic import Encoder
from bot.core.tallying import WHOLE, Asked, Counter, Event, Week
from bot.terminal import Terminal
from tests.running import RunningBot
from tests.small_project import TODAY
from tests.telegram.chats import Message


@pytest.fixture(scope="module")
def voice(small_edition: Edition, encoder: Encoder) -> Voice:
    """The voice of the small project, with the two buttons."""
    return Voice(Responder(small_edition, encoder), Renderer(small_edition, lambda: TODAY, Operator(), asks_if_helped=True))


@pytest.fixture
def counter(small_edition: Edition) -> Counter:
    return Counter(small_edition, lambda: Week("2026-W48"), random.Random(1))


def _subjects(counter: Counter) -> dict[tuple[str, str, str], int]:
    counts = counter.take().items()
    return {(cell.language, cell.subject, cell.outcome): number for cell, number in counts if number and cell.subject != WHOLE}


def _titled(title: str) -> Callable[[Message], bool]:
    return lambda message: message.from_bot and title in message.text.splitlines()[0]


async def test_questions_buttons_links_and_judgements_each_count_once(
    running_bot: RunningBot, counter: Counter, small_edition: Edition
) -> None:
    async with running_bot(count=counter.count) as telegram:
        person = telegram.user(language_code="ko")
        await person.say("여권을 잃어버렸어요")
        page = await person.wait_for()
        await person.press("This helped", page)
        await person.press("This did not help", page)
        await person.say("🌊")
        await person.wait_for()
        await person.start("lost-passport")
        await person.wait_for()
        await person.start()
        await person.wait_for()
    assert _subjects(counter) == {
        ("ko", "lost-passport", "answered"): 1,
        ("ko", "lost-passport", "helped"): 1,
        ("ko", "lost-passport", "did-not-help"): 1,
        ("ko", "lost-passport", "chosen"): 1,
    }


async def test_a_judgement_is_thanked_for_and_changes_nothing_in_the_chat(running_bot: RunningBot, counter: Counter) -> None:
    async with running_bot(count=counter.count) as telegram:
        person = telegram.user(language_code="en")
        await person.say("I lost my passport")
        page = await person.wait_for()
        await person.wait_until(lambda: person.chat == [page])
        sent = len(telegram.calls)
        for _ in range(2):  # a second press is not known to be one: nobody is remembered
            press = await (await person.press("This helped", page)).wait()
            assert press.text == "Thank you."
            assert not press.alert
        assert person.chat == [page]
        assert {call.method for call in telegram.calls[sent:]} <= {"answerCallbackQuery", "getUpdates"}
    assert _subjects(counter)["en", "lost-passport", "helped"] == 2


async def test_an_urgent_page_asks_for_no_judgement(running_bot: RunningBot, small_edition: Edition) -> None:
    async with running_bot() as telegram:
        person = telegram.user(language_code="en")
        for entry in small_edition.knowledge.urgent:
            await person.start(entry)
            page = await person.wait_for(_titled(small_edition.knowledge.entries[entry].wording(Language.ENGLISH).title))
            assert not [button for button in page.buttons if (button.callback_data or "").startswith(("p.", "m."))]
            press = await (await person.press_data(f"p.en.{entry}", page)).wait()  # forged
            assert press.text == ""


def test_a_judgement_in_the_terminal_is_thanked_for_too(voice: Voice) -> None:
    out, lines = io.StringIO(), ["I lost my passport"]
    Terminal(voice.responder, voice.renderer, lines, out).run(prompt=False)
    number = next(line for line in out.getvalue().splitlines() if line.endswith("This helped")).partition("]")[0].strip("[")
    out.truncate(0)
    Terminal(voice.responder, voice.renderer, [*lines, number], out).run(prompt=False)
    assert out.getvalue().rstrip().endswith("Thank you.")


async def test_forged_presses_are_not_counted(running_bot: RunningBot, counter: Counter) -> None:
    async with running_bot(count=counter.count) as telegram:
        person = telegram.user(language_code="en")
        await person.start()
        page = await person.wait_for()
        for data in ("p.en.gone", "m.en.", "p.en.lost-passport.TH", "p.en.lost-passport+ko", "p.xx.lost-passport", "p.en"):
            await (await person.press_data(data, page)).wait()
    assert _subjects(counter) == {}


async def test_what_was_never_sent_is_not_counted(running_bot: RunningBot, counter: Counter) -> None:
    async with running_bot(count=counter.count) as telegram:
        person = telegram.user(language_code="en")
        await person.say("I lost my passport")
        person.block()
        while not telegram.called("sendMessage"):
            await asyncio.sleep(0.01)
        await person.start()
        await person.wait_for()
    assert _subjects(counter) == {}


async def test_a_counter_that_fails_costs_nobody_an_answer(running_bot: RunningBot) -> None:
    counted: list[Event] = []

    def fails(_: Edition, event: Event) -> None:
        counted.append(event)
        raise OverflowError

    async with running_bot(count=fails) as telegram:
        person = telegram.user(language_code="en")
        for _ in range(2):
            await person.say("I lost my passport")
            await person.wait_for(_titled("passport"))
    assert len(counted) == 2
    assert all(isinstance(event, Asked) for event in counted)
