"""Public intent sets: what is known of each intent, what is asked, and what is out of scope.

A file holds one query a line, `{"text", "label", "lang", "split"}`; split is `train`, `test` or `oos`.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from bot.core.languages import Language, language_of_code, written

SEED = 7
_SPLITS = ("train", "test", "oos")


class BadSet(Exception):
    """A file that is no intent set; the message names the place and what is expected there."""


@dataclass(frozen=True, slots=True)
class Query:
    """A text, and the intent it belongs to."""

    text: str
    label: str

    def changed(self, change: Callable[[str], str]) -> "Query":
        """The same query in other letters."""
        return replace(self, text=change(self.text))


@dataclass(frozen=True, slots=True)
class IntentSet:
    """One public set.

    Attributes:
        known: the phrasings an engine may learn from.
        asked: questions of the same intents.
        strangers: questions of none of them.
    """

    name: str
    language: Language
    known: tuple[Query, ...]
    asked: tuple[Query, ...]
    strangers: tuple[Query, ...]

    def drawn(self, most: int) -> "IntentSet":
        """The set with at most so many questions of either kind, drawn at random but always the same; 0 for all."""
        return replace(self, asked=_drawn(self.asked, most, self.name), strangers=_drawn(self.strangers, most, self.name))


def read_set(path: Path) -> IntentSet:
    """Read one file.

    Raises:
        BadSet: where a line is no query, or the file no set.
    """
    splits: dict[str, list[Query]] = defaultdict(list)
    languages = set()
    for place, raw in _lines(path):
        try:
            query, lang, split = Query(str(raw["text"]), str(raw["label"])), language_of_code(raw["lang"]), raw["split"]
        except (KeyError, TypeError, AttributeError) as error:
            raise BadSet(f"{place}: not a query ({type(error).__name__}: {error}); text, label, lang and split are needed") from None
        if lang is None or split not in _SPLITS:
            raise BadSet(f"{place}: lang must be en, ko or zh, split one of {', '.join(_SPLITS)}; found {raw['lang']!r}, {split!r}")
        languages.add(written(lang))
        splits[split].append(query)
    if len(languages) != 1 or not splits["train"] or not splits["test"]:
        raise BadSet(f"{path}: a set needs queries to learn from (train) and to ask (test), all of one language")
    known, asked, strangers = (tuple(splits[split]) for split in _SPLITS)
    return IntentSet(path.stem, languages.pop(), known, asked, strangers)


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Each line as plain values, with where it stands."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSet(f"{path}: cannot be read ({type(error).__name__})") from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield f"{path}:{number}", json.loads(line)
            except ValueError as error:
                raise BadSet(f"{path}:{number}: not a line of JSON ({error})") from None


def _drawn(queries: tuple[Query, ...], most: int, name: str) -> tuple[Query, ...]:
    return tuple(Random(f"{SEED} {name}").sample(queries, min(most or len(queries), len(queries))))
