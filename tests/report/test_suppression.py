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
@example({"a": 9, "b": 30})
@example({"a": 7, "b": 30})
@example({"a": 6, "b": 30})
@example({"a": 9, "b": 8, "c": 33})
@example({"a": 9, "b": 9, "c": 33})
@example({"a": 1, "b": 12, "c": 12})
@example({"a": 1, "b": 12, "c": 12, "d": 12, "e": 12})
@example({"a": 5, "b": 4, "c": 12, "d": 12})
def test_a_number_is_kept_back_only_where_it_would_prove_something(parts: dict[str, int]) -> None:
    shown, total = figures(parts, lambda _: ("all",)), figure(sum(parts.values()))
    open_to_all = {key: figure(number) for key, number in parts.items()}
    proves = any(one is Mark.SMALL and _least(open_to_all, total, key) > 0 for key, one in open_to_all.items())
    assert (Mark.KEPT_BACK in shown.values()) == (proves and any(isinstance(one, int) for one in open_to_all.values()))


def test_each_sum_is_looked_at_with_its_own_parts() -> None:
    parts = {("en", "a"): 30, ("en", "b"): 40, ("ko", "a"): 9, ("ko", "b"): 30}
    shown = figures(parts, lambda key: (key[0],))
    assert shown == {("en", "a"): 30, ("en", "b"): 40, ("ko", "a"): Mark.SMALL, ("ko", "b"): Mark.KEPT_BACK}


def test_the_smallest_number_is_kept_back_whatever_its_name() -> None:
    assert figures({"a": 60, "b": 9, "c": 30}, lambda _: ("week",)) == {"a": 60, "b": Mark.SMALL, "c": Mark.KEPT_BACK}


@given(PARTS)
def test_what_is_in_no_sum_is_shown_by_itself(parts: dict[str, int]) -> None:
    assert figures(parts, lambda _: ()) == {key: figure(number) for key, number in parts.items()}


def test_keeping_back_happens_and_only_where_it_must() -> None:
    assert figures({"ko": 9, "zh": 30}, lambda _: ("week",)) == {"ko": Mark.SMALL, "zh": Mark.KEPT_BACK}
    assert figures({"ko": 2, "zh": 30}, lambda _: ("week",)) == {"ko": Mark.SMALL, "zh": 30}
    assert figures({"ko": 40, "zh": 30}, lambda _: ("week",)) == {"ko": 40, "zh": 30}
