"""On paper a contact's card stands in full once; later it is its name and how it is reached, and a word that there is more above."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from html import escape

from markupsafe import Markup

from bot.core.knowledge import Knowledge
from bot.leaflet.sections import Block, Kind, Section


def ways_to_reach(knowledge: Knowledge) -> frozenset[str]:
    """Every number and address of every contact, as it stands in HTML."""
    contacts = knowledge.contacts.values()
    every = ((*one.phones, one.after_hours, one.email, one.website) for one in contacts)
    return frozenset(escape(way) for ways in every for way in ways if way)


def without_repeating(sections: Sequence[Section], ways: Collection[str], above: str) -> Iterator[Section]:
    """The sections with every card in full once.

    Args:
        sections: in the order they are read.
        ways: what of a card may never be left out (see `ways_to_reach`).
        above: says that there is more above.
    """
    seen: set[Markup] = set()
    for section in sections:
        blocks = [_short(block, ways, above) if block.html in seen else block for block in section.blocks]
        seen |= {block.html for block in section.blocks if block.kind is Kind.CARD}
        yield replace(section, blocks=tuple(blocks))


def _short(card: Block, ways: Collection[str], above: str) -> Block:
    name, *lines = card.html.split("\n")
    kept = [line for line in lines if any(way in line for way in ways)]
    if len(kept) == len(lines):
        return card
    return Block(Kind.CARD, Markup("\n").join([Markup(name), *map(Markup, kept), Markup("<i>{}</i>").format(above)]))  # noqa: S704
