"""Two bots behind nginx with a PostgreSQL, beside one: what a second of their computing brings."""

from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp.test_utils import unused_port

from tests.bench.asking import Burst, Open, burst, opened
from tests.bench.figures import Figure, Target
from tests.prove.faults.bots import TOKEN
from tests.prove.faults.replicas import cluster, nginx, publish_again, replica
from tests.telegram.emulator import Emulator

_PEOPLE = 4


async def figures(database: Path, folder: Path, questions: int, rounds: int) -> Iterator[Figure]:
    """In turn: one behind a proxy, two behind another."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(cluster())
        address = server.database()
        publish_again(f"sqlite:///{database}", address)
        one, two = [await _behind_nginx(stack, folder / f"nginx-{number}", address, number) for number in (1, 2)]
        pairs = [(await _burst(two, questions), await _burst(one, questions)) for _ in range(rounds)]
    both, alone = ([pair[at] for pair in pairs] for at in (0, 1))
    return iter(
        [
            Figure.of(
                "two replicas behind nginx, by computing",
                "answers per CPU-second",
                [found.by_computing for found in both],
                (Target(0.9, of_ratio=True, at_least=True),),
                "one",
                [found.by_computing for found in alone],
            ),
            Figure.of(
                "two replicas behind nginx",
                "answers/s",
                [found.by_clock for found in both],
                (),
                "one",
                [found.by_clock for found in alone],
            ),
        ]
    )


async def _behind_nginx(stack: AsyncExitStack, folder: Path, address: str, number: int) -> Open:
    folder.mkdir(parents=True)
    ports = [unused_port() for _ in range(number)]
    telegram = await stack.enter_async_context(Emulator(TOKEN))
    port = await stack.enter_async_context(nginx(folder, ports[0], ports[-1]))
    return await opened(stack, [replica(telegram, folder / str(own), address, own, port) for own in ports])


async def _burst(place: Open, questions: int) -> Burst:
    return await burst(place, questions, max(1, questions // _PEOPLE))
