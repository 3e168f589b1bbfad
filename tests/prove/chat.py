"""P9: what stays on the phone after a long talk, and after `/erase`."""

from collections.abc import Sequence
from pathlib import Path

from bot.chat.buttons import Vanish, data_of
from bot.core.languages import Language
from tests.prove.bars import Bar, Measured, Proof
from tests.prove.crowd import Crowd
from tests.prove.process import TOKEN, publish, running
from tests.telegram.contents import KINDS
from tests.telegram.people import User

_VANISHING = [data_of(Vanish(language)) for language in Language]


async def measure(folder: Path, turns: int = 20, codes: Sequence[str] = ("ko", "zh-hans", "en")) -> list[Measured]:
    """One person of each language writes, presses and sends things; then erases."""
    crowd, left, kept = Crowd(TOKEN), 0, 0
    async with crowd.telegram as telegram, running(telegram, publish(folder), folder / "bot"):
        for code in codes:
            one = telegram.user(code)
            left = max(left, await _talked(one, turns))
            kept += await _erased(one)
    return [
        Measured(f"{left} after {turns} turns", left <= 1),
        Measured(f"{kept}", kept == 0),
    ]


async def _talked(one: User, turns: int) -> int:
    """How many messages the chat shows after so many turns."""
    await one.start()
    await one.wait_for(seconds=60)
    for turn in range(turns):
        match turn % 4:
            case 0 | 1:
                await one.say(("여권을 잃어버렸어요", "我护照丢了", "I lost my passport", "asdf")[turn % 3])
            case 2:
                page = one.newest_page
                await one.press_data(next(data for button in page.buttons if (data := button.callback_data) and data[0] in "eht"), page)
            case _:
                await one.send(KINDS[turn % len(KINDS)])
        await one.wait_for(seconds=60)
    await one.wait_until(lambda: len(one.messages) <= 1, seconds=5)
    return len(one.messages)


async def _erased(one: User) -> int:
    """How many messages the chat shows after erasing, and removing the page that says what was done."""
    await one.say("/erase")
    await one.wait_for(lambda message: "4." in message.text, seconds=60)
    await one.wait_until(lambda: len(one.messages) <= 1, seconds=5)
    await one.press(lambda button: button.callback_data in _VANISHING)
    await one.wait_until(lambda: not one.messages, seconds=5)
    return len(one.messages)


PROOF = Proof(
    "chat",
    (Bar("P9", "messages left in a chat after 20 turns", "<= 1"), Bar("P9", "messages left after /erase", "0")),
    measure,
)
