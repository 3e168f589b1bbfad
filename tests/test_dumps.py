"""A process that answers cannot be dumped; the whole proof is `python -m tests.prove dumps`."""

import subprocess
import sys

import pytest

from bot.settings import ROOT

_ASKED = "import ctypes, resource; print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"


@pytest.mark.parametrize(("before", "expected"), [("from bot import dumps; dumps.forbid();", "(0, 0) 0"), ("", " 1")])
def test_neither_a_crash_nor_another_process_may_dump_it_once_it_is_forbidden(before: str, expected: str) -> None:
    done = subprocess.run([sys.executable, "-c", before + _ASKED], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip().endswith(expected)
    assert done.stderr == ""
