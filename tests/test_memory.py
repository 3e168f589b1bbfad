"""The settings that overwrite freed memory; what they achieve is measured by `python -m tests.prove memory`."""

import asyncio
import gc
import os
import re
import subprocess
import sys
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import memory
from bot.memory import OVERWRITING, letting_go, with_settings
from bot.settings import ROOT

_PROGRAM = """\
import os, sys
from bot import memory
print("began", flush=True)
memory.overwrite_what_is_freed()
print("went on with", *sys.argv[1:], *(f"{name}={os.environ.get(name)}" for name in memory.OVERWRITING))
"""


def _begun(**environment: str) -> list[str]:
    plain = {name: value for name, value in os.environ.items() if name not in OVERWRITING}
    command = [sys.executable, "-c", _PROGRAM, "an argument"]
    done = subprocess.run(command, cwd=ROOT, env={**plain, **environment}, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_process_without_the_settings_begins_anew_with_them_once() -> None:
    went_on = "went on with an argument " + " ".join(f"{name}={value}" for name, value in OVERWRITING.items())
    assert _begun() == ["began", "began", went_on]
    assert _begun(**OVERWRITING) == ["began", went_on]


@pytest.mark.parametrize(("options", "environment"), [([], {"GILBEOT_BEGUN_ANEW": "1"}), (["-E"], {}), (["-E"], OVERWRITING)])
def test_a_process_that_the_settings_do_not_reach_says_so_and_goes_on(options: list[str], environment: dict[str, str]) -> None:
    plain = {name: value for name, value in os.environ.items() if name not in OVERWRITING}
    command = [sys.executable, *options, "-c", _PROGRAM]
    done = subprocess.run(command, cwd=ROOT, env={**plain, **environment}, capture_output=True, text=True, timeout=60, check=True)
    assert [line.partition(" with")[0] for line in done.stdout.splitlines()] == ["began", "went on"]
    assert done.stderr.startswith("memory settings do not reach the process")


def test_a_program_that_cannot_begin_anew_goes_on_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    for name in OVERWRITING:
        monkeypatch.delenv(name, raising=False)
    memory.overwrite_what_is_freed()
    assert all(name in caplog.text for name in OVERWRITING)


@given(st.dictionaries(st.sampled_from(["PATH", "GLIBC_TUNABLES", "MALLOC_PERTURB_"]), st.text("abc:=.01", max_size=20)))
def test_settings_added_twice_are_the_same_and_other_tunables_stay(environment: dict[str, str]) -> None:
    once = with_settings(environment)
    assert with_settings(once) == once
    assert once.get("PATH") == environment.get("PATH")
    tunables = once["GLIBC_TUNABLES"].split(":")
    assert [tunables.count(one) for one in OVERWRITING["GLIBC_TUNABLES"].split(":")] == [1, 1]
    assert {one for one in environment.get("GLIBC_TUNABLES", "").split(":") if one} <= set(tunables)


def test_make_run_has_the_same_settings() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (line,) = re.findall(r"^FORGETFUL := .*$", makefile, re.MULTILINE)
    assert " ".join(f"{name}={value}" for name, value in OVERWRITING.items()) in line


async def test_what_holds_itself_in_a_circle_is_let_go_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    class Asked:
        pass

    monkeypatch.setattr(memory, "EVERY", 0.05)
    gc.disable()
    try:
        async with letting_go():
            asked = Asked()
            asked.itself = asked  # type: ignore[attr-defined]
            kept = weakref.ref(asked)
            del asked
            assert kept()
            await asyncio.sleep(0.3)
            assert not kept()
    finally:
        gc.enable()
        gc.unfreeze()
