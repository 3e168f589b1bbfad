"""The licence of every dependency: `python -m tests.supply.licences` writes docs/licences.md from what the packages say of themselves."""

from importlib import metadata

from bot.settings import ROOT
from tests.supply.lock import DEVELOPMENT, RUNTIME, pinned

PAGE = ROOT / "docs" / "licences.md"

AGREEING = {
    "MIT",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "Zlib",
    "CC0-1.0",
    "Apache-2.0",
    "PSF-2.0",
    "MPL-2.0",
    "LGPL-3.0-only",
    "GPL-3.0-or-later",
}
"""Licences whose works may be joined with one under the AGPL-3.0-or-later (MPL by its section 3.3, LGPL by 4, GPL by 13)."""

_SPELLINGS = {
    "Apache License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_LONGEST = 60
"""Characters of an expression: some packages put the whole text of their licence into the field."""
_ELSEWHERE = {"tzdata": "Apache-2.0", "colorama": "BSD-3-Clause", "cffi": "MIT", "pycparser": "BSD-3-Clause"}
"""Installed on Windows alone; read from their wheels."""
_READ = {"jinja2": "BSD-3-Clause", "segno": "BSD-3-Clause", "pysocks": "BSD-3-Clause"}
"""They name a family of licences alone; which of it was read from the text in their wheels."""


def licence_of(name: str) -> str:
    """The licence as an SPDX expression.

    Raises:
        LookupError: the package is not installed, or does not say.
    """
    if name in _READ:
        return _READ[name]
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return _ELSEWHERE[name]
    fields = [one for field in ("License-Expression", "License") for one in said.get_all(field) or ()]
    classifiers = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or () if one.startswith("License ::")]
    for one in map(str, [*fields, *classifiers]):
        if one and len(one) <= _LONGEST and "\n" not in one:
            return _SPELLINGS.get(one, one)
    raise LookupError(f"{name} does not name its licence")


def parts_of(expression: str) -> list[set[str]]:
    """Its licences: of each set one may be chosen, all sets hold."""
    return [set(choice.strip("() ").split(" OR ")) for choice in expression.split(" AND ")]


def page() -> str:
    """The page, as it should be."""
    run = {one.name for one in pinned(RUNTIME)}
    lines = [
        "# Licences of what we use\n",
        "Written by `python -m tests.supply.licences` from what the packages say of themselves; a test keeps it current, and another",
        "refuses a licence that does not agree with ours. Our own are in [LICENSE](../LICENSE).\n",
        f"{len(run)} distributions run with the bot, the others only test, check and build it.\n",
        "| distribution | version | licence | |",
        "|---|---|---|---|",
    ]
    for one in pinned(DEVELOPMENT):
        used = "runs" if one.name in run else ""
        lines.append(f"| {one.name} | {', '.join(one.versions)} | {licence_of(one.name)} | {used} |")
    lines += [
        "\nBeside Python packages: the tests hold Telegram's Bot API as data (`tests/telegram/api.json`, MIT). The dictionaries of Chinese",
        "characters and of pinyin, and the weights of the sentence encoder, come inside the packages above.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
