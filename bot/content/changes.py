"""What an edition changed for readers, against the one before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.core.knowledge import Entry, Knowledge, State, Wording
from bot.core.languages import WRITTEN, Language

_NAMED = 5
Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of what is new, other than before, and gone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn)

    def __str__(self) -> str:
        kinds = (("added", self.added), ("changed", self.changed), ("withdrawn", self.withdrawn))
        return ", ".join(f"{len(some)} {word} ({_some(some)})" for word, some in kinds if some)


def described(before: Knowledge | None, after: Knowledge) -> Iterator[str]:
    """Lines that say what changed, by language, then in the contacts."""
    if before is None:
        yield f"{len(after.entries)} entries, {len(after.contacts)} contacts"
        return
    lines = [(str(language), changes_of_entries(before, after, language)) for language in WRITTEN]
    lines.append(("contacts", _changes(before.contacts, after.contacts)))
    told = [f"{name}: {changes}" for name, changes in lines if changes]
    yield from told or ["nothing a reader sees in entries and contacts"]


def changes_of_entries(before: Knowledge, after: Knowledge, language: Language) -> Changes:
    """What changed for readers of a language: a text that is not shown in it (any more) is none."""
    return _changes(_shown(before, language), _shown(after, language))


def _shown(knowledge: Knowledge, language: Language) -> dict[str, object]:
    """What readers of a language see of each entry that has a text in it."""
    return {
        id: (texts, entry.sources, entry.contacts, entry.review_by, entry.reviewed)
        for id, entry in knowledge.entries.items()
        if (texts := _texts(entry, language)) is not None
    }


def _texts(entry: Entry, language: Language) -> list[Wording] | None:
    if entry.wording(language).state in (State.MISSING, State.WITHHELD):
        return None
    return [entry.wording(language), *(entry.wording(language, country) for country in entry.variants)]


def _changes(before: Mapping[Name, object], after: Mapping[Name, object]) -> Changes:
    return Changes(
        added=tuple(name for name in after if name not in before),
        changed=tuple(name for name, value in after.items() if name in before and before[name] != value),
        withdrawn=tuple(name for name in before if name not in after),
    )


def _some(names: Iterable[str]) -> str:
    first, more = [*names][:_NAMED], len([*names]) - _NAMED
    return ", ".join(first) + (f" and {more} more" if more > 0 else "")
