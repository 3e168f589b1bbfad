"""The lexicon's groups as a page: one thing, and the words of the North, the South, Yanbian, China and English for it."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.written import WrittenLexicon

PAGE = Path("docs") / "glossary.md"

_HEAD = """# Glossary

Words for one thing, as the bot understands them: Korean of the North, the South and Yanbian, Chinese, English. For translators,
interpreters and helpers. Made by `python -m bot glossary` from `knowledge/lexicon.toml`: change it there.

| Korean | Chinese | English |
|---|---|---|
"""


def glossary(lexicon: WrittenLexicon) -> str:
    """The page, as Markdown."""
    return _HEAD + "".join(f"{row}\n" for row in _rows(lexicon))


def _rows(lexicon: WrittenLexicon) -> Iterator[str]:
    for words in lexicon.group.values():
        cells = (" · ".join(words.get(code, ())).replace("|", "/") for code in ("ko", "zh", "en"))
        yield f"| {' | '.join(cells)} |"
