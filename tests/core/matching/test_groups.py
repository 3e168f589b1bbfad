"""Different words for one thing are one feature, the longest word first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge import Country, Lexicon
from bot.core.languages import Language
from bot.core.matching.features import Reading, bag
from bot.core.matching.groups import Groups
from bot.core.matching.spans import numbers_of
from bot.core.text import Tables, normalise

ENGLISH, KOREAN, CHINESE = Language.ENGLISH, Language.KOREAN, Language.CHINESE
WORDS: dict[str, dict[Language, tuple[str, ...]]] = {
    "sent-back": {ENGLISH: ("forced return", "sent back"), KOREAN: ("북송", "강제 송환"), CHINESE: ("遣返",)},
    "return": {ENGLISH: ("return",), KOREAN: ("송환",), CHINESE: ("返回",)},
    "phone": {ENGLISH: ("phone", "x"), KOREAN: ("손전화", "휴대폰", "폰"), CHINESE: ("手機", "机")},
    "passport": {KOREAN: ("려권",)},
}


@pytest.fixture(scope="module")
def groups(tables: Tables) -> Groups:
    return Groups(Lexicon(WORDS, {}, {}), tables)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (ENGLISH, "They fear forced return.", ["sent-back"]),
        (ENGLISH, "return my PHONE", ["return", "phone"]),
        (ENGLISH, "phones returned", []),
        (ENGLISH, "x", []),
        (KOREAN, "북송될까 무서워요", ["sent-back"]),
        (KOREAN, "강제송환", ["sent-back"]),
        (KOREAN, "송환", ["return"]),
        (KOREAN, "손 전화와 휴대폰", ["phone", "phone"]),
        (KOREAN, "폰", []),
        (KOREAN, "여권", ["passport"]),
        (CHINESE, "会被遣返吗", ["sent-back"]),
        (CHINESE, "手机", ["phone"]),
        (CHINESE, "飞机", []),
        (CHINESE, "", []),
    ],
)
def test_the_groups_of_a_text_are_found(groups: Groups, tables: Tables, language: Language, text: str, names: list[str]) -> None:
    assert list(groups.found(normalise(text, language, tables), language)) == names


@given(st.lists(st.text("가나", min_size=2, max_size=4), max_size=5), st.text("가나다", max_size=20))
def test_at_each_place_the_longest_word_is_taken(words: list[str], text: str) -> None:
    tables = Tables({}, {})
    found = list(Groups(Lexicon({word: {KOREAN: (word,)} for word in words}, {}, {}), tables).found(text, KOREAN))
    spelt = {normalise(word, KOREAN, tables): word for word in reversed(words)}
    expected, rest = [], text
    while rest:
        fitting = [word for word in sorted(spelt, key=len, reverse=True) if len(word) > 1 and rest.startswith(word)]
        expected += [spelt[word] for word in fitting[:1]]
        rest = rest[len(fitting[0]) if fitting else 1 :]
    assert found == expected


def test_a_group_is_a_feature_of_the_three_scripts_and_the_same_in_each(groups: Groups, tables: Tables) -> None:
    sent_back, phone = numbers_of(["sent-back", "phone"], "g").tolist()

    def counts(text: str, reading: Reading) -> dict[int, int]:
        found = bag(text, reading, tables, groups)
        return dict(zip(found.features.tolist(), found.counts.tolist(), strict=True))

    english, korean = counts("forced return", Reading.ENGLISH), counts("강제송환", Reading.KOREAN)
    assert english.keys() & korean.keys() == {sent_back}
    assert counts("遣返遣返", Reading.CHINESE)[sent_back] == 2
    assert phone in counts("phone", Reading.ENGLISH)
    assert phone not in counts("phone", Reading.PINYIN)


MIXED = Lexicon(
    WORDS | {"visa": {KOREAN: ("비자", "사증"), CHINESE: ("签证",)}}, {}, {Country("TH"): {KOREAN: ("태국",), CHINESE: ("泰国", "曼谷")}}
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("泰国 签证는 어떻게 받습니까", "태국 비자는 어떻게 받습니까"),
        ("遣返될까 무섭습니다", "북송될까 무섭습니다"),
        ("返回하지 않겠습니다", "송환하지 않겠습니다"),
        ("猫가 아픕니다", "猫가 아픕니다"),
        ("비자를 받고 싶습니다", "비자를 받고 싶습니다"),
        ("", ""),
    ],
)
def test_chinese_words_in_a_korean_text_are_said_in_korean(tables: Tables, typed: str, meant: str) -> None:
    assert Groups(MIXED, tables).in_korean(normalise(typed, KOREAN, tables)) == normalise(meant, KOREAN, tables)


@given(st.text("가나다 签证泰国猫", max_size=30))
def test_what_is_said_in_korean_has_no_word_of_the_lexicon_left_in_chinese_and_loses_nothing_else(tables: Tables, text: str) -> None:
    said = Groups(MIXED, tables).in_korean(text)
    assert "签证" not in said
    assert "泰国" not in said
    assert [one for one in said if one in "가나다 猫"] == [one for one in text if one in "가나다 猫"]
