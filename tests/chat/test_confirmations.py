"""What a page says of a number that somebody called."""

from datetime import date, timedelta

import pytest

from bot.chat.rendering import Operator, Renderer
from bot.core.edition import Edition
from bot.core.knowledge import EntryId
from bot.core.languages import Language
from bot.core.replies import Answer

CALLED = date(2026, 11, 10)  # night-line, in tests/small


@pytest.mark.parametrize("days", [0, 183])
def test_a_call_of_the_last_half_year_is_shown_with_its_date(small_edition: Edition, days: int) -> None:
    page = _page(small_edition, CALLED + timedelta(days))
    assert "Confirmed by phone on November 10, 2026." in page
    assert "not yet confirmed" not in page


def test_half_a_year_later_the_number_is_shown_as_unconfirmed_again(small_edition: Edition) -> None:
    page = _page(small_edition, CALLED + timedelta(days=184))
    assert "Confirmed by phone" not in page
    assert "Numbers from sources of 2025, not yet confirmed by phone." in page


def _page(edition: Edition, today: date) -> str:
    return Renderer(edition, lambda: today, Operator()).render(Answer(Language.ENGLISH, EntryId("stopped-by-police"))).plain
