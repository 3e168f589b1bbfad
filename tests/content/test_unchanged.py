"""A typo mended in English makes no translation stale, when somebody says that it is no more than that."""

import pytest

from bot.content import checks
from bot.content.unchanged import NotUnchanged, declared
from bot.core.knowledge import EntryId, State
from bot.core.languages import Language
from tests.small_project import SmallProject

DAILY = "knowledge/daily.toml"
ANSWER, MENDED, RENEWED = "Nobody there asks how you came.", "Nobody there asks you how you came.", "Nobody there asks for a fee."
NEGATION = "A negation has come, gone or changed its line. Run refresh alone, and have it translated."


def test_translations_stay_current_with_the_new_english_beside_them(project: SmallProject) -> None:
    korean = project.message("ko", "see-a-doctor.answer").msgstr
    project.change(DAILY, ANSWER, MENDED)
    (one,) = declared(project.root, ["see-a-doctor"])
    assert (one.identity, one.current, one.stale) == ("see-a-doctor.answer", ("ko", "zh_Hans"), ())
    assert project.refresh(unchanged=["see-a-doctor"]) != []
    for language in ("ko", "zh_Hans"):
        message = project.message(language, "see-a-doctor.answer")
        assert (message.fuzzy, message.previous_msgid) == (False, None)
        assert MENDED in message.msgid
    assert project.message("ko", "see-a-doctor.answer").msgstr == korean
    assert project.knowledge().entries[EntryId("see-a-doctor")].wording(Language.KOREAN).state is State.CURRENT
    assert [problem for check in checks.CHECKS for problem in check(project.content())] == []
    assert project.refresh() == []


def test_other_entries_turn_stale_as_ever(project: SmallProject) -> None:
    project.change(DAILY, ANSWER, MENDED)
    project.change(DAILY, "Can my child go to school?", "May my child go to school?")
    project.refresh(unchanged=["see-a-doctor"])
    assert project.message("ko", "school-for-children.question").fuzzy
    assert not project.message("ko", "see-a-doctor.answer").fuzzy


def test_the_same_words_in_a_text_for_one_country_are_declared_with_their_entry(project: SmallProject) -> None:
    project.change(DAILY, "the harbour clinic sees you free of charge", "the harbour clinic will see you free of charge")
    (one,) = declared(project.root, ["see-a-doctor"])
    assert one.identity == "see-a-doctor.TH.answer"


def test_what_was_flagged_before_stays_flagged_and_is_told(project: SmallProject) -> None:
    first = project.message("ko", "see-a-doctor.answer").msgid
    project.change(DAILY, ANSWER, RENEWED)
    project.refresh()
    project.translate("zh_Hans", "see-a-doctor.answer", "带上你的证件去诊所。")
    project.change(DAILY, RENEWED, "Nobody there asks for any fee.")
    (one,) = declared(project.root, ["see-a-doctor"])
    assert (one.current, one.stale) == (("zh_Hans",), ("ko",))
    project.refresh(unchanged=["see-a-doctor"])
    message = project.message("ko", "see-a-doctor.answer")
    assert (message.fuzzy, message.previous_msgid) == (True, first)
    assert not project.message("zh_Hans", "see-a-doctor.answer").fuzzy


def test_an_english_wording_that_overrules_stays_in_force(project: SmallProject) -> None:
    project.translate("en", "see-a-doctor.answer", "Any clinic will do.")
    project.change(DAILY, ANSWER, MENDED)
    project.refresh(unchanged=["see-a-doctor"])
    assert project.knowledge().entries[EntryId("see-a-doctor")].wording(Language.ENGLISH).answer == "Any clinic will do."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("", "", "Nothing has changed in the English of see-a-doctor."),
        (ANSWER, "They ask how you came.", f"see-a-doctor.answer: {NEGATION}"),
        (ANSWER, "Nobody asks 7 times.", "see-a-doctor.answer: A number has changed. Run refresh alone, and have it translated."),
        ("{harbour_clinic}", "{night_line}", "see-a-doctor.TH.answer: A contact has changed. Run refresh alone, and have it translated."),
    ],
)
def test_it_is_refused_where_nothing_or_more_than_a_typo_changed(project: SmallProject, old: str, new: str, message: str) -> None:
    if old:
        project.change(DAILY, old, new, "" if "{" in old else "see-a-doctor")
    with pytest.raises(NotUnchanged) as refused:
        declared(project.root, ["see-a-doctor"])
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Crossing the border is illegal.", "Crossing the border is legal."),
        ("Avoid the police.", "Ask the police."),
        ("Refuse to sign.", "Agree to sign."),
        ("Cameras are forbidden.", "Cameras are foreseen."),
        ("It is unsafe.", "It is safe."),
        ("Go there unless they call.", "Go there when they call."),
        ("Do not go.\\n\\nSign.", "Go.\\n\\nDo not sign."),
    ],
)
def test_no_kind_of_negation_is_a_typo_and_none_may_change_its_line(project: SmallProject, before: str, after: str) -> None:
    project.change(DAILY, ANSWER, before, "see-a-doctor")
    project.refresh()
    for language in ("ko", "zh_Hans"):
        project.translate(language, "see-a-doctor.answer", project.message(language, "see-a-doctor.answer").msgstr)
    project.change(DAILY, before, after, "see-a-doctor")
    with pytest.raises(NotUnchanged) as refused:
        declared(project.root, ["see-a-doctor"])
    assert str(refused.value) == f"see-a-doctor.answer: {NEGATION}"


def test_it_is_refused_after_the_flags_are_set_because_nobody_knows_for_which_change(project: SmallProject) -> None:
    project.change(DAILY, ANSWER, MENDED)
    project.refresh()
    with pytest.raises(NotUnchanged, match=r"flagged already \(ko, zh_Hans\)") as refused:
        declared(project.root, ["see-a-doctor"])
    assert "git checkout locales" in str(refused.value)


def test_it_is_refused_for_a_repaired_danger(project: SmallProject) -> None:
    project.change(DAILY, ANSWER, MENDED)
    project.change(DAILY, 'risk = "green"', 'risk = "green"\nunsafe = true', "see-a-doctor")
    with pytest.raises(NotUnchanged, match="repaired a danger"):
        declared(project.root, ["see-a-doctor"])


@pytest.mark.parametrize(("id", "hint"), [("see-a-docter", " Did you mean see-a-doctor?"), ("zzz", "")])
def test_an_unknown_entry_is_refused_with_the_nearest_known_one(project: SmallProject, id: str, hint: str) -> None:
    with pytest.raises(NotUnchanged) as refused:
        declared(project.root, [id])
    assert str(refused.value) == f"No entry is called {id}.{hint}"


def test_a_file_that_was_left_behind_is_compared_with_its_own_text(project: SmallProject) -> None:
    file = "locales/ko/LC_MESSAGES/answers.po"
    before = project.read(file)
    project.change(DAILY, ANSWER, MENDED)
    project.write(file, before.replace(ANSWER, "Nobody asks how you came."))
    assert {one.current for one in declared(project.root, ["see-a-doctor"])} == {("ko",), ("zh_Hans",)}
    project.write(file, before.replace(ANSWER, "They ask how you came."))
    with pytest.raises(NotUnchanged, match="A negation has come, gone or changed its line"):
        declared(project.root, ["see-a-doctor"])
