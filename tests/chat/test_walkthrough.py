"""docs/walkthrough.md is true: its steps are taken, in order, by one person with the bot."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.core.edition import Edition
from bot.settings import ROOT
from tests.chat.saying import says
from tests.telegram.emulator import Emulator
from tests.telegram.people import User

WALKTHROUGH = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")

_STEP = re.compile(r"^\d+\. \*\*(?P<verb>Write|Press|See|Send|Left)\*\* (?P<what>.+)$", re.MULTILINE)
_NUMBERED = re.compile(r"^\d+\. .*$", re.MULTILINE)
_TYPED, _QUOTED = re.compile(r"`([^`]+)`"), re.compile(r"“(.+)”")


class Step(NamedTuple):
    """A step: what a person does or finds."""

    verb: str
    what: str


def _steps() -> Iterator[Step]:
    for found in _STEP.finditer(WALKTHROUGH):
        verb, what = found["verb"], found["what"]
        quoted = (_TYPED if verb in ("Write", "Press") else _QUOTED).search(what)
        yield Step(verb, quoted[1] if quoted and verb in ("Write", "Press", "See") else what)


async def _take(step: Step, person: User) -> None:
    match step.verb:
        case "Write":
            before = person.chat[-1:] if person.chat else []
            await person.say(step.what)
            await person.wait_until(lambda: bool(person.chat) and person.chat[-1].from_bot and person.chat[-1:] != before, 20)
        case "Press":
            await person.wait_until(lambda: any(step.what == one.text for message in person.chat for one in message.buttons), 20)
            press = await person.press(step.what)
            await press.wait(20)
        case "Send":
            assert step.what == "a photo."
            await person.send("photo")
            await person.wait_until(lambda: bool(person.chat) and person.chat[-1].from_bot, 20)
        case "See":
            await person.wait_until(lambda: any(says(step.what)(message) for message in person.chat), 20)
        case _:
            left = 0 if step.what.startswith("nothing") else 1
            await person.wait_until(lambda: len(person.chat) == left and all(message.from_bot for message in person.chat), 20)


def test_every_numbered_line_is_a_step_that_is_tried() -> None:
    assert len([*_steps()]) == len(_NUMBERED.findall(WALKTHROUGH)) > 30


async def test_every_step_of_the_walkthrough_is_true(telegram: Emulator) -> None:
    person = telegram.user(language_code="en")
    for number, step in enumerate(_steps(), 1):
        try:
            await _take(step, person)
        except AssertionError as error:
            raise AssertionError(f"step {number} of docs/walkthrough.md, {step.verb} {step.what!r}: {error}") from None


def test_what_it_quotes_beside_the_steps_are_the_bots_words(real_edition: Edition) -> None:
    quoted = {one.strip() for one in re.findall(r"“([^“”]{30,})”", WALKTHROUGH)}
    shown = {words for texts in real_edition.interface.values() for words in texts}
    unknown = {one for one in quoted if one not in shown and not any(one in text for text in shown)}
    answers = [wording.answer for entry in real_edition.knowledge.entries.values() for wording in entry.wordings.values()]
    assert [one for one in unknown if not any(one in answer for answer in answers)] == []
