"""What we take from others."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.supply.audit import verdict
from tests.supply.licences import AGREEING, PAGE, licence_of, page, parts_of
from tests.supply.lock import DEVELOPMENT, RELEASE, RUNTIME, Pinned, pinned
from tests.supply.pythons import NotHere, Tried, mirror, table, unpack
from tests.supply.wheels import verdict as verdict_on_wheels


def test_the_page_of_licences_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "Run: python -m tests.supply.licences"


@pytest.mark.parametrize("one", pinned(DEVELOPMENT), ids=lambda one: one.name)
def test_every_licence_agrees_with_ours(one: Pinned) -> None:
    for choice in parts_of(licence_of(one.name)):
        assert choice & AGREEING, choice


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT, RELEASE], ids=lambda lock: lock.name)
def test_a_lock_pins_everything_by_hash_and_names_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z])", text.strip())
    assert len(blocks) > 20
    for block in blocks:
        assert re.match(r"[a-z0-9._-]+==\S+ ", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]
    assert "://" not in text


def test_the_locks_agree_about_what_runs() -> None:
    assert set(pinned(RUNTIME)) <= set(pinned(DEVELOPMENT)) <= set(pinned(RELEASE))


def test_what_could_not_be_looked_up_is_unknown_and_no_success() -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    flawed = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-0000-1"}]}
    unknown = {"name": "c", "skip_reason": "Dependency not found: c (3)"}
    assert verdict([sound]) == (["1 distributions: 1 without known vulnerabilities, 0 with, 0 unknown"], True)
    lines, all_sound = verdict([sound, flawed, unknown])
    assert lines[:2] == ["b 2: PYSEC-0000-1", "c: unknown (Dependency not found)"]
    assert lines[2].endswith("1 without known vulnerabilities, 1 with, 1 unknown")
    assert not all_sound
    assert not verdict([])[1]


def test_wheels_that_could_not_be_looked_for_are_unknown_and_not_missing() -> None:
    assert verdict_on_wheels(0, "") == "yes"
    assert verdict_on_wheels(1, "error: No solution found when resolving dependencies") == "no"
    assert verdict_on_wheels(2, "error: Request failed after 3 retries") == "unknown"


def test_debian_is_taken_from_where_this_machine_takes_it() -> None:
    assert mirror("Types: deb\n# URIs: http://old.example/\nURIs: http://near.example/debian http://far.example\nSuites: bookworm\n") == (
        "http://near.example/debian"
    )
    with pytest.raises(NotHere, match="--mirror"):
        mirror("Types: deb\n")


def test_no_debian_is_unpacked_over_what_somebody_keeps(tmp_path: Path) -> None:
    (kept := tmp_path / "letter").write_text("mine")
    with pytest.raises(NotHere, match="empty folder"):
        unpack(tmp_path, "http://nowhere.example")
    assert kept.read_text() == "mine"


def test_what_pytest_says_on_another_python_is_counted_and_a_skipped_test_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(
        "import pytest\n"
        "def test_good(): pass\n"
        "def test_bad(): assert False\n"
        "@pytest.fixture\ndef broken(): raise OSError\n"
        "def test_not_begun(broken): pass\n"
        "@pytest.fixture\ndef breaks_off():\n    yield\n    raise OSError\n"
        "def test_not_ended(breaks_off): pass\n"
        "@pytest.mark.skip(reason='no browser')\ndef test_not_here(): pass\n"
    )
    report = tmp_path / "report.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-q",
        f"--junit-xml={report}",
        f"--rootdir={tmp_path}",
        str(tmp_path),
    ]
    subprocess.run([*command, "-c", "/dev/null"], cwd=tmp_path, check=False, stdout=subprocess.DEVNULL)
    told = Tried.told_by("3.14.2", report.read_text())
    assert (told.passed, told.skipped) == (1, Counter({"no browser": 1}))
    assert {name.partition("::")[2] for name in told.failed} == {"test_bad", "test_not_begun", "test_not_ended"}
    assert "| 3.14.2 | yes | 1 | 3 | 1 |" in list(table([told]))


def test_a_python_is_sound_only_where_every_test_ran_and_passed() -> None:
    assert Tried("3.14.2", True, 5).is_sound
    assert not Tried("3.14").is_sound
    assert not Tried("3.14.2", True).is_sound
    assert not Tried("3.14.2", True, 5, Counter({"no browser": 1})).is_sound
    assert not Tried("3.14.2", True, 5, Counter(), ("test_bad",)).is_sound
