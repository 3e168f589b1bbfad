"""Hangul is taken apart and put together without a loss, and Latin spellings of it meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import hangul

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=12)


def test_every_syllable_is_its_three_parts_and_nothing_else_has_parts() -> None:
    parts = [hangul.split(chr(code)) for code in range(0xAC00, 0xD7A4)]
    assert len({part for part in parts if part}) == 19 * 21 * 28
    assert [hangul.join(*part) for part in parts if part] == [chr(code) for code in range(0xAC00, 0xD7A4)]
    assert [hangul.split(other) for other in ("\uabff", "\ud7a4", "ㄱ", "a", "中")] == [None] * 5


def test_parts_are_named_by_their_jamo() -> None:
    initial, medial, final = hangul.split("닭") or (0, 0, 0)
    assert (hangul.INITIALS[initial], hangul.MEDIALS[medial], hangul.FINALS[final]) == ("ㄷ", "ㅏ", "ㄺ")


def test_syllables_are_spelt_out_and_the_rest_stays() -> None:
    assert hangul.jamo("각 a中ㅋ") == "ㄱㅏㄱ a中ㅋ"
    assert hangul.jamo("과") == "ㄱㅘ"


@given(SYLLABLES)
def test_jamo_put_together_again_are_the_same_text(text: str) -> None:
    assert hangul.compose(hangul.jamo(text)) == text


@given(SYLLABLES)
def test_what_the_keys_typed_is_what_was_meant(text: str) -> None:
    keys = hangul.to_keys(text)
    assert not text or (keys.isascii() and keys.isalpha())
    assert hangul.from_keys(keys) == text


@given(st.text())
def test_any_text_can_be_taken_for_keys(text: str) -> None:
    assert len(hangul.from_keys(text)) <= len(text)
    hangul.romanised(text)
    hangul.loose_roman(text)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("dkssud", "안녕"),
        ("gksrnr", "한국"),
        ("Tkfdl", "쌀이"),
        ("rkqtdl", "값이"),
        ("dkswdkdy", "앉아요"),
        ("rkrtk", "각사"),
        ("DKSSUD", "안녕"),
        ("dml", "의"),
        ("gksrnr 24", "한국 24"),
    ],
)
def test_a_latin_keyboard_types_hangul(keys: str, text: str) -> None:
    assert hangul.from_keys(keys) == text


def test_a_final_moves_on_when_a_vowel_follows() -> None:
    assert hangul.compose("ㄱㅏㄱㅏ") == "가가"
    assert hangul.compose("ㄱㅏㄳㅏ") == "각사"
    assert hangul.compose("ㄱㅏㄲㅏ") == "가까"


def test_loose_jamo_that_form_no_syllable_stay() -> None:
    assert hangul.compose("ㅋㅋㅋ") == "ㅋㅋㅋ"
    assert hangul.compose("ㅠㅠ") == "ㅠㅠ"
    assert hangul.compose("ㄳㄳ") == "ㄳㄳ"
    assert hangul.compose("가ㄱ!") == "가ㄱ!"


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("한국", "hanguk"),
        ("국어", "gugeo"),
        ("읽어요", "ilgeoyo"),
        ("앉아", "anja"),
        ("좋아", "joa"),
        ("경찰 OK", "gyeongchal OK"),
        ("영어", "yeongeo"),
        ("값", "gap"),
        ("독립", "dokrip"),
    ],
)
def test_hangul_is_spelt_in_latin_letters(text: str, latin: str) -> None:
    assert hangul.romanised(text) == latin


@pytest.mark.parametrize(
    ("syllables", "latin"),
    [
        ("가까나다따라마바빠사싸아자짜차카타파하", "ga kka na da tta ra ma ba ppa sa ssa a ja jja cha ka ta pa ha"),
        ("아애야얘어에여예오와왜외요우워웨위유으의이", "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
        ("악앆앇안앉않앋알앍앎앏앐앑앒앓", "ak ak ak an an an at al ak am al al al ap al"),
        ("암압앖앗았앙앚앛앜앝앞앟", "am ap ap at at ang at at ak at ap a"),
    ],
)
def test_every_initial_medial_and_final_has_its_latin_letters(syllables: str, latin: str) -> None:
    assert [hangul.romanised(syllable) for syllable in syllables] == latin.split()


def test_a_final_before_a_vowel_is_carried_over() -> None:
    finals = "악앆앇안앉않앋알앍앎앏앑앓암압앖앗았앙앚앛앜앝앞앟"
    carried = "aga akka aksa ana anja ana ada ara alga alma alba alta ara ama aba apsa asa assa anga aja acha aka ata apa aa"
    assert [hangul.romanised(f"{final}아") for final in finals] == carried.split()


@pytest.mark.parametrize(
    "spellings",
    [
        ("hanguk", "hankook", "Hangook"),
        ("seoul", "suhul", "soul"),
        ("bukhan", "pukhan", "BUKHAN"),
        ("kimchi", "gimchi", "gimji"),
        ("yeogwon", "yogwon", "yeokwon"),
        ("jeonhwa", "chonhwa", "juhnhwa"),
        ("ssi", "si", "shi", "shee"),
        ("ttal", "dal", "tal", "tar"),
        ("eung", "ung", "oong"),
        ("pyeong", "byong", "fyeong"),
        ("hangug-e", "hankuk-ye"),
        ("jjajang", "chajang", "zazang"),
        ("gwajae", "kwaje", "qwajoe"),
    ],
)
def test_people_who_spell_korean_differently_mean_the_same(spellings: tuple[str, ...]) -> None:
    assert len({hangul.loose_roman(spelling) for spelling in spellings}) == 1


def test_a_loose_spelling_still_tells_words_apart() -> None:
    words = ("한국", "북한", "여권", "경찰", "병원", "학교", "태국")
    assert len({hangul.loose_roman(hangul.romanised(word)) for word in words}) == len(words)
