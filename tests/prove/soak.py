"""Memory over many updates: `python -m tests.prove.soak --updates 1000000` (`make soak`, hours); a bot that keeps something grows.

The real bot answers people who come once and never again, among them everything that can be sent. Its memory is read after equal
shares; the slope is that of a straight line through the second half, when what is built once has been built.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tests.prove.bars import Bar, Measured, Proof
from tests.prove.canaries import IDS
from tests.prove.crowd import Crowd
from tests.prove.process import TOKEN, publish, running

WHOLE = 100_000
"""Updates."""
STEEPEST = 1.0
"""Megabytes a hundred thousand updates may add."""
_IDS = range(IDS[0], IDS[0] + 10**8)
_SHARES = 20
_OF_A_VISIT = 6


async def measure(folder: Path, updates: int = WHOLE) -> list[Measured]:
    """In a short one only a steep slope can be told from what memory does by itself."""
    slope, doubt = await slope_over(folder, updates, lambda line: print(line, file=sys.stderr, flush=True))
    certain = slope if updates >= WHOLE else slope - 2 * doubt
    return [Measured(f"{slope:+.2f} ± {doubt:.2f} MB per 100,000, over {updates:,}", certain <= STEEPEST)]


async def slope_over(folder: Path, updates: int, tell: Callable[[str], None]) -> tuple[float, float]:
    """Megabytes per hundred thousand updates, and the standard error of that."""
    database, crowd, sizes = publish(folder), Crowd(TOKEN, _IDS), []
    async with crowd.telegram, running(crowd.telegram, database, folder / "bot") as bot:
        for share in range(1, _SHARES + 1):
            before = crowd.updates
            await crowd.send_everything(updates // _SHARES // _OF_A_VISIT)
            sizes.append((crowd.updates, bot.rss() / 1024))
            crowd.forget()
            tell(f"{share:>3} of {_SHARES}: {crowd.updates} updates, {sizes[-1][1]:.1f} MB ({crowd.updates - before} since)")
    made, megabytes = np.array(sizes[_SHARES // 2 :]).T
    (slope, _), errors = np.polyfit(made / 1e5, megabytes, 1, cov=True)
    return float(slope), float(np.sqrt(errors[0][0]))


def main(arguments: list[str] | None = None) -> int:
    """Print the memory share by share, then the slope; 1 when it is too steep."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove.soak", description="Watch the memory of a bot over many updates.")
    parser.add_argument("--updates", type=int, default=WHOLE)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        slope, doubt = asyncio.run(slope_over(Path(folder), options.updates, lambda line: print(line, flush=True)))
    print(f"{slope:+.2f} ± {doubt:.2f} MB per 100,000 updates (at most {STEEPEST})")
    return int(slope > STEEPEST)


PROOF = Proof(
    "soak", (Bar("soak", "memory added per 100,000 updates", f"<= {STEEPEST:.0f} MB"),), measure, short=partial(measure, updates=6_000)
)

if __name__ == "__main__":
    sys.exit(main())
