"""What a button carries: the page it leads to, in at most 64 bytes, so that nothing needs to be remembered about anybody.

Data can be forged ("the message originated the query can contain no callback buttons with this data", Bot API): the grammar is
strict, and what does not follow it, or names what this edition does not have, leads to a fresh page.
"""

import re
from dataclasses import dataclass
from typing import assert_never

from bot.core.knowledge import Country, EntryId, Knowledge, TopicId
from bot.core.languages import Language
from bot.core.replies import Answer, Home, Languages, Noted, Notice, TopicPage, Urgent
from bot.core.tallying import Judged, may_be_judged

LONGEST_DATA = 64


@dataclass(frozen=True, slots=True)
class Erase:
    """Sweep the chat."""

    language: Language


Target = Answer | TopicPage | Home | Urgent | Languages | Noted | Erase | Judged
"""Where a press can lead; a judgement leads nowhere and is counted."""

_LANGUAGES = "|".join(Language)
_GRAMMAR = re.compile(
    rf"(?P<kind>[a-z])\.(?P<language>{_LANGUAGES})(?:\.(?P<id>[a-z0-9-]{{1,40}}))?(?:\.(?P<country>[A-Z]{{2}}))?(?:\+(?P<beside>{_LANGUAGES}))?",
    re.ASCII,
)


def data_of(target: Target) -> str:
    """The callback data of a button."""
    match target:
        case Answer(language, entry, country, beside=beside):
            return f"e.{language}.{entry}" + (f".{country}" if country else "") + (f"+{beside}" if beside else "")
        case TopicPage(language, topic):
            return f"t.{language}.{topic}"
        case Home(language):
            return f"h.{language}"
        case Urgent(language):
            return f"u.{language}"
        case Languages(language):
            return f"l.{language}"
        case Noted(language):
            return f"n.{language}"
        case Erase(language):
            return f"x.{language}"
        case Judged(language, entry, helped):
            return f"{'p' if helped else 'm'}.{language}.{entry}"  # plus, minus
        case _:
            assert_never(target)


def target_of(data: str, knowledge: Knowledge) -> Target | None:
    """Where some callback data leads, or None when it leads nowhere in this edition."""
    if len(data) > LONGEST_DATA or not (match := _GRAMMAR.fullmatch(data)):
        return None
    language = Language(match["language"])
    match match["kind"], match["id"], match["country"], match["beside"]:
        case "e", str(id), country, beside if entry := knowledge.entries.get(EntryId(id)):
            if country is not None and country not in entry.variants:
                return None
            second = Language(beside) if beside else None
            return Answer(language, entry.id, Country(country) if country else None, urgent=entry.urgent, beside=second)
        case "t", str(id), None, None if any(topic.id == id for topic in knowledge.topics):
            return TopicPage(language, TopicId(id))
        case "h", None, None, None:
            return Home(language)
        case "u", None, None, None:
            return Urgent(language)
        case "l", None, None, None:
            return Languages(language)
        case "n", None, None, None:
            return Noted(language, Notice.NONE_OF_THESE)
        case "x", None, None, None:
            return Erase(language)
        case ("p" | "m") as sign, str(id), None, None if (entry := knowledge.entries.get(EntryId(id))) and may_be_judged(entry):
            return Judged(language, entry.id, helped=sign == "p")
        case _:
            return None
