"""Words are mended towards those the base knows, and towards nothing else."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.core import hangul
from bot.core.edition import Edition
from bot.core.knowledge import EntryId
from bot.core.languages import Language
from bot.core.matching.spelling import Spelling
from bot.core.text import Tables, normalise

ENGLISH = ("i lost my passport", "where is the embassy", "my visa", "the hospital")
KOREAN = ("여권을 잃어버렸어요", "대사관이 어디예요", "경찰에 체포됐어요")
CHINESE = ("护照丢了", "我的护照不见了", "补办护照", "大使馆在哪里", "韩国大使馆", "去大使馆")


@pytest.fixture(scope="module")
def english(tables: Tables) -> Spelling:
    return Spelling.of(ENGLISH, Language.ENGLISH, tables)


@pytest.fixture(scope="module")
def korean(tables: Tables) -> Spelling:
    return Spelling.of(KOREAN, Language.KOREAN, tables)


@pytest.fixture(scope="module")
def chinese(tables: Tables) -> Spelling:
    return Spelling.of(CHINESE, Language.CHINESE, tables)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("i lost my pasport", "i lost my passport"),
        ("passprot", "passport"),
        ("embasy", "embassy"),
        ("teh hopsital", "teh hospital"),
        ("vsia", "visa"),
    ],
)
def test_a_slip_in_a_word_is_mended(english: Spelling, tables: Tables, typed: str, meant: str) -> None:
    assert english.mended(typed, tables) == meant


@pytest.mark.parametrize("text", ["port", "mv", "postcard", "ice", "embargo", "an entirely other question", ""])
def test_a_word_far_from_every_known_one_stays(english: Spelling, tables: Tables, text: str) -> None:
    assert english.mended(text, tables) == text


def test_a_short_word_is_never_mended(english: Spelling, tables: Tables) -> None:
    assert english.mended("mi thy iss", tables) == "mi thy iss"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("여권을 일어버렸어요", "여권을 잃어버렸어요"), ("경찰에 체포됏어요", "경찰에 체포됐어요"), ("대사괸이", "대사관이")],
)
def test_korean_is_mended_by_its_jamo(korean: Spelling, tables: Tables, typed: str, meant: str) -> None:
    assert korean.mended(typed, tables) == meant


@pytest.mark.parametrize(("typed", "meant"), [("户照丢了", "护照丢了"), ("大史馆在哪里", "大使馆在哪里"), ("护照丢了", "护照丢了")])
def test_a_chinese_pair_is_mended_to_one_of_the_same_sound(chinese: Spelling, tables: Tables, typed: str, meant: str) -> None:
    assert chinese.mended(typed, tables) == meant


def test_a_chinese_pair_is_mended_to_when_it_was_seen_twice_but_not_once(tables: Tables) -> None:
    assert Spelling.of(["补办", "补办"], Language.CHINESE, tables).mended("补半", tables) == "补办"
    assert Spelling.of(["补办"], Language.CHINESE, tables).mended("补半", tables) == "补半"


def test_both_ends_of_a_chinese_text_are_mended(tables: Tables) -> None:
    spelling = Spelling.of(["护照", "护照", "签证", "签证"], Language.CHINESE, tables)
    assert spelling.mended("户照和签正", tables) == "护照和签证"


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.KOREAN, Language.CHINESE])
def test_what_the_base_says_itself_is_never_changed(small_edition: Edition, language: Language) -> None:
    spelling, tables = small_edition.model.spelling[language], small_edition.tables
    for entry in small_edition.knowledge.entries.values():
        for phrasing in entry.phrasings[language]:
            normal = normalise(phrasing, language, tables)
            assert spelling.mended(normal, tables) == normal


@given(st.sampled_from(sorted({word for text in ENGLISH for word in text.split() if len(word) > 3})), st.data())
def test_one_lost_letter_leads_to_a_word_as_near_as_the_one_meant(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    typed = word[:at] + word[at + 1 :]
    spelling = Spelling.of(ENGLISH, Language.ENGLISH, Tables({}, {}))
    mended = spelling.mended(typed, Tables({}, {}))
    if len(typed) < 4:
        assert mended == typed
    else:
        assert mended in spelling.words
        assert OSA.distance(typed, mended) <= 1


def test_a_nearer_word_of_another_length_wins(tables: Tables) -> None:
    for known in (["abcdefxy", "abcdefghi"], ["abcdefghi", "abcdefxy"], ["abcdefxy", "zzzzzzzz", "abcdefg"]):
        assert Spelling.of(known, Language.ENGLISH, tables).mended("abcdefgh", tables) == max(known, key=lambda one: one in "abcdefghi")


@given(st.lists(st.text("abc", min_size=3, max_size=10), min_size=1, max_size=8), st.text("abc", min_size=1, max_size=10))
def test_a_word_is_mended_to_a_nearest_one_that_is_near_enough(known: list[str], typed: str) -> None:
    spelling = Spelling.of(known, Language.ENGLISH, Tables({}, {}))
    nearest = min(OSA.distance(typed, word) for word in known)
    reach = 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2
    mended = spelling.mended(typed, Tables({}, {}))
    assert OSA.distance(typed, mended) == (nearest if nearest <= reach else 0)
    assert mended in ([*known] if 0 < nearest <= reach else [typed])


@given(st.text("abcdefghilmnoprstuvy ", max_size=40))
def test_mending_keeps_the_number_of_words_and_reaches_no_further_than_two_letters(text: str) -> None:
    spelling = Spelling.of(ENGLISH, Language.ENGLISH, Tables({}, {}))
    mended = spelling.mended(text, Tables({}, {})).split()
    assert len(mended) == len(text.split())
    for typed, word in zip(text.split(), mended, strict=True):
        assert OSA.distance(hangul.jamo(typed), hangul.jamo(word)) <= min(2, len(typed) // 4)


def test_a_language_without_phrasings_changes_nothing(tables: Tables) -> None:
    for language in Language:
        assert Spelling.of((), language, tables).mended("护照 passport", tables) == "护照 passport"


def test_spelling_is_learnt_for_every_language_people_write_in(small_edition: Edition) -> None:
    assert "passport" in small_edition.model.spelling[Language.ENGLISH].words
    assert "护照" in small_edition.model.spelling[Language.CHINESE].pairs.values()
    entry = small_edition.knowledge.entries[EntryId("lost-passport")]
    assert "여권을" in " ".join(entry.phrasings[Language.KOREAN])
    assert "여권을" in small_edition.model.spelling[Language.KOREAN].words


def test_of_a_text_full_of_unknown_words_the_first_eight_are_mended(english: Spelling, tables: Tables) -> None:
    assert english.mended("the " + "pasport " * 12, tables) == " ".join(["the", *["passport"] * 8, *["pasport"] * 4])


def test_nothing_is_mended_towards_words_that_are_none_of_our_business_and_those_stay_as_they_are(tables: Tables) -> None:
    spelling = Spelling.of(["call the lawyer"], Language.ENGLISH, tables, ["opinion polls", "pepper soup"])
    assert spelling.mended("polls pepper", tables) == "polls pepper"
    assert spelling.mended("pols peper lawer", tables) == "pols peper lawyer"


def test_of_words_as_near_the_one_that_begins_alike_wins_then_the_most_frequent(tables: Tables) -> None:
    spelling = Spelling.of(["legal advice", "legal aid", "is it illegal", "later", "lawyer", "my lawyer"], Language.ENGLISH, tables)
    assert spelling.mended("ilegal", tables) == "illegal"
    assert spelling.mended("lawer", tables) == "lawyer"


def by_the_book(word: str, texts: Sequence[str]) -> str:
    """Compare with every known word: the nearest of each length, the most frequent first; of those the one that begins alike."""
    counts = Counter(one for text in texts for one in text.split())
    reach = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    if word in counts or not reach:
        return word
    best: dict[int, tuple[int, bool, int, str]] = {}
    for known, count in counts.most_common():
        distance = OSA.distance(word, known)
        if distance <= reach and (len(known) not in best or distance < best[len(known)][0]):
            best[len(known)] = (distance, known[0] != word[0], -count, known)
    return min(best.values())[-1] if best else word


@given(st.lists(st.text("abcde", min_size=3, max_size=9), min_size=1, max_size=30), st.text("abcde", min_size=1, max_size=10))
def test_leaving_out_words_of_other_letters_changes_no_mending(words: list[str], word: str) -> None:
    tables = Tables({}, {})
    assert Spelling.of([" ".join(words)], Language.ENGLISH, tables).mended(word, tables) == by_the_book(word, [" ".join(words)])
