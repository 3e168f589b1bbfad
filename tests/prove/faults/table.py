"""What was done, what must come of it, and what did."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    fault: str
    target: str
    measured: str
    reached: bool

    def __str__(self) -> str:
        return f"| {self.fault} | {self.target} | {self.measured} | {'yes' if self.reached else 'NO'} |"


class NotMeasured(Exception):
    """It cannot be done here; the message says what is missing."""


HEAD = "| fault | target | measured | |\n|---|---|---|---|"


def p95(delays: Sequence[float]) -> float:
    """The delay that 95 of 100 do not exceed."""
    return quantiles(delays, n=20)[-1] if len(delays) > 1 else delays[0]
