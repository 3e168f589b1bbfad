"""The commands, what each shows, and what the menu says about them.

The menu stands above the keyboard, readable over a shoulder: nothing in it may tell who uses this bot.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.core.knowledge import EntryId, Knowledge
from bot.core.languages import Language
from bot.core.replies import Answer, Home, Languages, Noted, Notice, Privacy, Reply, Urgent, Verify

SHOWS: Mapping[str, Callable[[Language], Reply]] = MappingProxyType(
    {
        "help": Home,
        "topics": Home,
        "urgent": Urgent,
        "language": Languages,
        "settings": Languages,  # Telegram asks every bot that has settings to know it
        "privacy": Privacy,  # Telegram asks every bot to know it
        "verify": Verify,
    }
)
"""Commands that show a page whatever is written behind them; beside these there are `/start` and `/erase`."""


def menu(_: Callable[[str], str]) -> dict[str, str]:
    """The commands offered and what they do, in the words of a language."""
    return {
        "start": _("Start"),
        "urgent": _("Urgent help"),
        "topics": _("Topics"),
        "language": _("Language"),
        "privacy": _("What is kept"),
        "verify": _("Is this bot the real one?"),
        "erase": _("Erase this chat"),
        "help": _("How to ask"),
    }


def linked(payload: str, language: Language, knowledge: Knowledge) -> Reply:
    """What a link to the bot opens: the entry it names, or the first page, which says so if that entry was withdrawn.

    Operators put words of their own behind `?start=`, such as the place where a poster hangs: those have lost nobody anything.
    """
    name = EntryId(payload.strip())
    if entry := knowledge.entries.get(name):
        return Answer(language, entry.id, urgent=entry.urgent)
    return Noted(language, Notice.GONE) if name in knowledge.withdrawn else Home(language)


def words_after(text: str) -> str:
    """What is written behind a command: a question, perhaps."""
    return text.partition(" ")[2].strip()
