"""One form for the many ways a message is written, whatever is sent."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.languages import Language
from bot.core.text import LONGEST, cut, loose_pinyin, normalise, pinyin
from tests.small_project import real_tables

LANGUAGES = st.sampled_from(Language)
WORDS = st.text(
    st.one_of(
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("abcdefghijklmnopqrstuvwxyzÄéñ0123456789 ,.?!'"),
    ),
    max_size=LONGEST // 3,  # decomposed, a syllable is three characters
)
ANYTHING = st.text(st.characters(), max_size=3 * LONGEST)  # lone surrogates too
INVISIBLE = st.sampled_from("\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\u00ad\u0000\x1b")


def normal(text: str, language: Language) -> str:
    """The common form, by the real tables."""
    return normalise(text, language, real_tables())


@given(ANYTHING, LANGUAGES)
def test_whatever_is_sent_is_normalised_to_a_bounded_text(text: str, language: Language) -> None:
    form = normal(text, language)
    assert len(form) <= LONGEST * 3 // 2  # 슴다 grows to 습니다
    assert form == form.strip()
    assert "  " not in form
    assert {unicodedata.category(character)[0] for character in form} <= {"L", "N", "Z"}
    assert all(character == " " or not character.isspace() for character in form)


@given(ANYTHING, LANGUAGES)
def test_no_more_is_read_than_is_safe_to_match(text: str, language: Language) -> None:
    assert normal(text + "가" * LONGEST, language) == normal(cut(text + "가" * LONGEST), language)


@given(WORDS, LANGUAGES)
def test_normalising_words_again_changes_nothing(text: str, language: Language) -> None:
    once = normal(text, language)
    twice = normal(once, language)
    assert normal(twice, language) == twice
    if language is not Language.KOREAN:  # there, an ending put right can stand beside another of its kind
        assert twice == once


@given(WORDS, LANGUAGES)
def test_composed_and_decomposed_letters_are_the_same(text: str, language: Language) -> None:
    assert normal(unicodedata.normalize("NFD", text), language) == normal(text, language)


@given(WORDS, st.lists(st.tuples(st.integers(0, LONGEST), INVISIBLE), max_size=5), LANGUAGES)
def test_invisible_characters_are_ignored(text: str, hidden: list[tuple[int, str]], language: Language) -> None:
    spoilt = text
    for place, character in hidden:
        spoilt = spoilt[:place] + character + spoilt[place:]
    assert normal(spoilt, language) == normal(text, language)


@given(WORDS, LANGUAGES)
def test_full_width_letters_are_the_same(text: str, language: Language) -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" and one != "'" else "\u3000" if one == " " else one for one in text)
    assert normal(wide, language) == normal(text, language)


@given(WORDS, LANGUAGES)
def test_capital_letters_are_the_same(text: str, language: Language) -> None:
    assert normal(text.upper(), language) == normal(text, language)


@pytest.mark.parametrize(
    ("language", "written", "common"),
    [
        (Language.ENGLISH, "I can't WAIT!!!", "i cant wait"),
        (Language.ENGLISH, "I can\u2019t wait", "i cant wait"),
        (Language.ENGLISH, "heeeeelp", "heelp"),
        (Language.ENGLISH, "café", "café"),
        (Language.ENGLISH, "one\ntwo\tthree", "one two three"),
        (Language.ENGLISH, "🙂👍🏽", ""),
        (Language.KOREAN, "려권", "여권"),
        (Language.KOREAN, "녀성 로동자", "여성 노동자"),
        (Language.KOREAN, "고려", "고려"),  # only an initial moves
        (Language.KOREAN, "되였다", "되었다"),
        (Language.KOREAN, "걸렸슴다", "걸렸습니다"),
        (Language.KOREAN, "어떻게 함까?", "어떻게 합니까"),
        (Language.KOREAN, "갔습네다", "갔습니다"),
        (Language.KOREAN, "어디 갔슈", "어디 갔어요"),
        (Language.KOREAN, "뢰물 뉴스", "뇌물 유스"),
        (Language.KOREAN, "도와주세요ㅠㅠㅠ", "도와주세요"),
        (Language.CHINESE, "護照不見了!", "护照不见了"),
        (Language.KOREAN, "護照가", "护照가"),
        (Language.CHINESE, "ｖｉｓａ　签证", "visa 签证"),
        (Language.ENGLISH, "려권", "려권"),
    ],
)
def test_a_way_of_writing_becomes_the_common_one(language: Language, written: str, common: str) -> None:
    assert normal(written, language) == common


def test_two_hundred_characters_are_read_and_no_more() -> None:
    assert cut("가" * 4096) == "가" * 200 == cut("가" * 200)


def test_chinese_is_spelt_by_its_sound() -> None:
    assert pinyin("护照 丢了a", real_tables()) == ["hu", "zhao", "diu", "le", "a"]


@pytest.mark.parametrize("typed", ["zhongguo", "Zhong Guo", "zong guo", "ZHONG-GUO"])
def test_hurried_pinyin_is_the_same(typed: str) -> None:
    assert loose_pinyin(typed) == "zonguo"


def test_pinyin_has_one_letter_for_the_vowel_of_two_keys() -> None:
    assert loose_pinyin("nv") == loose_pinyin("nü") == loose_pinyin("nu") == "nu"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ㅎㅇ", "하이"),
        ("ㄱㅅㄱㅅ", "감사"),
        ("ㅇㅋ 알겠어ㅋㅋ", "오케이 알겠어"),
        ("ㅇㅇㅇ", "응"),
        ("ㅠㅠ 도와줘요", "도와줘요"),
        ("ㅎㅇㄹ", ""),
    ],
)
def test_first_letters_of_korean_chat_are_spelt_out_and_others_say_nothing(typed: str, meant: str) -> None:
    assert normal(typed, Language.KOREAN) == meant
