"""The Babel extractor for knowledge/*.toml: what is to be translated, under which stable id.

Two domains come from knowledge/: `answers` (texts, msgid = the English text) and `phrasings` (ways to ask, msgid = the canonical
question, the English ones as notes: they are written anew in each language, not translated). msgctxt is the identity.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from bot.content.knowledge_files import CONTACTS, LEXICON, SMALL_TALK
from bot.content.places import Places
from bot.content.toml_text import parsed_toml

Message = tuple[int, str, tuple[str, str], list[str]]
"""Babel's contract: line, function name, (msgctxt, msgid), notes. The name must be `pgettext`: others carry no context."""


def extract_knowledge(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """Yield the messages of one file of knowledge/ for the domain named in the options.

    The arguments are Babel's; `options` holds the `domain`, `answers` or `phrasings`.
    """
    text = file.read().decode()
    places = Places.of(text)
    extract = {"answers": _answers, "phrasings": _phrasings}[options["domain"]]
    name = str(getattr(file, "name", "")).replace("\\", "/").rpartition("/")[2]
    for id, context, words, notes in extract(name, parsed_toml(text)):
        yield places.line(id) or 1, "pgettext", (context, words), notes


_Found = Iterator[tuple[str, str, str, list[str]]]


def _answers(name: str, written: Mapping[str, Any]) -> _Found:
    match name:
        case "contacts.toml":
            for id, contact in written.items():
                for key in ("name", "hours", "caution"):
                    if text := contact.get(key):
                        yield id, f"contact.{id}.{key}", text, []
        case "small_talk.toml":
            for id, kind in written.items():
                if text := kind.get("answer", "").strip():
                    yield id, f"small-talk.{id}.answer", text, []
        case "lexicon.toml":
            return
        case _:
            yield "", f"topic.{name.removesuffix('.toml')}.title", written["title"], []
            for entry in _current(written):
                id = entry["id"]
                yield id, f"{id}.question", entry["question"], []
                yield id, f"{id}.answer", entry["answer"].strip(), []
                for country, variant in entry.get("variant", {}).items():
                    yield id, f"{id}.{country}.answer", variant["answer"].strip(), [f"For readers in {country}."]


def _phrasings(name: str, written: Mapping[str, Any]) -> _Found:
    match name:
        case "contacts.toml" | "lexicon.toml":
            return
        case "small_talk.toml":
            for id, kind in written.items():
                yield id, f"small-talk.{id}.phrasings", id, list(kind["phrasings"])
        case _:
            for entry in _current(written):
                yield entry["id"], f"{entry['id']}.phrasings", entry["question"], list(entry["phrasings"])


def _current(written: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The entries that are not withdrawn."""
    return [entry for entry in written["entry"] if "withdrawn" not in entry]


assert {CONTACTS, LEXICON, SMALL_TALK} == {"contacts.toml", "lexicon.toml", "small_talk.toml"}  # the names matched above
