"""A label that is cut never hides the word that makes the difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.labels import WIDEST, Labels, width
from bot.content.draft import Draft
from bot.core.edition import Edition
from bot.core.languages import Language

ENGLISH, KOREAN, CHINESE, TRADITIONAL = Language.ENGLISH, Language.KOREAN, Language.CHINESE, Language.TRADITIONAL_CHINESE


@pytest.fixture(scope="module")
def labels(real_draft: Draft) -> Labels:
    return Labels(real_draft)


@pytest.mark.parametrize(
    ("title", "language", "label"),
    [
        ("Can I be sent back?", ENGLISH, "Can I be sent back?"),
        ("How do I reach a South Korean embassy?", ENGLISH, "…reach a South Korean embassy?"),
        ("How do I reach a North Korean embassy?", ENGLISH, "…reach a North Korean embassy?"),
        ("I really and truly do not want to go back home to my village", ENGLISH, "I really and…not want…village"),
        ("안해(아내)와 아이를 데려오려면 어떻게 합니까?", KOREAN, "안해와 아이를 데려오려면…"),
        ("고향으로 가고 싶은 마음이 이제는 조금도 없습니다", KOREAN, "고향으로 가고…조금도 없습니다"),
        ("在中国或别国出生的孩子，在韩国有什么帮助？", CHINESE, "在中国或别国出生的孩子…韩国…"),
        ("因為是從朝鮮來的，我受到不公平對待", TRADITIONAL, "因為是從朝鮮來…受到不公平對待"),
    ],
)
def test_a_long_title_is_cut_to_what_it_says(labels: Labels, title: str, language: Language, label: str) -> None:
    assert labels.shortened(title, language) == label
    assert width(label) <= WIDEST


def test_south_and_north_are_told_apart_however_little_room_there_is(labels: Labels) -> None:
    for language, south, north in (
        (ENGLISH, "May I call the embassy of South Korea", "May I call the embassy of North Korea"),
        (KOREAN, "전화해도 됩니까, 한국 대사관에", "전화해도 됩니까, 북한 대사관에"),
        (CHINESE, "可以打电话给韩国大使馆吗", "可以打电话给朝鲜大使馆吗"),
        (TRADITIONAL, "可以打電話給韓國大使館嗎", "可以打電話給北韓大使館嗎"),
    ):
        for columns in range(4, WIDEST):
            assert labels.shortened(south, language, columns) != labels.shortened(north, language, columns)


@pytest.mark.parametrize("language", Language)
def test_every_title_of_the_knowledge_gets_a_label_of_its_own(labels: Labels, real_draft: Draft, language: Language) -> None:
    titles = [entry.wording(language).title for entry in real_draft.knowledge.entries.values()]
    cut = {title: labels.shortened(title, language, WIDEST - 3) for title in titles}
    assert max(map(width, cut.values())) <= WIDEST - 3
    assert len({*cut.values()}) == len(titles)


WORDS = st.lists(st.sampled_from(["not", "China", "North Korea", "village", "please", "embassy", "the", "never", "Thailand"]), min_size=1)


@pytest.fixture(scope="module")
def small_labels(small_edition: Edition) -> Labels:
    """Not the edition itself: a failing example would be shown with all of it."""
    return Labels(small_edition)


@given(WORDS, st.integers(3, WIDEST))
def test_no_negation_and_no_country_is_ever_cut_away(small_labels: Labels, words: list[str], columns: int) -> None:
    title = " ".join(words)
    label = small_labels.shortened(title, ENGLISH, columns)
    for kept in ("not", "never", "North Korea", "Thailand", "China"):
        assert label.count(kept) == title.count(kept)


@given(st.text(max_size=80), st.sampled_from(Language), st.integers(4, WIDEST))
def test_any_text_gets_a_label_and_only_an_ellipsis_is_added(small_labels: Labels, title: str, language: Language, columns: int) -> None:
    label = small_labels.shortened(title, language, columns)
    remaining = iter(title)
    assert all(one in remaining for one in label if one != "…" or "…" in title)
    assert bool(label.strip()) == bool(title.strip()) or "…" in label


@given(st.text(st.characters(codec="utf-8")))
def test_a_text_is_as_wide_as_its_characters(text: str) -> None:
    assert width(text) == sum(map(width, text))
