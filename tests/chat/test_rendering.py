"""Pages keep to Telegram's limits, are read on a small screen, and show what may be shown."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, islice
from pathlib import Path

import pytest

from bot.chat.buttons import Erase, target_of
from bot.chat.labels import WIDEST, width
from bot.chat.pages import READABLE
from bot.chat.rendering import Operator, Page, Renderer
from bot.content.draft import Draft
from bot.core.knowledge import REFUSAL, Country, Entry, EntryId, Knowledge, Risk, State, Wording
from bot.core.languages import OWN_NAMES, Language
from bot.core.replies import (
    Answer,
    Chatted,
    Choices,
    Depth,
    Home,
    Languages,
    Noted,
    Notice,
    NotUnderstood,
    Origin,
    Privacy,
    Refused,
    Related,
    Reply,
    TopicPage,
    Urgent,
    Verify,
)
from tests.real import TODAY
from tests.telegram.keyboards import MOST_BUTTONS, MOST_BUTTONS_IN_A_ROW
from tests.telegram.texts import parse_html, utf16_length

API = json.loads((Path(__file__).parent.parent / "telegram" / "api.json").read_text(encoding="utf-8"))


def _limit(described: dict[str, object], field: str) -> int:
    """The upper limit that Telegram's own description of a field names, such as "1-64 bytes"."""
    fields: list[dict[str, str]] = described["fields"]  # type: ignore[assignment]
    (description,) = (one["description"] for one in fields if one["name"] == field)
    found = re.search(r"1-([0-9]+) (?:bytes|characters)", description)
    assert found, description
    return int(found[1])


LONGEST_TEXT = _limit(API["methods"]["sendMessage"], "text")
LONGEST_DATA = _limit(API["types"]["InlineKeyboardButton"], "callback_data")
LONGEST_COPIED = _limit(API["types"]["CopyTextButton"], "text")


def test_the_limits_are_those_of_telegrams_own_description() -> None:
    assert (LONGEST_TEXT, LONGEST_DATA, LONGEST_COPIED) == (4096, 64, 256)


def _answers(knowledge: Knowledge) -> Iterator[Answer]:
    """Every entry and variant in every language, alone and beside every other."""
    for language in Language:
        for entry in knowledge.entries.values():
            for country in (None, *entry.variants):
                for beside in (None, *(other for other in Language if other is not language)):
                    yield Answer(language, entry.id, country, urgent=entry.urgent, beside=beside)


def _other_replies(knowledge: Knowledge) -> Iterator[Reply]:
    for language in Language:
        yield from (Home(language), Urgent(language), Languages(language), NotUnderstood(language), Verify(language))
        yield from (Noted(language, notice) for notice in Notice)
        yield from (Privacy(language, depth) for depth in Depth)
        yield from (TopicPage(language, topic.id, page) for topic in knowledge.topics for page in (1, 2, 3))
        yield from (Related(language, entry) for entry in knowledge.entries)
        yield from (Chatted(language, kind.id) for kind in knowledge.small_talk.values() if kind.answer[language])
        yield from (Choices(language, four) for four in islice(combinations(knowledge.entries, 4), 0, None, 99_991))
        for entry in knowledge.entries.values():  # as a typed question is answered when others may be meant
            yield Answer(language, entry.id, also=tuple(knowledge.entries)[:3], urgent=entry.urgent)


Rendered = list[tuple[Reply, Page]]


@pytest.fixture(scope="module")
def every_page(real_draft: Draft) -> Rendered:
    renderer = Renderer(real_draft, lambda: TODAY, Operator("A house", "house@example.org"), asks_if_helped=True)
    knowledge = real_draft.knowledge
    return [(reply, renderer.render(reply)) for reply in (*_other_replies(knowledge), *_answers(knowledge))]


def test_every_page_keeps_every_limit_of_telegram(every_page: Rendered) -> None:
    for reply, page in every_page:
        text, *_ = parse_html(page.html)
        assert 0 < utf16_length(text) <= LONGEST_TEXT, reply
        assert text.strip() == page.plain.strip(), reply
        assert sum(map(len, page.buttons)) <= MOST_BUTTONS
        for row in page.buttons:
            assert 0 < len(row) <= MOST_BUTTONS_IN_A_ROW
            for button in row:
                assert (button.data is None) != (button.copied is None)
                assert button.data is None or 0 < len(button.data.encode()) <= LONGEST_DATA
                assert button.copied is None or 0 < utf16_length(button.copied) <= LONGEST_COPIED


def test_every_label_can_be_read_on_a_narrow_screen_and_read_out(every_page: Rendered) -> None:
    for reply, page in every_page:
        for row in page.buttons:
            for button in row:
                assert width(button.label) <= READABLE[len(row)], f"{button.label} of {reply}"
                assert any(unicodedata.category(one)[0] in "LN" for one in button.label), f"{button.label!r} says nothing aloud"


def test_no_two_buttons_of_a_page_say_the_same(every_page: Rendered) -> None:
    for reply, page in every_page:
        labels = [button.label for row in page.buttons for button in row]
        assert {label for label in labels if labels.count(label) > 1} == set(), reply


def test_every_button_leads_to_a_page_of_this_edition(every_page: Rendered, real_draft: Draft) -> None:
    every = {button.data for _, page in every_page for row in page.buttons for button in row if button.data}
    assert [data for data in every if target_of(data, real_draft.knowledge) is None] == []


def test_urgent_help_is_the_first_button_of_every_page_and_erasing_the_last(every_page: Rendered) -> None:
    for reply, page in every_page:
        assert page.buttons[0][0].data == f"u.{reply.language}", reply
        if not isinstance(reply, Languages):
            assert page.buttons[-1][-1].data == f"x.{reply.language}", reply


def test_every_page_names_the_other_languages_by_their_own_names(every_page: Rendered) -> None:
    for reply, page in every_page:
        labels = [button.label for row in page.buttons for button in row]
        assert all(name in labels for language, name in OWN_NAMES.items() if language is not reply.language), reply


def test_the_button_of_a_language_leads_to_the_same_page(every_page: Rendered, real_draft: Draft) -> None:
    for reply, page in every_page:
        if isinstance(reply, Answer) and not reply.also and reply.beside is None:
            target = target_of(_data(page, OWN_NAMES[_other(reply.language)]), real_draft.knowledge)
            assert target == replace(reply, language=_other(reply.language)), reply


def _other(language: Language) -> Language:
    return Language.KOREAN if language is not Language.KOREAN else Language.ENGLISH


def _data(page: Page, label: str) -> str:
    (data,) = (button.data for row in page.buttons for button in row if button.label == label)
    assert data
    return data


def test_titles_that_are_cut_stand_in_full_above_their_buttons(every_page: Rendered, real_draft: Draft) -> None:
    lists = [(reply, page) for reply, page in every_page if isinstance(reply, Urgent | TopicPage | Choices | Related)]
    cut = 0
    for reply, page in lists:
        for row in page.buttons:
            target = target_of(row[0].data or "", real_draft.knowledge)
            if isinstance(target, Answer) and "…" in row[0].label:
                title = real_draft.knowledge.entries[target.entry].wording(reply.language).title
                assert title in page.plain, reply
                cut += 1
    assert cut > 100


def test_no_character_turns_the_direction_of_writing(every_page: Rendered) -> None:
    """Korean, Chinese, Latin letters and digits keep their order beside each other; only these would not."""
    for reply, page in every_page:
        shown = page.plain + "".join(button.label + (button.copied or "") for row in page.buttons for button in row)
        assert {unicodedata.bidirectional(one) for one in shown} & TURNING == set(), reply


TURNING = {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}


def test_every_number_of_a_page_has_a_button_that_copies_it(every_page: Rendered, real_draft: Draft) -> None:
    contacts = [one for one in real_draft.knowledge.contacts.values() if one.is_shown]
    for reply, page in every_page:
        copied = [button.copied for row in page.buttons for button in row if button.copied]
        lines = page.plain.splitlines()
        for contact in contacts:
            if contact.name[reply.language] in lines:
                for number in (*contact.phones, *filter(None, [contact.after_hours])):
                    assert number in copied, f"{number} of {reply}"


def test_no_card_of_two_languages_loses_a_contact(every_page: Rendered, real_draft: Draft) -> None:
    """What the first language and the second show alone, they show together, on as many pages as it takes."""
    renderer = Renderer(real_draft, lambda: TODAY, Operator())
    parts = {reply: page.plain.split("\n\n") for reply, page in every_page if isinstance(reply, Answer) and not reply.beside}
    for reply, page in every_page:
        if isinstance(reply, Answer) and reply.beside:
            both = _all_pages(renderer, reply, page)
            for alone in (replace(reply, beside=None), replace(reply, language=reply.beside, beside=None)):
                assert all(part in both for part in parts[alone]), reply


def _all_pages(renderer: Renderer, reply: Answer, first: Page) -> str:
    numbers = [int(found[1]) for row in first.buttons for one in row if (found := re.search(r"\+\w+~([0-9]+)", one.data or ""))]
    return "\n\n".join([first.plain, *(renderer.render(replace(reply, page=number)).plain for number in numbers)])


def test_a_page_too_long_for_telegram_is_turned_and_keeps_every_contact(real_draft: Draft) -> None:
    entry = real_draft.knowledge.entries[EntryId("emergency-contacts")]
    many = tuple(one.id for one in real_draft.knowledge.contacts.values() if one.is_shown)
    changed = replace(real_draft, knowledge=_with(real_draft.knowledge, replace(entry, contacts=many)))
    renderer = Renderer(changed, lambda: TODAY, Operator())
    for number, reply in enumerate(Answer(Language.KOREAN, entry.id, beside=Language.CHINESE, page=page) for page in (1, 2, 3, 4)):
        page = renderer.render(reply)
        assert utf16_length(page.plain) <= LONGEST_TEXT
        assert f"가운데 {number + 1}쪽" in page.plain
        assert entry.wording(Language.KOREAN).title in page.plain.splitlines()[0]
    reply = Answer(Language.KOREAN, entry.id, beside=Language.CHINESE)
    every = _all_pages(renderer, reply, renderer.render(reply))
    for contact in real_draft.knowledge.contacts.values():
        for language in (Language.KOREAN, Language.CHINESE):
            assert (contact.name[language] in every.splitlines()) is contact.is_shown, contact.id


def test_a_page_beyond_the_last_is_the_last(real_draft: Draft) -> None:
    renderer = Renderer(real_draft, lambda: TODAY, Operator())
    answer = Answer(Language.ENGLISH, EntryId("emergency-contacts"))
    assert renderer.render(replace(answer, page=99)) == renderer.render(answer)
    topic = real_draft.knowledge.topics[0].id
    assert renderer.render(TopicPage(Language.ENGLISH, topic, 99)) == renderer.render(TopicPage(Language.ENGLISH, topic))


def test_no_contact_of_low_confidence_is_ever_shown(every_page: Rendered, real_draft: Draft) -> None:
    knowledge = real_draft.knowledge
    pages = "\n".join(page.plain for _, page in every_page)
    shown = {phone for contact in knowledge.contacts.values() if contact.is_shown for phone in contact.phones}
    for contact in knowledge.contacts.values():
        if not contact.is_shown:
            assert contact.name[Language.ENGLISH] not in pages, contact.id
            for phone in contact.phones:
                assert phone in shown or len(phone) < 6 or phone not in pages, contact.id


def test_hours_say_by_the_clock_of_which_country(every_page: Rendered, real_draft: Draft) -> None:
    said = {Language.ENGLISH: "Hours (time of Thailand): ", Language.KOREAN: "일하는 시간(태국 시간으로): "}
    said |= {Language.CHINESE: "服务时间（按泰国时间）：", Language.TRADITIONAL_CHINESE: "服務時間（按泰國時間）："}
    hours = real_draft.knowledge.contacts["unhcr-thailand"].hours  # type: ignore[index]
    assert hours
    for language in Language:
        shown = [page.plain for reply, page in every_page if reply.language is language and hours[language] in page.plain]
        assert shown
        assert all(f"{said[language]}{hours[language]}" in page for page in shown)


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
    real_draft: Draft, language: Language, labels: list[str], thanks: str
) -> None:
    renderer = Renderer(real_draft, lambda: TODAY, Operator(), asks_if_helped=True)
    assert renderer.thanks(language) == thanks
    for entry in real_draft.knowledge.entries.values():
        for reply in (Answer(language, entry.id, urgent=entry.urgent), Refused(language, entry.id)):
            asked = [button.label for row in renderer.render(reply).buttons for button in row if (button.data or "")[:2] in ("p.", "m.")]
            assert asked == ([] if entry.urgent or entry.id == REFUSAL else labels), entry.id


def test_where_nobody_counts_nobody_is_asked(real_draft: Draft) -> None:
    renderer = Renderer(real_draft, lambda: TODAY, Operator())
    for reply in (Answer(language, entry) for language in Language for entry in real_draft.knowledge.entries):
        assert not [button for row in renderer.render(reply).buttons for button in row if (button.data or "")[:2] in ("p.", "m.")]


def _with(knowledge: Knowledge, entry: Entry) -> Knowledge:
    return replace(knowledge, entries={**knowledge.entries, entry.id: entry})


def _page(draft: Draft, entry: Entry, today: date = TODAY) -> Page:
    changed = replace(draft, knowledge=_with(draft.knowledge, entry))
    return Renderer(changed, lambda: today, Operator()).render(Answer(Language.KOREAN, entry.id))


def _in_state(entry: Entry, state: State) -> Entry:
    korean = entry.wordings[Language.KOREAN]
    return replace(entry, wordings={**entry.wordings, Language.KOREAN: Wording(korean.title, korean.answer, korean.language, state)})


def _some(knowledge: Knowledge, risk: Risk, *, urgent: bool) -> Entry:
    return next(entry for entry in knowledge.entries.values() if entry.risk is risk and entry.urgent is urgent)


def _first_sentence(entry: Entry) -> str:
    return entry.wordings[Language.KOREAN].answer.splitlines()[0]


@pytest.mark.parametrize(("risk", "urgent"), [(Risk.GREEN, False), (Risk.YELLOW, False), (Risk.RED, True)])
def test_an_old_translation_is_shown_with_a_notice(real_draft: Draft, risk: Risk, urgent: bool) -> None:
    entry = _some(real_draft.knowledge, risk, urgent=urgent)
    page = _page(real_draft, _in_state(entry, State.STALE))
    assert "영어 글이 바뀌었습니다" in page.plain
    assert _first_sentence(entry) in page.plain


def test_an_old_translation_that_could_hurt_gives_its_contacts_only(real_draft: Draft) -> None:
    entry = _some(real_draft.knowledge, Risk.RED, urgent=False)
    page = _page(real_draft, _in_state(entry, State.STALE))
    assert "보여 드리지 않습니다" in page.plain
    assert _first_sentence(entry) not in page.plain
    assert any(button.copied for row in page.buttons for button in row)


def test_a_translation_older_than_the_repair_of_a_danger_is_withheld_even_when_urgent(real_draft: Draft) -> None:
    entry = _some(real_draft.knowledge, Risk.RED, urgent=True)
    page = _page(real_draft, _in_state(entry, State.WITHHELD))
    assert _first_sentence(entry) not in page.plain


def test_an_expired_entry_says_so_from_the_day_after(real_draft: Draft) -> None:
    entry = _some(real_draft.knowledge, Risk.GREEN, urgent=False)
    assert "다시 확인했어야" not in _page(real_draft, entry, entry.review_by).plain
    assert "다시 확인했어야" in _page(real_draft, entry, entry.review_by + timedelta(days=1)).plain


def test_a_review_is_shown_with_its_date_as_readers_write_dates(real_draft: Draft) -> None:
    entry = replace(_some(real_draft.knowledge, Risk.GREEN, urgent=False), reviewed=date(2026, 11, 3))
    assert "2026년 11월 3일에 이 글의 내용을 검토했습니다." in _page(real_draft, entry).plain


def test_no_page_claims_a_review_or_a_call_that_nobody_made(every_page: Rendered, real_draft: Draft) -> None:
    assert all(entry.reviewed is None for entry in real_draft.knowledge.entries.values())
    for _, page in every_page:
        assert "Reviewed on" not in page.plain
        assert "Confirmed by phone on" not in page.plain


def test_the_bilingual_card_has_both_languages_and_one_press_makes_it(real_draft: Draft) -> None:
    renderer = Renderer(real_draft, lambda: TODAY, Operator())
    entry = _some(real_draft.knowledge, Risk.GREEN, urgent=False)
    press = _data(renderer.render(Answer(Language.KOREAN, entry.id)), "나란히 보기: 简体中文")
    target = target_of(press, real_draft.knowledge)
    assert isinstance(target, Answer)
    page = renderer.render(target)
    assert entry.wordings[Language.KOREAN].title in page.plain
    assert entry.wordings[Language.CHINESE].title in page.plain


def _back(renderer: Renderer, knowledge: Knowledge, reply: Reply) -> Reply:
    target = target_of(_data(renderer.render(reply), "Back"), knowledge)
    assert target is not None
    assert not isinstance(target, Erase)
    return target  # type: ignore[return-value]


def test_back_leads_up_step_by_step_to_where_somebody_came_from(real_draft: Draft) -> None:
    renderer, knowledge = Renderer(real_draft, lambda: TODAY, Operator()), real_draft.knowledge
    entry, other, thailand = EntryId("korean-embassy"), EntryId("safe-laos"), Country("TH")
    offered = Origin((other, entry))
    there = Answer(Language.ENGLISH, entry, thailand, beside=Language.KOREAN, origin=offered)
    alone = _back(renderer, knowledge, there)
    assert alone == replace(there, beside=None)
    everywhere = _back(renderer, knowledge, alone)
    assert everywhere == replace(there, beside=None, country=None)
    assert _back(renderer, knowledge, everywhere) == Choices(Language.ENGLISH, (other, entry))


def test_back_from_a_related_question_leads_to_the_page_and_country_it_was_asked_on(real_draft: Draft) -> None:
    renderer, knowledge = Renderer(real_draft, lambda: TODAY, Operator()), real_draft.knowledge
    came_from = Answer(Language.ENGLISH, EntryId("unhcr-contact"), Country("TH"))
    related = [target_of(row[0].data or "", knowledge) for row in renderer.render(came_from).buttons]
    (asylum,) = (one for one in related if isinstance(one, Answer) and one.entry == "right-to-asylum")
    assert _back(renderer, knowledge, asylum) == came_from


def test_back_from_an_entry_nobody_came_to_leads_to_its_place_in_its_topic(real_draft: Draft) -> None:
    renderer, knowledge = Renderer(real_draft, lambda: TODAY, Operator()), real_draft.knowledge
    for entry in knowledge.entries.values():
        page = renderer.render(_back(renderer, knowledge, Answer(Language.ENGLISH, entry.id)))
        assert f"e.en.{entry.id}" in [button.data for row in page.buttons for button in row]


def test_back_from_an_urgent_entry_leads_to_urgent_help(real_draft: Draft) -> None:
    renderer, knowledge = Renderer(real_draft, lambda: TODAY, Operator()), real_draft.knowledge
    for id in knowledge.urgent:
        assert _back(renderer, knowledge, Answer(Language.ENGLISH, id)) == Urgent(Language.ENGLISH)


def test_other_readings_of_a_question_stay_within_reach_on_the_page_of_a_country(real_draft: Draft) -> None:
    renderer, knowledge = Renderer(real_draft, lambda: TODAY, Operator()), real_draft.knowledge
    entry, others = EntryId("caught-by-police"), (EntryId("safe-laos"), EntryId("go-to-usa"))
    target = target_of(_data(renderer.render(Answer(Language.ENGLISH, entry, also=others)), "Laos"), knowledge)
    assert target == Answer(Language.ENGLISH, entry, Country("LA"), urgent=True, origin=Origin((entry, *others)))


def test_more_related_questions_than_a_page_shows_have_pages_of_their_own(real_draft: Draft) -> None:
    knowledge = real_draft.knowledge
    entry = replace(knowledge.entries[EntryId("hanawon")], related=tuple(knowledge.entries)[:11])
    changed = replace(real_draft, knowledge=_with(knowledge, entry))
    renderer = Renderer(changed, lambda: TODAY, Operator())
    answer = renderer.render(Answer(Language.ENGLISH, entry.id))
    target = target_of(_data(answer, "All related questions"), changed.knowledge)
    assert target == Related(Language.ENGLISH, entry.id)
    pages = [renderer.render(Related(Language.ENGLISH, entry.id, number)) for number in (1, 2)]
    listed = [target_of(row[0].data or "", changed.knowledge) for page in pages for row in page.buttons]
    assert [one.entry for one in listed if isinstance(one, Answer) and one.entry != entry.id] == list(entry.related)
    assert "Page 2 of 2" in pages[1].plain
    assert width(entry.wording(Language.ENGLISH).title) <= WIDEST
