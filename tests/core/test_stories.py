"""The question in a long message is looked for at both of its ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.stories import pieces_of
from bot.core.text import LONGEST

FILLER = "We walked for a day and slept in a barn. " * 60


def test_a_short_message_is_one_piece() -> None:
    assert pieces_of("  I lost my passport. What now?  ") == ("I lost my passport. What now?",)


def test_the_question_is_found_at_the_start_and_at_the_end_of_a_long_message() -> None:
    assert "Where can I see a doctor?" in pieces_of(f"Where can I see a doctor? {FILLER}")
    assert "Where can I see a doctor?" in pieces_of(f"{FILLER}Where can I see a doctor?")


def test_the_middle_of_a_very_long_message_is_not_read() -> None:
    assert not any("doctor" in piece for piece in pieces_of(f"{FILLER}Where can I see a doctor? {FILLER}"))


def test_all_of_a_message_of_up_to_a_thousand_characters_is_read() -> None:
    middle = FILLER[:410].strip()
    assert "Where can I see a doctor?" in pieces_of(f"{middle} Where can I see a doctor? {middle}")


def test_a_message_is_long_from_its_two_hundred_and_first_character_on() -> None:
    first = "Some words come first. "
    assert len(pieces_of(first + "x" * (LONGEST - len(first)))) == 1
    assert len(pieces_of(first + "x" * (LONGEST - len(first) + 1))) == 2


@pytest.mark.parametrize(("items", "unread"), [(50, []), (51, [25]), (100, list(range(25, 75)))])
def test_five_hundred_characters_are_read_at_each_end(items: int, unread: list[int]) -> None:
    message = "".join(f"item{number:03} is counted. " for number in range(items))  # twenty characters each
    assert len(message) == 20 * items
    read = " ".join(pieces_of(message))
    assert [number for number in range(items) if f"item{number:03}" not in read] == unread


def test_fifteen_letters_are_a_sentence_of_their_own() -> None:
    assert pieces_of(f"{FILLER}Fourteen one. I lost it.")[-1] == "Fourteen one. I lost it."
    assert pieces_of(f"{FILLER}Fifteen is one. I lost it.")[-2:] == ("Fifteen is one.", "I lost it.")


def test_a_sentence_of_a_few_letters_is_joined_to_the_next() -> None:
    pieces = pieces_of(f"{FILLER}Please! Help. I lost my passport.")
    assert pieces[-1] == "Please! Help. I lost my passport."


def test_chinese_and_korean_sentences_end_too() -> None:
    assert "我的护照丢了,现在应该去哪里报失?" in pieces_of("我们走了一天,晚上睡在谷仓里。" * 20 + "我的护照丢了,现在应该去哪里报失?")
    assert (
        pieces_of("우리는 하루 종일 걸어서 왔습니다.\n" * 20 + "려권을 잃어버렸는데 어떻게 해요")[-1] == "려권을 잃어버렸는데 어떻게 해요"
    )


@given(st.text(max_size=4096))
def test_every_piece_is_safe_to_match_and_there_is_always_one(message: str) -> None:
    pieces = pieces_of(message)
    assert pieces
    assert all(len(piece) <= LONGEST for piece in pieces)


@given(st.text("ab .!?。\n", min_size=LONGEST + 1, max_size=4096))
def test_pieces_say_what_the_message_says_in_its_order(message: str) -> None:
    message = message.strip()
    text = message
    for piece in pieces_of(message):
        for word in piece.split():
            assert word in text
            text = text[text.index(word) + len(word) :]


def test_a_message_of_punctuation_alone_has_a_piece() -> None:
    assert pieces_of("!" * 1000) == ("!" * LONGEST,)
