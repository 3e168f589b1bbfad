"""A million people's questions against N replicas and M bot tokens, as a queue.

`python -m tests.bench.arrivals` prints the table of docs/limits.md.

What is assumed. Of a million people each asks two questions a day on average, at moments of their own (a Poisson process), a tenth of
them in the busiest hour. After an alarm (a law, a raid, a rumour) one in fifty asks within ten minutes, on top of that hour. People are
spread over tokens at random. A replica has one core and answers one question after the other; what a question costs is drawn from a
log-normal distribution around the measured mean, with a long tail for stories. Any free replica of a token takes the question that waits
longest. Then the page waits for Telegram, which lets a bot send 30 messages a second; only the page counts, as Telegram names no limit for
deleting. Network and Telegram's own delays are left out; nobody gives up or asks twice, which in a queue of minutes many would.
"""

import heapq
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.float64]

PEOPLE = 1_000_000
A_DAY = 2.0
"""Questions of one person."""
BUSIEST_HOUR = 0.1
ALARMED, ALARM = 0.02, (600.0, 1200.0)
"""The share that asks after an alarm, and when in the hour."""
HOUR = 3600.0
SENDING = 30.0
"""Messages a second that Telegram lets one bot send."""
TAIL = 0.6
"""The standard deviation of a cost's logarithm: the costliest of a hundred takes three to four times the mean."""
COST = 1 / 28
"""Seconds of one core for an answer (`make bench`, burst, by computing)."""
_SEED = 7


@dataclass(frozen=True, slots=True)
class Fleet:
    """Bots with tokens of their own, and the replicas behind each."""

    tokens: int
    replicas: int


FLEETS = (Fleet(1, 1), Fleet(1, 2), Fleet(1, 8), Fleet(2, 1), Fleet(2, 2), Fleet(4, 1), Fleet(4, 2), Fleet(16, 1))


@dataclass(frozen=True, slots=True)
class Waited:
    """How long people waited for a page.

    Attributes:
        middle, slow: seconds that half, and 99 of 100, do not exceed.
        soon: the share that waited for ten seconds at most.
    """

    middle: float
    slow: float
    soon: float

    @classmethod
    def of(cls, waits: Seconds) -> "Waited":
        """From everybody's waits."""
        middle, slow = np.percentile(waits, (50, 99))
        return cls(float(middle), float(slow), float((waits <= 10).mean()))

    def __str__(self) -> str:
        return f"{duration(self.middle)} / {duration(self.slow)} / {self.soon:.0%}"


def simulated(fleet: Fleet, *, alarm: bool) -> Waited:
    """The busiest hour."""
    dice = np.random.default_rng(_SEED)
    arrivals = asked(dice, alarm=alarm)
    tokens = dice.integers(fleet.tokens, size=len(arrivals))
    waits = [_waits(arrivals[tokens == token], fleet.replicas, dice) for token in range(fleet.tokens)]
    return Waited.of(np.concatenate(waits))


def asked(dice: np.random.Generator, *, alarm: bool) -> Seconds:
    """The moments of the questions of the busiest hour, ascending."""
    usual = dice.uniform(0, HOUR, dice.poisson(PEOPLE * A_DAY * BUSIEST_HOUR))
    more = dice.uniform(*ALARM, dice.poisson(PEOPLE * ALARMED)) if alarm else np.empty(0)
    return np.sort(np.concatenate([usual, more]))


def answered(arrivals: Seconds, costs: Seconds, replicas: int) -> Seconds:
    """When each question is answered, when the replica that is free first takes the one that waits longest."""
    free, done = [0.0] * replicas, np.empty(len(arrivals))
    for number, (arrival, cost) in enumerate(zip(arrivals.tolist(), costs.tolist(), strict=True)):
        end = done[number] = max(arrival, free[0]) + cost
        heapq.heapreplace(free, end)
    return done


def sent(ready: Seconds, rate: float) -> Seconds:
    """When each page goes out, in order, when at most so many do in a second."""
    turn = np.arange(len(ready)) / rate
    out: Seconds = np.maximum.accumulate(ready - turn) + turn
    return out


def _waits(arrivals: Seconds, replicas: int, dice: np.random.Generator) -> Seconds:
    costs = dice.lognormal(np.log(COST) - TAIL**2 / 2, TAIL, len(arrivals))
    ready = answered(arrivals, costs, replicas)
    order = np.argsort(ready, kind="stable")
    waits: Seconds = sent(ready[order], SENDING) - arrivals[order]
    return waits


def duration(seconds: float) -> str:
    """In the unit in which it is easily read."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def table() -> Iterator[str]:
    """As it stands in docs/limits.md."""
    yield "| tokens | replicas of each | busiest hour: half / 99 of 100 / within 10 s | with an alarm in it |"
    yield "|---|---|---|---|"
    for fleet in FLEETS:
        usual, alarmed = (simulated(fleet, alarm=alarm) for alarm in (False, True))
        yield f"| {fleet.tokens} | {fleet.replicas} | {usual} | {alarmed} |"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
