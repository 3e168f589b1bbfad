"""What a running process has used so far, as the kernel counts it."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_MEGABYTE = 1000.0
"""Kilobytes; the kernel says kB and means 1,024 bytes."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes (10⁶ bytes).

    Attributes:
        resident: what is in memory now, libraries and mapped files too.
        most: the same at most since the program began.
        proportional: resident, with pages that several processes share counted by share; None where the kernel does not tell.
        private: resident and of this process alone; likewise.
    """

    resident: float
    most: float
    proportional: float | None
    private: float | None


def cpu_seconds(process: int) -> float:
    """Seconds of computing, of all its threads, for itself and in the kernel."""
    after_name = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / _TICK


def memory(process: int) -> Memory:
    """What it holds."""
    status = _kilobytes(Path(f"/proc/{process}/status"))
    try:
        parts = _kilobytes(Path(f"/proc/{process}/smaps_rollup"))
    except PermissionError:  # a bot forbids it to all but root
        parts = {}
    private = parts["Private_Clean"] + parts["Private_Dirty"] if parts else None
    return Memory(status["VmRSS"], status["VmHWM"], parts.get("Pss"), private)


def _kilobytes(file: Path) -> dict[str, float]:
    found = re.findall(r"^(\w+):\s+(\d+) kB$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: int(number) * 1.024 / _MEGABYTE for name, number in found}
