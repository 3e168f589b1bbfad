"""Our own evaluation set: what people might type, other than the phrasings the bot learnt from, with the entries that fit."""

import tomllib
from pathlib import Path

from bot.evaluation import Asked

FOLDER = Path(__file__).parent / "questions"
FILES = {"ko": "ko.toml", "zh": "zh_Hans.toml", "en": "en.toml"}


def read(lang: str) -> list[Asked]:
    """The questions of one language."""
    raw = tomllib.loads((FOLDER / FILES[lang]).read_text(encoding="utf-8"))["question"]
    return [Asked(one["text"], lang, tuple(one["labels"]), one["kind"], tuple(one.get("never", ()))) for one in raw]
