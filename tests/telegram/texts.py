"""Texts as Telegram reads them: HTML into entities, lengths in UTF-16 code units, spaces trimmed.

The wording of the refusals and the leniency (names without `;`, tags in any case, `</>`) are those of TDLib's `parse_html`.
"""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

from tests.telegram.calls import Json, Refusal

LONGEST_TEXT = 4096
"""Code units of a message, counted after the markup is taken out."""

_TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    **{"a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji"},
}
_NAME = re.compile(r"</?([^\s>]*)")
_REST = re.compile(r"""((?:"[^"]*"|'[^']*'|[^>"'])*)>""")
_ATTRIBUTE = re.compile(r"""\s*([^\s=]*)\s*(?:=\s*("[^"]*"|'[^']*'|[\w.-]+))?""", re.ASCII)
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_LINK = re.compile(r"(?:(?:https?|tg|ton|tonsite)://\S+|(?:[\w-]+\.)+[a-z]{2,}(?:[/:?#]\S*)?)", re.IGNORECASE)


class Formatted(NamedTuple):
    """A text without markup, its entities, and the links Telegram would drop from it without a word."""

    text: str
    entities: list[Json]
    dropped: list[str]


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    characters: int
    attributes: dict[str, str]


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, Telegram's measure of everything."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_text(parameters: Json) -> Formatted:
    """Take the text out of a call, its formatting from parse_mode or entities, and check its length."""
    text, mode = parameters.get("text", ""), parameters.get("parse_mode", "").lower()
    if mode == "html":
        formatted = parse_html(text)
    elif mode in ("markdown", "markdownv2"):
        raise Refusal(501, "Not Implemented: the emulator does not read Markdown")
    elif mode:
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    else:
        formatted = Formatted(text, parameters.get("entities", []), [])
        _check_bounds(text, formatted.entities)
    formatted = _trim(formatted)
    if not formatted.text:
        raise Refusal(400, "Bad Request: message text is empty")
    if utf16_length(formatted.text) > LONGEST_TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return formatted


def parse_html(html: str) -> Formatted:
    """Turn Telegram's HTML into a text and its entities; anything but its own few tags is refused."""
    text, at = "", 0
    entities: list[Json] = []
    dropped: list[str] = []
    opened: list[_Open] = []
    while at < len(html):
        if html[at] != "<":
            end = html.find("<", at)
            end = len(html) if end < 0 else end
            text += _REFERENCE.sub(_character, html[at:end])
            at = end
            continue
        name = _name(html, at)
        rest = _REST.match(html, at + len(name))
        if html.startswith("</", at):
            tag = _close(name, opened, html, at)
            if not rest or rest[1].strip():
                _refuse("Unclosed end tag", html, at)
            _add_entity(tag, text, entities, dropped)
        else:
            if not rest:
                _refuse("Unclosed start tag", html, at)
            attributes = _attributes(name[1:].lower(), rest[1], html, at)
            opened.append(_Open(name[1:].lower(), utf16_length(text), len(text), attributes))
        at = rest.end()
    if opened:
        raise Refusal(400, f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1].tag}\"")
    return Formatted(text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])), dropped)


def _refuse(what: str, html: str, at: int) -> NoReturn:
    raise Refusal(400, f"Bad Request: can't parse entities: {what} at byte offset {len(html[:at].encode('utf-8', 'surrogatepass'))}")


def _character(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x10FFFF else reference[0]


def _name(html: str, at: int) -> str:
    found = _NAME.match(html, at)
    name = found[0] if found else ""
    if not name.startswith("</"):
        if at + len(name) == len(html):
            _refuse("Unclosed start tag", html, at)
        if name[1:].lower() not in _TAGS:
            _refuse(f'Unsupported start tag "{name[1:].lower()}"', html, at)
    return name


def _attributes(tag: str, written: str, html: str, at: int) -> dict[str, str]:
    attributes: dict[str, str] = {}
    position = 0
    while written[position:].strip():
        found = _ATTRIBUTE.match(written, position)
        if not found or not found[1]:
            _refuse(f'Empty attribute name in the tag "{tag}"', html, at)
        if found[2] is None and (tag, found[1]) != ("blockquote", "expandable"):
            _refuse(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', html, at)
        attributes[found[1]] = _REFERENCE.sub(_character, (found[2] or "").strip("\"'"))
        position = found.end()
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        _refuse('Tag "span" must have class "tg-spoiler"', html, at)
    return attributes


def _close(name: str, opened: list[_Open], html: str, at: int) -> _Open:
    if not opened:
        _refuse("Unexpected end tag", html, at)
    expected, found = opened[-1].tag, name[2:].lower()
    if found not in ("", expected):
        where = len(html[:at].encode("utf-8", "surrogatepass"))
        message = f'Unmatched end tag at byte offset {where}, expected "</{expected}>", found "</{found}>"'
        raise Refusal(400, f"Bad Request: can't parse entities: {message}")
    return opened.pop()


def _add_entity(tag: _Open, text: str, entities: list[Json], dropped: list[str]) -> None:
    entity: dict[str, Any] = {"type": _TAGS[tag.tag], "offset": tag.offset, "length": utf16_length(text) - tag.offset}
    language = tag.attributes.get("class", "").removeprefix("language-")
    if not entity["length"]:
        return
    if tag.tag == "a":
        entity["url"] = tag.attributes.get("href") or text[tag.characters :]
        if not _LINK.fullmatch(entity["url"]):
            dropped.append(entity["url"])  # the text stays, the link is gone: so for tel: and relative links
            return
    elif tag.tag == "code" and language:
        entity["language"] = language
    elif tag.tag == "blockquote" and "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    elif tag.tag == "tg-emoji":
        entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
    elif tag.tag == "pre" and entities and entities[-1] == {**entity, "type": "code", "language": entities[-1].get("language")}:
        entity["language"] = entities.pop()["language"]
    entities.append(entity)


def _check_bounds(text: str, entities: list[Json]) -> None:
    length = utf16_length(text)
    for entity in entities:
        offset, end = entity["offset"], entity["offset"] + entity["length"]
        if offset < 0 or entity["length"] < 0:
            raise Refusal(400, f"Bad Request: receive an entity with incorrect offset {offset} and length {entity['length']}")
        if end > length:
            raise Refusal(
                400,
                f"Bad Request: entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {length}",
            )


def _trim(formatted: Formatted) -> Formatted:
    text, entities, dropped = formatted
    text = text.rstrip()
    leading = len(text) - len(text.lstrip())
    leading = min([leading, *(entity["offset"] for entity in entities)])
    text, length = text[leading:], utf16_length(text[leading:])
    moved = ({**entity, "offset": entity["offset"] - leading} for entity in entities)
    cut = [{**entity, "length": min(entity["length"], length - entity["offset"])} for entity in moved]
    return Formatted(text, [entity for entity in cut if entity["length"] > 0], dropped)
