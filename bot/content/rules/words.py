"""Rules about the lexicon: a word has one group, and what is looked for can be found."""

import re
from collections.abc import Iterator, Mapping

from bot.content.compiling import OF_CODE
from bot.content.problem import Level, Problem
from bot.content.texts import Content
from bot.core.languages import Language
from bot.core.matching.contrast import expanded
from bot.core.text import Tables, normalise

LEXICON = "knowledge/lexicon.toml"
_NO_TABLES = Tables({}, {})
_LETTER = re.compile("[0-9A-Za-z가-힣\u4e00-\u9fff]")
"""Stays one however a word is spelt."""


def words_have_one_group(content: Content) -> Iterator[Problem]:
    """A word counts for the first group it stands in; in a second one it does nothing, and its writer thinks that it does."""
    owners: dict[tuple[str, str], str] = {}
    for name, languages in content.written.lexicon.group.items():
        for code, words in languages.items():
            for word in words:
                owner = owners.setdefault((code, _spelt(word, code)), name)
                if owner != name:
                    message = f"“{word}” stands in the group {owner} too, where it counts."
                    yield _problem(content, f"group.{name}", word, message, "Keep it in one of the two.")


def words_can_be_found(content: Content) -> Iterator[Problem]:
    """Wording of nothing but signs and blanks is found in no message: the danger it was to tell of is missed."""
    lexicon = content.written.lexicon
    for name, sign in lexicon.sign.items():
        yield from _empty(content, f"sign.{name}", {"en": sign.en, "ko": sign.ko, "zh": sign.zh})
        yield from _empty(content, f"sign.{name}.unless", sign.unless)
    for kind, groups in (("group", lexicon.group), ("country", lexicon.country)):
        for name, languages in groups.items():
            yield from _empty(content, f"{kind}.{name}", languages)


def _empty(content: Content, id: str, languages: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    for code, words in languages.items():
        if code not in OF_CODE:
            yield _problem(content, id, "", f"{code} is no language of the lexicon.", f"Use one of {', '.join(OF_CODE)}.")
            continue
        for word in words:
            if not all(_LETTER.search(wording) or any(_spelt(part, code) for part in wording.split("*")) for wording in expanded(word)):
                yield _problem(content, id, word, f"“{word}” has no letters to look for.", "Write the words people use, or remove it.")


def _spelt(word: str, code: str) -> str:
    """A word as messages are compared with it; blanks say nothing in Korean and Chinese."""
    language = OF_CODE.get(code, Language.ENGLISH)
    spelt = normalise(word, language, _NO_TABLES)
    return spelt if language is Language.ENGLISH else spelt.replace(" ", "")


def _problem(content: Content, id: str, word: str, message: str, remedy: str, level: Level = Level.ERROR) -> Problem:
    return Problem(LEXICON, content.line_with(LEXICON, id, "", word), id, message, remedy, level)
