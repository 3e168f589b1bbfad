"""Bring the translation files up to date: extract, then merge by id.

`pybabel update` and `msgmerge` merge by similarity of the English: a rewritten answer loses its translation, a new shelter entry
comes prefilled with another shelter's text (both tried). So Babel extracts and we merge by msgctxt: a changed English text keeps
its translation, flagged fuzzy, with the previous msgid beside it. Doing it twice changes nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from bot.content.knowledge_files import read_knowledge
from bot.content.problem import BrokenContent, Problem
from bot.core.languages import WRITTEN, Language

DOMAINS = ("interface", "answers", "phrasings")
_KNOWLEDGE_EXTRACTOR = "bot.content.extraction:extract_knowledge"


def refresh(root: Path, languages: tuple[str, ...] | None = None) -> list[Path]:
    """Rewrite every .pot and .po of a project that is not up to date.

    Returns:
        The files that changed.
    """
    return [path for path, text in refreshed_files(root, languages) if _write(path, text)]


def refreshed_files(root: Path, languages: tuple[str, ...] | None = None) -> Iterator[tuple[Path, str]]:
    """Every translation file with the text it should have.

    Raises:
        BrokenContent: for files that cannot be read.
    """
    read_knowledge(root / "knowledge")
    locales = root / "locales"
    for domain in DOMAINS:
        messages = messages_of(root, domain)
        yield locales / f"{domain}.pot", _text(template_of(messages))
        for language in languages or languages_in(locales):
            path = locales / language / "LC_MESSAGES" / f"{domain}.po"
            catalogue = parsed(path) if path.exists() else _empty(language)
            yield path, _text(merged(template_of(messages), catalogue, language))


def languages_in(locales: Path) -> tuple[str, ...]:
    """The languages of a project: those the code knows, then any other folder a translator has begun."""
    own = tuple(language.value for language in WRITTEN)
    begun = sorted(folder.name for folder in locales.glob("*/LC_MESSAGES") for folder in [folder.parent])
    return (*own, *(name for name in begun if name not in own))


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
        if _TEXT.match(line) and not line.rstrip().endswith('"'):
            raise broken(number, "A quotation mark is missing at the end of the line.", "Add it.")
    try:
        return polib.pofile(str(path), encoding="utf-8")
    except (OSError, ValueError) as error:
        # polib says "Syntax error in po file … (line 12): reason"; its path is a machine's
        reason = str(error).replace(str(path), "").strip()
        place = reason.partition("(line ")[2].partition(")")[0]
        raise broken(
            int(place) if place.isdigit() else 0,
            f"Not a valid .po file: {reason}.",
            "Undo the last change, or look for a missing quotation mark.",
        ) from None


_TEXT = re.compile(r'(?:#~ ?)?(?:msg[a-z\[\]0-9_]*\s+)?"')


@dataclass(frozen=True, slots=True)
class Message:
    """One text to be translated; `files` is where it stands, `flags` what gettext tools should check."""

    context: str | None
    text: str
    notes: str
    files: tuple[str, ...]
    flags: tuple[str, ...]

    @property
    def identity(self) -> str:
        """What a translation is carried over by."""
        return self.context or self.text


def messages_of(root: Path, domain: str) -> list[Message]:
    """All messages of a domain, in the order of their files; a text that stands in several files comes once."""
    if domain == "interface":
        folder, methods, options = "bot", [("**.py", "python")], {}
    else:
        folder, methods, options = "knowledge", [("**.toml", _KNOWLEDGE_EXTRACTOR)], {"**.toml": {"domain": domain}}
    found = extract_from_dir(
        str(root / folder),
        methods,
        options,
        keywords={"_": None, "pgettext": ((1, "c"), 2)},
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    catalogue = Catalog(domain=domain)
    messages: dict[str, Message] = {}
    for filename, _, message, comments, context in sorted(found, key=lambda one: (_file_order(one[0]), one[1])):
        text = message[-1] if isinstance(message, tuple) else message
        flags = catalogue.add(text, context=context).flags - {"python-format"}  # Babel gives the one for {placeholders}
        one = Message(context, text, "\n".join(comments), (f"{folder}/{filename}",), tuple(sorted(flags)))
        if known := messages.get(one.identity):
            one = replace(known, notes=known.notes or one.notes, files=tuple(sorted({*known.files, *one.files})))
        messages[one.identity] = one
    return list(messages.values())


def template_of(messages: Iterable[Message]) -> polib.POFile:
    """Messages as a catalogue without translations."""
    template = polib.POFile(wrapwidth=0)
    template.metadata = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    for one in messages:
        template.append(
            polib.POEntry(
                msgctxt=one.context,
                msgid=one.text,
                comment=one.notes,
                occurrences=[(file, "") for file in one.files],
                flags=list(one.flags),
            )
        )
    return template


def merged(template: polib.POFile, catalogue: polib.POFile, language: str) -> polib.POFile:
    """The template, in its order, with each translation carried over by its id."""
    former = {_identity(entry): entry for entry in sorted(catalogue, key=lambda one: not one.obsolete)}  # `#~` must not hide a current one
    for entry in template:
        was = former.get(_identity(entry))
        if was is None:
            continue
        entry.tcomment = was.tcomment
        if not was.msgstr:
            continue
        entry.msgstr = was.msgstr
        # English may overrule itself, and ways to ask are written, not translated: neither turns stale.
        follows = language != Language.ENGLISH and not (entry.msgctxt or "").endswith(".phrasings")
        if follows and (was.fuzzy or was.msgid != entry.msgid):
            entry.flags.append("fuzzy")
            entry.previous_msgid = was.previous_msgid if was.fuzzy and was.previous_msgid else was.msgid
    template.header, template.metadata = catalogue.header, catalogue.metadata
    template.metadata_is_fuzzy = False
    return template


def _identity(entry: polib.POEntry) -> str:
    return entry.msgctxt or entry.msgid


def _file_order(name: str) -> tuple[bool, str]:
    return name in ("contacts.toml", "small_talk.toml"), name


def _empty(language: str) -> polib.POFile:
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


def _text(catalogue: polib.POFile) -> str:
    catalogue.wrapwidth = 0
    return f"{catalogue}\n"


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True
