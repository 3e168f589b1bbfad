"""Bring the translation files up to date: extract, then merge by id.

`pybabel update` and `msgmerge` merge by similarity of the English: a rewritten answer loses its translation, a new shelter entry
comes prefilled with another shelter's text (both tried). So Babel extracts and we merge by msgctxt: a changed English text keeps
its translation, flagged fuzzy, with the previous msgid beside it. Doing it twice changes nothing.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

import polib

from bot.content.catalogues import DOMAINS, as_text, empty, identity, languages_in, parsed, po_file
from bot.content.knowledge_files import read_knowledge
from bot.content.templates import messages_of, template_of


def refresh(root: Path, unchanged: Collection[str] = ()) -> list[Path]:
    """Rewrite every .pot and .po of a project that is not up to date.

    Args:
        root: of the project.
        unchanged: identities of texts whose English was changed, but not their meaning (see `unchanged`).

    Returns:
        The files that changed.
    """
    return [path for path, text in [*refreshed_files(root, unchanged)] if _write(path, text)]


def refreshed_files(root: Path, unchanged: Collection[str] = ()) -> Iterator[tuple[Path, str]]:
    """Every translation file with the text it should have; the arguments are those of `refresh`.

    Raises:
        BrokenContent: for files that cannot be read.
    """
    read_knowledge(root / "knowledge")
    locales = root / "locales"
    for domain in DOMAINS:
        messages = messages_of(root, domain)
        yield locales / f"{domain}.pot", as_text(template_of(messages))
        for language in languages_in(locales):
            path = po_file(locales, language, domain)
            catalogue = parsed(path) if path.exists() else empty(language)
            yield path, as_text(merged(template_of(messages), catalogue, unchanged))


def out_of_date(root: Path, unchanged: Collection[str] = ()) -> list[Path]:
    """The translation files that lack something; that another tool folds lines is no fault."""
    return [path for path, text in refreshed_files(root, unchanged) if not _says(path, text)]


def _says(path: Path, text: str) -> bool:
    return path.exists() and (path.read_text(encoding="utf-8") == text or as_text(parsed(path)) == text)


def merged(template: polib.POFile, catalogue: polib.POFile, unchanged: Collection[str] = ()) -> polib.POFile:
    """The template, in its order, with each translation carried over by its id."""
    former = {identity(entry): entry for entry in sorted(catalogue, key=lambda one: not one.obsolete)}  # `#~` must not hide a current one
    for entry in template:
        was = former.get(identity(entry))
        if was is None:
            continue
        entry.tcomment = was.tcomment
        if not was.msgstr:
            continue
        entry.msgstr = was.msgstr
        # Ways to ask are written, not translated: they do not turn stale. English that overrules itself does: it would hide a repair.
        is_changed = was.msgid != entry.msgid and identity(entry) not in unchanged
        if not (entry.msgctxt or "").endswith(".phrasings") and (was.fuzzy or is_changed):
            entry.flags.append("fuzzy")
            entry.previous_msgid = (was.previous_msgid if was.fuzzy else None) or (was.msgid if is_changed else None)
    template.header, template.metadata = catalogue.header, catalogue.metadata
    template.metadata_is_fuzzy = False
    return template


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True
