"""Whatever leads a reader to somebody who is not in contacts.toml is caught, in texts, titles, ways to ask and the bot's own words."""

import pytest

from bot.content import invitations, lettering, safety
from bot.content.checks import Check
from tests.content.caught import caught
from tests.content.test_checks_of_safety import with_the_real_forbidden_words
from tests.content.test_checks_of_texts import DAILY, with_text
from tests.small_project import SmallProject

WORDS = [
    ("ko", "공일공 이삼사오 육칠팔구"),
    ("ko", "공일공이삼사오육칠팔구"),
    ("ko", "공-1-공-이-3-사-오"),
    ("zh_Hans", "一三八零零一三八"),
    ("zh_Hans", "幺三八，〇〇一，三八〇〇"),
    ("en", "one three eight, double zero one"),
    ("knowledge", " Zero one zero two three."),
    ("ko", "하나 셋 여덟 둘 다섯"),
]
MESSENGERS = [
    ("knowledge", " WeChat ID: helpkim"),
    ("knowledge", " Add Lina on WeChat."),
    ("knowledge", " She is safe_bridge there."),
    ("en", "KakaoTalk ID helpkim"),
    ("ko", "카카오톡 아이디 helpkim"),
    ("ko", "위챗 helpkim"),
    ("ko", "카톡: lina77"),
    ("ko", "아이디는 kim88 아이디: kim88"),
    ("zh_Hans", "微信号：helpkim"),
    ("zh_Hans", "加微信helpkim"),
    ("zh_Hans", "QQ号是12345678"),
    ("ko", "텔레그램 @lina"),
    ("zh_Hans", "t . me 上"),
    ("ko", "unhcr dot org"),
    ("ko", "ｗechat id: lina"),
]
LETTERS = [
    ("knowledge", " The UNНCR helps."),
    ("ko", "Кorea"),
    ("ko", "０１０"),
    ("zh_Hans", "①①⑨"),
    ("zh_Hans", "𝟏𝟏𝟗"),
    ("ko", "가\u200d다"),
    ("zh_Hans", "\u202e911"),
    ("en", "a\u00adb"),
    ("ko", "1\ufe0f\u20e31"),
    ("zh_Hans", "٠١٢"),
    ("ko", "Ｋ"),
]


@pytest.mark.parametrize(("language", "text"), WORDS)
def test_a_number_in_words_is_caught(project: SmallProject, language: str, text: str) -> None:
    with_text(project, language, f" {text}")
    (line,) = caught(project, invitations.no_number_in_words)
    assert "digits, written in words, look like a number to call." in line


@pytest.mark.parametrize(("language", "text"), MESSENGERS)
def test_a_name_in_a_messenger_is_caught(project: SmallProject, language: str, text: str) -> None:
    with_text(project, language, f" {text}")
    (line,) = caught(project, invitations.no_name_in_a_messenger)
    assert "looks like somebody's name in a messenger. Remove it" in line


@pytest.mark.parametrize(("language", "text"), LETTERS)
def test_a_letter_that_is_not_what_it_seems_is_caught(project: SmallProject, language: str, text: str) -> None:
    with_text(project, language, f" {text}")
    lines = caught(project, lettering.letters_are_what_they_seem)
    assert lines
    assert all("Delete it and type the place again." in line or "alike" in line for line in lines)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("knowledge", " Calls and WeChat in China may be monitored; two or three days, one by one."),
        ("ko", " 위챗과 카카오톡은 보일 수 있습니다. 이 일은 사실입니다. 2024년 삼월."),
        ("zh_Hans", "微信上的话有人看。二〇二四年，三四个人，一百二十元。"),
        ("ko", " PCR검사, UNHCR(유엔난민기구)…"),
    ],
)
def test_ordinary_sentences_are_no_invitations(project: SmallProject, language: str, text: str) -> None:
    with_text(project, language, text)
    for rule in (invitations.no_number_in_words, invitations.no_name_in_a_messenger, lettering.letters_are_what_they_seem):
        assert caught(project, rule) == []


@pytest.mark.parametrize(
    ("rule", "phrase"),
    [
        (invitations.no_number_in_words, "one three eight zero zero one"),
        (invitations.no_name_in_a_messenger, "my wechat id is helpkim"),
        (lettering.letters_are_what_they_seem, "dосtor"),
        (safety.no_numbers_or_links_in_phrasings, "call 010 1234 5678"),
        (safety.no_numbers_or_links_in_phrasings, "is 13800138000 yours"),
        (safety.no_numbers_or_links_in_phrasings, "who is behind help.kr"),
    ],
)
def test_ways_to_ask_are_read_too_in_every_language(project: SmallProject, rule: Check, phrase: str) -> None:
    project.change(DAILY, '"i need medicine"', f'"i need medicine {phrase}"')
    project.translate("ko", "see-a-doctor.phrasings", f"약이 필요해요 {phrase}", domain="phrasings")
    told = {line.partition(": see-a-doctor: ")[0] for line in caught(project, rule)}
    assert told == {DAILY, "locales/ko/LC_MESSAGES/phrasings.po"}


@pytest.mark.parametrize("phrase", ["110, 119 or 120", "800 1000 1500", "since 2019-05-01", "am i safe at 10:30 - 12:30"])
def test_a_way_to_ask_may_hold_other_numbers(project: SmallProject, phrase: str) -> None:
    project.change(DAILY, '"i need medicine"', f'"i need medicine {phrase}"')
    assert caught(project, safety.no_numbers_or_links_in_phrasings) == []


@pytest.mark.parametrize("rule", [invitations.no_name_in_a_messenger, safety.no_numbers_or_links_in_texts])
def test_the_bots_own_words_and_what_is_cited_are_read_too(project: SmallProject, rule: Check) -> None:
    project.translate("ko", "Urgent help", "급한 도움 카톡 아이디 helpkim, 010-1234-5678", domain="interface")
    project.change(DAILY, 'title = "Lost papers"', 'title = "Lost papers, WeChat ID: helpkim, 138·0013·8000"')
    found = {(problem.file, problem.entry) for problem in rule(project.content())}
    assert found == {("locales/ko/LC_MESSAGES/interface.po", "Urgent help"), (DAILY, "lost-passport")}


def test_the_name_of_a_contact_may_hold_its_own_number_and_no_other(project: SmallProject) -> None:
    project.change("knowledge/contacts.toml", 'name = "Harbour clinic"', 'name = "Harbour clinic +99-555-0102"')
    assert caught(project, safety.no_numbers_or_links_in_texts) == []
    project.change("knowledge/contacts.toml", "Harbour clinic +99-555-0102", "Harbour clinic +99-555-0120")
    assert len(caught(project, safety.no_numbers_or_links_in_texts)) == 1


@pytest.mark.parametrize(
    ("language", "text"), [("knowledge", " Call me first."), ("ko", " 저에게 전화하십시오."), ("zh_Hans", "请联系我。")]
)
def test_the_real_lexicon_forbids_to_speak_for_a_person(project: SmallProject, language: str, text: str) -> None:
    with_the_real_forbidden_words(project)
    with_text(project, "knowledge", " Text messages are read by others.")
    assert caught(project, safety.no_forbidden_words) == []
    with_text(project, language, text) if language != "knowledge" else project.change(DAILY, " Text messages", f"{text} Text messages")
    assert any("(call-me)" in line for line in caught(project, safety.no_forbidden_words))
