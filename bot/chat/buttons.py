"""What a button carries: the page it leads to, in at most 64 bytes, so that nothing needs to be remembered about anybody.

    kind.language[.id][.COUNTRY][+language beside][~page][<origin]

An origin is where the way back leads: three characters for each entry, and a country. It is left out where it does not fit; the way
back then leads to the entry's topic. Data can be forged ("the message originated the query can contain no callback buttons with this
data", Bot API): the grammar is strict, and what does not follow it, or names what this edition does not have, leads to a fresh page.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import assert_never

from bot.core.knowledge import Country, EntryId, Knowledge, TopicId
from bot.core.languages import Language
from bot.core.replies import Answer, Choices, Depth, Home, Languages, Noted, Notice, Origin, Privacy, Related, TopicPage, Urgent, Verify
from bot.core.tallying import Judged, may_be_judged

LONGEST_DATA = 64


@dataclass(frozen=True, slots=True)
class Erase:
    """Sweep the chat."""

    language: Language


@dataclass(frozen=True, slots=True)
class Vanish:
    """Take the page itself away, the last of a chat that was erased."""

    language: Language


Target = Answer | Choices | TopicPage | Related | Home | Urgent | Languages | Verify | Privacy | Noted | Erase | Vanish | Judged
"""Where a press can lead; a judgement leads nowhere and is counted."""

_KEY = 3
"""Characters that stand for an entry in an origin: 18 bits of a hash of its id, the same in every edition."""
_LANGUAGES = "|".join(Language)
_GRAMMAR = re.compile(
    rf"(?P<kind>[a-z])\.(?P<language>{_LANGUAGES})(?:\.(?P<id>[a-z0-9-]{{1,40}}))?(?:\.(?P<country>[A-Z]{{2}}))?"
    rf"(?:\+(?P<beside>{_LANGUAGES}))?(?:~(?P<page>[2-9]|[1-9][0-9]))?"
    rf"(?:<(?P<keys>(?:[A-Za-z0-9_-]{{{_KEY}}})+)(?P<back>[A-Z]{{2}})?)?",
    re.ASCII,
)


def data_of(target: Target) -> str:
    """The callback data of a button."""
    match target:
        case Answer(language, entry, country, beside=beside, page=page, origin=origin):
            data = f"e.{language}.{entry}" + (f".{country}" if country else "") + (f"+{beside}" if beside else "") + _page(page)
            return _with_origin(data, origin)
        case Choices(language, entries):
            return _with_origin(f"c.{language}", Origin(entries))
        case TopicPage(language, topic, page):
            return f"t.{language}.{topic}{_page(page)}"
        case Related(language, entry, page):
            return f"r.{language}.{entry}{_page(page)}"
        case Home(language):
            return f"h.{language}"
        case Urgent(language):
            return f"u.{language}"
        case Languages(language):
            return f"l.{language}"
        case Verify(language):
            return f"v.{language}"
        case Privacy(language, depth):
            return f"k.{language}{_page(depth)}"  # kept
        case Noted(language):
            return f"n.{language}"
        case Erase(language):
            return f"x.{language}"
        case Vanish(language):
            return f"z.{language}"
        case Judged(language, entry, helped):
            return f"{'p' if helped else 'm'}.{language}.{entry}"  # plus, minus
        case _:
            assert_never(target)


def target_of(data: str, knowledge: Knowledge) -> Target | None:
    """Where some callback data leads, or None when it leads nowhere in this edition."""
    if len(data) > LONGEST_DATA or not (match := _GRAMMAR.fullmatch(data)):
        return None
    if match["keys"] and match["kind"] not in "ec":
        return None
    language, page = Language(match["language"]), int(match["page"] or 1)
    origin = _origin(match["keys"], match["back"], knowledge)
    match match["kind"], match["id"], match["country"], match["beside"], page:
        case "e", str(id), country, beside, _ if entry := knowledge.entries.get(EntryId(id)):
            if country is not None and country not in entry.variants:
                return None
            answer = Answer(language, entry.id, Country(country) if country else None, urgent=entry.urgent, page=page, origin=origin)
            return replace(answer, beside=Language(beside) if beside else None)
        case "c", None, None, None, 1 if origin and not origin.country:
            return Choices(language, origin.entries)
        case "t", str(id), None, None, _ if any(topic.id == id for topic in knowledge.topics):
            return TopicPage(language, TopicId(id), page)
        case "r", str(id), None, None, _ if EntryId(id) in knowledge.entries:
            return Related(language, EntryId(id), page)
        case "k", None, None, None, int(depth) if depth in [*Depth]:
            return Privacy(language, Depth(depth))
        case "h", None, None, None, 1:
            return Home(language)
        case "u", None, None, None, 1:
            return Urgent(language)
        case "l", None, None, None, 1:
            return Languages(language)
        case "v", None, None, None, 1:
            return Verify(language)
        case "n", None, None, None, 1:
            return Noted(language, Notice.NONE_OF_THESE)
        case "x", None, None, None, 1:
            return Erase(language)
        case "z", None, None, None, 1:
            return Vanish(language)
        case ("p" | "m") as sign, str(id), None, None, 1 if (entry := knowledge.entries.get(EntryId(id))) and may_be_judged(entry):
            return Judged(language, entry.id, helped=sign == "p")
        case _:
            return None


def _page(number: int) -> str:
    return f"~{number}" if number > 1 else ""


def _with_origin(data: str, origin: Origin | None) -> str:
    if origin is None:
        return data
    longer = f"{data}<{''.join(map(_key, origin.entries))}{origin.country or ''}"
    return longer if len(longer) <= LONGEST_DATA else data


def _origin(keys: str | None, country: str | None, knowledge: Knowledge) -> Origin | None:
    """The origin some keys stand for; None when one of them stands for no entry of this edition, or for two."""
    if not keys:
        return None
    entries = [_entry(keys[at : at + _KEY], knowledge.entries) for at in range(0, len(keys), _KEY)]
    known = tuple(id for id in entries if id is not None)
    if len(known) < len(entries) or (country and (len(known) > 1 or country not in knowledge.entries[known[0]].variants)):
        return None
    return Origin(known, Country(country) if country else None)


def _entry(key: str, ids: Iterable[EntryId]) -> EntryId | None:
    found = [id for id in ids if _key(id) == key]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _key(id: EntryId) -> str:
    return urlsafe_b64encode(sha256(id.encode()).digest())[:_KEY].decode()
