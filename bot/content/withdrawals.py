"""Numbers that were found to be wrong: taken out of every text at once, in every language.

One word in contacts.toml does it, because a wrong number cannot wait until three languages are rewritten: texts go on naming the
contact, and what is compiled of them does not. Where a text would be left without any contact, one that `stands_in` takes the place.
"""

import re
from collections.abc import Mapping

from bot.content.written import WrittenContact
from bot.core.blocks import contact_of, placeholders
from bot.core.knowledge import ContactId


class Withdrawals:
    """Which contacts are withdrawn, and what stands in for them."""

    def __init__(self, contacts: Mapping[str, WrittenContact]) -> None:
        """Take all contacts, in the order of their file."""
        self._contacts = contacts
        self.stand_in: ContactId | None = next((ContactId(id) for id, one in contacts.items() if one.stands_in and one.is_shown), None)

    def text(self, text: str, listed: tuple[str, ...] = ()) -> str:
        """A text of an entry without withdrawn contacts.

        Args:
            text: with contacts in braces, each on a line of its own.
            listed: the contacts shown below the text.
        """
        lines = text.splitlines()
        gone = [at for at, line in enumerate(lines) if self._is_withdrawn(line)]
        if not gone:
            return text
        if self.stand_in and not self.remaining(text, self.listed(listed)):
            lines[gone.pop(0)] = f"{{{self.stand_in.replace('-', '_')}}}"
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line for at, line in enumerate(lines) if at not in gone)).strip("\n")

    def listed(self, contacts: tuple[str, ...]) -> tuple[str, ...]:
        """The contacts shown below a text, without withdrawn ones."""
        left = tuple(id for id in contacts if not self._withdrawn(id))
        return left or ((self.stand_in,) if self.stand_in and contacts else ())

    def remaining(self, text: str, listed: tuple[str, ...]) -> tuple[str, ...]:
        """The contacts of a text and of the list below it that may be shown."""
        named = (*map(contact_of, placeholders(text)), *map(ContactId, listed))
        return tuple(dict.fromkeys(id for id in named if id in self._contacts and self._contacts[id].is_shown))

    def _is_withdrawn(self, line: str) -> bool:
        return any(self._withdrawn(contact_of(name)) for name in placeholders(line))

    def _withdrawn(self, id: str) -> bool:
        return id in self._contacts and self._contacts[id].withdrawn is not None
