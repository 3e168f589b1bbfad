"""Read locales/**/*.po: what each message says in each language, and whether it still follows the English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.catalogues import DOMAINS, languages_in, parsed, po_file
from bot.content.plain_files import PlainMessage, plain_messages
from bot.content.problem import BrokenContent, Problem


@dataclass(frozen=True, slots=True)
class Translation:
    """One message of a .po file.

    Attributes:
        english: the English text it was made from.
        fuzzy: flagged: the English has changed since.
        line: in the file, for problems.
    """

    text: str
    english: str
    fuzzy: bool
    line: int

    def is_stale(self, english: str) -> bool:
        """Whether it was made from another English text than this one."""
        return self.fuzzy or self.english != english


Catalogue = Mapping[str, Translation]
"""Identity of a message (msgctxt, or msgid where it has none) -> its translation; untranslated ones are left out."""


@dataclass(frozen=True, slots=True)
class Translations:
    """All catalogues: language -> domain -> catalogue.

    Attributes:
        lines: language -> domain -> identity -> the line of its message, translated or not.
    """

    catalogues: Mapping[str, Mapping[str, Catalogue]]
    lines: Mapping[str, Mapping[str, Mapping[str, int]]]

    def find(self, language: str, domain: str, identity: str) -> Translation | None:
        """The translation of a message, or None."""
        return self.catalogues.get(language, {}).get(domain, {}).get(identity)

    def line(self, language: str, domain: str, identity: str) -> int:
        """Where the message stands in its file; 0 when it does not."""
        return self.lines.get(language, {}).get(domain, {}).get(identity, 0)


def read_translations(locales: Path) -> Translations:
    """Read every catalogue of every language.

    Raises:
        BrokenContent: naming each file that cannot be read, with the line.
    """
    problems: list[Problem] = []
    catalogues: dict[str, dict[str, Catalogue]] = {}
    lines: dict[str, dict[str, dict[str, int]]] = {}
    for language in languages_in(locales):
        catalogues[language], lines[language] = {}, {}
        for domain in DOMAINS:
            path = po_file(locales, language, domain)
            try:
                messages = _messages(path)
            except BrokenContent as broken:
                problems.extend(broken.problems)
                continue
            catalogues[language][domain] = {id: one for id, one in messages.items() if one.text}
            lines[language][domain] = {id: one.line for id, one in messages.items()}
    if problems:
        raise BrokenContent(problems)
    return Translations(catalogues, lines)


def _messages(path: Path) -> Catalogue:
    """Every message of a file, untranslated ones with no text."""
    where = "/".join(path.parts[-4:])
    if not path.is_file():  # polib would take the path itself for the text of a catalogue
        raise BrokenContent([Problem(where, 0, "", "The file is missing.", "Run: python -m bot refresh")])
    try:
        plain = plain_messages(path.read_bytes().decode())
    except UnicodeDecodeError:
        plain = None
    messages = _by_polib(path) if plain is None else plain
    return {one.context or one.english: Translation(one.text.strip(), one.english, one.fuzzy, one.line) for one in messages}


def _by_polib(path: Path) -> Iterator[PlainMessage]:
    """The messages of a file in any form."""
    for entry in parsed(path):
        if not entry.obsolete:
            yield PlainMessage(entry.msgctxt, entry.msgid, entry.msgstr, entry.fuzzy, entry.linenum or 0)
