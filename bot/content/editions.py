"""All of the content compiled to one edition, with a digest of what went in."""

import hashlib
from datetime import date
from pathlib import Path

from bot.content import checks
from bot.content.compiling import Compiler, tables
from bot.content.knowledge_files import read_knowledge
from bot.content.problem import BrokenContent, Level, Problem
from bot.content.texts import Content
from bot.content.translation_files import read_translations
from bot.core.edition import Edition
from bot.core.matching.learning import learn
from bot.core.matching.semantic import Encoder

FORMAT = 1
"""Raised when the program makes another edition of the same files (other features, other shape)."""


def check(root: Path, today: date) -> list[Problem]:
    """Every problem of the content, the unreadable files first."""
    try:
        content = read_content(root, today)
    except BrokenContent as broken:
        return list(broken.problems)
    return sorted(checks.problems_of(content))


def read_content(root: Path, today: date) -> Content:
    """Everything people wrote.

    Raises:
        BrokenContent: for files that cannot be read.
    """
    problems: list[Problem] = []
    try:
        written = read_knowledge(root / "knowledge")
    except BrokenContent as broken:
        problems.extend(broken.problems)
    try:
        translations = read_translations(root / "locales")
    except BrokenContent as broken:
        problems.extend(broken.problems)
    if problems:
        raise BrokenContent(problems)
    return Content(root, written, translations, today)


def compile_edition(root: Path, today: date, encoder: Encoder | None) -> Edition:
    """Check everything and compile it.

    Raises:
        BrokenContent: with every problem that is more than a warning; nothing is compiled then.
    """
    content = read_content(root, today)
    if errors := [problem for problem in checks.problems_of(content) if problem.level is Level.ERROR]:
        raise BrokenContent(errors)
    compiler, characters = Compiler(content.written, content.translations), tables()
    knowledge = compiler.knowledge()
    return Edition(
        digest=digest_of(root),
        knowledge=knowledge,
        interface=compiler.interface(),
        tables=characters,
        model=learn(knowledge, characters, encoder),
    )


def digest_of(root: Path) -> str:
    """SHA-256 of the inputs: content files, the lock (which pins the encoder by hash) and the format; the same on every machine."""
    digest = hashlib.sha256(f"format {FORMAT}\n".encode())
    inputs = [*(root / "knowledge").glob("*.toml"), *(root / "locales").glob("*/LC_MESSAGES/*.po"), root / "requirements.lock"]
    for path in sorted(inputs, key=lambda one: one.relative_to(root).as_posix()):
        content = path.read_bytes().replace(b"\r\n", b"\n")  # git on Windows
        digest.update(f"{path.relative_to(root).as_posix()} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()
