"""The proofs in short, so that none is broken when it is needed; `make prove` runs them in full."""

import shutil
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.prove import __main__ as table
from tests.prove import chat, controls, disk, endings, fuzz, memory, presses
from tests.prove.bars import Measured, NotProved, Proof
from tests.prove.canaries import IDS, MARKS, TEXTS, forms, people, text_of
from tests.prove.forms import forms_of, forms_of_numbers
from tests.prove.process import compiled
from tests.prove.scanner import Scanner, main

Prove = Callable[[Coroutine[Any, Any, Sequence[Measured]]], Coroutine[Any, Any, None]]


@pytest.fixture
def prove() -> Prove:
    """Every bar of a proof must be reached; a test whose tools are missing is skipped, and counted."""

    async def reached(proof: Coroutine[Any, Any, Sequence[Measured]]) -> None:
        try:
            measured = await proof
        except NotProved as missing:
            pytest.skip(str(missing))
        assert [one.figure for one in measured if not one.reached] == []

    return reached


async def test_every_planted_leak_is_found(prove: Prove, tmp_path: Path) -> None:
    await prove(controls.measure(tmp_path))


async def test_a_visit_by_webhook_leaves_nothing_on_disk_and_nothing_of_the_token(prove: Prove, tmp_path: Path) -> None:
    await prove(disk.measure(tmp_path, people=12, rounds=0, idle=0, levels=("DEBUG",), ways=(True,)))


async def test_soon_after_their_answers_nobody_is_in_memory(prove: Prove, tmp_path: Path) -> None:
    await prove(memory.measure(tmp_path, asking=24, pause=6, ways=(False,)))


async def test_a_bot_that_ends_badly_says_nothing_of_its_token_and_what_it_says_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control are words that are no secret, and that every bot says which is given a strange address."""
    (measured,) = await endings.measure(tmp_path / "one", ("an address that is none",))
    assert measured.reached, measured.figure
    monkeypatch.setattr(endings, "token_forms", lambda: forms_of("TELEGRAM_API_URL"))
    (measured,) = await endings.measure(tmp_path / "other", ("an address that is none",))
    assert not measured.reached


async def test_after_a_short_talk_one_page_is_left_and_none_after_erasing(prove: Prove, tmp_path: Path) -> None:
    await prove(chat.measure(tmp_path, turns=4, codes=("en",)))


async def test_forged_presses_have_no_effect_in_the_real_bot(prove: Prove, tmp_path: Path) -> None:
    await prove(presses.measure(tmp_path, payloads=500, pressed=80))


def test_forged_buttons_make_nothing_fail_and_some_lead_somewhere() -> None:
    failed, led_on = presses.drawn(compiled(), 2_000)
    assert failed == 0
    assert led_on > 0


async def test_what_nobody_means_ends_nothing(tmp_path: Path) -> None:
    outcomes = await fuzz.fuzzed(tmp_path, 600, seed=2)
    assert [crash for one in outcomes for crash in one.crashes] == []
    assert all(one.inputs for one in outcomes)


def test_a_person_is_counted_once_in_whatever_form_she_is_found() -> None:
    content = b"..".join((text_of(4711).encode(), text_of(4711).encode("utf-16-le"), text_of(815).encode("utf-32-le")))
    assert people(Scanner(forms()).in_bytes(content, "here"), TEXTS) == {4711, 815}


def test_no_mark_is_part_of_another_and_none_changes_when_it_is_made_small() -> None:
    words = [mark.word for mark in MARKS]
    assert not [(one, other) for one in words for other in words if one != other and one in other]
    assert words == [word.lower() for word in words]
    assert all(len(set(mark.signs)) == 16 for mark in MARKS)


def test_a_block_of_numbers_that_do_not_begin_alike_is_refused() -> None:
    with pytest.raises(ValueError, match="begin alike"):
        forms_of_numbers(range(IDS[0] + 1, IDS[-1] + 2), "id")


def test_own_words_can_be_looked_for_and_a_find_is_told_without_what_stands_around_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_bytes("before ".encode("utf-16-le") + "우산 secret".encode("utf-16-le"))
    assert main(["우산", "--in", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert f"우산 as UTF-16-LE in {tmp_path / 'log'} at 14" in said
    assert "secret" not in said
    assert main(["양산", "--in", str(tmp_path / "log")]) == 0


def test_a_proof_whose_tools_are_missing_is_told_and_counts_as_not_reached(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    assert table.main(["memory"]) == 1
    said = capsys.readouterr().out
    assert said.count("NOT PROVED: gcore not installed: make system") == len(memory.PROOF.bars)
    assert "2 of 2 bar(s) not reached or not proved" in said


def test_every_bar_is_measured_by_one_proof_and_has_a_target() -> None:
    proofs: Sequence[Proof] = table.PROOFS
    bars = [bar for proof in proofs for bar in proof.bars]
    assert {f"P{number}" for number in range(1, 13)} <= {bar.name for bar in bars}
    assert all(bar.target for bar in bars)
    assert len({bar.key for bar in bars}) == len(bars)
    assert len({proof.name for proof in proofs}) == len(proofs)
