"""The few words of paper that are no page's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from bot.core.edition import Edition
from bot.core.languages import Language


@dataclass(frozen=True, slots=True)
class Words:
    """In one language.

    Attributes:
        title: of a sheet and of the file of answers; tells nothing of who reads it.
        warning: what to think of before carrying it.
        stand: of which day and edition the texts are.
        lapse: until when they can be trusted.
        above: of a contact that stands in full further up.
        found, none: how many answers a search left (`{shown}`, `{all}`).
    """

    title: str
    warning: str
    stand: str
    lapse: str
    above: str
    search: str
    found: str
    none: str
    unfound: str


def words_of(edition: Edition, language: Language, today: date, lapses: date) -> Words:
    """The words in a language.

    Args:
        edition: holds them.
        language: to say them in.
        today: the day of printing.
        lapses: the first day by which one of the texts must be reviewed again.
    """
    _ = _interface(edition.interface.get(language, {}))
    day, last = (format_date(one, format="long", locale=language) for one in (today, lapses))
    return Words(
        title=_("Phone numbers and notes"),
        warning=_("Do not carry this where you may be searched. Learn the numbers you need by heart, and leave the rest."),
        stand=_("As of {date}. Edition {edition}.").replace("{date}", day).replace("{edition}", edition.digest[:16]),
        lapse=_("Rules and numbers change. After {date} ask for a newer one.").replace("{date}", last),
        above=_("More about it above."),
        search=_("Search in the answers"),
        found=_("{shown} of {all} answers"),
        none=_("Nothing was found. Try fewer or other words."),
        unfound=_("Some answers are not in here: they change often, and a mistake could hurt somebody. Please ask for them."),
    )


def _interface(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda english: words.get(english, english)
