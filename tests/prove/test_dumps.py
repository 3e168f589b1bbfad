"""What the proof of dumps takes for missing."""

import pytest

from bot.memory import OVERWRITING
from tests.prove.dumps import missing_in

_WHOLE = "\0".join(["HOME=/nowhere", *(f"{name}={value}" for name, value in OVERWRITING.items())])


@pytest.mark.parametrize("environment", [_WHOLE, _WHOLE.replace(":", "\0")])
def test_settings_that_are_there_are_found_also_as_glibc_leaves_them(environment: str) -> None:
    assert missing_in(environment.encode()) == []


@pytest.mark.parametrize("name", OVERWRITING)
def test_each_setting_that_is_not_there_is_missed(name: str) -> None:
    others = "\0".join(f"{one}={value}" for one, value in OVERWRITING.items() if one != name)
    assert missing_in(others.encode()) == [name]
    assert missing_in(f"{others}\0{name}={OVERWRITING[name]}1".encode()) == [name]


def test_one_tunable_of_two_is_not_enough() -> None:
    first, _, _ = OVERWRITING["GLIBC_TUNABLES"].partition(":")
    assert missing_in(_WHOLE.replace(OVERWRITING["GLIBC_TUNABLES"], first).encode()) == ["GLIBC_TUNABLES"]
