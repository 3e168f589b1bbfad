"""A change of English that changes no meaning: a typo mended, a comma set. Translations made from the old text stay current.

Declared by a person for one entry, before `refresh` has flagged its translations: of a flagged one nobody can tell a mended typo from
an older change that its translator never saw. Numbers, contacts and negations are never a typo.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import polib

from bot.content.catalogues import identity, languages_in, parsed, po_file
from bot.content.knowledge_files import read_knowledge
from bot.content.negations import counted_in
from bot.content.templates import messages_of
from bot.core.blocks import placeholders
from bot.core.languages import Language
from bot.hints import did_you_mean

_DOMAIN = "answers"


class NotUnchanged(Exception):
    """A declaration that cannot be accepted; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """One English text that was mended.

    Attributes:
        identity: its msgctxt.
        before: the text that translations were made from.
        current: languages whose translation stays current.
        stale: languages whose translation was flagged before, and stays so.
    """

    identity: str
    before: str
    after: str
    current: tuple[str, ...]
    stale: tuple[str, ...]

    def told(self) -> Iterator[str]:
        """What it means, for the person who declared it."""
        yield f"{self.identity}: taken to mean what it meant"
        for before, after in _differences(self.before.split(), self.after.split()):
            yield f"  - {before}"
            yield f"  + {after}"
        yield f"  still current: {', '.join(self.current) or 'no translation'}"
        if self.stale:
            yield f"  was flagged before, and stays so: {', '.join(self.stale)}"


_AROUND = 3
"""Words shown beside each change: a whole answer twice hides what is other in it."""


def _differences(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    for group in SequenceMatcher(a=before, b=after, autojunk=False).get_grouped_opcodes(_AROUND):
        _, first, _, start, _ = group[0]
        _, _, last, _, end = group[-1]
        yield _excerpt(before, first, last), _excerpt(after, start, end)


def _excerpt(words: list[str], start: int, end: int) -> str:
    return " ".join([*["…"] * (start > 0), *words[start:end], *["…"] * (end < len(words))])


def declared(root: Path, ids: Iterable[str]) -> list[Unchanged]:
    """What it means to declare that the English of some entries means what it meant.

    Args:
        root: of the project.
        ids: of entries, or `contact.ID`, `topic.NAME`, `small-talk.KIND`.

    Raises:
        NotUnchanged: nothing changed, or the change is more than a mended typo.
        BrokenContent: files that cannot be read.
    """
    if not (ids := tuple(ids)):
        return []
    english = {one.identity: one.text for one in messages_of(root, _DOMAIN)}
    unsafe = {entry.id for _, entry in read_knowledge(root / "knowledge").entries() if entry.unsafe}
    former = {
        language: {identity(one): one for one in parsed(path) if not one.obsolete}
        for language in languages_in(root / "locales")
        if (path := po_file(root / "locales", language, _DOMAIN)).exists()
    }
    found: list[Unchanged] = []
    for id in ids:
        identities = [name for name in english if name.startswith(f"{id}.")]
        if not identities:
            known = sorted({name.rpartition(".")[0] for name in english})
            raise NotUnchanged(f"No entry is called {id}. {did_you_mean(id, known)}".rstrip())
        if id in unsafe:
            raise NotUnchanged(f"{id} is marked unsafe: its change repaired a danger, so translations have to follow. Run refresh alone.")
        changed = [one for name in identities for one in _changed(name, english[name], former)]
        if not changed:
            raise NotUnchanged(_nothing(id, identities, former))
        found.extend(changed)
    for one in found:
        if problem := next(_more_than_a_typo(one.before, one.after), None):
            raise NotUnchanged(f"{one.identity}: {problem} Run refresh alone, and have it translated.")
    return found


def _changed(name: str, english: str, former: Mapping[str, Mapping[str, polib.POEntry]]) -> Iterator[Unchanged]:
    """What became of one text, for each text that a file still has in its place: files are not always refreshed together."""
    texts = {language: one for language, messages in former.items() if (one := messages.get(name)) and one.msgid != english}
    for before in dict.fromkeys(one.msgid for one in texts.values()):
        translated = {language: one for language, one in texts.items() if one.msgid == before and one.msgstr}
        yield Unchanged(
            name,
            before,
            english,
            current=tuple(language for language, one in translated.items() if not one.fuzzy),
            stale=tuple(language for language, one in translated.items() if one.fuzzy),
        )


def _nothing(id: str, identities: list[str], former: Mapping[str, Mapping[str, polib.POEntry]]) -> str:
    flagged = [language for language, messages in former.items() if any((one := messages.get(name)) and one.fuzzy for name in identities)]
    if not flagged:
        return f"Nothing has changed in the English of {id}."
    return (
        f"The translations of {id} are flagged already ({', '.join(flagged)}), by this change or an older one. Compare them and take the "
        "flag off; or undo the refresh (git checkout locales) and declare the change before the next."
    )


def _more_than_a_typo(before: str, after: str) -> Iterator[str]:
    if re.findall(r"\d+", before) != re.findall(r"\d+", after):
        yield "A number has changed."
    if placeholders(before) != placeholders(after):
        yield "A contact has changed."
    if counted_in(Language.ENGLISH, before) != counted_in(Language.ENGLISH, after):
        yield "A negation has come, gone or changed its line."
