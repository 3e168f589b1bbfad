"""Files that say what somebody looked at last: TOML written by the program, one fact a line, so that a change of one is one line.

They are not edited by hand and belong to other people than the texts they speak of: see contacts.lock and negations.lock.
"""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.content.problem import BrokenContent, Problem
from bot.content.toml_text import parsed_toml


def read_ledger(root: Path, file: str) -> Mapping[str, Any] | None:
    """A ledger's tables, or None where the project has no such file.

    Raises:
        BrokenContent: the file cannot be read, such as after a merge by hand.
    """
    try:
        return parsed_toml((root / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        remedy = "It is written by the program: take it from the repository again, then repeat what was looked at."
        raise BrokenContent([Problem(file, 0, "", f"The ledger cannot be read: {error}.", remedy)]) from None


def write_ledger(root: Path, file: str, heading: str, tables: Mapping[str, Mapping[str, str | list[str]]]) -> None:
    """Write a ledger: a comment, then tables with their keys in order."""
    lines = [f"# {line}".rstrip() for line in heading.splitlines()]
    for name, facts in tables.items():
        lines += ["", f"[{name}]", *(f"{json.dumps(key, ensure_ascii=False)} = {_value(value)}" for key, value in sorted(facts.items()))]
    (root / file).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _value(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
