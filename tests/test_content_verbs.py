"""What `check` and `refresh` say to who wrote the content, on the command line."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Self

import pytest

import bot.__main__ as command_line
from bot import evaluation
from bot.settings import ROOT
from tests.small_project import TODAY, SmallProject

DAILY = "knowledge/daily.toml"


class _Day(date):
    @classmethod
    def today(cls) -> Self:
        return cls(TODAY.year, TODAY.month, TODAY.day)


@pytest.fixture
def run(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """The command line sees the small project, on a day on which nothing in it has expired."""
    monkeypatch.setattr("bot.verbs.content.date", _Day)
    monkeypatch.setattr(command_line, "ROOT", project.root)
    monkeypatch.setattr("bot.logs.set_up", lambda level: None)
    return project


def spoil(project: SmallProject) -> None:
    """Two errors in English, two and a warning in Korean, a warning in Chinese."""
    project.change(DAILY, 'risk = "green"', 'risk = "green"\nurgent = true', "see-a-doctor")
    project.change("knowledge/contacts.toml", "+99-555-0102", "call 99")
    project.translate("ko", "lost-passport.answer", "110에 전화하십시오.")
    project.translate("ko", "thai-visa.answer", "")
    project.translate("zh_Hans", "thai-visa.answer", "签证", fuzzy=True)
    project.look_at_everything()


def test_problems_come_by_language_and_file_with_line_and_remedy(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(run)
    assert command_line.main(["check"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if not line.startswith(" ")] == [
        "en: 2 error(s), 0 warning(s)",
        "ko: 2 error(s), 1 warning(s)",
        "zh_Hans: 0 error(s), 1 warning(s)",
        "4 error(s), 2 warning(s)",
    ]
    at = said.index(f"  {DAILY}")
    number = run.read(DAILY).splitlines().index("urgent = true")  # the line above it, 1-based
    assert said[at + 1 : at + 3] == [f"    line {number}, error: see-a-doctor: An urgent entry is red.", '      Write risk = "red".']


def test_one_language_is_shown_and_judged_alone(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(run)
    assert command_line.main(["check", "--language", "ko"]) == 1
    said = capsys.readouterr().out
    assert "lost-passport.answer" in said
    assert "zh_Hans" not in said
    assert "knowledge/" not in said.replace("knowledge/contacts.toml and", "")
    assert command_line.main(["check", "--language", "zh_Hans"]) == 0
    assert "zh_Hans: 0 error(s), 1 warning(s)" in capsys.readouterr().out


def test_a_language_that_is_only_begun_is_told_how_much_of_it_there_is(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    (run.root / "locales" / "vi" / "LC_MESSAGES").mkdir(parents=True)
    assert command_line.main(["refresh"]) == 0
    assert command_line.main(["check", "--language", "vi"]) == 0
    assert ", vi 0 %, " in capsys.readouterr().out.splitlines()[-1]


def test_what_a_translator_words_in_traditional_characters_is_spoken_and_only_that_is_looked_over(
    run: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    (run.root / "locales" / "zh_Hant" / "LC_MESSAGES").mkdir(parents=True)
    assert command_line.main(["refresh"]) == 0
    capsys.readouterr()
    assert command_line.main(["check"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1
    assert said[0].startswith("All good: ")
    run.translate("zh_Hant", "see-a-doctor.answer", "請到港口診所。", fuzzy=True)
    assert command_line.main(["check"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "zh_Hant: 0 error(s), 1 warning(s)"
    assert not any("not spoken" in line for line in said)


def test_a_reader_that_has_read_enough_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-m", "bot", "contacts"], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""


@pytest.mark.parametrize(("language", "hint"), [("zh_hans", "Did you mean zh_Hans?"), ("fr", "There are en, ko, zh_Hans.")])
def test_an_unknown_language_is_one_line_with_a_hint(
    run: SmallProject, capsys: pytest.CaptureFixture[str], language: str, hint: str
) -> None:
    assert command_line.main(["check", "--language", language]) == 1
    assert capsys.readouterr().err == f"gilbeot: --language {language}: no such folder in locales. {hint}\n"


@pytest.mark.parametrize("broken", [False, True])
def test_every_problem_is_one_line_that_the_problem_matcher_reads(
    run: SmallProject, capsys: pytest.CaptureFixture[str], broken: bool
) -> None:
    spoil(run)
    if broken:
        run.write("knowledge/about.toml", "title = ")
        (run.root / "locales/ko/LC_MESSAGES/interface.po").unlink()
    (matcher,) = json.loads((ROOT / ".github/problem-matcher.json").read_text(encoding="utf-8"))["problemMatcher"]
    (pattern,) = matcher["pattern"]
    assert command_line.main(["check", "--format", "problem-matcher"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == (2 if broken else 6)
    for line in lines:
        found = re.fullmatch(pattern["regexp"], line)
        assert found, line
        assert found[pattern["severity"]] in ("error", "warning")
        assert found[pattern["message"]]
        file = run.root / found[pattern["file"]]
        assert int(found[pattern["line"]]) >= 1
        assert broken or int(found[pattern["line"]]) <= len(file.read_text(encoding="utf-8").splitlines())


def test_a_clean_project_prints_nothing_for_a_machine(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["check", "--format", "problem-matcher"]) == 0
    assert capsys.readouterr().out == ""


def test_the_content_is_told_in_figures(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(run)
    assert command_line.main(["check", "--figures"]) == 1
    said = capsys.readouterr()
    assert said.err == "4 error(s), 2 warning(s). Run: python -m bot check\n"
    lines = said.out.splitlines()
    for line in (
        "entries                      8, urgent 3, green 3, red 2, yellow 3",
        "entries with variants        3 (3 variants)",
        "en       texts               11 of 11 (100 %), fuzzy 0",
        "ko       texts               10 of 11 (90 %), fuzzy 0",
        "zh_Hans  texts               11 of 11 (100 %), fuzzy 1",
        "contacts                     5, high 3, low 1, medium 1",
        "contacts called by somebody  1",
        "low contacts shown           0",
    ):
        assert line in lines, "\n".join(lines)
    errors = re.fullmatch(r"problems +([0-9]+) errors, ([0-9]+) warnings", lines[-1])
    assert errors
    assert int(errors[1]) > 0


def test_a_mended_typo_is_declared_and_told(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    run.change(DAILY, "Nobody there asks how you came.", "Nobody there asks you how you came.")
    assert command_line.main(["refresh", "--unchanged", "see-a-doctor"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:4] == [
        "see-a-doctor.answer: taken to mean what it meant",
        "  - … Nobody there asks how you came.",
        "  + … Nobody there asks you how you came.",
        "  still current: ko, zh_Hans",
    ]
    assert said[-1] == "locales/zh_Hans/LC_MESSAGES/answers.po refreshed"
    assert command_line.main(["check"]) == 0
    assert "warning" not in capsys.readouterr().out
    assert command_line.main(["refresh", "--unchanged", "see-a-doctor"]) == 1
    assert capsys.readouterr().err == "gilbeot: Nothing has changed in the English of see-a-doctor.\n"


def test_results_are_written_and_compared_with_those_before_a_change(
    run: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite'}")
    monkeypatch.setattr("bot.verbs.meaning.load_encoder", lambda: None)  # words alone are enough here, and learnt sooner
    questions, before = tmp_path / "en.toml", tmp_path / "before.jsonl"
    questions.write_text(
        '[[question]]\ntext = "somebody lifted my papers at the market hall"\nlabels = ["lost-passport"]\nkind = "plain"\n'
        '[[question]]\ntext = "i need medicine now"\nlabels = ["see-a-doctor"]\nkind = "plain"\n',
        encoding="utf-8",
    )
    command_line.main(["publish"])
    capsys.readouterr()
    assert command_line.main(["evaluate", str(questions), "--json", str(before)]) == 0
    first, *_, last = capsys.readouterr().out.partition("written.\n")[2].splitlines()
    for column in first.split()[2:]:
        assert f"{column}:" in evaluation.LEGEND or column == "asked"
    assert last == evaluation.LEGEND.splitlines()[-1]
    run.change(
        DAILY, "phrasings = [", 'phrasings = ["somebody lifted my papers", "my papers were lifted at the market hall", ', "lost-passport"
    )
    command_line.main(["publish"])
    capsys.readouterr()
    assert command_line.main(["evaluate", str(questions), "--against", str(before)]) == 0
    said = capsys.readouterr().out
    assert "2 questions compared: 0 worse, 1 better, 0 other, 1 as before" in said
    assert "      after     answers lost-passport" in said
    assert command_line.main(["evaluate", str(questions), "--against", str(tmp_path / "none.jsonl")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_figures_of_one_language_lead_to_the_problems_of_that_language(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(run)
    assert command_line.main(["check", "--figures", "--language", "ko"]) == 1
    assert capsys.readouterr().err.endswith("Run: python -m bot check --language ko\n")


def test_figures_of_content_without_errors_are_told_without_complaint(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["check", "--figures"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[-1].split()[:3] == ["problems", "0", "errors,"]
