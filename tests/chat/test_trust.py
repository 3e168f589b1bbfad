"""The pages of /verify and /privacy say what is so, as deep as somebody wants to know it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.buttons import target_of
from bot.chat.rendering import Operator, Page, Renderer
from bot.content.draft import Draft
from bot.core.edition import Edition
from bot.core.languages import Language
from bot.core.replies import Depth, Privacy, Verify
from tests.real import TODAY

HOUSE = Operator("Harbour House", "house@example.org", "https://example.org/source", "@harbour_house_bot")


@pytest.fixture(scope="module")
def renderer(real_draft: Draft) -> Renderer:
    return Renderer(real_draft, lambda: TODAY, HOUSE, asks_if_helped=True)


@pytest.mark.parametrize("language", Language)
def test_verify_names_the_bot_its_operator_its_program_and_its_edition(renderer: Renderer, real_draft: Draft, language: Language) -> None:
    said = renderer.render(Verify(language)).plain
    for fact in (HOUSE.bot, HOUSE.name, HOUSE.contact, HOUSE.source_url, real_draft.digest[:16]):
        assert fact in said


@pytest.mark.parametrize(
    ("language", "never"),
    [
        (Language.ENGLISH, "never asks for money, photos, places or documents, and never writes to you first"),
        (Language.KOREAN, "돈, 사진, 있는 곳(위치), 증명서나 서류를 절대 달라고 하지 않습니다"),
        (Language.CHINESE, "从不向你要钱，也不要照片、位置、证件或文件，更不会主动给你发消息"),
        (Language.TRADITIONAL_CHINESE, "從不向你要錢，也不要照片、位置、證件或檔案，更不會主動給你發訊息"),
    ],
)
def test_verify_says_what_the_bot_never_does(renderer: Renderer, language: Language, never: str) -> None:
    assert never in renderer.render(Verify(language)).plain


def test_what_the_operator_has_not_said_is_said_to_be_missing(real_draft: Draft) -> None:
    said = Renderer(real_draft, lambda: TODAY, Operator(name="Harbour House")).render(Verify(Language.ENGLISH)).plain
    assert "Run by: Harbour House" in said
    assert "Not said: Official name of the bot, Contact, and Program. Ask whoever told you about this bot." in said


def _data(page: Page) -> list[str | None]:
    return [button.data for row in page.buttons for button in row]


@pytest.mark.parametrize("language", Language)
def test_privacy_goes_from_two_lines_to_all_of_it_by_buttons(renderer: Renderer, language: Language) -> None:
    short, simple, full = (renderer.render(Privacy(language, depth)) for depth in Depth)
    assert len(short.plain) < len(simple.plain) < len(full.plain)
    assert f"k.{language}~2" in _data(short)
    assert f"k.{language}~3" in _data(simple)
    assert f"k.{language}~2" in _data(full)
    assert all(f"v.{language}" in _data(page) for page in (short, simple, full))


def test_the_full_text_is_that_of_the_knowledge_with_its_sources(renderer: Renderer, real_draft: Draft) -> None:
    for language in Language:
        wording = real_draft.knowledge.entries["bot-privacy"].wording(language)  # type: ignore[index]
        said = renderer.render(Privacy(language, Depth.FULL)).plain
        assert wording.answer in said
        assert "Telegram Privacy Policy" in said


@pytest.mark.parametrize("language", Language)
def test_every_depth_says_that_telegram_can_read_along(renderer: Renderer, language: Language) -> None:
    name = "텔레그람" if language is Language.KOREAN else "Telegram"
    for depth in Depth:
        assert name in renderer.render(Privacy(language, depth)).plain


def test_a_bot_that_counts_nothing_says_so_and_one_that_counts_says_what(renderer: Renderer, real_draft: Draft) -> None:
    silent = Renderer(real_draft, lambda: TODAY, HOUSE).render(Privacy(Language.ENGLISH, Depth.SIMPLE)).plain
    counting = renderer.render(Privacy(Language.ENGLISH, Depth.SIMPLE)).plain
    assert "counts nothing" in silent
    assert "Counted by the week" not in silent
    assert "Counted by the week" in counting


def test_without_the_full_text_no_button_leads_to_it(small_edition: Edition) -> None:
    renderer = Renderer(small_edition, lambda: TODAY, HOUSE)
    assert "k.en~3" not in _data(renderer.render(Privacy(Language.ENGLISH, Depth.SIMPLE)))
    forged = target_of("k.en~3", small_edition.knowledge)
    assert isinstance(forged, Privacy)
    assert HOUSE.name in renderer.render(forged).plain


@given(st.text(max_size=300))
def test_nothing_an_operator_writes_hides_in_the_page_or_turns_its_letters(small_edition: Edition, setting: str) -> None:
    page = Renderer(small_edition, lambda: TODAY, Operator(setting, setting, setting, setting)).render(Verify(Language.ENGLISH))
    assert not [one for one in page.plain.replace("\n", "") if unicodedata.category(one)[0] == "C"]
