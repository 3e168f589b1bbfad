"""Texts and keyboards are refused as Telegram refuses them."""

import pytest

from tests.telegram.calls import Json, Refusal
from tests.telegram.conftest import Bot
from tests.telegram.emulator import Emulator
from tests.telegram.keyboards import read_keyboard
from tests.telegram.texts import parse_html, read_text, utf16_length


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<b>집</b>", "집", [("bold", 0, 1)]),
        ("🙏 <STRONG>a<i>b</i></STRONG>", "🙏 ab", [("bold", 3, 2), ("italic", 4, 1)]),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#9731; &#x2603", 'a <b> & "c" ☃ ☃', []),
        ("AT&T &nbsp; &copy;", "AT&T &nbsp; &copy;", []),
        ("<u>a</><s>b</s >", "ab", [("underline", 0, 1), ("strikethrough", 1, 1)]),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<code>1</code>", "1", [("code", 0, 1)]),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    formatted = parse_html(html)
    assert formatted.text == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in formatted.entities] == entities


def test_a_link_and_a_language_are_kept() -> None:
    link, code = parse_html('<a href="https://a.org/?b=1&amp;c=2">x</a><pre><code class="language-python">y</code></pre>').entities
    assert link == {"type": "text_link", "offset": 0, "length": 1, "url": "https://a.org/?b=1&c=2"}
    assert code == {"type": "pre", "offset": 1, "length": 1, "language": "python"}


@pytest.mark.parametrize("url", ["tel:+8221234567", "/relative", "javascript:alert(1)", "mailto:a@b.org"])
async def test_a_link_that_telegram_drops_silently_is_complained_about(telegram: Emulator, bot: Bot, url: str) -> None:
    alice = telegram.user()
    await alice.start()
    await bot.do("sendMessage", chat_id=alice.id, text=f'<a href="{url}">x</a>', parse_mode="HTML")
    assert (alice.chat[-1].text, alice.chat[-1].entities) == ("x", [])
    assert telegram.complaints == [f'Telegram would drop the link "{url}" without a word']


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("집<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("x<br/>", 'Unsupported start tag "br/" at byte offset 1'),
        ("1<2", "Unclosed start tag at byte offset 1"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<i =a>x</i>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i a>x</i>", 'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ],
)
def test_wrong_html_is_refused_with_telegrams_reason(html: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_text({"text": html, "parse_mode": "HTML"})
    assert (refused.value.code, refused.value.description) == (400, f"Bad Request: can't parse entities: {reason}")


@pytest.mark.parametrize(("text", "accepted"), [("a" * 4096, True), ("a" * 4097, False), ("🙏" * 2048, True), ("🙏" * 2049, False)])
def test_a_text_has_4096_code_units_at_most(text: str, accepted: bool) -> None:
    if accepted:
        assert utf16_length(read_text({"text": text}).text) == 4096
    else:
        with pytest.raises(Refusal, match="message is too long"):
            read_text({"text": text})


def test_the_length_is_counted_after_the_markup_is_gone() -> None:
    assert read_text({"text": f"<b>{'&lt;' * 4096}</b>", "parse_mode": "HTML"}).text == "<" * 4096


@pytest.mark.parametrize("text", ["", " \n ", "<b> </b>"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="message text is empty"):
        read_text({"text": text, "parse_mode": "HTML"})


def test_spaces_around_a_text_are_cut_with_its_entities() -> None:
    text, entities, _ = read_text({"text": "  a <b>b \n</b>\n", "parse_mode": "HTML"})
    assert (text, entities) == ("a b", [{"type": "bold", "offset": 2, "length": 1}])


@pytest.mark.parametrize(("offset", "length"), [(0, 3), (2, 1), (-1, 1)])
def test_an_entity_outside_the_text_is_refused(offset: int, length: int) -> None:
    with pytest.raises(Refusal, match="offset"):
        read_text({"text": "ab", "entities": [{"type": "bold", "offset": offset, "length": length}]})


def button(**fields: object) -> Json:
    return {"inline_keyboard": [[{"text": "Go", **fields}]]}


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (button(), "Text buttons are unallowed"),
        (button(callback_data=""), "Text buttons are unallowed"),
        (button(callback_data="x", url="https://a.org"), "exactly one action"),
        (button(callback_data="집" * 22), "BUTTON_DATA_INVALID"),
        (button(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (button(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (button(url="ftp://a.org"), "Unsupported URL protocol"),
        (button(url="tel:+82123"), "Unsupported URL protocol"),
        (button(url="https://"), "Wrong HTTP URL"),
        ({"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}, "must be non-empty"),
        ({"inline_keyboard": [[{"text": "Go", "callback_data": "x"}] * 9]}, "reply markup is too long"),
        ({"inline_keyboard": [[{"text": "Go", "callback_data": "x"}]] * 101}, "reply markup is too long"),
    ],
)
def test_a_wrong_keyboard_is_refused(markup: Json, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        read_keyboard(markup)


@pytest.mark.parametrize(
    "fields",
    [
        {"callback_data": "집" * 21 + "x"},
        {"copy_text": {"text": "x" * 256}},
        {"url": "https://a.org"},
        {"url": "tg://resolve?domain=a"},
        {"callback_data": "x", "style": "danger"},
    ],
)
def test_a_right_button_is_accepted(fields: Json) -> None:
    assert len(read_keyboard(button(**fields))) == 1
