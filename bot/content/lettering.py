"""Letters that are not what they seem: in a number, a name or a link, one strange letter leads somewhere else.

Our languages are written in Latin, Hangul and Chinese letters and in the digits 0 to 9. Everything else that looks like them
(Cyrillic а, full-width １, ① or a mathematical 𝟏) stands in a text because somebody wanted to get past a reader or past a rule.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from bot.content.problem import Problem
from bot.content.shown import asked, shown
from bot.content.texts import Content, Text, problem_at
from bot.core.languages import Language

_STRANGE = re.compile("[^\n -~·À-ÿ‐-‗“”‘’…、-〟ㄱ-ㅣ\u4e00-\u9fff가-힣！（），：；？]")
"""A letter that is looked at closer; most texts have none."""
_LATIN_HANGUL_HAN = ("LATIN", "HANGUL", "CJK")
_OURS = (Language.ENGLISH.value, Language.KOREAN.value, Language.CHINESE.value, Language.TRADITIONAL_CHINESE.value)
_HIDING = ("Cf", "Cc", "Co", "Cn", "Cs", "Me", "Zl", "Zp")


def letters_are_what_they_seem(content: Content) -> Iterator[Problem]:
    """A Cyrillic letter in a host, a full-width digit or a character that turns the line around deceives the eye and rules like these."""
    for some in (shown(content), asked(content)):
        for one in some:
            if strange := _STRANGE.findall(one.text):
                yield from _strange_in(one, strange)


def _strange_in(text: Text, strange: list[str]) -> Iterator[Problem]:
    for character in dict.fromkeys(strange):
        if what := _wrong(character, text.language):
            name = unicodedata.name(character, "a character without a name")
            yield problem_at(text, f"U+{ord(character):04X} ({name}) is {what}.", "Delete it and type the place again.")
    for first, second in pairwise(text.text):
        if first.isalpha() and second.isalpha() and {_script(first), _script(second)} in _LOOK_ALIKE:
            yield problem_at(text, f"“{first}{second}” is of two alphabets that look alike.", "Type the word again in one of them.")
            return


def _wrong(character: str, language: str) -> str:
    category = unicodedata.category(character)
    if category in _HIDING or character in _SELECTORS:
        return "invisible, or changes what stands beside it"
    if category.startswith("N") and character != "〇":
        return "no digit from 0 to 9"
    if character.isalpha() and unicodedata.normalize("NFKC", character) != character:
        return "another form of a plain letter"
    if character.isalpha() and language in _OURS and _script(character) not in _LATIN_HANGUL_HAN:
        return "no letter of this language"
    return ""


_SELECTORS = {chr(code) for code in range(0xFE00, 0xFE10)}
_LOOK_ALIKE = ({"LATIN", "CYRILLIC"}, {"LATIN", "GREEK"}, {"LATIN", "ARMENIAN"}, {"LATIN", "CHEROKEE"}, {"CYRILLIC", "GREEK"})


def _script(character: str) -> str:
    return "LATIN" if character.isascii() else unicodedata.name(character, "?").partition(" ")[0]
