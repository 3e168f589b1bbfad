"""Latin letters are English, Hangul on a Latin keyboard, romanised Korean or pinyin, told apart by the phrasings themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import hangul
from bot.core.edition import Edition
from bot.core.languages import WRITTEN, Language
from bot.core.matching.readings import ALL, Readings, Spelling, samples
from bot.core.text import Tables, normalise

UNSEEN = {
    Spelling.ENGLISH: ["the visa office is closed", "Help", "hello", "is there a teacher who can help my son", "what can i do now", "ok"],
    Spelling.KEYS: ["dudrnjsdmf qnstlfgodTdjdy", "gksrnr eotkrhks", "dkssudgktpdy", "dmltkrk vlfdygody", "Qkffl dhktnwndpdy"],
    Spelling.ROMANISED: ["yeogwoneul bunsilhaesseoyo", "hanguk daesagwan", "gyeongchari wasseoyo", "annyeonghaseyo", "uisaga piryohaeyo"],
    Spelling.PINYIN: ["wo de huzhao bei tou le", "hanguo dashiguan", "jingcha lai le", "ni hao", "wo yao kan yisheng", "xuexiao zai nali"],
}


def plain(edition: Edition, language: Language) -> list[str]:
    """The normalised phrasings of a language."""
    entries = edition.knowledge.entries.values()
    return [normalise(text, language, edition.tables) for entry in entries for text in entry.phrasings[language]]


@pytest.fixture(scope="module")
def written(small_edition: Edition) -> dict[Spelling, list[str]]:
    english, korean, chinese = (plain(small_edition, language) for language in WRITTEN)
    return samples(english, korean, chinese, small_edition.tables)


@pytest.fixture(scope="module")
def readings(written: dict[Spelling, list[str]]) -> Readings:
    return Readings.of(written)


@pytest.mark.parametrize(("spelling", "text"), [(spelling, text) for spelling, texts in UNSEEN.items() for text in texts])
def test_a_text_nobody_wrote_before_is_told(readings: Readings, spelling: Spelling, text: str) -> None:
    assert readings.spelling_of(text) is spelling


@pytest.mark.parametrize("spelling", ALL)
def test_the_phrasings_themselves_are_told_almost_always(
    readings: Readings, written: dict[Spelling, list[str]], spelling: Spelling
) -> None:
    told = [readings.spelling_of(text) is spelling for text in written[spelling]]
    assert sum(told) >= 0.97 * len(told)


def test_a_large_first_letter_as_a_phone_writes_it_changes_nothing(readings: Readings) -> None:
    for texts in UNSEEN.values():
        for text in texts:
            assert readings.spelling_of(text[0].upper() + text[1:]) is readings.spelling_of(text[0].lower() + text[1:])


def test_english_in_capital_letters_is_english(readings: Readings, written: dict[Spelling, list[str]]) -> None:
    shouted = [text.upper() for text in written[Spelling.ENGLISH]]
    told = [readings.spelling_of(text) is Spelling.ENGLISH for text in shouted]
    assert sum(told) >= 0.97 * len(told)
    assert readings.spelling_of("DOCTOR") is Spelling.ENGLISH


def test_english_in_full_width_letters_is_english(readings: Readings, written: dict[Spelling, list[str]]) -> None:
    wide = ["".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text) for text in written[Spelling.ENGLISH]]
    told = [readings.spelling_of(text) is Spelling.ENGLISH for text in wide]
    assert sum(told) >= 0.97 * len(told)


@given(st.text())
def test_any_text_is_told_to_be_something(text: str) -> None:
    assert Readings.of(UNSEEN).spelling_of(text) in ALL


def test_letters_never_seen_are_english(readings: Readings) -> None:
    assert readings.spelling_of("ß") is Spelling.ENGLISH
    assert readings.spelling_of("") is Spelling.ENGLISH


def test_samples_write_the_same_phrasings_in_four_ways(tables: Tables) -> None:
    assert samples(["visa"], ["여권"], ["护照"], tables) == {
        Spelling.ENGLISH: ["visa"],
        Spelling.KEYS: ["durnjs"],
        Spelling.ROMANISED: ["yeogwon"],
        Spelling.PINYIN: ["hu zhao"],
    }
    assert hangul.from_keys("durnjs") == "여권"


@pytest.mark.parametrize("text", ["hello", "Hello!", "what's that?"])
def test_punctuation_and_a_large_first_letter_change_nothing(readings: Readings, text: str) -> None:
    plain = text.lower().replace("'", "").strip("!?")
    assert readings.spelling_of(text) is readings.spelling_of(plain)


def test_known_words_speak_for_english_and_do_not_outweigh_everything(readings: Readings, written: dict[Spelling, list[str]]) -> None:
    texts = [*UNSEEN[Spelling.KEYS], *(text[:3] for text in written[Spelling.ROMANISED])]
    alone = {text: readings.spelling_of(text) for text in texts}
    known = {text: readings.spelling_of(text, of_known_words=True) for text in texts}
    changed = {text for text in texts if known[text] is not alone[text]}
    assert changed
    assert all(known[text] is Spelling.ENGLISH for text in changed)
    assert known["dkssudgktpdy"] is Spelling.KEYS
