"""The languages the bot speaks, and which of them a message is written in.

The message itself says it (no state per person): the script of the text comes first, then the language a button carries,
then the language of the person's Telegram, then English.
"""

import re
from enum import StrEnum
from typing import Self


class Language(StrEnum):
    """A language of the bot: the name of its folder in locales/ (script, not country), and its own name.

    A line here and a folder there make a language one in which the bot is read: texts, buttons, its name among the languages. To be asked
    in it needs more: a `Reading` (core/matching/features.py) and its words in lexicon.toml; until then questions are understood in
    the others.
    """

    own_name: str

    def __new__(cls, folder: str, own_name: str = "") -> Self:
        """Keep both in the value of the enumeration."""
        language = str.__new__(cls, folder)
        language._value_, language.own_name = folder, own_name
        return language

    ENGLISH = "en", "English"
    KOREAN = "ko", "조선말·한국어"
    CHINESE = "zh_Hans", "简体中文"
    TRADITIONAL_CHINESE = "zh_Hant", "繁體中文"


WRITTEN: tuple[Language, ...] = tuple(language for language in Language if language is not Language.TRADITIONAL_CHINESE)
"""Languages with their own texts, English first; Traditional Chinese is derived from the Simplified (OpenCC)."""

OWN_NAMES = {language: language.own_name for language in sorted(Language, key=lambda one: one is Language.ENGLISH)}
"""Each language by its own name: a reader must find hers on a page written in another; English, which all find, comes last."""


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
    if subtags[0] == "zh":
        return Language.TRADITIONAL_CHINESE if {"hant", "tw", "hk", "mo"} & set(subtags) else Language.CHINESE
    return next((language for language in WRITTEN if language.partition("_")[0] == subtags[0]), None)


def written(language: Language) -> Language:
    """The language whose texts and phrasings serve a language."""
    return Language.CHINESE if language is Language.TRADITIONAL_CHINESE else language
