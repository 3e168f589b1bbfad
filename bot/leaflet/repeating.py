"""On paper a contact's card stands in full once; later it is its name, how it is reached, and a word that there is more above.

The caution of a line that is called in danger stays each time: whoever reads one card alone must know that the police may come for her.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from html import escape

from markupsafe import Markup

from bot.core.knowledge import Country, Knowledge
from bot.core.languages import Language
from bot.leaflet.sections import Block, Kind, Section

CALLED_IN_DANGER = ("emergency", "hotline", "women")
"""Kinds of contacts among which are the lines of a state."""


def never_left_out(knowledge: Knowledge, country: Country, language: Language) -> frozenset[str]:
    """What of cards stays, as it stands in HTML: numbers, addresses, and cautions of the country's lines for danger."""
    contacts = knowledge.contacts.values()
    ways = (way for one in contacts for way in (*one.phones, one.after_hours, one.email, one.website))
    local = (one for one in contacts if one.country == country and one.kind in CALLED_IN_DANGER)
    cautions = (one.caution[language] for one in local if one.caution)
    return frozenset(escape(text) for text in (*ways, *cautions) if text)


def without_repeating(sections: Sequence[Section], kept: Collection[str], above: str) -> Iterator[Section]:
    """The sections with every card in full once.

    Args:
        sections: in the order they are read.
        kept: see `never_left_out`.
        above: says that there is more above.
    """
    seen: set[Markup] = set()
    for section in sections:
        blocks = [_short(block, kept, above) if block.html in seen else block for block in section.blocks]
        seen |= {block.html for block in section.blocks if block.kind is Kind.CARD}
        yield replace(section, blocks=tuple(blocks))


def _short(card: Block, kept: Collection[str], above: str) -> Block:
    name, *lines = card.html.split("\n")
    left = [line for line in lines if any(text in line for text in kept)]
    if len(left) == len(lines):
        return card
    return Block(Kind.CARD, Markup("\n").join([Markup(name), *map(Markup, left), Markup("<i>{}</i>").format(above)]))  # noqa: S704
