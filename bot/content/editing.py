"""Facts written into knowledge/*.toml where they belong, every comment and line of the file otherwise as its writers left it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

Value = str | date | None


def edit(path: Path, id: str, facts: Mapping[str, Value]) -> None:
    """Set or remove keys of an entry or a contact.

    Args:
        path: a topic, or contacts.toml, that can be read.
        id: of an entry or contact in it.
        facts: key to value; None removes the key.

    Raises:
        KeyError: nothing in the file has that id.
    """
    text = path.read_bytes().decode()
    document = tomlkit.parse(text.replace("\r\n", "\n"))
    table = _table(document, id)
    for key, value in facts.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
    path.write_text(tomlkit.dumps(document), encoding="utf-8", newline="\r\n" if "\r\n" in text else "\n")


def _table(document: tomlkit.TOMLDocument, id: str) -> Table:
    entries = document.get("entry")
    found = next((one for one in entries if one.get("id") == id), None) if isinstance(entries, AoT) else document.get(id)
    if not isinstance(found, Table):
        raise KeyError(id)
    return found
