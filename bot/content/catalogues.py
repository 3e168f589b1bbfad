"""Translation files as they lie on disk: locales/<language>/LC_MESSAGES/<domain>.po, read and written the same way everywhere."""

import re
from pathlib import Path

import polib

from bot.content.problem import BrokenContent, Problem
from bot.core.languages import WRITTEN, Language

DOMAINS = ("interface", "answers", "phrasings")


def po_file(locales: Path, language: str, domain: str) -> Path:
    """Where a catalogue lies."""
    return locales / language / "LC_MESSAGES" / f"{domain}.po"


def languages_in(locales: Path) -> tuple[str, ...]:
    """The languages of a project: those the code knows, then any other folder a translator has begun."""
    own = tuple(language.value for language in WRITTEN)
    begun = sorted(folder.name for folder in locales.glob("*/LC_MESSAGES") for folder in [folder.parent])
    return (*own, *(name for name in begun if name not in own))


def identity(message: polib.POEntry) -> str:
    """What a translation is carried over by: its context, or the English where it has none."""
    return str(message.msgctxt or message.msgid)


def parsed(path: Path) -> polib.POFile:
    """A translation file.

    Raises:
        BrokenContent: when it is none, with the line.
    """

    def broken(line: int, message: str, remedy: str) -> BrokenContent:
        return BrokenContent([Problem("/".join(path.parts[-4:]), line, "", message, remedy)])

    try:
        lines = path.read_bytes().decode().split("\n")
    except UnicodeDecodeError as error:
        number = path.read_bytes()[: error.start].count(b"\n") + 1
        raise broken(number, f"Not UTF-8 at byte {error.start}.", "Save the file as UTF-8.") from None
    for number, line in enumerate(lines, 1):  # polib would leave such a message out and say nothing
        if not line.rstrip().endswith('"') and _TEXT.match(line):
            raise broken(number, "A quotation mark is missing at the end of the line.", "Add it.")
    try:
        catalogue = polib.pofile(str(path), encoding="utf-8")
    except (OSError, ValueError) as error:
        # polib says "Syntax error in po file … (line 12): reason"; its path is a machine's
        reason = str(error).replace(str(path), "").strip()
        place = reason.partition("(line ")[2].partition(")")[0]
        raise broken(
            int(place) if place.isdigit() else 0,
            f"Not a valid .po file: {reason}.",
            "Undo the last change, or look for a missing quotation mark.",
        ) from None
    seen: dict[str, int] = {}
    for one in (one for one in catalogue if not one.obsolete):
        number, name = one.linenum or 0, identity(one)
        if seen.setdefault(name, number) != number:  # of two translations one would win, and nobody would know which
            raise broken(number, f"“{name:.60}” stands in line {seen[name]} too.", "Keep the better one, remove the other.")
    return catalogue


_TEXT = re.compile(r'(?:#~ ?)?(?:msg[a-z\[\]0-9_]*\s+)?"')


def empty(language: str) -> polib.POFile:
    """A catalogue without messages."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "gilbeot",
        "PO-Revision-Date": "2026-11-25 21:00+0000",  # msgfmt -c wants these three; Poedit and Weblate renew them
        "Last-Translator": "Gilbeot",
        "Language-Team": "Gilbeot",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);" if language == Language.ENGLISH else "nplurals=1; plural=0;",
    }
    return catalogue


def as_text(catalogue: polib.POFile) -> str:
    """A catalogue as it is written: no line is folded, so that a change shows the changed words alone."""
    catalogue.wrapwidth = 0
    return f"{catalogue}\n"
