"""Editions are published while people ask: nobody waits, nobody gets a page of two editions."""

import asyncio
import re
import time
from pathlib import Path

from bot.core.edition import Edition
from tests.publishing import Press, switching
from tests.running import running
from tests.telegram.chats import Message

MARKS = ("one", "two", "three", "four")
_MARK = re.compile(rf"\b({'|'.join(MARKS)})\b")


def _is_an_answer(message: Message) -> bool:
    return message.from_bot and "Sources" in message.text


async def test_three_editions_are_published_under_load_and_every_answer_is_whole(small_edition: Edition, tmp_path: Path) -> None:
    address, press = f"sqlite:///{tmp_path / 'test.sqlite'}", Press(small_edition)
    press.publish(address, MARKS[0])
    following = switching(address, tmp_path)
    following.start()
    answers: list[tuple[float, set[str]]] = []
    over = asyncio.Event()
    async with running(lambda: following.voice) as telegram:

        async def ask_on() -> None:
            while not over.is_set():
                person = telegram.user(language_code="en")  # somebody else each time: one alone would be taken for a flood
                await person.say("i lost my passport")
                page = await person.wait_for(_is_an_answer)
                answers.append((time.monotonic(), set(_MARK.findall(page.text))))

        with following.following():
            people = [asyncio.create_task(ask_on()) for _ in range(4)]
            published = {}
            for mark in MARKS[1:]:
                await asyncio.to_thread(press.publish, address, mark)
                published[mark] = time.monotonic()
                async with asyncio.timeout(5):
                    while not answers or mark not in answers[-1][1]:
                        await asyncio.sleep(0.05)
            over.set()
            await asyncio.gather(*people)
    following.close()
    assert [marks for _, marks in answers if len(marks) != 1] == []
    assert {mark for _, marks in answers for mark in marks} == set(MARKS)
    for mark, moment in published.items():
        assert min(when for when, marks in answers if mark in marks) - moment < 5
