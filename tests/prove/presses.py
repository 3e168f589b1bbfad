"""P8: whatever a forged button carries, nothing fails and nothing happens to anybody else.

A hundred thousand payloads, random and mutated from real ones, go through what decides and draws; a thousand of them through the real
bot, where every press must be acknowledged and no message may appear in, or vanish from, another person's chat.
"""

import asyncio
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bot.chat.buttons import LONGEST_DATA, Erase, Vanish, data_of, target_of
from bot.chat.rendering import Operator, Renderer
from bot.chat.sending import keyboard
from bot.core.edition import Edition
from bot.core.languages import Language
from bot.core.replies import Answer, Choices, Home, Languages, Noted, Notice, Privacy, Related, TopicPage, Urgent, Verify
from bot.core.tallying import Judged
from tests.prove.bars import Bar, Measured, Proof
from tests.prove.crowd import Crowd
from tests.prove.process import TOKEN, compiled, publish, running
from tests.small_project import TODAY
from tests.telegram.people import User

_EACH = 10
"""Presses of one person, each perhaps with a start before it: of more than 30 updates at once what is too much is passed over."""
_SIGNS = "etxhulnpm.+-0123456789abcKRCNko_zh 가韓\x00\u202e\ud800😀'\"<&;:/\\"


async def measure(folder: Path, payloads: int = 100_000, pressed: int = 1_000) -> list[Measured]:
    """So many payloads in memory, and some of them in the real bot."""
    database = publish(folder)
    edition = compiled()
    failed, led_on = drawn(edition, payloads)
    effects = await _pressed(folder, database, edition, pressed)
    return [
        Measured(f"{failed} of {payloads}, {led_on} led to a page", failed == 0 and led_on > 0),
        Measured(f"{effects} of {pressed}", effects == 0),
    ]


def payloads(edition: Edition, dice: random.Random) -> Iterator[str]:
    """Forged payloads without end: a third of them noise, the others real ones with a few signs changed."""
    real = sorted(_real(edition))
    while True:
        if dice.randrange(3) == 0:
            yield "".join(dice.choices(_SIGNS, k=dice.randrange(1, LONGEST_DATA + 2)))
            continue
        signs = list(dice.choice(real))
        for _ in range(dice.randrange(4)):
            at = dice.randrange(len(signs) + 1)
            signs[at : at + dice.randrange(3)] = dice.choices(_SIGNS, k=dice.randrange(3))
        yield "".join(signs)


def _real(edition: Edition) -> Iterator[str]:
    knowledge = edition.knowledge
    for language in Language:
        for entry in knowledge.entries.values():
            for country in (None, *entry.variants):
                yield data_of(Answer(language, entry.id, country, beside=Language.ENGLISH))
                yield data_of(Answer(language, entry.id, country))
            yield data_of(Judged(language, entry.id, helped=True))
            yield data_of(Judged(language, entry.id, helped=False))
        yield from (data_of(TopicPage(language, topic.id)) for topic in knowledge.topics)
        yield from (data_of(Related(language, entry)) for entry in knowledge.entries)
        yield data_of(Choices(language, tuple(knowledge.entries)[:3]))
        pages = (Home, Urgent, Languages, Verify, Privacy, Erase, Vanish)
        yield from (data_of(page(language)) for page in pages)
        yield data_of(Noted(language, Notice.NONE_OF_THESE))


def drawn(edition: Edition, count: int) -> tuple[int, int]:
    """How many failed, and how many led to a page."""
    renderer = Renderer(edition, lambda: TODAY, Operator())
    failed = led_on = 0
    for _, payload in zip(range(count), payloads(edition, random.Random(8)), strict=False):
        try:
            target = target_of(payload, edition.knowledge)
            match target:
                case None:
                    continue
                case Judged(language):
                    renderer.thanks(language)
                case Erase() | Vanish():
                    pass
                case page:
                    keyboard(renderer.render(page))
            led_on += 1
        except Exception:
            failed += 1
    return failed, led_on


async def _pressed(folder: Path, database: Path, edition: Edition, count: int) -> int:
    """Presses that were not acknowledged, that failed, and changes in the chat of somebody who looks on."""
    crowd, forged = Crowd(TOKEN), payloads(edition, random.Random(9))
    async with crowd.telegram as telegram, running(telegram, database, folder / "bot") as bot:
        onlooker = telegram.user("ko")
        await onlooker.start()
        page = await onlooker.wait_for(seconds=60)
        pressing = [telegram.user(code) for code in ("ko", "zh-hans", "en", None) for _ in range(count // _EACH // 4)]
        await asyncio.gather(*(_press(one, forged, _EACH) for one in pressing))
        seen = onlooker.chat
        failures = bot.log.read_text(encoding="utf-8").count("ERROR")
        return len(telegram.spinners) + len(telegram.complaints) + failures + (seen != [page])


async def _press(one: User, forged: Iterator[str], times: int) -> None:
    await one.start()
    page = await one.wait_for(seconds=60)
    for _ in range(times):
        if page.id not in one.messages:  # an erase took it away
            await one.start()
            page = await one.wait_for(seconds=60)
        data = next(forged).encode("utf-8", "replace").decode()
        await (await one.press_data(data, page)).wait(60)


PROOF = Proof(
    "presses",
    (
        Bar("P8", "forged buttons of 100,000 that make something fail", "0"),
        Bar("P8", "forged presses in the real bot left unanswered, failed, or with effects on others", "0"),
    ),
    measure,
    short=partial(measure, payloads=10_000, pressed=160),
)
