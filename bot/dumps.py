"""No dump of this process: what is in memory for the moment of an answer must not be written to a disk that outlives it.

A crash would write a core file with the questions being answered, and anybody with the same user on the host could read the memory
at any time. Root still can; against that only a host of one's own helps (docs/threat-model.md).
"""

import ctypes
import logging
import os
import sys
from typing import Any

_PR_SET_DUMPABLE = 4

log = logging.getLogger(__name__)


def forbid() -> None:
    """Let neither a crash nor another process of the same user write this process's memory down; ends with the next `exec`."""
    if sys.platform == "win32":
        return
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and (wrong := _undumpable()):
        log.warning("the kernel does not keep others of this user from reading this process's memory (errno %d)", wrong)


def _undumpable() -> int:
    """Zero, or the error number; a limit of zero alone does not stop a `core_pattern` that pipes into a program."""
    prctl: Any = ctypes.CDLL(None, use_errno=True).prctl
    return ctypes.get_errno() or os.EX_OSERR if prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) else 0
