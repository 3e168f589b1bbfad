"""What docs/threat-model.md names exists: every command, file, make target, setting and bar; so that no promise outlives its proof."""

import importlib.util
import re

import pytest

from bot.__main__ import parser
from bot.settings import NAMES, ROOT
from tests.prove.__main__ import PROOFS

PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
QUOTED = sorted(set(re.findall(r"`([^`]+)`", PAGE)))
_ELSEWHERE = ("/", "gcore ", "shred ", "umbrella4711plum", "yes", "0 found")
"""Of other programs, of Telegram, of the drill."""


@pytest.mark.parametrize("quoted", QUOTED)
def test_what_is_named_exists(quoted: str) -> None:
    words = quoted.removeprefix("sudo ").split()
    match words:
        case ["python", "-m", "bot", verb, *_]:
            parser().parse_args([verb])
        case ["python", "-m", "tests.prove", name]:
            assert name in {proof.name for proof in PROOFS}
        case ["python", "-m", module, *_]:
            assert importlib.util.find_spec(module)
        case ["make", target]:
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        case [name] if name.isupper():
            assert name in NAMES
        case [path] if "/" in path[1:] or path.endswith((".lock", ".py")):
            assert (ROOT / path).exists()
        case _:
            assert quoted.startswith(_ELSEWHERE), f"{quoted} is nothing this test knows"


def test_every_seizure_and_every_measure_has_a_proof_or_says_there_is_none() -> None:
    for title in ("## What is done, and how it is proved", "## What a seizure yields"):
        table = PAGE.partition(title)[2].partition("\n## ")[0]
        rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")][1:]
        assert len(rows) > 5
        for row in rows:
            assert "`" in row[-1] or row[-1].startswith("none: "), row


def test_a_seized_phone_server_memory_database_backup_laptop_and_telegram_are_all_told() -> None:
    table = PAGE.partition("## What a seizure yields")[2]
    for seized in ("the phone", "disk", "memory", "database", "logs", "backups", "laptop", "token", "Telegram"):
        assert f"{seized}" in table
