"""The bot's own words in a language, with dates and countries as its readers write them."""

import re
from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.lists import format_list

from bot.core.edition import Texts
from bot.core.knowledge import Country
from bot.core.languages import Language

_FORMER = re.compile(r" \([^)]*\)$")
"""What CLDR adds to some names, `Myanmar (Burma)`: our texts use the name alone, and a button has no room."""


class Words:
    """Called with an English word or sentence it gives the translation, English where there is none."""

    def __init__(self, texts: Texts, language: Language) -> None:
        """Take the words of one language."""
        self.language = language
        self._words = texts.interface.get(language, {})
        self._countries = texts.knowledge.country_names[language]

    def __call__(self, english: str) -> str:
        """The translation; written as `_("…")`, so that it is found by Babel."""
        return self._words.get(english, english)

    def day(self, day: date) -> str:
        """A date in full."""
        return format_date(day, format="long", locale=self.language)

    def together(self, things: Sequence[str]) -> str:
        """Several things in one sentence."""
        return format_list(things, locale=self.language)

    def country(self, country: Country) -> str:
        """The name of a country, or that something works across borders."""
        _ = self
        return _("international") if country == "XX" else _FORMER.sub("", self._countries.get(country, country))
