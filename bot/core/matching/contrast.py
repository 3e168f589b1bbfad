"""What must not be confused, read from the words themselves: signs and countries.

Similarity alone is dangerous here: 한국 대사관 / 북한 대사관 (South / North Korean embassy) score 91 of 100, "I want to go back" and
"I don't want to go back" 100. So the lexicon names *signs* (a mission of the North, a wish to return, a refusal of it, a request
to find people, danger to life) with the wording that gives them away, and entries say which signs forbid them as a direct answer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.knowledge import Country, Entry, Lexicon, SignName
from bot.core.languages import WRITTEN, Language
from bot.core.matching.features import Reading, as_latin
from bot.core.matching.matcher import Taken
from bot.core.text import Tables, normalise

GAP = 24
"""Characters a `*` in a sign may stand for: a few words, not a sentence."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a message says that must not be overlooked.

    Attributes:
        suspected: signs in its mended words: enough to forbid an answer, not to bring one forward (요약 is mended to 농약).
    """

    signs: frozenset[SignName]
    countries: frozenset[Country]
    suspected: frozenset[SignName] = frozenset()

    def forbids(self, entry: Entry) -> bool:
        """Whether the entry speaks of something else than the message, however similar the words."""
        named = self.countries - {_ORIGIN}
        elsewhere = entry.country is not None and bool(named) and entry.country not in named
        return elsewhere or bool(entry.not_when & (self.signs | self.suspected))


_ORIGIN = Country("KP")
"""Where most who ask come from, which says nothing about where they are."""


class Contrast:
    """The lexicon's signs and countries, to be searched for."""

    def __init__(self, lexicon: Lexicon, tables: Tables) -> None:
        """Take every sign and every country name."""
        self._signs = {
            name: (_Patterns(sign.words, tables, _SHORTEST_SIGN), _Patterns(sign.unless, tables, _SHORTEST_PART))
            for name, sign in lexicon.signs.items()
        }
        self._countries = {country: _Patterns(names, tables, _SHORTEST_PART) for country, names in lexicon.countries.items()}
        everywhere = {language: [name for names in lexicon.countries.values() for name in names.get(language, ())] for language in WRITTEN}
        self._any_country = _Patterns(everywhere, tables, _SHORTEST_PART)  # most messages name none: one search instead of fifty

    def prepare(self) -> None:
        """Compile for every reading what its first message would wait for (0.3 to 0.5 s each)."""
        every = [patterns for pair in self._signs.values() for patterns in pair] + [*self._countries.values(), self._any_country]
        for reading in Reading:
            for patterns in every:
                patterns.pattern(reading)

    def notice(self, taken: Taken) -> Noticed:
        """Everything a message shows, by the wording of its language."""
        text = _packed(taken.text, taken.reading)
        return Noticed(
            frozenset(
                name
                for name, (words, unless) in self._signs.items()
                if words.found(text, taken.reading) and not unless.found(text, taken.reading)
            ),
            frozenset(country for country, names in self._countries.items() if names.found(text, taken.reading))
            if self._any_country.found(text, taken.reading)
            else frozenset(),
        )


class _Patterns:
    """Wording to be found, compiled for a reading when a message of that reading first comes: all at once keep a bot from starting."""

    def __init__(self, words: Mapping[Language, Iterable[str]], tables: Tables, shortest: int) -> None:
        self._words, self._tables, self._shortest = words, tables, shortest
        self._compiled: dict[Reading, re.Pattern[str] | None] = {}

    def found(self, text: str, reading: Reading) -> bool:
        """Whether a text shows any of the wording."""
        pattern = self.pattern(reading)
        return pattern is not None and pattern.search(text) is not None

    def pattern(self, reading: Reading) -> re.Pattern[str] | None:
        """The wording of a reading, compiled; None where there is none."""
        if reading not in self._compiled:
            words = self._words.get(reading.language)
            self._compiled[reading] = re.compile(_pattern(reading, words, self._tables, self._shortest)) if words else None
        return self._compiled[reading]


def expanded(pattern: str) -> list[str]:
    """The wordings a pattern with alternatives in braces stands for: `{find,catch} her` -> find her, catch her."""
    if not (found := _INNERMOST.search(pattern)):
        return [pattern]
    return [
        wording
        for alternative in found[1].split(",")
        for wording in expanded(pattern[: found.start()] + alternative + pattern[found.end() :])
    ]


_INNERMOST = re.compile(r"\{([^{}]*)\}")


def _pattern(reading: Reading, words: Iterable[str], tables: Tables, shortest: int) -> str:
    trie = _Trie()
    for wording in dict.fromkeys(one for word in words for one in expanded(word)):
        parts = (normalise(part, reading.language, tables) for part in wording.split("*"))
        spelt = [_packed(as_latin(part, reading, tables), reading) for part in parts]
        if any(spelt) and (reading.has_meaning or _tells_in_latin(spelt, shortest)):
            node = trie
            for step in _GAP.join(spelt):
                node = node.setdefault(step, _Trie())
            node[_END] = _Trie()
    if not trie:
        return _NEVER
    start, end = (r"\b", r"\b") if reading is Reading.ENGLISH else ("", "")
    return f"{start}(?:{_regex(trie)}){end}"


class _Trie(dict[str, "_Trie"]):
    """Wordings by their common beginnings: one search step goes one letter down, however many wordings there are."""


_GAP, _END = "*", ""
_SHORTEST_PART, _SHORTEST_SIGN = 4, 6
"""Letters each part, and a whole sign, of Korean or Chinese wording must have to be looked for in Latin letters without blanks.

`ma` stands in everything; with a minimum of 4 for the whole, twice as many false alarms were counted on our phrasings, for 5 % more found.
"""
_NEVER = "(?!)"


def _tells_in_latin(parts: Sequence[str], shortest: int) -> bool:
    return all(len(part) >= _SHORTEST_PART for part in parts) and sum(map(len, parts)) >= shortest


def _regex(trie: Mapping[str, "_Trie"]) -> str:
    branches = [
        (f".{{0,{GAP}}}" if step == _GAP else re.escape(step)) + (_regex(below) if below else "")
        for step, below in trie.items()
        if step != _END
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and _END not in trie else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if _END in trie else joined


def _packed(text: str, reading: Reading) -> str:
    """Blanks say nothing in Chinese and are set at will in Korean; English needs them."""
    return text if reading is Reading.ENGLISH else text.replace(" ", "")
