"""A text is paragraphs, and cards of contacts between them."""

from bot.core.blocks import Card, blocks, contact_of, placeholders
from bot.core.knowledge import ContactId


def test_a_placeholder_alone_on_its_line_is_the_card_of_a_contact() -> None:
    assert list(blocks("First.\n\nSecond:\n{night_line}\nThird.\n{cn_police_110}\n")) == [
        "First.\n\nSecond:",
        Card(ContactId("night-line")),
        "Third.",
        Card(ContactId("cn-police-110")),
    ]


def test_blanks_around_a_placeholder_do_not_matter() -> None:
    assert list(blocks("\n  {night_line} \n\n")) == [Card(ContactId("night-line"))]


def test_a_placeholder_within_a_line_is_text() -> None:
    assert list(blocks("Call {night_line} now.")) == ["Call {night_line} now."]


def test_lines_of_a_paragraph_stay_together() -> None:
    assert list(blocks("1. One.\n2. Two.\n{a_b}\n3. Three.\n4. Four.")) == [
        "1. One.\n2. Two.",
        Card(ContactId("a-b")),
        "3. Three.\n4. Four.",
    ]


def test_an_empty_text_has_no_blocks() -> None:
    assert list(blocks(" \n\n ")) == []


def test_placeholders_are_named_in_their_order() -> None:
    assert placeholders("{b_two}\ntext {a} and {b_two}") == ("b_two", "a", "b_two")
    assert placeholders("no { brace closed") == ()


def test_a_placeholder_names_a_contact_with_underscores_for_hyphens() -> None:
    assert contact_of("cn_police_110") == "cn-police-110"
