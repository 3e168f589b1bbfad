"""Each reader gets the text of her language, or is told why not."""

import opencc
import pytest

from bot.content.compiling import Compiler, tables, traditional
from bot.core.knowledge import Country, EntryId, Knowledge, State, Wording
from bot.core.languages import WRITTEN, Language
from tests.small_project import SmallProject

ENGLISH, KOREAN, CHINESE, TRADITIONAL = Language.ENGLISH, Language.KOREAN, Language.CHINESE, Language.TRADITIONAL_CHINESE
THAILAND = Country("TH")
DAILY = "knowledge/daily.toml"
TEXT, QUESTION = "Nobody there asks how you came.", "Where can I see a doctor?"


def wording(knowledge: Knowledge, language: Language, id: str = "see-a-doctor", country: Country | None = None) -> Wording:
    return knowledge.entries[EntryId(id)].wording(language, country)


@pytest.fixture(scope="module")
def knowledge(pristine: SmallProject) -> Knowledge:
    return pristine.knowledge()


@pytest.mark.parametrize("language", [KOREAN, CHINESE])
@pytest.mark.parametrize("country", [None, THAILAND])
def test_a_translation_that_follows_the_english_is_current(
    pristine: SmallProject, knowledge: Knowledge, language: Language, country: Country | None
) -> None:
    identity = "see-a-doctor.TH.answer" if country else "see-a-doctor.answer"
    title, text = (pristine.message(language, one).msgstr for one in ("see-a-doctor.question", identity))
    assert wording(knowledge, language, country=country) == Wording(title, text, language, State.CURRENT)


def test_every_text_of_a_clean_project_is_current_in_every_language(knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        for wordings in (entry.wordings, *(variant.wordings for variant in entry.variants.values())):
            assert wordings.keys() == set(Language)
            assert all(one.language is language and one.state is State.CURRENT for language, one in wordings.items())


@pytest.mark.parametrize(("old", "new"), [(TEXT, "Ask for the nurse."), (QUESTION, "Where is a doctor for me?")])
def test_a_translation_of_an_older_english_is_stale_and_still_there(project: SmallProject, old: str, new: str) -> None:
    before = wording(project.knowledge(), KOREAN)
    project.change(DAILY, old, new)
    for refreshed in (False, True):
        if refreshed:
            project.refresh()
        after = project.knowledge()
        assert wording(after, KOREAN) == Wording(before.title, before.answer, KOREAN, State.STALE)
        assert wording(after, TRADITIONAL).state is State.STALE
        assert wording(after, ENGLISH).state is State.CURRENT
        assert new in wording(after, ENGLISH).title + wording(after, ENGLISH).answer


def test_a_flag_of_the_translator_makes_it_stale(project: SmallProject) -> None:
    project.translate("ko", "see-a-doctor.answer", "의사에게 가십시오.", fuzzy=True)
    assert wording(project.knowledge(), KOREAN).state is State.STALE
    assert wording(project.knowledge(), CHINESE).state is State.CURRENT


def test_a_changed_variant_leaves_the_general_text_current(project: SmallProject) -> None:
    project.change(DAILY, "sees you free of charge", "sees you")
    assert wording(project.knowledge(), KOREAN, country=THAILAND).state is State.STALE
    assert wording(project.knowledge(), KOREAN).state is State.CURRENT


def test_a_missing_translation_is_the_whole_english_text(project: SmallProject) -> None:
    project.translate("zh_Hans", "see-a-doctor.answer", "")
    knowledge = project.knowledge()
    english = wording(knowledge, ENGLISH)
    for language in (CHINESE, TRADITIONAL):
        assert wording(knowledge, language) == Wording(english.title, english.answer, ENGLISH, State.MISSING)
    assert wording(knowledge, CHINESE, country=THAILAND).state is State.CURRENT


def test_a_title_without_translation_makes_the_whole_text_english(project: SmallProject) -> None:
    project.translate("ko", "see-a-doctor.question", "")
    assert wording(project.knowledge(), KOREAN) == Wording(QUESTION, wording(project.knowledge(), ENGLISH).answer, ENGLISH, State.MISSING)


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_missing_text_under_a_stale_title_is_english_and_says_so(project: SmallProject, unsafe: bool) -> None:
    project.translate("ko", "see-a-doctor.TH.answer", "")
    project.change(DAILY, QUESTION, "Where is a doctor?")
    if unsafe:
        project.change(DAILY, 'risk = "green"', 'risk = "green"\nunsafe = true', "see-a-doctor")
    found = wording(project.knowledge(), KOREAN, country=THAILAND)
    assert (found.language, found.state, found.title) == (ENGLISH, State.MISSING, "Where is a doctor?")
    assert found.answer.startswith("In Thailand the harbour clinic")


def test_after_the_repair_of_a_danger_older_translations_are_withheld_and_new_ones_shown(project: SmallProject) -> None:
    project.change(DAILY, TEXT, "Show no paper there.")
    project.change(DAILY, 'risk = "green"', 'risk = "green"\nunsafe = true', "see-a-doctor")
    project.refresh()
    assert {language: wording(project.knowledge(), language).state for language in Language} == {
        ENGLISH: State.CURRENT,
        KOREAN: State.WITHHELD,
        CHINESE: State.WITHHELD,
        TRADITIONAL: State.WITHHELD,
    }
    project.translate("ko", "see-a-doctor.answer", "거기서 종이를 보이지 마십시오.")
    assert wording(project.knowledge(), KOREAN).state is State.CURRENT
    assert wording(project.knowledge(), KOREAN, country=THAILAND).state is State.CURRENT


def test_english_may_be_overruled_in_its_translation_file_without_making_others_stale(project: SmallProject) -> None:
    project.translate("en", "see-a-doctor.answer", "Any clinic will see you.")
    project.translate("en", "see-a-doctor.question", "A doctor, where?")
    knowledge = project.knowledge()
    assert wording(knowledge, ENGLISH) == Wording("A doctor, where?", "Any clinic will see you.", ENGLISH, State.CURRENT)
    assert wording(knowledge, KOREAN).state is State.CURRENT
    project.translate("ko", "see-a-doctor.answer", "")
    assert wording(project.knowledge(), KOREAN) == Wording("A doctor, where?", "Any clinic will see you.", ENGLISH, State.MISSING)


def test_an_overruling_that_is_flagged_is_not_used(project: SmallProject) -> None:
    project.translate("en", "see-a-doctor.answer", "Any clinic?", fuzzy=True)
    assert TEXT in wording(project.knowledge(), ENGLISH).answer


def test_traditional_chinese_is_derived_from_simplified(knowledge: Knowledge) -> None:
    simplified, derived = wording(knowledge, CHINESE, "lost-passport"), wording(knowledge, TRADITIONAL, "lost-passport")
    assert simplified.answer == "先告诉当地警察,再告诉领事馆。他们给的纸要收好。"
    assert derived == Wording("護照丟了", "先告訴當地警察,再告訴領事館。他們給的紙要收好。", TRADITIONAL, State.CURRENT)
    assert knowledge.contacts["night-line"].name[TRADITIONAL] == "夜間熱線"  # type: ignore[index]
    assert knowledge.topics[0].title[TRADITIONAL] == "我現在需要幫助"


def test_placeholders_survive_the_derivation(knowledge: Knowledge) -> None:
    assert "{night_line}" in wording(knowledge, TRADITIONAL, "stopped-by-police").answer
    assert traditional("{cn_police_110}") == "{cn_police_110}"


def test_short_texts_that_are_missing_or_stale_are_english(project: SmallProject) -> None:
    project.translate("ko", "contact.night-line.name", "")
    project.translate("ko", "contact.night-line.hours", "매일", fuzzy=True)
    project.change("knowledge/daily.toml", 'title = "Everyday life"', 'title = "Daily life"')
    knowledge = project.knowledge()
    contact = knowledge.contacts["night-line"]  # type: ignore[index]
    assert (contact.name[KOREAN], contact.name[CHINESE]) == ("Night line", "夜间热线")
    assert contact.hours is not None
    assert (contact.hours[KOREAN], contact.hours[CHINESE]) == ("Every day, day and night", "每天,白天黑夜")
    (topic,) = (topic for topic in knowledge.topics if topic.id == "daily")
    assert set(topic.title.values()) == {"Daily life"}


def test_ways_to_ask_are_those_of_knowledge_and_of_the_files_with_the_title_first(project: SmallProject) -> None:
    project.translate("en", "thai-visa.phrasings", "visa please\n\n  my visa  ", domain="phrasings")
    phrasings = project.knowledge().entries[EntryId("thai-visa")].phrasings
    assert phrasings.keys() == set(WRITTEN)
    assert phrasings[ENGLISH][:2] == ("How do I extend my visa in Thailand?", "i want to extend my visa")
    assert phrasings[ENGLISH][-2:] == ("visa please", "my visa")
    assert phrasings[KOREAN][:2] == ("태국에서 비자를 어떻게 늘려요?", "비자를 연장하고 싶어요")
    assert len(phrasings[ENGLISH]) == 15
    assert len(phrasings[KOREAN]) == 13


def test_the_lexicon_and_small_talk_are_put_together(knowledge: Knowledge) -> None:
    sign = knowledge.lexicon.signs["harm"]  # type: ignore[index]
    assert sign.words == {
        ENGLISH: ("buy a bride", "report * ran away"),
        KOREAN: ("신부를 사", "도망자를 신고"),
        CHINESE: ("买*新娘", "举报逃跑"),
    }
    assert knowledge.lexicon.signs["danger-now"].unless[KOREAN] == ("영화에서",)  # type: ignore[index]
    assert knowledge.lexicon.countries[THAILAND][CHINESE] == ("泰国", "曼谷")
    assert knowledge.small_talk["greeting"].answer[TRADITIONAL] == "你好。我能幫你什麼?"
    assert set(knowledge.small_talk["off-topic"].answer.values()) == {""}
    assert knowledge.country_names[KOREAN][THAILAND] == "태국"
    assert knowledge.country_names[TRADITIONAL][THAILAND] == "泰國"


def test_the_words_of_the_bot_are_those_that_follow_its_code(project: SmallProject) -> None:
    project.translate("ko", "None of these", "이 가운데 없어요", domain="interface", fuzzy=True)
    content = project.content()
    words = Compiler(content.written, content.translations).interface()
    assert words[KOREAN] == {"Urgent help": "급한 도움"}
    assert words[CHINESE] == {"Urgent help": "紧急求助", "None of these": "都不是"}
    assert words[TRADITIONAL]["Urgent help"] == "緊急求助"
    assert words[ENGLISH] == {}


def test_the_tables_know_every_common_character_and_lead_to_simplified_ones() -> None:
    found = tables()
    assert [found.pinyin[one] for one in "护照丢了绿"] == ["hu", "zhao", "diu", "le", "lv"]
    assert "護" not in found.pinyin, "a character in both tables is Simplified: the matcher tells the two scripts by it"
    assert found.simplified["護"] == "护"
    assert "护" not in found.simplified
    assert all(len(one) == len(simple) == 1 for one, simple in found.simplified.items())
    assert set(found.simplified.values()) <= found.pinyin.keys()
    convert = opencc.OpenCC("t2s").convert
    assert all(convert(one) == simple for one, simple in found.simplified.items())
