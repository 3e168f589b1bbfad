"""docs/proofs.md has the bars of the program, each once and in its order, with figures that the program wrote."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.prove import __main__ as program
from tests.prove.__main__ import GROUPS, PROOFS, main
from tests.prove.bars import Bar, Measured, Proof
from tests.prove.faults import clocks
from tests.prove.page import HEAD, NEVER, Row, rows_of, table, written

FILE = ROOT / "docs" / "proofs.md"
PAGE = FILE.read_text(encoding="utf-8")


def test_the_page_names_the_bars_and_targets_of_the_program_and_no_others() -> None:
    assert [row.key for row in rows_of(PAGE)] == [bar.key for proof in PROOFS for bar in proof.bars]


def test_every_row_says_when_it_was_measured_how_busy_the_machine_was_and_by_which_command_or_that_it_was_not() -> None:
    commands = {bar.key: proof.command for proof in PROOFS for bar in proof.bars}
    for row in rows_of(PAGE):
        if row.figure == NEVER.figure:
            assert (row.is_reached, row.on, row.by) == (False, "", f"`{commands[row.key]}`")
            continue
        assert date.fromisoformat(row.on)
        assert re.fullmatch(r"\d+\.\d of \d+ cores", row.noise), row
        assert re.fullmatch(f"`{re.escape(commands[row.key])}( --short)?`" + r" \(\d+ s\)", row.by), row


def test_the_page_is_as_the_program_writes_it() -> None:
    assert written(PAGE, (), GROUPS) == PAGE


def _two() -> tuple[Proof, Proof]:
    async def well(_: Path) -> Sequence[Measured]:
        return [Measured("0 of 5", reached=True), Measured("a | b", reached=True)]

    async def badly(_: Path) -> Sequence[Measured]:
        raise LookupError("it went\naway")

    one = Proof("one", (Bar("A", "leaks", "0"), Bar("A", "losses", "0")), well)
    return one, Proof("other", (Bar("B", "answers", ">= 5"),), badly)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of two proofs, one of which cannot be measured."""
    one, other = _two()
    monkeypatch.setattr(program, "PROOFS", (one, other))
    monkeypatch.setattr(program, "GROUPS", ((one,), (other,)))
    file = tmp_path / "page.md"
    file.write_text("# Page\n\n| bar |\n\nbetween\n\n| bar | or |\n| more |\n\nThe last run of everything took: a day.\n", encoding="utf-8")
    return file


def test_what_was_measured_stands_in_the_page_and_a_bar_that_breaks_off_is_missed(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--page", str(page)]) == 1
    rows = rows_of(page.read_text(encoding="utf-8"))
    assert [(row.bar, row.figure, row.is_reached) for row in rows] == [
        ("A", "0 of 5", True),
        ("A", "a / b", True),
        ("B", "broke off: LookupError it went away", False),
    ]
    said = capsys.readouterr().out
    assert said.startswith(f"{table(rows)}\n\n1 of 3 bar(s) not reached")
    assert "The last run of everything took: 0 minutes" in page.read_text(encoding="utf-8")


def test_a_part_measured_again_leaves_the_other_rows_and_the_words_as_they_are(page: Path) -> None:
    main(["--page", str(page)])
    before = page.read_text(encoding="utf-8")
    earlier = [replace(row, on="2020-01-01") for row in rows_of(before)]
    page.write_text(written(before, earlier, program.GROUPS), encoding="utf-8")
    assert main(["one", "--page", str(page)]) == 0
    after = page.read_text(encoding="utf-8")
    assert [row.on for row in rows_of(after)] == [str(date.today())] * 2 + ["2020-01-01"]
    assert [line for line in after.splitlines() if line[:1] != "|"] == [line for line in before.splitlines() if line[:1] != "|"]


def test_a_bar_that_nobody_measured_yet_is_not_reached() -> None:
    (row,) = rows_of(written(f"{HEAD}\n", (), [_two()[1:]]))
    assert not row.is_reached
    assert "not measured" in row.figure


def test_only_rows_are_read_as_rows() -> None:
    row = Row("A", "leaks", "0", "5", False, "2026-11-26", "0.1 of 2 cores", "`x` (1 s)")
    assert rows_of(f"{HEAD}\n{row}\ntext | with | bars\n| two | cells |\n") == [row]


def test_the_clock_of_a_real_machine_is_never_set(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["clocks", "/nowhere"])
    monkeypatch.setattr("time.clock_settime", lambda *_: pytest.fail("the clock was set"))
    with pytest.raises(SystemExit):
        clocks.main()
    assert "everybody's" in capsys.readouterr().err
