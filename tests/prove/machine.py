"""How busy others keep the machine while something is measured: a delay that is too long may be theirs."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_IDLE = slice(3, 5)
"""Columns of /proc/stat that tell of doing nothing: idle, and waiting for a disk."""


@dataclass(frozen=True, slots=True)
class Noise:
    """From the moment it is made.

    A process that ended without being waited for, and one that still runs, count as others'.
    """

    _began: float = field(default_factory=time.monotonic)
    _busy: float = field(default_factory=lambda: _all_busy())
    _ours: float = field(default_factory=lambda: _ours())

    def __str__(self) -> str:
        seconds = max(time.monotonic() - self._began, 1 / _TICKS)
        others = max(0.0, (_all_busy() - self._busy - (_ours() - self._ours)) / seconds)
        return f"{others:.1f} of {os.cpu_count()} cores"


def _all_busy() -> float:
    """Seconds of all cores that were used or stolen since the machine started."""
    first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]
    ticks = [int(one) for one in first]
    return (sum(ticks) - sum(ticks[_IDLE])) / _TICKS


def _ours() -> float:
    """Seconds of this process and of all its children that were waited for."""
    return sum(os.times()[:4])
