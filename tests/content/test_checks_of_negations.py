"""A text that negates more or less than when somebody last looked is caught; other changes ask nobody to look again."""

import pytest

from bot.content import negations
from bot.content.negations import counted
from bot.content.problem import Level
from bot.content.texts import Text
from tests.content.caught import caught
from tests.small_project import SmallProject

URGENT = "knowledge/urgent.toml"


@pytest.mark.parametrize(
    ("language", "old", "new", "told"),
    [
        ("ko", "찍지 마십시오", "찍으십시오", "1 0 2 0; now 1 0 1 0"),
        ("ko", "달아나지 마십시오", "달아나십시오", "1 0 2 0; now 0 0 2 0"),
        ("zh_Hans", "不要", "要", "; now"),
    ],
)
def test_a_lost_not_in_a_red_translation_is_an_error(project: SmallProject, language: str, old: str, new: str, told: str) -> None:
    text = project.message(language, "stopped-by-police.answer").msgstr
    project.translate(language, "stopped-by-police.answer", text.replace(old, new, 1))
    (line,) = caught(project, negations.negations_were_looked_at)
    assert line.startswith(
        f"locales/{language}/LC_MESSAGES/answers.po: stopped-by-police.answer: Its negations changed since somebody last"
    )
    assert told in line
    assert line.endswith("python -m bot review negations stopped-by-police")


@pytest.mark.parametrize(
    ("old", "new"), [("do not run", "run"), ("Ask for an", "Do not ask for an"), ("Sign nothing you", "Sign what you")]
)
def test_a_not_that_came_or_went_in_english_is_an_error(project: SmallProject, old: str, new: str) -> None:
    project.change(URGENT, old, new, "stopped-by-police")
    (line,) = caught(project, negations.negations_were_looked_at)
    assert line.startswith(f"{URGENT}: stopped-by-police.answer: ")


def test_a_not_that_moved_to_another_line_is_caught(project: SmallProject) -> None:
    project.change(URGENT, "do not run", "run", "stopped-by-police")
    project.change(URGENT, "Ask for an", "Do not ask for an", "stopped-by-police")
    assert len(caught(project, negations.negations_were_looked_at)) == 1


def test_in_a_text_that_is_not_red_it_is_a_warning(project: SmallProject) -> None:
    project.translate("ko", "cannot-help.answer", "사람을 찾거나 신고하거나 파는 일은 돕습니다.")
    (problem,) = negations.negations_were_looked_at(project.content())
    assert problem.level is Level.WARNING


def test_the_bots_own_words_are_looked_at_too(project: SmallProject) -> None:
    project.translate("ko", "Urgent help", "급하지 않은 도움", domain="interface")
    (problem,) = negations.negations_were_looked_at(project.content())
    assert problem.remedy.endswith("review negations interface")


def test_words_that_changed_without_their_negations_ask_for_nothing(project: SmallProject) -> None:
    project.translate("ko", "stopped-by-police.answer", project.message("ko", "stopped-by-police.answer").msgstr.replace("통역", "번역"))
    project.change("knowledge/daily.toml", "Tell the police", "Inform the police", "lost-passport")
    assert caught(project, negations.negations_were_looked_at) == []


def test_a_stale_translation_is_not_asked_about_until_it_is_renewed(project: SmallProject) -> None:
    project.change("knowledge/about.toml", "do not", "never", "cannot-help")
    project.refresh()
    project.translate("ko", "cannot-help.answer", "사람을 찾는 일은 돕습니다.", fuzzy=True)
    project.look_at_everything()
    assert caught(project, negations.negations_were_looked_at) == []
    project.translate("ko", "cannot-help.answer", "사람을 찾는 일은 돕습니다.")
    assert len(caught(project, negations.negations_were_looked_at)) == 1


def test_an_english_wording_is_compared_with_the_text_it_stands_for(project: SmallProject) -> None:
    written = next(one.text for one in project.content().english if one.identity == "cannot-help.answer")
    project.translate("en", "cannot-help.answer", f"Sorry. {written}")
    assert caught(project, negations.negations_were_looked_at) == []
    project.translate("en", "cannot-help.answer", "I help to find people.")
    assert len(caught(project, negations.negations_were_looked_at)) == 1
    project.look_at_everything()
    assert caught(project, negations.negations_were_looked_at) == []


def test_without_the_lock_nothing_is_published(project: SmallProject) -> None:
    (project.root / negations.LOCK).unlink()
    (problem,) = negations.negations_were_looked_at(project.content())
    assert problem.remedy == "Run: python -m bot review negations --first"


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "You cannot go. Don't ask, never sign; nobody is refused.", "5"),
        ("en", "I know nothing of knots, notes and now.", "1"),
        ("ko", "가지 마십시오. 안 됩니다. 120시간 안에 오십시오. 못 갑니다. 모릅니다.", "4"),
        ("ko", "안전한 곳에서 말씀하십시오. 마을에 있습니다.", ""),
        ("ko", "이 글을 없애십시오. 남은 것이 없습니다.", "1"),
        ("zh_Hans", "不要去，别说，没有人知道。", "3"),
        ("zh_Hans", "能不能去，有没有别人，说不说由你；特别是免费的，非常有用。", ""),
        ("zh_Hans", "不能去，没有，有人没人管，性别不说；非法，免职。", "6"),
        ("xx", "do not", ""),
        ("en", "Do not.\n\n{a_contact}\nGo.", "1 0"),
    ],
)
def test_negations_are_counted_by_line(language: str, text: str, count: str) -> None:
    assert counted(Text("a.po", 1, "a.answer", language, text, text)) == count
