"""Read knowledge/*.toml by the schema of `written`, and say where a file is not as it asks."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import cattrs

from bot.content.places import Places
from bot.content.problem import BrokenContent, Problem
from bot.content.toml_text import parsed_toml
from bot.content.written import WrittenContact, WrittenKnowledge, WrittenLexicon, WrittenSmallTalk, WrittenTopic
from bot.hints import did_you_mean

T = TypeVar("T")

CONTACTS, LEXICON, SMALL_TALK = "contacts.toml", "lexicon.toml", "small_talk.toml"
TOPIC_ORDER = ("urgent", "rights", "china", "trafficking", "havens", "korea", "services", "safety", "helpers", "about")
"""The order of the topics on the first page; a topic that is not named here comes last."""

_converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
for _kind in (str, int, bool, date):  # cattrs would make True of "no" and 2020 of "2020"
    _converter.register_structure_hook(_kind, lambda value, kind: _exactly(kind, value))

_tuple = _converter.get_structure_hook(tuple[str, ...])  # it would make a list of the letters of "112", of the keys of [entry]
_converter.register_structure_hook_func(
    lambda kind: getattr(kind, "__origin__", None) is tuple, lambda value, kind: _tuple(_exactly(list, value), kind)
)


def read_knowledge(folder: Path) -> WrittenKnowledge:
    """Read a folder of knowledge.

    Raises:
        BrokenContent: with one problem for each thing that is not as the schema says, of all files.
    """
    problems: list[Problem] = []
    if not folder.is_dir():
        raise BrokenContent([Problem(folder.name, 0, "", "The folder does not exist.", "Run the command from the project's root.")])

    def read(name: str, kind: type[T] | Any) -> T | None:
        try:
            found: T = _structured(folder / name, kind)
        except BrokenContent as broken:
            problems.extend(broken.problems)
            return None
        return found

    contacts = read(CONTACTS, Mapping[str, WrittenContact])
    lexicon = read(LEXICON, WrittenLexicon)
    small_talk = read(SMALL_TALK, Mapping[str, WrittenSmallTalk])
    names = sorted(path.stem for path in folder.glob("*.toml") if path.name not in (CONTACTS, LEXICON, SMALL_TALK))
    names.sort(key=lambda name: TOPIC_ORDER.index(name) if name in TOPIC_ORDER else len(TOPIC_ORDER))
    topics = {name: topic for name in names if (topic := read(f"{name}.toml", WrittenTopic))}
    if problems or contacts is None or lexicon is None or small_talk is None:
        raise BrokenContent(problems)
    return WrittenKnowledge(topics, contacts, lexicon, small_talk)


def _structured(path: Path, kind: type[T] | Any) -> T:
    where = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        if text.startswith(_MARK):
            problem = Problem(where, 1, "", "The file begins with a byte order mark.", "Save it as “UTF-8”, not as “UTF-8 with BOM”.")
            raise BrokenContent([problem])
        raw = parsed_toml(text)
    except FileNotFoundError:
        raise BrokenContent([Problem(where, 0, "", "The file is missing.", "Restore it from the repository.")]) from None
    except UnicodeDecodeError as error:
        raise BrokenContent([Problem(where, 0, "", f"Not UTF-8 at byte {error.start}.", "Save the file as UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        line = int(place[1]) if (place := _PLACE.search(str(error))) else len(text.splitlines())
        raise BrokenContent([Problem(where, line, "", f"Not valid TOML: {error}.", "Compare with a neighbouring entry.")]) from None
    try:
        return _converter.structure(raw, kind)  # type: ignore[no-any-return]
    except cattrs.BaseValidationError as error:
        raise BrokenContent(_explained(error, where, path, raw)) from None


_MARK = "\ufeff"
_PLACE = re.compile(r"at line (\d+)")


def _explained(error: cattrs.BaseValidationError, where: str, path: Path, raw: Mapping[str, Any]) -> Iterator[Problem]:
    places = Places.read(path)
    for text in cattrs.transform_error(error, format_exception=_sentence):
        what, _, place = text.rpartition(" @ $")
        entry = _entry_at(place, raw)
        yield Problem(where, places.line(entry), entry, f"{what} (at {place.lstrip('.') or 'top'}).", "See knowledge/README.md.")


def _entry_at(place: str, raw: Mapping[str, Any]) -> str:
    """The id behind a path such as `.entry[3].risk` or `['rok-embassy-hanoi'].phone`."""
    if place.startswith(".entry["):
        entry = raw["entry"][int(place.removeprefix(".entry[").partition("]")[0])]
        return str(entry.get("id", "")) if isinstance(entry, dict) else ""
    return place.removeprefix("['").partition("']")[0] if place.startswith("['") else ""


def _sentence(error: BaseException, kind: type | None) -> str:
    match error:
        case KeyError():
            return f"The key {error.args[0]} is missing"
        case cattrs.ForbiddenExtraKeysError():
            known = [name for name in getattr(error.cl, "__dataclass_fields__", ())]
            hints = " ".join(filter(None, (did_you_mean(key, known) for key in sorted(error.extra_fields))))
            return f"Unknown key {', '.join(sorted(error.extra_fields))}. {hints}".rstrip(" .")
        case ValueError() | TypeError():
            return f"Not a {getattr(kind, '__name__', kind)}: {error}"
        case _:
            return cattrs.v.format_exception(error, kind)


def _exactly(kind: type[T], value: object) -> T:
    if issubclass(kind, Enum):  # a StrEnum is a str too
        return kind(value)
    if type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, found {value!r:.40}")
    return value
