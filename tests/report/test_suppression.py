"""What may be seen of counts."""

from collections.abc import Mapping

from hypothesis import example, given
from hypothesis import strategies as st

from bot.report.suppression import Figure, Mark, figure, figures

COUNTS = st.integers(-40, 200)
PARTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), COUNTS, min_size=1, max_size=6)


@given(COUNTS)
@example(9)
@example(10)
def test_below_ten_nothing_is_told_and_of_the_rest_the_nearest_five(number: int) -> None:
    shown = figure(number)
    if number < 10:
        assert shown is Mark.SMALL
    else:
        assert isinstance(shown, int)
        assert shown % 5 == 0
        assert abs(shown - number) <= 2


@given(st.integers(-40, 9), st.integers(-40, 9))
def test_all_numbers_below_ten_look_the_same(one: int, other: int) -> None:
    assert figure(one) == figure(other)


def _least(shown: Mapping[str, Figure], total: Figure, hidden: str) -> float:
    """What somebody who knows the rules can prove of a hidden number: the sum is so much, the others at most so much."""
    if not isinstance(total, int):
        return float("-inf")
    most_of_others = 0.0
    for key, one in shown.items():
        if key != hidden:
            most_of_others += one + 2 if isinstance(one, int) else 9 if one is Mark.SMALL else float("inf")
    return total - 2 - most_of_others


@given(PARTS)
@example({"a": 9, "b": 30})
@example({"a": 9, "b": 9, "c": 14})
@example({"a": 8, "b": 12, "c": 100})
def test_no_sum_proves_that_a_number_below_ten_is_no_zero(parts: dict[str, int]) -> None:
    shown = figures(parts, lambda _: ("all",))
    if any(number >= 10 for number in parts.values()):  # else there is nothing that could be kept back
        for key, one in shown.items():
            if one is Mark.SMALL:
                assert _least(shown, figure(sum(parts.values())), key) <= 0


@given(PARTS)
def test_only_one_number_of_a_sum_is_kept_back_the_smallest_that_could_be_seen(parts: dict[str, int]) -> None:
    shown = figures(parts, lambda _: ("all",))
    kept = [key for key, one in shown.items() if one is Mark.KEPT_BACK]
    assert len(kept) <= 1
    for key in kept:
        assert parts[key] == min(number for number in parts.values() if number >= 10)


@given(PARTS)
def test_what_is_in_no_sum_is_shown_by_itself(parts: dict[str, int]) -> None:
    assert figures(parts, lambda _: ()) == {key: figure(number) for key, number in parts.items()}


def test_keeping_back_happens_and_only_where_it_must() -> None:
    assert figures({"ko": 9, "zh": 30}, lambda _: ("week",)) == {"ko": Mark.SMALL, "zh": Mark.KEPT_BACK}
    assert figures({"ko": 2, "zh": 30}, lambda _: ("week",)) == {"ko": Mark.SMALL, "zh": 30}
    assert figures({"ko": 40, "zh": 30}, lambda _: ("week",)) == {"ko": 40, "zh": 30}
