"""What must not be confused is noticed in every way of writing it, and forbids the wrong entry."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import hangul
from bot.core.edition import Edition
from bot.core.knowledge import Country, Entry, EntryId, Lexicon, Sign, SignName
from bot.core.languages import Language
from bot.core.matching.contrast import GAP, Contrast, Noticed, expanded
from bot.core.matching.features import Reading
from bot.core.matching.matcher import Taken
from bot.core.text import Tables, loose_pinyin, normalise
from tests.small_project import real_tables

EMBASSY, RETURN, SHORT, ODD = SignName("embassy"), SignName("return"), SignName("short"), SignName("odd")
LEXICON = Lexicon(
    groups={},
    signs={
        EMBASSY: Sign(
            {
                Language.ENGLISH: ("north korean embassy", "embassy of the north"),
                Language.KOREAN: ("북한 대사관",),
                Language.CHINESE: ("朝鲜大使馆",),
            },
            {},
        ),
        RETURN: Sign(
            {Language.ENGLISH: ("want * go back",), Language.KOREAN: ("고향*돌아가고 싶",), Language.CHINESE: ("想*回家",)},
            {Language.ENGLISH: ("do not want",), Language.KOREAN: ("싶지 않",), Language.CHINESE: ("不想",)},
        ),
        SHORT: Sign({Language.ENGLISH: ("spy",), Language.KOREAN: ("칼",), Language.CHINESE: ("马",)}, {}),
        ODD: Sign({Language.KOREAN: ("*강제 송환", "총*"), Language.ENGLISH: ("c++",)}, {}),
    },
    countries={
        Country("TH"): {Language.ENGLISH: ("thailand",), Language.KOREAN: ("태국",), Language.CHINESE: ("泰国",)},
        Country("VN"): {Language.ENGLISH: ("vietnam", "hanoi"), Language.KOREAN: ("베트남",), Language.CHINESE: ("越南",)},
    },
)


@pytest.fixture(scope="module")
def contrast(tables: Tables) -> Contrast:
    return Contrast(LEXICON, tables)


def taken(text: str, reading: Reading, tables: Tables) -> Taken:
    """A message as the matcher takes it in one reading."""
    plain = normalise(text, Language.ENGLISH if not reading.has_meaning else reading.language, tables)
    if reading is Reading.ROMANISED:
        plain = hangul.loose_roman(plain).replace(" ", "")
    if reading is Reading.PINYIN:
        plain = loose_pinyin(plain)
    return Taken(reading.language, reading, plain)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Where is the NORTH Korean embassy?!", Reading.ENGLISH),
        ("the embassy of the north, please", Reading.ENGLISH),
        ("북한 대사관이 어디예요", Reading.KOREAN),
        ("북한대사관이어디예요", Reading.KOREAN),
        ("북 한 대 사 관", Reading.KOREAN),
        ("请问朝鲜大使馆在哪", Reading.CHINESE),
        ("朝鮮大使館在哪裡", Reading.CHINESE),
        ("bukhan daesagwan-i eodiyeyo", Reading.ROMANISED),
        ("pukhandesagwan", Reading.ROMANISED),
        ("Chaoxian dashiguan zai nali", Reading.PINYIN),
    ],
)
def test_a_sign_is_noticed_however_it_is_written(contrast: Contrast, tables: Tables, text: str, reading: Reading) -> None:
    assert contrast.notice(taken(text, reading, tables)) == Noticed(frozenset({EMBASSY}), frozenset())


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Where is the South Korean embassy?", Reading.ENGLISH),
        ("north korean embassyish", Reading.ENGLISH),
        ("한국 대사관이 어디예요", Reading.KOREAN),
        ("韩国大使馆在哪", Reading.CHINESE),
        ("hanguk daesagwan", Reading.ROMANISED),
        ("hanguo dashiguan", Reading.PINYIN),
        ("", Reading.ENGLISH),
        ("", Reading.PINYIN),
    ],
)
def test_what_is_not_said_is_not_noticed(contrast: Contrast, tables: Tables, text: str, reading: Reading) -> None:
    assert contrast.notice(taken(text, reading, tables)) == Noticed(frozenset(), frozenset())


@pytest.mark.parametrize(
    ("said", "taken_back", "reading"),
    [
        ("i want so much to go back", "i do not want to go back", Reading.ENGLISH),
        ("고향에 너무 돌아가고 싶어요", "고향에 돌아가고 싶지 않아요", Reading.KOREAN),
        ("我想马上回家", "我不想回家", Reading.CHINESE),
    ],
)
def test_a_sign_is_taken_back_by_its_denial(contrast: Contrast, tables: Tables, said: str, taken_back: str, reading: Reading) -> None:
    assert RETURN in contrast.notice(taken(said, reading, tables)).signs
    assert RETURN not in contrast.notice(taken(taken_back, reading, tables)).signs


def test_a_star_stands_for_a_few_words_but_not_for_a_sentence(contrast: Contrast, tables: Tables) -> None:
    for letters in range(GAP + 5):
        filler = ("ab " * GAP)[: max(0, letters - 2)].strip()
        text = taken(f"want {filler} go back", Reading.ENGLISH, tables)
        between = len(text.text) - len("want") - len("go back")
        assert (RETURN in contrast.notice(text).signs) == (between <= GAP)


def test_an_english_sign_is_whole_words(contrast: Contrast, tables: Tables) -> None:
    assert SHORT in contrast.notice(taken("is he a spy", Reading.ENGLISH, tables)).signs
    assert SHORT not in contrast.notice(taken("the spyglass", Reading.ENGLISH, tables)).signs


@pytest.mark.parametrize(
    ("pattern", "wordings"),
    [
        ("find her", ["find her"]),
        ("{find,catch} her", ["find her", "catch her"]),
        ("a {b,c} {d,e}", ["a b d", "a b e", "a c d", "a c e"]),
        ("a{, very} old", ["a old", "a very old"]),
        ("{a {b,c},d}", ["a b", "d", "a c", "d"]),
    ],
)
def test_a_wording_may_hold_alternatives(pattern: str, wordings: list[str]) -> None:
    assert expanded(pattern) == wordings


PATTERNS = st.lists(st.lists(st.text("가도모", min_size=1, max_size=3), min_size=1, max_size=3), min_size=1, max_size=5)


def stands_in(parts: list[str], text: str, *, gap: int) -> bool:
    """Whether the parts stand in a text one after the other, at most `gap` characters apart: tried place by place."""
    if not parts:
        return True
    places = range(min(gap, len(text)) + 1)
    return any(text.startswith(parts[0], at) and stands_in(parts[1:], text[at + len(parts[0]) :], gap=GAP) for at in places)


@given(PATTERNS, st.text("가도모이", max_size=40))
def test_a_sign_is_found_where_a_search_place_by_place_finds_it(patterns: list[list[str]], text: str) -> None:
    tables = real_tables()
    sign = Sign({Language.KOREAN: tuple("*".join(parts) for parts in patterns)}, {})
    message = taken(text, Reading.KOREAN, tables)
    found = Contrast(Lexicon({}, {ODD: sign}, {}), tables).notice(message).signs
    spelt = [[normalise(part, Language.KOREAN, tables) for part in parts] for parts in patterns]
    assert bool(found) == any(stands_in(parts, message.text, gap=len(text)) for parts in spelt)


def test_a_short_word_is_not_looked_for_in_latin_letters_without_blanks(contrast: Contrast, tables: Tables) -> None:
    assert SHORT in contrast.notice(taken("칼을 들었어요", Reading.KOREAN, tables)).signs
    assert SHORT in contrast.notice(taken("一匹马", Reading.CHINESE, tables)).signs
    assert SHORT not in contrast.notice(taken("kal", Reading.ROMANISED, tables)).signs
    assert SHORT not in contrast.notice(taken("wo de mama", Reading.PINYIN, tables)).signs


def test_a_star_at_the_edge_of_a_sign_does_no_harm(contrast: Contrast, tables: Tables) -> None:
    assert ODD in contrast.notice(taken("강제송환 된대요", Reading.KOREAN, tables)).signs
    assert ODD not in contrast.notice(taken("학교에 가요", Reading.KOREAN, tables)).signs


def test_a_sign_is_no_regular_expression(contrast: Contrast, tables: Tables) -> None:
    assert ODD in contrast.notice(taken("I write C++", Reading.ENGLISH, tables)).signs
    assert ODD not in contrast.notice(taken("ccc", Reading.ENGLISH, tables)).signs


def test_countries_are_noticed_by_their_names_and_cities(contrast: Contrast, tables: Tables) -> None:
    found = {
        text: contrast.notice(taken(text, reading, tables)).countries
        for text, reading in [
            ("from Hanoi to Thailand", Reading.ENGLISH),
            ("태국에서요", Reading.KOREAN),
            ("我在越南", Reading.CHINESE),
            ("taeguk", Reading.ROMANISED),
            ("wo zai taiguo", Reading.PINYIN),
            ("at home", Reading.ENGLISH),
        ]
    }
    assert [set(one) for one in found.values()] == [{"TH", "VN"}, {"TH"}, {"VN"}, {"TH"}, {"TH"}, set()]


@pytest.fixture
def visa(small_edition: Edition) -> Entry:
    return replace(small_edition.knowledge.entries[EntryId("thai-visa")], not_when=frozenset({EMBASSY}))


def test_an_entry_of_one_country_is_forbidden_where_only_others_are_named(visa: Entry) -> None:
    named = {
        countries: Noticed(frozenset(), frozenset(map(Country, countries))).forbids(visa)
        for countries in [(), ("TH",), ("VN",), ("TH", "VN")]
    }
    assert named == {(): False, ("TH",): False, ("VN",): True, ("TH", "VN"): False}


def test_an_entry_of_no_country_is_never_forbidden_by_one(visa: Entry) -> None:
    assert not Noticed(frozenset(), frozenset({Country("VN")})).forbids(replace(visa, country=None))


def test_an_entry_is_forbidden_by_its_signs_whatever_the_country(visa: Entry) -> None:
    for countries, signs in product([(), ("TH",)], [{EMBASSY}, {EMBASSY, RETURN}]):
        assert Noticed(frozenset(signs), frozenset(map(Country, countries))).forbids(visa)
    assert not Noticed(frozenset({RETURN}), frozenset()).forbids(visa)
