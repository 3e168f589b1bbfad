"""How long a call or a review counts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from bot.core.ageing import A_YEAR, CONFIRMED_FOR, HALF_A_YEAR, REVIEWED_FOR, confirmed_on
from bot.core.knowledge import Risk

CALLED = date(2026, 5, 1)


def test_a_call_counts_for_half_a_year_to_the_day() -> None:
    assert confirmed_on(CALLED, CALLED) == CALLED
    assert confirmed_on(CALLED, CALLED + timedelta(days=183)) == CALLED
    assert confirmed_on(CALLED, CALLED + timedelta(days=184)) is None


@given(some.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_no_call_and_a_call_that_is_yet_to_come_confirm_nothing(today: date) -> None:
    assert confirmed_on(None, today) is None
    assert confirmed_on(today + timedelta(days=1), today) is None


def test_a_red_text_is_reviewed_twice_a_year_and_every_risk_has_its_term() -> None:
    assert REVIEWED_FOR[Risk.RED] == HALF_A_YEAR == CONFIRMED_FOR
    assert {REVIEWED_FOR[risk] for risk in Risk if risk is not Risk.RED} == {A_YEAR}
