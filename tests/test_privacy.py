"""A conversation with canaries: nothing of it may be found anywhere afterwards.

In the process of the tests; the real process, with its memory, is proved by tests/prove.
"""

import asyncio
import io
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import logs
from bot.chat.handlers import Voice
from bot.chat.rendering import Operator, Renderer
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder
from bot.store.editions import Editions, Piece
from tests.prove.forms import forms_of, forms_of_number
from tests.prove.scanner import Scanner
from tests.running import TOKEN, RunningBot
from tests.small_project import TODAY
from tests.telegram.emulator import Emulator
from tests.telegram.faults import Fault

WORDS = ("CanaryQzxvk", "카나리뷁쉙", "金絲雀龘靐", "+8613800138999")


def leaks(content: bytes, canaries: list[str | int]) -> list[str]:
    """What is found of some canaries, in any form."""
    forms = [form for one in canaries for form in (forms_of(one) if isinstance(one, str) else forms_of_number(one))]
    return [str(find) for find in Scanner(forms).in_bytes(content, "here")]


@pytest.fixture(scope="module")
def voice(small_edition: Edition, encoder: Encoder) -> Voice:
    """What the bot of these tests answers with."""
    return Voice(Responder(small_edition, encoder), Renderer(small_edition, lambda: TODAY, Operator()))


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the process logs, set up as the product does it, at the level the test asks for."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    logs.set_up(request.param)
    written = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(False)
    for name in ("telegram.request.BaseRequest", "telegram.Bot", "telegram.ext.ExtBot"):
        logging.getLogger(name).disabled = False


async def _conversation(telegram: Emulator) -> list[str | int]:
    """Many ways to say something, faults included; returns the canaries that went in."""
    canaries: list[str | int] = [*WORDS, TOKEN]
    for number, code in enumerate(("ko", "zh-hans", "en", None)):
        person = telegram.user(language_code=code, first_name=WORDS[number % 3], username=f"CanaryName{number}")
        canaries += [person.id, f"CanaryName{number}"]
        await person.start(WORDS[0])
        await person.wait_for()
        await person.say(f"{WORDS[number % 3]} 한국 대사관 韩国大使馆 embassy {WORDS[3]}")
        page = await person.wait_for()
        await person.press_data(WORDS[0], page)
        await person.send("contact")
        await person.send("location")
        await person.send_unreadable(WORDS[1])
        telegram.fail(Fault.TRUNCATED, method="sendMessage")
        await person.say(WORDS[2])
        await person.say(f"{WORDS[1]} 북한 대사관")
        await person.wait_for(seconds=10)
    telegram.fail(Fault.TRUNCATED, method="getUpdates")
    person = telegram.user(language_code="en")
    await person.say(WORDS[0])
    await person.wait_for(seconds=10)
    return canaries


@pytest.mark.parametrize("log", ["DEBUG", "INFO", "WARNING", "ERROR"], indirect=True)
async def test_nothing_of_a_conversation_is_in_the_log_at_any_level(running_bot: RunningBot, log: io.StringIO) -> None:
    async with running_bot() as telegram:
        canaries = await _conversation(telegram)
        telegram.complaints.clear()  # the lost replies of the faults
    assert leaks(log.getvalue().encode(), canaries) == []


@pytest.mark.parametrize("log", ["DEBUG"], indirect=True)
async def test_nothing_of_a_conversation_is_on_disk(
    running_bot: RunningBot, log: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    store = Editions.open(f"sqlite:///{tmp_path / 'gilbeot.sqlite'}")
    store.publish(Piece("a" * 64, b"content"), Piece("b" * 64, b"model"), datetime(2026, 11, 25, tzinfo=UTC), after=None)
    async with running_bot() as telegram:
        canaries = await _conversation(telegram)
        telegram.complaints.clear()
    store.close()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert leaks(file.read_bytes(), canaries) == [], file


@pytest.mark.parametrize("log", ["DEBUG"], indirect=True)
async def test_a_leak_planted_in_the_answering_is_found_and_one_in_an_error_is_kept_out(
    running_bot: RunningBot, voice: Voice, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control: our own logger would let words through, so no line of ours may carry them; an error's are cut."""

    def raises(_: object, question: object) -> None:
        logging.getLogger("bot.planted").info("asked: %s", question)
        raise ValueError(f"cannot read {question}")

    monkeypatch.setattr(type(voice.responder), "reply_to", raises)
    async with running_bot() as telegram:
        person = telegram.user(language_code="en", first_name="Canary")
        await person.say(WORDS[0])
        async with asyncio.timeout(5):
            while "an answer failed" not in log.getvalue():
                await asyncio.sleep(0.02)
    lines = log.getvalue().splitlines()
    assert [line for line in lines if WORDS[0] in line] == [line for line in lines if "bot.planted" in line]
    assert sum("ValueError" in line for line in lines) == 1
