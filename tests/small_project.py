"""A tiny project on disk, as real as the big one: eight invented entries in three languages (`tests/small`).

Its texts are changed as people change them, by editing files. An edit that would change nothing fails, so that no test of a
mistake can pass because the mistake was never made.
"""

import shutil
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import polib

from bot.content import compiling, negations
from bot.content.catalogues import po_file
from bot.content.compiling import Compiler
from bot.content.editions import read_content
from bot.content.refresh import refresh
from bot.content.seals import as_they_stand, write_seals
from bot.content.texts import Content
from bot.content.unchanged import declared
from bot.core.knowledge import Knowledge
from bot.core.text import Tables

TODAY = date(2026, 11, 25)
"""The day on which the small project has no problems."""

_WRITTEN = Path(__file__).parent / "small"
_CODE = '_ = str\nWORDS = [_("Urgent help"), _("None of these")]\n'


@dataclass(frozen=True)
class SmallProject:
    """The root of a project, and what people do to it."""

    root: Path

    def read(self, file: str) -> str:
        """The text of a file."""
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str | bytes) -> None:
        """Replace a file."""
        (self.root / file).write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, file: str, old: str, new: str, entry: str = "") -> None:
        """Replace the first `old` of a file, or of one entry or contact in it."""
        text = self.read(file)
        heads = [at for head in (f'\nid = "{entry}"\n', f"\n[{entry}]\n") if entry and (at := f"\n{text}".find(head)) >= 0]
        assert len(heads) == bool(entry), f"{file} has no entry {entry}"
        start = heads[0] if entry else 0
        at = text.find(old, start)
        assert at >= 0, f"{file} has no {old!r} in {entry or 'it'}"
        assert not entry or not text.count("\n[[entry]]\n", start, at), f"{old!r} belongs to an entry after {entry}"
        self.write(file, text[:at] + new + text[at + len(old) :])

    def add(self, file: str, text: str) -> None:
        """Add lines at the end of a file."""
        self.write(file, f"{self.read(file)}\n{text}\n")

    def message(self, language: str, identity: str, domain: str = "answers") -> polib.POEntry:
        """A message as it stands in a translation file."""
        (found,) = (one for one in polib.pofile(str(po_file(self.root / "locales", language, domain))) if _is(one, identity))
        return found

    def translate(self, language: str, identity: str, text: str, *, domain: str = "answers", fuzzy: bool = False) -> None:
        """Write a translation, as Poedit does."""

        def write(message: polib.POEntry) -> None:
            assert (message.msgstr, message.fuzzy) != (text, fuzzy)
            message.msgstr = text
            message.flags = [flag for flag in message.flags if flag != "fuzzy"] + ["fuzzy"] * fuzzy

        self.edit(language, identity, write, domain)

    def edit(self, language: str, identity: str, change: Callable[[polib.POEntry], None], domain: str = "answers") -> None:
        """Change one message of a translation file."""
        path = po_file(self.root / "locales", language, domain)
        catalogue = polib.pofile(str(path), wrapwidth=0)
        (message,) = (one for one in catalogue if _is(one, identity))
        change(message)
        catalogue.save(str(path))

    def refresh(self, unchanged: Iterable[str] = ()) -> list[str]:
        """Bring the translation files up to date, declaring that some English means what it meant; the files that changed."""
        identities = {one.identity for one in declared(self.root, unchanged)}
        return [path.relative_to(self.root).as_posix() for path in refresh(self.root, identities)]

    def look_at_everything(self) -> None:
        """What second persons do: seal the contacts, and look at the negations, as they now stand."""
        content = self.content()
        write_seals(self.root, as_they_stand(content))
        negations.record(content, negations.current(content))

    def content(self, today: date = TODAY) -> Content:
        """Everything people wrote."""
        return read_content(self.root, today)

    def knowledge(self) -> Knowledge:
        """The knowledge as readers get it, unchecked."""
        content = self.content()
        return Compiler(content.written, content.translations).knowledge()


def build(root: Path) -> SmallProject:
    """Lay the project out in an empty folder: knowledge, code, a lock, and locales as `refresh` makes them, translated."""
    project = SmallProject(root)
    shutil.copytree(_WRITTEN / "knowledge", root / "knowledge")
    (root / "bot").mkdir()
    project.write("bot/words.py", _CODE)
    project.write("requirements.lock", "an-encoder==1.0 --hash=sha256:00\n")
    project.refresh()
    for written in sorted((_WRITTEN / "translations").glob("*.toml")):
        _translate_all(root / "locales", written.stem, tomllib.loads(written.read_text(encoding="utf-8")))
    project.refresh()
    project.look_at_everything()
    return project


@cache
def real_tables() -> Tables:
    """The real tables of Chinese characters; a call and no fixture where hypothesis would print all of them."""
    return compiling.tables()


def copied(project: SmallProject, root: Path) -> SmallProject:
    """The same project in another folder, free to be changed."""
    shutil.copytree(project.root, root)
    return SmallProject(root)


def _translate_all(locales: Path, language: str, texts: dict[str, dict[str, str]]) -> None:
    for domain, translations in texts.items():
        path = po_file(locales, language, domain)
        catalogue = polib.pofile(str(path), wrapwidth=0)
        messages = {one.msgctxt or one.msgid: one for one in catalogue}
        assert messages.keys() == translations.keys(), f"{language} {domain}: {messages.keys() ^ translations.keys()}"
        for identity, text in translations.items():
            messages[identity].msgstr = text.strip()
        catalogue.save(str(path))


def _is(message: polib.POEntry, identity: str) -> bool:
    return not message.obsolete and (message.msgctxt or message.msgid) == identity
