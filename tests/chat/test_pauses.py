"""Who waits for a pause lets somebody else be answered, and no more than one."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from bot.chat.attempts import ATTEMPT, Attempt
from bot.chat.pauses import Pauses
from bot.chat.turns import Gate

PAUSE = 0.2


def paused_once() -> list[float]:
    """The pauses a call is still to be asked for."""
    return [PAUSE]


async def call(pauses: list[float]) -> bool:
    """A call that Telegram takes after these pauses."""
    if pauses:
        raise RetryAfter(timedelta(seconds=pauses.pop()))
    return True


async def test_an_update_that_waits_in_several_calls_at_once_lets_go_of_its_one_place_and_takes_it_again() -> None:
    gate = Gate(2)
    waiting = Pauses(gate)
    async with gate:
        ATTEMPT.set(Attempt())
        calls = [asyncio.create_task(waiting.process_request(call, (paused_once(),), {}, "deleteMessages", {}, None)) for _ in range(5)]
        await asyncio.sleep(PAUSE / 2)
        assert gate.is_empty
        async with gate, gate:
            assert gate.locked()  # two places are let, and not one more
        assert all(await asyncio.gather(*calls))
        assert not gate.is_empty
        async with gate:
            assert gate.locked()
    assert gate.is_empty
    assert not gate.locked()


async def test_a_call_that_must_not_wait_is_made_once() -> None:
    gate = Gate(1)
    ATTEMPT.set(None)
    pauses = paused_once()
    with pytest.raises(RetryAfter):
        await Pauses(gate).process_request(call, (pauses,), {}, "setMyName", {}, None)
    assert not pauses
