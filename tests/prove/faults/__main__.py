"""Do every fault, or those named, to real processes and print the table; 1 when a target is not reached or could not be measured."""

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.content.editions import compile_edition
from bot.core.matching.semantic import load_encoder
from tests.prove.faults import crowding, ends, intruders, network, places, pollers, replicas
from tests.prove.faults.bots import published
from tests.prove.faults.table import HEAD, NotMeasured, Row
from tests.small_project import TODAY, build

Measure = Callable[[Path, Path], Awaitable[Sequence[Row]]]
BOTH = (False, True)


async def replicated(database: Path, folder: Path, waiting: int) -> Sequence[Row]:
    """With a PostgreSQL for it."""
    async with replicas.cluster() as server:
        return await replicas.one_killed(database, folder, server, waiting=waiting)


def measures(long: bool) -> dict[str, list[Measure]]:
    """What is done, by name: in a few minutes, or as long as the figures ask for."""
    return {
        "kill": [partial(ends.killed, by_webhook=one, times=20 if long else 5) for one in BOTH],
        "stop": [partial(ends.terminated, by_webhook=one) for one in BOTH],
        "replicas": [partial(replicated, waiting=1000 if long else 200)],
        "garbled": [partial(network.garbled, by_webhook=one, people=400 if long else 60) for one in BOTH],
        "429": [partial(network.flooded, by_webhook=one, people=200 if long else 60, longest=60 if long else 20) for one in BOTH],
        "partition": [partial(network.cut_off, by_webhook=one, seconds=600 if long else 20) for one in BOTH],
        "abuser": [partial(crowding.abused, by_webhook=one, seconds=60 if long else 15) for one in BOTH],
        "forged": [partial(intruders.forged, number=100_000 if long else 2000)],
        "requests": [intruders.abusive],
        "pollers": [pollers.doubled],
        "disk": [partial(places.without_disk, seconds=30 if long else 5)],
        "database": [partial(places.without_database, seconds=30 if long else 5)],
    }


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    known = measures(long=False)
    parser = argparse.ArgumentParser(prog="python -m tests.prove.faults", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--long", action="store_true", help="20 kills, ten minutes without network, 100,000 forged updates …")
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*known, []], help=f"of {', '.join(known)}; all without one")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    chosen = measures(options.long)
    print(HEAD, flush=True)
    rows = asyncio.run(_measured([(name, one) for name in options.names or chosen for one in chosen[name]]))
    wrong = sum(not row.reached for row in rows)
    print(f"\n{len(rows) - wrong} of {len(rows)} as they must be; {time.monotonic() - began:.0f} s")
    return int(wrong > 0)


async def _measured(chosen: Sequence[tuple[str, Measure]]) -> list[Row]:
    rows: list[Row] = []
    with TemporaryDirectory(prefix="faults-") as place:
        folder = Path(place)
        database = published(compile_edition(build(folder / "project").root, TODAY, load_encoder()), folder)
        for number, (name, measure) in enumerate(chosen):
            try:
                found = await measure(database, folder / str(number))
            except NotMeasured as missing:
                found = [Row(name, "", f"NOT MEASURED: {missing}", reached=False)]
            except (TimeoutError, RuntimeError, AssertionError) as error:
                found = [Row(name, "", f"broke off: {type(error).__name__} {error}", reached=False)]
            for row in found:
                print(row, flush=True)
            rows += found
    return rows


if __name__ == "__main__":
    sys.exit(main())
