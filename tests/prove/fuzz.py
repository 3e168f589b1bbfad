"""What nobody means must not end anything: `python -m tests.prove.fuzz --inputs 100000`.

Messages are answered and drawn, updates of the Bot API parsed, forged buttons followed, knowledge and translation files read and
checked. A message may hold up all others no longer than 20 ms.
"""

import argparse
import asyncio
import heapq
import logging
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import telegram

from bot.chat.buttons import target_of
from bot.chat.forgetting import parse_one_by_one
from bot.chat.rendering import Operator, Renderer
from bot.chat.sending import keyboard
from bot.chat.thinking import Thinking
from bot.chat.voice import Voice
from bot.content import editions
from bot.core.answering import Question, Responder
from bot.core.languages import Language
from bot.encoder import load_encoder
from bot.logs import place_of
from tests.prove import noise, presses
from tests.prove.bars import Bar, Measured, Proof
from tests.prove.crowd import Crowd
from tests.prove.process import TOKEN, compiled
from tests.small_project import TODAY, SmallProject, build
from tests.telegram.contents import KINDS

LONGEST_STALL = 20.0
"""Milliseconds that the loop, and with it everybody else, may wait for a message."""
_AGAIN = 10
"""The slowest messages, which are asked again beside a loop that is watched."""
_BEAT = 0.001
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Target:
    """Something that takes inputs.

    Attributes:
        share: of all inputs, in thousandths.
        make: an input from the dice.
        take: raises when it cannot bear it.
    """

    name: str
    share: int
    make: Callable[[random.Random], Any]
    take: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the inputs of one target.

    Attributes:
        slow: those that took longest.
        slowest: milliseconds of processor time.
    """

    target: Target
    inputs: int
    crashes: list[str]
    slow: list[Any]
    slowest: float


async def measure(folder: Path, inputs: int = 100_000, seed: int = 1) -> list[Measured]:
    """So many inputs, shared among the targets."""
    outcomes = await fuzzed(folder, inputs, seed)
    crashes = [crash for one in outcomes for crash in one.crashes]
    longest = await longest_stall(outcomes[0].slow)
    told = ", ".join(f"{one.inputs} {one.target.name}" for one in outcomes)
    return [
        Measured(f"{len(crashes)} ({told})" + "".join(f"; {crash}" for crash in crashes[:_SHOWN]), not crashes),
        Measured(f"{longest:.1f} ms; it thinks for {outcomes[0].slowest:.0f} ms", longest <= LONGEST_STALL),
    ]


async def longest_stall(messages: list[str]) -> float:
    """Milliseconds the loop stands still while one of these is answered: the shortest of five times, since others use the machine, too."""
    voice, thinking = _voice(), Thinking()
    try:
        return max([min([await _stall(voice, thinking, message) for _ in range(5)]) for message in messages])
    finally:
        thinking.end()


async def _stall(voice: Voice, thinking: Thinking, message: str) -> float:
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_BEAT)
            longest = max(longest, time.perf_counter() - began - _BEAT)

    watching = asyncio.create_task(watch())
    reply = await thinking.reply(voice.responder, Question(message, Language.ENGLISH))
    keyboard(voice.renderer.render(reply))
    await asyncio.sleep(2 * _BEAT)
    watching.cancel()
    return 1000 * longest


def _voice() -> Voice:
    edition, encoder = compiled(), load_encoder()
    voice = Voice(Responder(edition, encoder), Renderer(edition, lambda: TODAY, Operator()))
    voice.responder.prepare()
    if encoder:
        encoder(["길"])  # as the bot has it do before it is asked
    return voice


async def fuzzed(folder: Path, inputs: int, seed: int) -> list[Outcome]:
    """Every target with its share of the inputs."""
    dice, log = random.Random(seed), logging.getLogger("bot")
    before = log.level
    log.setLevel(logging.CRITICAL)  # it says of each update that it was passed over
    try:
        return [_through(target, inputs * target.share // 1000, dice) for target in await targets(folder)]
    finally:
        log.setLevel(before)


async def targets(folder: Path) -> list[Target]:
    """Everything that reads what strangers or writers give it."""
    voice, project = _voice(), build(folder / "fuzzed")
    edition = voice.responder.edition
    sentences = [one for entry in edition.knowledge.entries.values() for some in entry.phrasings.values() for one in some]
    examples = await _updates()
    forged = presses.payloads(edition, random.Random(5))

    def answer(text: str) -> None:
        keyboard(voice.renderer.render(voice.responder.reply_to(Question(text, Language.ENGLISH))))

    def follow(data: str) -> None:
        target_of(data, edition.knowledge)

    return [
        Target("messages", 100, lambda dice: noise.text(dice, sentences), answer),
        Target("buttons", 600, lambda _: next(forged), follow),
        Target("updates", 290, lambda dice: noise.update(dice, examples), _parse),
        _files("TOML files", project, "knowledge/*.toml"),
        _files("PO files", project, "locales/*/LC_MESSAGES/*.po"),
    ]


def _through(target: Target, inputs: int, dice: random.Random) -> Outcome:
    crashes: list[str] = []
    slow: list[tuple[float, int, Any]] = []
    for number in range(inputs):
        one = target.make(dice)
        began = time.thread_time()
        try:
            target.take(one)
        except Exception as error:
            crashes.append(f"{place_of(error)} for {str(one)[:80]!r}")
            continue
        heapq.heappush(slow, (time.thread_time() - began, number, one))
        if len(slow) > _AGAIN:
            heapq.heappop(slow)
    slow.sort(reverse=True)
    return Outcome(target, inputs, crashes, [one for _, _, one in slow], 1000 * slow[0][0] if slow else 0.0)


def _parse(update: Any) -> None:
    """As the library parses an answer of Telegram: one that cannot be read must pass as an empty one beside a good one."""
    good = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}}
    parsed = telegram.Update.de_list([update, good], None)
    if [one.update_id for one in parsed] != [update["update_id"], 1] or parsed[1].message is None:
        raise ValueError("an update got lost")


async def _updates() -> list[Any]:
    """Updates of every kind, as the emulator makes them."""
    parse_one_by_one()
    crowd = Crowd(TOKEN)
    one = crowd.telegram.user("ko", "카나리", username="canary")
    said = await one.say("여권을 잃어버렸어요")
    await one.edit(said, "여권")
    for kind in KINDS:
        await one.send(kind)
    await one.press_data("h.ko", said)
    one.block()
    return list(await crowd.telegram.updates.fetch(0, 100, 0))


def _files(name: str, project: SmallProject, pattern: str) -> Target:
    """Files of a project: one is replaced by a spoilt one, everything is read and checked, and it is put back."""
    paths = sorted(project.root.glob(pattern))
    originals = {path: path.read_bytes() for path in paths}

    def take(spoilt: tuple[Path, bytes]) -> None:
        path, content = spoilt
        path.write_bytes(content)
        try:
            for problem in editions.check(project.root, TODAY):
                str(problem)
        finally:
            path.write_bytes(originals[path])

    return Target(name, 5, lambda dice: (path := dice.choice(paths), noise.content(dice, [originals[path]])), take)


def main(arguments: list[str] | None = None) -> int:
    """Print what became of the inputs; 1 when one ended something or took too long."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove.fuzz", description="Give the bot what nobody means.")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1, help="another one gives other inputs")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        outcomes = asyncio.run(fuzzed(Path(folder), options.inputs, options.seed))
        longest = asyncio.run(longest_stall(outcomes[0].slow))
    for one in outcomes:
        print(f"{one.target.name:12} {one.inputs:>7} inputs  {len(one.crashes):>3} crashes  slowest {one.slowest:7.1f} ms")
        print("".join(f"    {crash}\n" for crash in one.crashes[:_SHOWN]), end="")
    print(f"longest a message held up the others: {longest:.1f} ms")
    return int(longest > LONGEST_STALL or any(one.crashes for one in outcomes))


PROOF = Proof(
    "fuzz",
    (
        Bar("fuzz", "inputs nobody means that make something fail, of 100,000", "0"),
        Bar("P6", "longest a message holds up the others", f"<= {LONGEST_STALL:.0f} ms"),
    ),
    measure,
    short=partial(measure, inputs=10_000),
)

if __name__ == "__main__":
    sys.exit(main())
