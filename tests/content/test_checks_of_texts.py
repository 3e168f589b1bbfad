"""Each rule about texts catches the smallest breach of it in English and in a translation, and says where and what to do."""

import pytest

from bot.content import safety
from bot.content.rules import texts, translations
from tests.content.caught import caught
from tests.small_project import SmallProject

URGENT, DAILY, ABOUT, CONTACTS = (f"knowledge/{name}.toml" for name in ("urgent", "daily", "about", "contacts"))
KOREAN, CHINESE, ENGLISH = (f"locales/{language}/LC_MESSAGES/answers.po" for language in ("ko", "zh_Hans", "en"))
DOCTOR = "Nobody there asks how you came."


def with_text(project: SmallProject, language: str, text: str, identity: str = "see-a-doctor.answer") -> str:
    """Add words to the end of a text of see-a-doctor, in English or in a translation; the file they stand in."""
    if language == "knowledge":
        assert identity == "see-a-doctor.answer"
        project.change(DAILY, DOCTOR, DOCTOR + text, "see-a-doctor")
        return DAILY
    project.translate(language, identity, (project.message(language, identity).msgstr or "Go.") + text)
    return f"locales/{language}/LC_MESSAGES/answers.po"


LANGUAGES = pytest.mark.parametrize("language", ["knowledge", "en", "ko", "zh_Hans"])


@LANGUAGES
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" {night_line}", "{night_line} does not stand alone on its line. Give it a line of its own."),
        ("\n{night_line} 에", "{night_line} does not stand alone on its line. Give it a line of its own."),
        ("\n{nite_line}", "No contact is called {nite_line}. Did you mean night_line?"),
        ("\n{closed_office}", "{closed_office} is of confidence low and is never shown. Use another contact, or the consular call centre."),
        ("\n{night_line", "A brace is not closed. Write contacts as {name_of_contact}."),
    ],
)
def test_a_contact_that_would_not_be_shown_well_is_caught(project: SmallProject, language: str, text: str, message: str) -> None:
    file = with_text(project, language, text)
    assert f"{file}: see-a-doctor.answer: {message}" in caught(project, texts.contacts_stand_alone)
    assert len(caught(project, texts.contacts_stand_alone)) == 1


@pytest.mark.parametrize("identity", ["see-a-doctor.question", "topic.daily.title", "contact.night-line.hours"])
def test_a_contact_in_a_text_that_shows_none_is_caught(project: SmallProject, identity: str) -> None:
    file = with_text(project, "ko", "\n{night_line}", identity)
    assert caught(project, texts.contacts_stand_alone) == [
        f"{file}: {identity}: {{night_line}} stands in a text that shows no contacts. Remove it."
    ]


@pytest.mark.parametrize("language", ["ko", "zh_Hans"])
def test_a_translation_that_lost_a_number_is_caught(project: SmallProject, language: str) -> None:
    text = project.message(language, "stopped-by-police.answer").msgstr
    project.translate(language, "stopped-by-police.answer", text.replace("\n{night_line}", ""))
    file = f"locales/{language}/LC_MESSAGES/answers.po"
    problem = f"{file}: stopped-by-police.answer: Not the same contacts as in English. English has: night_line."
    assert caught(project, texts.translations_keep_contacts) == [problem]
    project.change(URGENT, "Stay calm and do not run.", "Stay calm.")  # a stale translation is told as such, and may differ
    assert caught(project, texts.translations_keep_contacts) == []


def test_a_translation_that_added_a_number_is_caught(project: SmallProject) -> None:
    with_text(project, "ko", "\n{night_line}")
    assert caught(project, texts.translations_keep_contacts) == [
        f"{KOREAN}: see-a-doctor.answer: Not the same contacts as in English. English has: none."
    ]


@LANGUAGES
def test_a_text_that_is_too_long_is_caught_at_its_first_letter_too_many(project: SmallProject, language: str) -> None:
    length = len(DOCTOR) + len("Go to a clinic with the paper you have. ")
    if language != "knowledge":
        length = len(project.message(language, "see-a-doctor.answer").msgstr or "Go.")
    file = with_text(project, language, "ㄱ" * (700 - length))
    assert caught(project, texts.texts_are_short) == []
    project.change(file, "ㄱㄱ", "ㄱㄱㄱ")
    assert caught(project, texts.texts_are_short) == [
        f"{file}: see-a-doctor.answer: 701 characters, more than 700. Shorten it, or make two entries of it."
    ]


@pytest.mark.parametrize(
    ("identity", "longest"), [("see-a-doctor.question", 70), ("topic.daily.title", 200), ("contact.night-line.hours", 200)]
)
def test_a_title_that_is_too_long_for_a_button_is_caught(project: SmallProject, identity: str, longest: int) -> None:
    project.translate("ko", identity, "가" * longest)
    assert caught(project, texts.texts_are_short) == []
    project.translate("ko", identity, "가" * (longest + 1))
    assert caught(project, texts.texts_are_short) == [
        f"{KOREAN}: {identity}: {longest + 1} characters, more than {longest}. Shorten it, or make two entries of it."
    ]


PHONE = "looks like a phone number. Put it into knowledge/contacts.toml and name the contact."
LINK = "looks like a link or an address. Put it into contacts.toml or sources."
PLACE = "looks like coordinates. Put it into contacts.toml or sources."


@LANGUAGES
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" +99-555-0101", f"+99-555-0101 {PHONE}"),
        (" 010 2345 678 9", f"010 2345 678 9 {PHONE}"),
        (" ０１０－１２３４－５６７８", f"010-1234-5678 {PHONE}"),
        (" 20251 301", f"20251 301 {PHONE}"),
        (" 010-2019-5678", f"010-2019-5678 {PHONE}"),
        (" 2011-5678", f"2011-5678 {PHONE}"),
        (" https://x.example", f"https: {LINK}"),
        (" www.x.example", f"www. {LINK}"),
        (" t.me", f"t.me {LINK}"),
        (" help@x.example", f"help@x.example {LINK}"),
        (" @night_line", f"@night_line {LINK}"),
        (" unhcr.org", f"unhcr.org {LINK}"),
        (" 13.756, 100.5", f"13.756, {PLACE}"),
        (" 42° 7", f"42° 7 {PLACE}"),
        (" 110.", "110 is a number to call. Name the contact instead, so that its country stands beside it."),
    ],
)
def test_a_number_or_link_outside_the_contacts_is_caught(project: SmallProject, language: str, text: str, message: str) -> None:
    file = with_text(project, language, text)
    assert caught(project, safety.no_numbers_or_links_in_texts) == [f"{file}: see-a-doctor.answer: {message}"]


@pytest.mark.parametrize(
    "text",
    [" 2019-2024.", " 2019.", " 2024-11-25,", " 2019~20", " 120 hours.", " 1,100 people.", " 1. 2. 3.", " Form I-589.", " {cn_police_110}"],
)
def test_a_year_or_an_amount_is_no_number_to_call(project: SmallProject, text: str) -> None:
    with_text(project, "knowledge", text)
    assert caught(project, safety.no_numbers_or_links_in_texts) == []


def test_a_number_may_be_part_of_the_name_that_stands_beside_it(project: SmallProject) -> None:
    project.translate("ko", "contact.cn-police-110.name", "경찰 110 번")
    assert caught(project, safety.no_numbers_or_links_in_texts) == []
    project.translate("ko", "contact.cn-police-110.caution", "110 은 경찰입니다.")
    assert [line.partition(" is ")[0] for line in caught(project, safety.no_numbers_or_links_in_texts)] == [
        f"{KOREAN}: contact.cn-police-110.caution: 110"
    ]


@LANGUAGES
@pytest.mark.parametrize("character", ["<", ">", "*", "_", "`", "#"])
def test_markup_is_caught(project: SmallProject, language: str, character: str) -> None:
    file = with_text(project, language, f" {character}")
    assert caught(project, safety.no_markup) == [
        f"{file}: see-a-doctor.answer: The character {character} would show as such. Remove it: texts have no markup."
    ]


@pytest.mark.parametrize("character", ["\u200b", "\u202e", "\ufeff", "\u2066", "\u00ad", "\ue000", "\t"])
def test_an_invisible_character_is_caught(project: SmallProject, character: str) -> None:
    with_text(project, "ko", f"{character}x{character}")
    assert caught(project, safety.no_markup) == [
        f"{KOREAN}: see-a-doctor.answer: An invisible character (U+{ord(character):04X}). Delete and retype the place."
    ]


REMEDY = "Say it another way; see forbidden words in knowledge/lexicon.toml."


@pytest.mark.parametrize(
    ("language", "text", "message"),
    [
        ("knowledge", " WE guarantee it.", f"“we guarantee” is forbidden (promise). {REMEDY}"),
        ("en", " We guarantee it.", f"“we guarantee” is forbidden (promise). {REMEDY}"),
        ("ko", " 틀림없이 보장합니다.", f"“틀림없이 보장” is forbidden (promise). {REMEDY}"),
        ("zh_Hans", " 我们保证。", f"“我们保证” is forbidden (promise). {REMEDY}"),
        ("knowledge", " Say: I want to go to South Korea.", f"“go to South Korea” is forbidden (going-south). {REMEDY}"),
        ("ko", " 한국에 가고 싶다고 하십시오.", f"“한국에 가고 싶” is forbidden (going-south). {REMEDY}"),
        ("knowledge", " Some are illegals.", f"“illegals” is forbidden (disrespect). {REMEDY}"),
    ],
)
def test_a_forbidden_word_is_caught(project: SmallProject, language: str, text: str, message: str) -> None:
    file = with_text(project, language, text)
    assert caught(project, safety.no_forbidden_words) == [f"{file}: see-a-doctor.answer: {message}"]


def test_south_korea_as_an_aim_may_stand_where_no_reader_in_china_sees_it(project: SmallProject) -> None:
    project.translate("ko", "stopped-by-police.TH.answer", "한국에 가고 싶다고 하십시오.\n\n{night_line}")
    assert caught(project, safety.no_forbidden_words) == []
    project.translate("ko", "emergency-contacts.CN.answer", "한국에 가고 싶다고 하지 마십시오.\n\n{cn_police_110}")
    assert [line.partition(": “")[0] for line in caught(project, safety.no_forbidden_words)] == [f"{KOREAN}: emergency-contacts.CN.answer"]


def test_a_word_that_despises_may_be_quoted_and_a_promise_may_not(project: SmallProject) -> None:
    with_text(project, "knowledge", ' They may say “illegals”, or "we guarantee".')
    assert [line.partition(" is ")[0].rpartition(" ")[2] for line in caught(project, safety.no_forbidden_words)] == ["guarantee”"]


def test_a_missing_or_stale_translation_is_work_to_be_done_but_no_error(project: SmallProject) -> None:
    project.translate("ko", "lost-passport.answer", "")
    project.translate("zh_Hans", "lost-passport.answer", "护照", fuzzy=True)
    project.change(DAILY, "Can my child go to school?", "May my child go to school?")
    flagged, changed = "Renew it and take the flag off.", "Run refresh, then translate."
    assert sorted(caught(project, translations.translations_are_current)) == [
        f"{KOREAN}: warning: lost-passport.answer: The translation is missing. Translate it.",
        f"{KOREAN}: warning: school-for-children.question: The translation is stale. {changed}",
        f"{CHINESE}: warning: lost-passport.answer: The translation is stale. {flagged}",
        f"{CHINESE}: warning: school-for-children.question: The translation is stale. {changed}",
    ]
