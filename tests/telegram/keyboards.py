"""Inline keyboards, as narrow as the real ones: 64 bytes in a button are what keeps a bot without a memory honest."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.telegram.calls import Json, Refusal

LONGEST_CALLBACK_DATA = 64
"""Bytes of UTF-8, not characters."""
LONGEST_COPY_TEXT = 256
MOST_BUTTONS = 100
MOST_BUTTONS_IN_A_ROW = 8

_LOOKS = {"text", "icon_custom_emoji_id", "style"}


@dataclass(frozen=True, slots=True)
class Button:
    """One button of a page, with the JSON it came in."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    json: Json = field(default_factory=dict, repr=False)


Rows = tuple[tuple[Button, ...], ...]


def read_keyboard(markup: Json | None) -> Rows:
    """Read the inline keyboard of a call; a keyboard of another kind has no buttons to press here."""
    rows = tuple(tuple(_button(button) for button in row) for row in (markup or {}).get("inline_keyboard", ()) if row)
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_BUTTONS_IN_A_ROW for row in rows):
        raise Refusal(400, "Bad Request: reply markup is too long")
    return rows


def keyboard_json(rows: Rows) -> Json:
    """The keyboard as it stands in a message."""
    return {"inline_keyboard": [[button.json for button in row] for row in rows]}


def _button(button: Json) -> Button:
    actions = button.keys() - _LOOKS
    data, url, copied = button.get("callback_data"), button.get("url"), button.get("copy_text", {}).get("text")
    if not button["text"].strip():
        raise Refusal(400, "Bad Request: can't parse inline keyboard button: button text must be non-empty")
    if not actions or data == "":
        raise Refusal(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise Refusal(400, f"Bad Request: can't parse inline keyboard button: exactly one action is allowed, not {sorted(actions)}")
    if data is not None and len(data.encode()) > LONGEST_CALLBACK_DATA:
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    if copied is not None and not 1 <= len(copied) <= LONGEST_COPY_TEXT:
        raise Refusal(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
    if url is not None:
        _check_url(url)
    return Button(button["text"], data, url, copied, button)


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https", "tg"):
        raise Refusal(400, f"Bad Request: inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if not parts.netloc or (parts.scheme != "tg" and "." not in parts.netloc and parts.hostname != "localhost"):
        raise Refusal(400, f"Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
