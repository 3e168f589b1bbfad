"""Where things stand in the files of knowledge/: TOML readers keep no line numbers, and an editor jumps to lines."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_HEADER = re.compile(r"\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""(?:"([^"]+)"|([A-Za-z0-9_-]+))\s*=\s*(.*)""")
_ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Places:
    """The lines of one TOML file.

    Attributes:
        lines: of the file.
        heads: id of an entry, or name of a table such as `group.passport` -> its line, 1-based.
        keys: (id, key) -> the line of the key; `variant.TH` is a key of its entry.
    """

    lines: tuple[str, ...]
    heads: Mapping[str, int]
    keys: Mapping[tuple[str, str], int]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Look a file through; one that cannot be read has no lines."""
        try:
            return cls.of(path.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return cls((), {}, {})

    @classmethod
    def of(cls, text: str) -> Self:
        """Look a text through, valid TOML or not."""
        lines = tuple(text.splitlines())
        heads: dict[str, int] = {}
        keys: dict[tuple[str, str], int] = {}
        id, part, quoted = "", "", False
        for number, line in enumerate(lines, 1):
            opens, was_quoted = line.count('"""') % 2 == 1, quoted
            quoted = quoted is not opens
            if was_quoted:
                continue
            if header := _HEADER.fullmatch(line.strip()):
                name = header[1].replace('"', "").strip()
                if name == _ENTRY:
                    id, part = "", ""
                elif name.startswith(f"{_ENTRY}."):
                    part = name.removeprefix(f"{_ENTRY}.")
                    keys.setdefault((id, part), number)
                else:
                    id, part = name, ""
                    heads.setdefault(id, number)
            elif not part and (found := _KEY.match(line)):
                key = found[1] or found[2]
                if key == "id" and not id:
                    id = found[3].split("#")[0].strip().strip('"')
                    heads.setdefault(id, number)
                keys.setdefault((id, key), number)
        return cls(lines, heads, keys)

    def line(self, id: str, key: str = "") -> int:
        """The line of a key of an entry or table, else of its head; 0 when there is none."""
        return self.keys.get((id, key)) or self.heads.get(id, 0)

    def line_with(self, id: str, words: str) -> int:
        """The line on which an entry or table says certain words, as one string; else that of its head."""
        head = self.line(id)
        after = [line for line in self.heads.values() if line > head]
        wanted = json.dumps(words, ensure_ascii=False)
        for number in range(head, min(after, default=len(self.lines) + 1)):
            if number and wanted in self.lines[number - 1]:
                return number
        return head
