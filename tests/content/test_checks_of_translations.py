"""What is stale, missing or withheld is told, with its line and what to do; a repaired danger is withheld until it is translated."""

from bot.content import checks
from bot.content.rules import translations
from bot.core.knowledge import EntryId, State
from bot.core.languages import Language
from tests.content.caught import caught
from tests.small_project import SmallProject

DAILY = "knowledge/daily.toml"
ENGLISH_PO = "locales/en/LC_MESSAGES/answers.po"
ANSWER, RENEWED = "Nobody there asks how you came.", "Nobody there asks for a fee."


def state(project: SmallProject, language: Language) -> State:
    return project.knowledge().entries[EntryId("see-a-doctor")].wording(language).state


def warnings(project: SmallProject) -> list[str]:
    return [line for check in checks.CHECKS for line in caught(project, check)]


def test_a_text_to_be_translated_is_found_on_its_line(project: SmallProject) -> None:
    project.translate("ko", "lost-passport.answer", "")
    (problem,) = translations.translations_are_current(project.content())
    assert project.read(problem.file).splitlines()[problem.line - 1 :][1] == 'msgctxt "lost-passport.answer"'


def test_a_text_that_is_in_no_file_yet_asks_for_a_refresh(project: SmallProject) -> None:
    project.change("knowledge/contacts.toml", 'confidence = "medium"', 'confidence = "medium"\nhours = "In the morning"', "harbour-clinic")
    assert [line.partition(": warning: ")[2] for line in caught(project, translations.translations_are_current)] == [
        "contact.harbour-clinic.hours: The translation is missing. Run refresh, then translate."
    ] * 2


def test_an_english_wording_that_overrules_an_older_text_is_told_and_not_shown(project: SmallProject) -> None:
    project.translate("en", "see-a-doctor.answer", "Any clinic will do.")
    assert caught(project, translations.english_overrules_are_current) == []
    project.change(DAILY, ANSWER, RENEWED)
    told = "It overrules an English text that has changed since, and is not shown. Run refresh, then translate. Or empty it."
    assert caught(project, translations.english_overrules_are_current) == [f"{ENGLISH_PO}: warning: see-a-doctor.answer: {told}"]
    assert RENEWED in project.knowledge().entries[EntryId("see-a-doctor")].wording(Language.ENGLISH).answer
    project.refresh()
    told = "It is flagged fuzzy, and is not shown. Renew it and take the flag off. Or empty it."
    assert caught(project, translations.english_overrules_are_current) == [f"{ENGLISH_PO}: warning: see-a-doctor.answer: {told}"]
    assert RENEWED in project.knowledge().entries[EntryId("see-a-doctor")].wording(Language.ENGLISH).answer
    project.translate("en", "see-a-doctor.answer", "Any clinic will do, for no fee.")
    assert caught(project, translations.english_overrules_are_current) == []
    assert project.knowledge().entries[EntryId("see-a-doctor")].wording(Language.ENGLISH).answer == "Any clinic will do, for no fee."


def test_the_life_of_a_repaired_danger(project: SmallProject) -> None:
    translated = (Language.KOREAN, Language.CHINESE, Language.TRADITIONAL_CHINESE)
    project.change(DAILY, ANSWER, RENEWED)
    assert {state(project, language) for language in translated} == {State.STALE}
    project.change(DAILY, 'risk = "green"', 'risk = "green"\nunsafe = true', "see-a-doctor")
    for _ in range(2):  # before it is refreshed, and after
        assert {state(project, language) for language in translated} == {State.WITHHELD}
        assert caught(project, translations.unsafe_is_taken_off) == []
        project.refresh()
    project.translate("ko", "see-a-doctor.answer", "돈을 받지 않습니다.")
    assert [state(project, language) for language in translated] == [State.CURRENT, State.WITHHELD, State.WITHHELD]
    assert caught(project, translations.unsafe_is_taken_off) == []
    project.translate("zh_Hans", "see-a-doctor.answer", "那里不收钱。")
    assert {state(project, language) for language in translated} == {State.CURRENT}
    assert warnings(project) == [
        f"{DAILY}: warning: see-a-doctor: Every translation is renewed since the danger was repaired. Remove unsafe = true."
    ]
    assert caught_lines(project) == ["unsafe = true"]


def caught_lines(project: SmallProject) -> list[str]:
    return [project.read(one.file).splitlines()[one.line - 1] for one in translations.unsafe_is_taken_off(project.content())]


def test_a_danger_repaired_in_a_text_for_one_country_withholds_that_text(project: SmallProject) -> None:
    project.change(DAILY, "sees you free of charge", "is closed")
    project.change(DAILY, 'risk = "green"', 'risk = "green"\nunsafe = true', "see-a-doctor")
    entry = project.knowledge().entries[EntryId("see-a-doctor")]
    (thailand,) = entry.variants
    assert entry.wording(Language.KOREAN, thailand).state is State.WITHHELD
    assert entry.wording(Language.KOREAN).state is State.CURRENT
    assert not any("Remove unsafe" in line for line in warnings(project))


def test_an_english_wording_from_before_the_repair_is_not_shown(project: SmallProject) -> None:
    project.translate("en", "see-a-doctor.answer", "Any clinic will do.")
    project.change(DAILY, ANSWER, RENEWED)
    project.change(DAILY, 'risk = "green"', 'risk = "green"\nunsafe = true', "see-a-doctor")
    for _ in range(2):
        assert RENEWED in project.knowledge().entries[EntryId("see-a-doctor")].wording(Language.ENGLISH).answer
        project.refresh()


def test_a_language_that_is_only_begun_is_told_with_its_own_name(project: SmallProject) -> None:
    (project.root / "locales/ru/LC_MESSAGES").mkdir(parents=True)
    project.refresh()
    assert {problem.language for problem in translations.translations_are_current(project.content())} == {"ru"}
