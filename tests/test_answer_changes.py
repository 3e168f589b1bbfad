"""Editors see what their change did to the answers: worse first, and nothing that stayed as it was."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.answer_changes import Changed, Verdict, Worth, changes, read_results, table, worth
from bot.evaluation import Asked, BadQuestions

PLAIN = Asked("help me", "en", ("police", "rights"), "plain", never=("north",))
OUT = Asked("weather", "en", (), "out")


def result(outcome: str, entry: str | None = None, *choices: str) -> dict[str, Any]:
    return {"outcome": outcome, "entry": entry, "choices": list(choices)}


@pytest.mark.parametrize(
    ("asked", "reply", "value"),
    [
        (PLAIN, result("answer", "rights"), Worth.RIGHT),
        (PLAIN, result("answer", "north"), Worth.FORBIDDEN),
        (PLAIN, result("answer", "visa"), Worth.WRONG),
        (PLAIN, result("answer", "visa", "police"), Worth.OFFERED),
        (PLAIN, result("refused", "cannot-help"), Worth.WRONG),
        (PLAIN, result("small_talk", "greeting"), Worth.WRONG),
        (PLAIN, result("choices", None, "police", "visa"), Worth.FIRST),
        (PLAIN, result("choices", None, "visa", "police"), Worth.OFFERED),
        (PLAIN, result("choices", None, "visa", "north"), Worth.LOST),
        (PLAIN, result("not_understood"), Worth.LOST),
        (OUT, result("not_understood"), Worth.RIGHT),
        (OUT, result("choices", None, "visa", "police"), Worth.OFFERED),
        (OUT, result("answer", "visa"), Worth.WRONG),
    ],
)
def test_a_reply_is_worth_what_it_gives_to_who_asked(asked: Asked, reply: dict[str, Any], value: Worth) -> None:
    assert worth(asked, reply) is value


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (result("not_understood"), result("answer", "police"), Verdict.BETTER),
        (result("answer", "police"), result("choices", None, "police", "visa"), Verdict.WORSE),
        (result("not_understood"), result("answer", "visa"), Verdict.WORSE),
        (result("answer", "police"), result("answer", "rights"), Verdict.OTHER),
        (result("choices", None, "visa", "north"), result("not_understood"), Verdict.OTHER),
    ],
)
def test_a_change_is_better_worse_or_other(before: dict[str, Any], after: dict[str, Any], verdict: Verdict) -> None:
    assert Changed(PLAIN, before, after).verdict is verdict


def test_only_what_changed_is_told_worst_first(tmp_path: Path) -> None:
    questions = [PLAIN, OUT, Asked("thanks", "en", ("greeting",), "chat"), Asked("new", "en", ("police",), "plain")]
    before = [result("answer", "police"), result("choices", None, "visa", "police"), result("small_talk", "greeting")]
    file = tmp_path / "before.jsonl"
    lines = [{"text": one.text, "lang": one.lang, **reply} for one, reply in zip(questions, before, strict=False)]
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    after = [result("refused", "cannot-help"), result("not_understood"), result("small_talk", "greeting"), result("not_understood")]
    found = list(table(changes(read_results(file), zip(questions, after, strict=True)), asked=4, compared=3))
    assert found == [
        "worse: 1",
        "  en  help me",
        "      expected  police, rights",
        "      before    answers police",
        "      after     refuses",
        "better: 1",
        "  en  weather",
        "      expected  nothing of ours",
        "      before    offers visa, police",
        "      after     says that it did not understand",
        "3 questions compared: 1 worse, 1 better, 0 other, 1 as before; 1 question(s) are not in the file of before",
    ]


def test_buttons_below_an_answer_that_change_places_are_no_change() -> None:
    before = {("help me", "en"): result("answer", "police", "visa", "rights")}
    assert list(changes(before, [(PLAIN, result("answer", "police", "rights"))])) == []


@pytest.mark.parametrize("line", ["not json", "[1]", '{"text": "x", "lang": "en"}'])
def test_a_line_that_is_no_result_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "before.jsonl"
    file.write_text(json.dumps({"text": "x", "lang": "en", **result("not_understood")}) + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BadQuestions, match=f"{file}:2"):
        read_results(file)
    with pytest.raises(BadQuestions, match="cannot be read"):
        read_results(tmp_path / "none.jsonl")
