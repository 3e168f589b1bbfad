"""Pages keep to Telegram's limits and to what may be shown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.chat.buttons import LONGEST_DATA
from bot.chat.rendering import LONGEST_PAGE, Operator, Page, Renderer
from bot.core.edition import Edition
from bot.core.knowledge import REFUSAL, Entry, Knowledge, Risk, State, Wording
from bot.core.languages import Language
from bot.core.replies import Answer, Choices, Home, Languages, Noted, Notice, NotUnderstood, Refused, Reply, TopicPage, Urgent
from tests.real import TODAY
from tests.telegram.texts import parse_html


def _every_reply(knowledge: Knowledge) -> list[Reply]:
    replies: list[Reply] = []
    for language in Language:
        replies += [Home(language), Urgent(language), Languages(language), NotUnderstood(language)]
        replies += [Noted(language, notice) for notice in Notice]
        replies += [TopicPage(language, topic.id) for topic in knowledge.topics]
        replies += [Choices(language, tuple(knowledge.entries)[:4])]
        for entry in knowledge.entries.values():
            replies += [Answer(language, entry.id, country) for country in (None, *entry.variants)]
            replies += [Answer(language, entry.id, beside=other) for other in Language if other is not language]
    return replies


def test_every_page_keeps_every_limit_of_telegram(real_edition: Edition) -> None:
    renderer = Renderer(real_edition, lambda: TODAY, Operator(), asks_if_helped=True)
    for reply in _every_reply(real_edition.knowledge):
        page = renderer.render(reply)
        text, *_ = parse_html(page.html)
        assert 0 < len(text.encode("utf-16-le")) // 2 <= LONGEST_PAGE, reply
        assert text.strip() == page.plain.strip(), reply
        for row in page.buttons:
            assert 0 < len(row) <= 8
            for button in row:
                assert button.label.strip()
                assert (button.data is None) != (button.copied is None)
                assert len((button.data or "").encode()) <= LONGEST_DATA
                assert len(button.copied or "") <= 256
        assert sum(len(row) for row in page.buttons) <= 100


def test_no_contact_of_low_confidence_is_ever_shown(real_edition: Edition) -> None:
    renderer = Renderer(real_edition, lambda: TODAY, Operator())
    pages = "\n".join(renderer.render(reply).plain for reply in _every_reply(real_edition.knowledge))
    shown = {phone for contact in real_edition.knowledge.contacts.values() if contact.is_shown for phone in contact.phones}
    for contact in real_edition.knowledge.contacts.values():
        if not contact.is_shown:
            assert contact.name[Language.ENGLISH] not in pages, contact.id
            for phone in contact.phones:
                assert phone in shown or len(phone) < 6 or phone not in pages, contact.id


def test_urgent_help_is_the_first_button_of_every_page_but_the_choice_of_language(real_edition: Edition) -> None:
    renderer = Renderer(real_edition, lambda: TODAY, Operator())
    for reply in _every_reply(real_edition.knowledge):
        if not isinstance(reply, Languages):
            assert renderer.render(reply).buttons[0][0].data == f"u.{reply.language}", reply


@pytest.mark.parametrize(
    ("language", "labels", "thanks"),
    [
        (Language.ENGLISH, ["This helped", "This did not help"], "Thank you."),
        (Language.KOREAN, ["도움이 되었습니다", "도움이 안 됩니다"], "고맙습니다."),
        (Language.CHINESE, ["有帮助", "没有帮助"], "谢谢。"),
        (Language.TRADITIONAL_CHINESE, ["有幫助", "沒有幫助"], "謝謝。"),
    ],
)
def test_answers_ask_whether_they_helped_and_urgent_pages_do_not(
    real_edition: Edition, language: Language, labels: list[str], thanks: str
) -> None:
    renderer = Renderer(real_edition, lambda: TODAY, Operator(), asks_if_helped=True)
    assert renderer.thanks(language) == thanks
    for entry in real_edition.knowledge.entries.values():
        for reply in (Answer(language, entry.id, urgent=entry.urgent), Refused(language, entry.id)):
            asked = [[button.label for button in row] for row in renderer.render(reply).buttons if (row[0].data or "")[:2] in ("p.", "m.")]
            assert asked == ([] if entry.urgent or entry.id == REFUSAL else [labels]), entry.id


def test_where_nobody_counts_nobody_is_asked(real_edition: Edition) -> None:
    renderer = Renderer(real_edition, lambda: TODAY, Operator())
    for reply in _every_reply(real_edition.knowledge):
        assert not [button for row in renderer.render(reply).buttons for button in row if (button.data or "")[:2] in ("p.", "m.")]


def _page(edition: Edition, entry: Entry, today: date = TODAY) -> Page:
    entries = {**edition.knowledge.entries, entry.id: entry}
    changed = replace(edition, knowledge=replace(edition.knowledge, entries=entries))
    return Renderer(changed, lambda: today, Operator()).render(Answer(Language.KOREAN, entry.id))


def _in_state(entry: Entry, state: State) -> Entry:
    korean = entry.wordings[Language.KOREAN]
    return replace(entry, wordings={**entry.wordings, Language.KOREAN: Wording(korean.title, korean.answer, korean.language, state)})


def _some(knowledge: Knowledge, risk: Risk, *, urgent: bool) -> Entry:
    return next(entry for entry in knowledge.entries.values() if entry.risk is risk and entry.urgent is urgent)


def _first_sentence(entry: Entry) -> str:
    return entry.wordings[Language.KOREAN].answer.splitlines()[0]


@pytest.mark.parametrize(("risk", "urgent"), [(Risk.GREEN, False), (Risk.YELLOW, False), (Risk.RED, True)])
def test_an_old_translation_is_shown_with_a_notice(real_edition: Edition, risk: Risk, urgent: bool) -> None:
    entry = _some(real_edition.knowledge, risk, urgent=urgent)
    page = _page(real_edition, _in_state(entry, State.STALE))
    assert "영어 글이 바뀌었습니다" in page.plain
    assert _first_sentence(entry) in page.plain


def test_an_old_translation_that_could_hurt_gives_its_contacts_only(real_edition: Edition) -> None:
    entry = _some(real_edition.knowledge, Risk.RED, urgent=False)
    page = _page(real_edition, _in_state(entry, State.STALE))
    assert "보여 드리지 않습니다" in page.plain
    assert _first_sentence(entry) not in page.plain
    assert any(character.isdigit() for character in page.plain)


def test_a_translation_older_than_the_repair_of_a_danger_is_withheld_even_when_urgent(real_edition: Edition) -> None:
    entry = _some(real_edition.knowledge, Risk.RED, urgent=True)
    page = _page(real_edition, _in_state(entry, State.WITHHELD))
    assert _first_sentence(entry) not in page.plain


def test_an_expired_entry_says_so_from_the_day_after(real_edition: Edition) -> None:
    entry = _some(real_edition.knowledge, Risk.GREEN, urgent=False)
    assert "다시 확인했어야" not in _page(real_edition, entry, entry.review_by).plain
    assert "다시 확인했어야" in _page(real_edition, entry, entry.review_by + timedelta(days=1)).plain


def test_no_page_claims_a_review_or_a_call_that_nobody_made(real_edition: Edition) -> None:
    assert all(entry.reviewed is None for entry in real_edition.knowledge.entries.values())
    renderer = Renderer(real_edition, lambda: TODAY, Operator())
    for entry in real_edition.knowledge.entries:
        page = renderer.render(Answer(Language.ENGLISH, entry)).plain
        assert "Reviewed on" not in page
        assert "Confirmed by phone on" not in page


def test_the_bilingual_card_has_both_languages(real_edition: Edition) -> None:
    entry = _some(real_edition.knowledge, Risk.GREEN, urgent=False)
    page = Renderer(real_edition, lambda: TODAY, Operator()).render(Answer(Language.KOREAN, entry.id, beside=Language.CHINESE))
    assert entry.wordings[Language.KOREAN].title in page.plain
    assert entry.wordings[Language.CHINESE].title in page.plain
