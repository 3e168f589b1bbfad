"""Parts on pages, buttons in rows."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.labels import width
from bot.chat.pages import BETWEEN, READABLE, Button, Page, arranged, bold, leaves, length, split_evenly
from tests.telegram.texts import parse_html, utf16_length

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(st.lists(TEXT.map(bold), max_size=20), st.integers(70, 400))
def test_no_part_is_lost_cut_or_moved_and_every_page_has_room(parts: list[str], room: int) -> None:
    pages = leaves(parts, room)
    assert [number for page in pages for number in page] == [*range(len(parts))]
    for page in pages:
        assert length(BETWEEN.join(parts[number] for number in page)) <= max(room, *(length(part) for part in parts), 0)


@given(st.lists(TEXT.map(bold), min_size=1, max_size=20), st.integers(70, 400))
def test_no_page_is_begun_before_the_one_before_is_full(parts: list[str], room: int) -> None:
    pages = leaves(parts, room)
    for page, following in pairwise(pages):
        longer = BETWEEN.join(parts[number] for number in (*page, following[0]))
        assert length(longer) + len(BETWEEN) > room


@given(st.lists(TEXT.map(Button), max_size=30))
def test_buttons_keep_their_order_and_each_can_be_read(buttons: list[Button]) -> None:
    rows = arranged(buttons)
    assert [button for row in rows for button in row] == buttons
    for row in rows:
        assert len(row) == 1 or max(width(button.label) for button in row) <= READABLE[len(row)]


@given(st.lists(st.integers(), max_size=50), st.integers(1, 9))
def test_a_list_is_divided_evenly(things: list[int], parts: int) -> None:
    divided = [*split_evenly(things, parts)]
    assert [thing for part in divided for thing in part] == things
    sizes = [*map(len, divided)]
    assert len(sizes) == parts
    assert max(sizes) - min(sizes) <= 1
    assert sizes == sorted(sizes, reverse=True)


@given(TEXT)
def test_a_text_is_escaped_and_measured_as_telegram_measures_it(text: str) -> None:
    page = Page(bold(text), ())
    assert page.plain == text
    parsed, *_ = parse_html(f"<b>|</b>{page.html}<b>|</b>")  # Telegram trims spaces at the ends
    assert parsed == f"|{text}|"
    assert length(page.html) == utf16_length(text)
