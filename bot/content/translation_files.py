"""Read locales/**/*.po: what each message says in each language, and whether it still follows the English."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.problem import BrokenContent, Problem
from bot.content.refresh import DOMAINS, languages_in, parsed


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
    """All catalogues: language -> domain -> catalogue."""

    catalogues: Mapping[str, Mapping[str, Catalogue]]

    def find(self, language: str, domain: str, identity: str) -> Translation | None:
        """The translation of a message, or None."""
        return self.catalogues.get(language, {}).get(domain, {}).get(identity)


def po_file(locales: Path, language: str, domain: str) -> Path:
    """Where a catalogue lies."""
    return locales / language / "LC_MESSAGES" / f"{domain}.po"


def read_translations(locales: Path) -> Translations:
    """Read every catalogue of every language.

    Raises:
        BrokenContent: naming each file that cannot be read, with the line.
    """
    problems: list[Problem] = []
    catalogues: dict[str, dict[str, Catalogue]] = {}
    for language in languages_in(locales):
        catalogues[language] = {}
        for domain in DOMAINS:
            path = po_file(locales, language, domain)
            try:
                catalogues[language][domain] = _read(path)
            except BrokenContent as broken:
                problems.extend(broken.problems)
    if problems:
        raise BrokenContent(problems)
    return Translations(catalogues)


def _read(path: Path) -> Catalogue:
    where = "/".join(path.parts[-4:])
    if not path.is_file():  # polib would take the path itself for the text of a catalogue
        raise BrokenContent([Problem(where, 0, "", "The file is missing.", "Run: python -m bot refresh")])
    return {
        entry.msgctxt or entry.msgid: Translation(entry.msgstr.strip(), entry.msgid, entry.fuzzy, entry.linenum or 0)
        for entry in parsed(path)
        if entry.msgstr.strip() and not entry.obsolete
    }
