"""The question in a long message is looked for at both of its ends."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.core.stories import pieces_of, together
from bot.core.text import LONGEST

FILLER = "We walked for a day and slept in a barn. " * 60


def test_a_short_message_is_one_piece() -> None:
    assert pieces_of("  I lost my passport. What now?  ") == ("I lost my passport. What now?",)


def test_the_question_is_found_at_the_start_and_at_the_end_of_a_long_message() -> None:
    assert any("Where can I see a doctor?" in piece for piece in pieces_of(f"Where can I see a doctor? {FILLER}"))
    assert pieces_of(f"{FILLER}Where can I see a doctor?")[-1] == "Where can I see a doctor?"


def test_the_middle_of_a_very_long_message_is_not_read() -> None:
    assert not any("doctor" in piece for piece in pieces_of(f"{FILLER}Where can I see a doctor? {FILLER}"))


def test_all_of_a_message_of_up_to_a_thousand_characters_is_read() -> None:
    middle = FILLER[:410].strip()
    assert any("Where can I see a doctor?" in piece for piece in pieces_of(f"{middle} Where can I see a doctor? {middle}"))


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


def test_sentences_stay_whole_and_share_a_piece_while_they_fit() -> None:
    sentences = [f"This is sentence number {number:02}." for number in range(20)]
    *pieces, last = pieces_of(" ".join(sentences))
    assert " ".join(pieces) == " ".join(sentences)
    assert all(piece.endswith(".") for piece in pieces)
    assert all(len(one) + len(next_one.partition(".")[0]) + 2 > LONGEST for one, next_one in pairwise(pieces))
    assert last == sentences[-1]


def test_chinese_and_korean_sentences_end_too() -> None:
    assert pieces_of("我们走了一天,晚上睡在谷仓里。" * 20 + "我的护照丢了,现在应该去哪里报失?")[-1] == "我的护照丢了,现在应该去哪里报失?"
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
    *pieces, again = pieces_of(message)
    assert message.endswith(again)
    for piece in pieces:
        for word in piece.split():
            assert word in text
            text = text[text.index(word) + len(word) :]


def test_a_message_of_punctuation_alone_has_a_piece() -> None:
    assert pieces_of("!" * 1000) == ("!" * LONGEST,)


def chances(*shares: float) -> NDArray[np.float64]:
    return np.array(shares)


def test_what_one_piece_says_stays_as_it_is() -> None:
    np.testing.assert_allclose(together([chances(0.7, 0.2, 0.1)]), [0.7, 0.2, 0.1])


def test_what_all_pieces_find_likely_wins_over_what_one_is_sure_of() -> None:
    pieces = [chances(0.97, 0.01, 0.02), chances(0.02, 0.38, 0.6), chances(0.01, 0.59, 0.4)]
    joined = together(pieces)
    assert joined.argmax() == 2
    assert joined.sum() == pytest.approx(1.0)


@given(st.lists(st.lists(st.floats(1e-6, 1.0), min_size=3, max_size=3), min_size=1, max_size=7))
def test_pieces_together_give_probabilities_in_whatever_order_they_come(shares: list[list[float]]) -> None:
    pieces = [np.array(one) / sum(one) for one in shares]
    joined = together(pieces)
    assert (joined >= 0).all()
    assert joined.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(joined, together(pieces[::-1]), atol=1e-9)
