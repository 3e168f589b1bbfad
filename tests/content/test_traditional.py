"""Traditional Chinese: a translator's own words where they exist, derived from Simplified Chinese where they do not."""

import pytest

from bot.content.compiling import Compiler, traditional
from bot.core.knowledge import EntryId, Knowledge, State, Wording
from bot.core.languages import Language
from tests.small_project import SmallProject

HANT, HANS = Language.TRADITIONAL_CHINESE, Language.CHINESE


@pytest.fixture
def begun(project: SmallProject) -> SmallProject:
    """A translator has made the folder and refreshed."""
    (project.root / "locales" / HANT / "LC_MESSAGES").mkdir(parents=True)
    assert any(HANT in file for file in project.refresh())
    return project


def _wording(knowledge: Knowledge, language: Language) -> Wording:
    return knowledge.entries[EntryId("see-a-doctor")].wording(language)


def test_an_empty_translation_changes_nothing(project: SmallProject, begun: SmallProject) -> None:
    simplified = _wording(begun.knowledge(), HANS)
    assert _wording(begun.knowledge(), HANT) == Wording(traditional(simplified.title), traditional(simplified.answer), HANT)


def test_a_text_of_her_own_is_shown_and_its_title_stays_derived(begun: SmallProject) -> None:
    begun.translate(HANT, "see-a-doctor.answer", "請到港口診所。\n\n{harbour_clinic}")
    knowledge = begun.knowledge()
    assert _wording(knowledge, HANT).answer == "請到港口診所。\n\n{harbour_clinic}"
    assert _wording(knowledge, HANT).title == traditional(_wording(knowledge, HANS).title)
    assert _wording(knowledge, HANT).state is State.CURRENT


def test_her_own_title_and_text_do_not_wait_for_the_simplified_ones(begun: SmallProject) -> None:
    begun.edit(HANS, "see-a-doctor.answer", lambda message: message.flags.append("fuzzy"))
    begun.translate(HANT, "see-a-doctor.answer", "請到港口診所。\n\n{harbour_clinic}")
    assert _wording(begun.knowledge(), HANT).state is State.STALE
    begun.translate(HANT, "see-a-doctor.question", "哪裡有醫生？")
    assert _wording(begun.knowledge(), HANT) == Wording("哪裡有醫生？", "請到港口診所。\n\n{harbour_clinic}", HANT)


def test_a_stale_text_of_hers_gives_way_to_the_derived_one(begun: SmallProject) -> None:
    begun.translate(HANT, "see-a-doctor.answer", "請到港口診所。\n\n{harbour_clinic}", fuzzy=True)
    assert _wording(begun.knowledge(), HANT).answer == traditional(_wording(begun.knowledge(), HANS).answer)


@pytest.mark.parametrize(
    ("identity", "read"),
    [
        ("topic.urgent.title", lambda knowledge: knowledge.topics[0].title[HANT]),
        ("contact.night-line.name", lambda knowledge: knowledge.contacts["night-line"].name[HANT]),
        ("small-talk.greeting.answer", lambda knowledge: knowledge.small_talk["greeting"].answer[HANT]),
    ],
)
def test_names_topics_and_small_talk_of_her_own_win_too(begun: SmallProject, identity: str, read) -> None:  # type: ignore[no-untyped-def]
    derived = read(begun.knowledge())
    begun.translate(HANT, identity, "自己的話")
    assert read(begun.knowledge()) == "自己的話" != derived


def test_buttons_of_her_own_win_and_the_others_stay_derived(begun: SmallProject) -> None:
    begun.translate(HANT, "Urgent help", "緊急協助", domain="interface")
    content = begun.content()
    words = Compiler(content.written, content.translations).interface()
    assert words[HANT]["Urgent help"] == "緊急協助"
    assert words[HANT]["None of these"] == traditional(words[HANS]["None of these"])
