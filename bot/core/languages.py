"""The languages the bot speaks, and which of them a message is written in.

The message itself says it (no state per person): the script of the text comes first, then the language a button carries,
then the language of the person's Telegram, then English.
"""

import re
from enum import StrEnum
from typing import assert_never


class Language(StrEnum):
    """A language of the bot; the value is the name of its folder in locales/ (script, not country)."""

    ENGLISH = "en"
    KOREAN = "ko"
    CHINESE = "zh_Hans"
    TRADITIONAL_CHINESE = "zh_Hant"


WRITTEN = (Language.ENGLISH, Language.KOREAN, Language.CHINESE)
"""Languages with their own texts; Traditional Chinese is derived from the Simplified (OpenCC)."""

OWN_NAMES = {
    Language.KOREAN: "조선말·한국어",
    Language.CHINESE: "简体中文",
    Language.TRADITIONAL_CHINESE: "繁體中文",
    Language.ENGLISH: "English",
}
"""Each language by its own name: a reader must find hers on a page written in another."""


class Script(StrEnum):
    """What the letters of a message are."""

    HANGUL = "hangul"
    HAN = "han"
    LATIN = "latin"
    NONE = "none"


# Compatibility jamo are left out: ㅠㅠ or ㅋㅋ stand in Chinese and English chats too.
_HANGUL = re.compile("[가-힣\u1100-\u11ff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile("[A-Za-z\uff21-\uff3a\uff41-\uff5a]")
_JAMO = re.compile("[\u3131-\u318e]")

HANGUL_WEIGHT = 3
"""A Korean message keeps Korean particles around Chinese words (公安에 걸렸슴다): one syllable outweighs three characters."""


def script_of(text: str) -> Script:
    """Tell the script a message is written in; names and foreign words in another script do not decide."""
    hangul, han, latin = (len(letters.findall(text)) for letters in (_HANGUL, _HAN, _LATIN))
    if hangul and hangul * HANGUL_WEIGHT >= han:
        return Script.HANGUL
    if han:
        return Script.HAN
    if latin:
        return Script.LATIN
    return Script.HANGUL if _JAMO.search(text) else Script.NONE


def language_of_code(code: str | None) -> Language | None:
    """The language for an IETF tag as a Telegram client sends it (`zh-hant`, `ko-KR`); None when we do not speak it."""
    subtags = (code or "").lower().replace("_", "-").split("-")
    match subtags[0]:
        case "ko":
            return Language.KOREAN
        case "en":
            return Language.ENGLISH
        case "zh" if {"hant", "tw", "hk", "mo"} & set(subtags):
            return Language.TRADITIONAL_CHINESE
        case "zh":
            return Language.CHINESE
        case _:
            return None


def written(language: Language) -> Language:
    """The language whose texts and phrasings serve a language."""
    match language:
        case Language.TRADITIONAL_CHINESE:
            return Language.CHINESE
        case Language.ENGLISH | Language.KOREAN | Language.CHINESE:
            return language
        case _:
            assert_never(language)
