"""Rules that protect a reader catch the smallest breach, in every language."""

import pytest

from bot.content import safety
from bot.content.editions import read_content
from bot.content.rules.contacts import STATE_LINES
from bot.settings import ROOT
from tests.content.caught import caught
from tests.content.test_checks_of_texts import with_text
from tests.small_project import TODAY, SmallProject


def with_the_real_forbidden_words(project: SmallProject) -> None:
    """The words that our own lexicon forbids, in place of the small project's."""
    real = (ROOT / "knowledge" / "lexicon.toml").read_text(encoding="utf-8")
    small = project.read("knowledge/lexicon.toml").split("\n[forbidden")[0]
    project.write("knowledge/lexicon.toml", small + real[real.index("\n[forbidden") :])


@pytest.mark.parametrize(
    ("language", "text"), [("knowledge", " It costs 300 dollars."), ("ko", " 값은 50만 원입니다."), ("zh_Hans", "要花3000元。")]
)
def test_a_sum_without_its_year_is_caught_and_one_with_it_is_not(project: SmallProject, language: str, text: str) -> None:
    with_text(project, language, text)
    assert len(caught(project, safety.sums_carry_their_year)) == 1
    with_text(project, language, " (2024)") if language != "knowledge" else project.change(
        "knowledge/daily.toml", "300 dollars", "300 dollars (2024)", "see-a-doctor"
    )
    assert caught(project, safety.sums_carry_their_year) == []


@pytest.mark.parametrize(
    ("language", "text"), [("ko", " 보통 300만 원을 냅니다."), ("zh_Hans", "一般要3万元。"), ("en", " Mostly 2000 dollars.")]
)
def test_a_price_in_a_text_about_brokers_is_caught(project: SmallProject, language: str, text: str) -> None:
    project.translate(language, "cannot-help.answer", (project.message(language, "cannot-help.answer").msgstr or "No.") + text)
    (problem,) = caught(project, safety.no_price_of_a_broker)
    assert "is a sum in a text about brokers. Say it without the sum." in problem


@pytest.mark.parametrize(
    ("language", "text"),
    [("knowledge", " It is at 12 Sathorn Road."), ("ko", " 세종대로 209번길 에 있습니다."), ("zh_Hans", "地址：东方东路20号。")],
)
def test_an_address_is_caught(project: SmallProject, language: str, text: str) -> None:
    with_text(project, language, text)
    (problem,) = caught(project, safety.no_address_of_a_place)
    assert "looks like an address" in problem


@pytest.mark.parametrize(
    ("language", "text", "limit"),
    [
        ("knowledge", " Medicine against HIV helps.", " Within 72 hours."),
        ("ko", " 임신을 막는 약을 먹습니다.", " 120시간 안에 먹습니다."),
        ("zh_Hans", "要吃紧急避孕药。", "120小时内吃。"),
    ],
)
def test_a_medicine_without_its_limit_is_caught(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch, language: str, text: str, limit: str
) -> None:
    monkeypatch.setattr(safety, "_RAPE_ENTRIES", ("see-a-doctor",))
    with_text(project, language, text)
    (problem,) = caught(project, safety.limits_of_medicine_are_exact)
    assert "State the limit exactly" in problem
    if language == "knowledge":
        project.change("knowledge/daily.toml", text, text + limit, "see-a-doctor")
    else:
        with_text(project, language, limit)
    assert caught(project, safety.limits_of_medicine_are_exact) == []


@pytest.mark.parametrize("language", ["ko", "zh_Hans"])
def test_a_number_that_changed_in_a_translation_is_caught(project: SmallProject, language: str) -> None:
    with_text(project, language, " 72.")
    (problem,) = caught(project, safety.the_same_numbers_in_every_language)
    assert "72 stands here and not in the English. Compare the two." in problem


def test_the_entries_these_rules_name_exist_in_the_real_knowledge() -> None:
    """A renamed entry would slip out of its rule unseen."""
    ids = {entry.id for _, entry in read_content(ROOT, TODAY).written.entries()}
    assert set(safety._BROKER_ENTRIES) <= ids
    assert set(safety._RAPE_ENTRIES) <= ids
    assert set(STATE_LINES) <= set(read_content(ROOT, TODAY).written.contacts)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("我們保證。", "保证"),
        ("聯絡我。", "联系我"),
        ("給我發短信。", "给我发短信"),
        ("給我發簡訊。", "给我发短信"),
        ("跟他們說想去韓國。", "说想去韩国"),
    ],
)
def test_a_forbidden_word_is_caught_in_a_traditional_wording_by_its_simplified_form(project: SmallProject, text: str, word: str) -> None:
    with_the_real_forbidden_words(project)
    (project.root / "locales/zh_Hant/LC_MESSAGES").mkdir(parents=True)
    project.refresh()
    assert caught(project, safety.no_forbidden_words) == []
    project.translate("zh_Hant", "see-a-doctor.answer", text)
    problems = caught(project, safety.no_forbidden_words)
    assert any(one.startswith(f"locales/zh_Hant/LC_MESSAGES/answers.po: see-a-doctor.answer: “{word}” is forbidden") for one in problems)


@pytest.mark.parametrize(
    ("file", "text"), [("en", "Cross where the Tumen is shallow."), ("ko", "두만강의 얕은 곳"), ("zh_Hans", "图们江水浅的地方")]
)
def test_the_real_lexicon_forbids_routes(project: SmallProject, file: str, text: str) -> None:
    with_the_real_forbidden_words(project)
    with_text(project, file, text)
    assert any("(route)" in problem for problem in caught(project, safety.no_forbidden_words))
