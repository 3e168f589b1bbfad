"""Different words for one thing, from the lexicon: 북송, forced return and 遣返 are one feature.

Northern and southern Korean, Korean of Yanbian, and the words of officials and of everyday life meet here.
"""

import re
from collections.abc import Iterator, Mapping

from bot.core.knowledge import Lexicon
from bot.core.languages import WRITTEN, Language
from bot.core.text import Tables, normalise

_SHORTEST = 2
"""Letters a word must have to be looked for inside others: one syllable stands in too many."""


class Groups:
    """The lexicon's groups, ready to be looked up in normalised texts."""

    def __init__(self, lexicon: Lexicon, tables: Tables) -> None:
        """Normalise every word as the texts are."""
        self._names: dict[Language, dict[str, str]] = {language: {} for language in WRITTEN}
        for name, words in lexicon.groups.items():
            for language, some in words.items():
                for word in some:
                    spelt = _packed(normalise(word, language, tables), language)
                    if len(spelt) >= _SHORTEST:
                        self._names[language].setdefault(spelt, name)
        self._korean: dict[str, str] = {}
        for words in (*lexicon.groups.values(), *lexicon.countries.values()):
            for word in words.get(Language.CHINESE, ()) if words.get(Language.KOREAN) else ():
                spelt = normalise(words[Language.KOREAN][0], Language.KOREAN, tables)
                self._korean.setdefault(_packed(normalise(word, Language.CHINESE, tables), Language.CHINESE), spelt)
        self._longest = max(map(len, self._korean), default=0)
        self._lengths = {language: sorted({len(word) for word in names}, reverse=True) for language, names in self._names.items()}

    def found(self, text: str, language: Language) -> Iterator[str]:
        """The names of the groups whose words stand in a normalised text, the longest word at each place."""
        if language is Language.ENGLISH:
            yield from self._in_words(text.split(), self._names[language])
            return
        text, names = _packed(text, language), self._names[language]
        at = 0
        while at < len(text):
            length = next((size for size in self._lengths[language] if text[at : at + size] in names and at + size <= len(text)), 0)
            if length:
                yield names[text[at : at + length]]
            at += length or 1

    def in_korean(self, text: str) -> str:
        """A normalised Korean text with the Chinese words of the lexicon in Korean: 微信으로 -> 위챗으로, as people of Yanbian mix them."""
        if not _HAN.search(text):
            return text
        said, at = "", 0
        while at < len(text):
            length = next((size for size in range(self._longest, 0, -1) if text[at : at + size] in self._korean), 0)
            said += self._korean[text[at : at + length]] if length else text[at]
            at += length or 1
        return said

    def _in_words(self, words: list[str], names: Mapping[str, str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            size = next((size for size in range(_MOST_WORDS, 0, -1) if " ".join(words[at : at + size]) in names), 0)
            if size:
                yield names[" ".join(words[at : at + size])]
            at += size or 1


_MOST_WORDS = 5
_HAN = re.compile("[\u4e00-\u9fff]")


def _packed(text: str, language: Language) -> str:
    return text if language is Language.ENGLISH else text.replace(" ", "")
