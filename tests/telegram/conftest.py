"""The emulator, and a bot that is nothing but an HTTP client."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.telegram.calls import Json
from tests.telegram.emulator import Emulator


class Bot:
    """Calls methods as a library does: a form, strings plain and everything else as JSON."""

    def __init__(self, telegram: Emulator, session: aiohttp.ClientSession) -> None:
        self.telegram, self.session = telegram, session

    async def call(self, method: str, **parameters: object) -> Json:
        """The whole answer."""
        form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
        async with self.session.post(f"{self.telegram.base_url}{self.telegram.token}/{method}", data=form) as answer:
            content: Json = await answer.json()
            assert answer.status == content.get("error_code", 200)
            return content

    async def do(self, method: str, **parameters: object) -> Any:
        """The result of a call that must succeed."""
        answer = await self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **parameters: object) -> str:
        """Code and description of a call that must not succeed."""
        answer = await self.call(method, **parameters)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def updates(self, **parameters: object) -> list[Json]:
        """What getUpdates brings."""
        found: list[Json] = await self.do("getUpdates", **parameters)
        return found


@pytest.fixture
async def telegram() -> AsyncIterator[Emulator]:
    """A server with nobody in it."""
    async with Emulator("1234:secret") as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Emulator) -> AsyncIterator[Bot]:
    """A bot of this server."""
    async with aiohttp.ClientSession() as session:
        yield Bot(telegram, session)
