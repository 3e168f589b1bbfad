"""What a text is made of: paragraphs, and placeholders of contacts between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.knowledge import ContactId

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def placeholders(text: str) -> tuple[str, ...]:
    """The names between braces in a text, in order."""
    return tuple(_PLACEHOLDER.findall(text))


def contact_of(placeholder: str) -> ContactId:
    """The contact a placeholder names (gettext's brace format knows no hyphen)."""
    return ContactId(placeholder.replace("_", "-"))


@dataclass(frozen=True, slots=True)
class Card:
    """The place of a contact between two paragraphs."""

    contact: ContactId


def blocks(text: str) -> Iterator[str | Card]:
    """The paragraphs of a text and, where a placeholder stands alone on its line, the card of a contact."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if not (match := _PLACEHOLDER.fullmatch(line.strip())):
            lines.append(line)
            continue
        if paragraph := "\n".join(lines).strip():
            yield paragraph
        lines = []
        yield Card(contact_of(match[1]))
    if paragraph := "\n".join(lines).strip():
        yield paragraph
