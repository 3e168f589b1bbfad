"""The pages cannot lag behind: what they name exists, and what exists they name."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.__main__ import parser
from bot.settings import NAMES, ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")])
README = ROOT / "README.md"
FROM_OUTSIDE = {"STATE_DIRECTORY", "INTENT_SETS", "UV_EXCLUDE_NEWER"}
"""Variables that are named and are no settings of the bot."""

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@cache
def verbs() -> set[str]:
    """Verbs of the command line."""
    return set(re.findall(r"^    ([a-z]+) ", parser().format_help(), re.MULTILINE))


@cache
def targets() -> set[str]:
    """Targets of make that `make help` lists."""
    return set(re.findall(r"^([a-z][a-z-]*):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@cache
def whole() -> str:
    """All pages in one."""
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def code_of(page: Path) -> Iterator[str]:
    """What a page shows as code: in backticks, or indented by four."""
    text = page.read_text(encoding="utf-8")
    yield from re.findall(r"`([^`\n]+)`", text)
    yield from re.findall(r"^    (.+)$", text, re.MULTILINE)


def test_there_is_something_to_look_at() -> None:
    assert {"run", "publish", "rollback"} <= verbs()
    assert {"run", "test", "audit"} <= targets()
    assert {README, ROOT / "docs" / "operating.md"} <= {*PAGES}


def test_every_verb_stands_in_the_readme() -> None:
    shown = " ".join(code_of(README))
    assert {verb for verb in verbs() if not re.search(rf"\b{verb}\b", shown)} == set()


def test_every_setting_stands_in_the_readme() -> None:
    shown = {word for code in code_of(README) for word in re.findall(r"[A-Z_]+", code)}
    assert {*NAMES} - shown == set()


def test_every_target_of_make_stands_in_a_page() -> None:
    assert {name for name in targets() if not re.search(rf"\bmake [a-z -]*\b{name}\b", whole())} == set()


@every_page
def test_a_page_names_no_verb_that_is_none(page: Path) -> None:
    for code in code_of(page):
        for verb in re.findall(r"(?:python -m bot|bin/gilbeot|^gilbeot|gilbeot@) ?([a-z]+)", code):
            assert verb in {*verbs(), "service", "bin"}, code


@every_page
def test_a_page_names_no_target_that_is_none(page: Path) -> None:
    for code in code_of(page):
        if command := re.match(r"(?:[A-Z]+=\S+ )*make ((?:[a-z-]+ ?)+)(?: |$|#)", code):
            assert set(command[1].split()) <= targets(), code


@every_page
def test_a_page_names_no_setting_that_is_none(page: Path) -> None:
    prefixes = ("TELEGRAM_", "OPERATOR_", "DATABASE_", "CACHE_", "WEBHOOK_", "HEALTH_", "LOG_", "TIDY_", "INLINE_", "STATE_", "SOURCE_")
    for code in code_of(page):
        for name in re.findall(r"\b[A-Z]+_[A-Z_]+\b", code):
            assert not name.startswith(prefixes) or name in {*NAMES, *FROM_OUTSIDE}, (name, code)


@every_page
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target
    for code in code_of(page):
        for path in re.findall(r"(?<![\w/.~-])(?:bot|tests|docs|deploy|knowledge|locales|LICENSES)/[\w./*@-]*\w", code):
            assert path in MADE_BY_BUILDING or any(ROOT.glob(path)) or any(page.parent.glob(path)), path


MADE_BY_BUILDING = {"bot/project"}


@every_page
def test_every_module_that_a_page_runs_exists(page: Path) -> None:
    for code in code_of(page):
        for module in re.findall(r"python -m ((?:tests|bot)(?:\.[a-z_]+)*)", code):
            path = ROOT.joinpath(*module.split("."))
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


def test_every_line_that_the_operator_may_be_told_is_one_that_the_program_says() -> None:
    table = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").partition("\n| it says | do |\n")[2]
    quoted = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert len(quoted) > 3
    said = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    assert [line for line in quoted if not re.search(".*".join(map(re.escape, line.split("…"))), said)] == []


def test_the_notices_of_privacy_say_the_same_in_three_languages() -> None:
    notices = [(ROOT / "docs" / f"privacy-notice.{language}.md").read_text(encoding="utf-8") for language in ("en", "ko", "zh_Hans")]
    for count in ("\n\n", "«", "**", "/erase", "https://telegram.org/privacy"):
        assert len({notice.count(count) for notice in notices}) == 1, count


def test_the_readme_shows_every_picture_there_is_and_each_is_small() -> None:
    pictures = sorted((ROOT / "docs" / "screens").iterdir())
    shown = re.findall(r'<img src="(docs/screens/[^"]+)"', README.read_text(encoding="utf-8"))
    assert sorted(shown) == [picture.relative_to(ROOT).as_posix() for picture in pictures]
    assert {picture.name.partition("-")[0] for picture in pictures} == {"en", "ko", "zh_Hans"}
    for picture in pictures:
        assert picture.stat().st_size < 60_000, picture.name


OWNERS = {
    path: set(owners.split())
    for path, owners in re.findall(r"^(/\S+) +(@.+)$", (ROOT / "CODEOWNERS").read_text(encoding="utf-8"), re.MULTILINE)
}


def test_what_has_an_owner_exists() -> None:
    assert {path for path in OWNERS if not any(ROOT.glob(path.strip("/")))} == set()


@pytest.mark.parametrize(
    ("written", "looked_at"),
    [
        ("/knowledge/contacts.toml", "/knowledge/contacts.lock"),
        ("/locales/ko/", "/locales/*.lock"),
        ("/locales/zh_Hans/", "/locales/*.lock"),
    ],
)
def test_nobody_owns_both_what_is_written_and_that_it_was_looked_at(written: str, looked_at: str) -> None:
    assert not OWNERS[written] & OWNERS[looked_at]
