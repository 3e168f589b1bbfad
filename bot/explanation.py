"""Why a question was answered as it was, and what would have to change, for who writes the content."""

from collections.abc import Iterator
from typing import assert_never

from bot.core.answering import Decision, doubts, is_bare, limit_of
from bot.core.edition import Edition
from bot.core.knowledge import REFUSAL, Entry, EntryId
from bot.core.matching.features import bag
from bot.core.matching.groups import Groups
from bot.core.matching.matcher import NOTHING, Match
from bot.core.replies import Answer, Chatted, Choices, NotUnderstood, Refused
from bot.core.text import normalise
from bot.core.thresholds import CLEAR, DOUBT, THRESHOLDS, Thresholds

_SHOWN = 5
_EXPLAINED = 3
LONGEST_PHRASING = 100
"""Letters beyond which a question tells a story: as a phrasing it would draw all other stories to its entry."""
_WORTH_A_WORD = 0.02
"""Entries that are less likely are not explained: nobody would expect them."""


def explained(decision: Decision, edition: Edition) -> str:
    """A decision in plain lines: what was read and decided, then the likeliest entries and what each lacks."""
    taken, ranking, noticed = decision.taken, decision.ranking, decision.noticed
    lines = [
        f"language   {decision.reply.language} (read as {taken.reading})",
        f"normalised {taken.text}",
        f"mended     {ranking.mended}",
        f"signs      {', '.join(sorted(noticed.signs)) or 'none'}",
        f"countries  {', '.join(sorted(noticed.countries)) or 'none'}",
        f"decision   {_decided(decision)} ({decision.why})",
        "",
        "likely  entry",
        *(f"  {match.score:.2f}  {match.id}" for match in ranking.matches[:_SHOWN]),
        "",
        *advice(decision, edition),
    ]
    return "\n".join(lines)


def advice(decision: Decision, edition: Edition) -> Iterator[str]:
    """For each of the likeliest entries: why it is the answer, or what would have to change for it to be."""
    first = decision.ranking.matches[0]
    for place, match in enumerate(decision.ranking.matches[:_EXPLAINED]):
        entry = edition.knowledge.entries.get(EntryId(match.id))
        if entry is not None and (place == 0 or match.score >= _WORTH_A_WORD):
            yield f"{entry.id}:"
            yield from (f"  {sentence}" for sentence in _of_entry(entry, match, first, decision, edition))
        elif entry is None and place == 0:
            yield f"{match.id}:"
            yield f"  {_of_small_talk(match, decision)}"


def _of_small_talk(match: Match, decision: Decision) -> str:
    if match.id == NOTHING:
        return f"It sounds most like what is none of our business ({match.score:.2f}): to that nothing is answered but choices, if any."
    return f"It sounds most like this kind of small talk ({match.score:.2f}; answered as such from {_limits(decision).chat})."


def _of_entry(entry: Entry, match: Match, first: Match, decision: Decision, edition: Edition) -> Iterator[str]:
    reply = decision.reply
    if isinstance(reply, Answer | Refused) and reply.entry == entry.id:
        yield "It is the answer."
        yield f"Its phrasing nearest to the question is {_nearest(entry, decision, edition)}"
        return
    if match.id != first.id:
        yield f"It is behind {first.id} by {first.score - match.score:.2f}."
    limit = limit_of(entry, edition.knowledge.entries, decision.noticed, _limits(decision))
    leading = reply.entry if entry.urgent and isinstance(reply, Answer) and reply.urgent else None
    if entry.id == REFUSAL:
        yield f"It refuses from {_limits(decision).refuse} on, when it is likelier than danger; it is at {match.score:.2f}."
    elif leading:
        yield f"Of urgent entries only one leads: {leading}."
    elif match.score < limit.least:
        yield f"It is answered directly from {limit.least} on ({limit.why}); {limit.least - match.score:.2f} are missing."
    elif match.id == first.id:
        yield from (_doubt(one) for one in doubts(decision.ranking, edition.knowledge.entries))
    yield from _hindrances(entry, decision)
    for sign in sorted(entry.when & decision.noticed.signs):
        yield f"The sign {sign} made it likelier."
    if (match.score < limit.least and not leading) or decision.noticed.forbids(entry):
        yield f"Its phrasing nearest to the question is {_nearest(entry, decision, edition)}"
        yield _lacking(entry, decision)


def _lacking(entry: Entry, decision: Decision) -> str:
    """What to write, if anything: no phrasing helps where a sign forbids, and none that harms or tells a story should be written."""
    if decision.noticed.forbids(entry):
        return "No phrasing changes that: if the question means this entry, look at the words of the sign or country in lexicon.toml."
    if isinstance(decision.reply, Refused):
        return "The question was refused: write no phrasing like it here."
    text = decision.taken.text
    if len(text) > LONGEST_PHRASING:
        return "The question is too long for a phrasing: ask its sentences one by one, and see which of them is not understood."
    mended = "" if decision.ranking.mended == text else ", its typos mended"
    return f"If the question means this entry, it lacks a phrasing such as “{text}”{mended}."


def _hindrances(entry: Entry, decision: Decision) -> Iterator[str]:
    noticed = decision.noticed
    for sign in sorted(entry.not_when & noticed.signs):
        yield f"It is forbidden by not_when: the message shows the sign {sign}."
    for sign in sorted((entry.not_when & noticed.suspected) - noticed.signs):
        yield f"It is forbidden by not_when: the message may show the sign {sign}, with a word misspelt."
    if noticed.forbids(entry) and not entry.not_when & (noticed.signs | noticed.suspected):
        yield f"It is forbidden by country: it is about {entry.country}, and the message names {', '.join(sorted(noticed.countries))}."
    if is_bare(decision.taken):
        yield "A bare word gets choices, however likely one entry is: it may mean many things."
    if isinstance(decision.reply, Answer) and decision.reply.urgent and not entry.urgent:
        yield "An urgent entry comes first, as the decision says."


def _doubt(beside: Match) -> str:
    """Why something likely beside the best entry makes it one of several choices."""
    if beside.id in (NOTHING, REFUSAL):
        what = "What is none of our business" if beside.id == NOTHING else "A request that would harm"
        return f"{what} is at {beside.score:.2f}: above {DOUBT} nothing is answered directly."
    return f"{beside.id} is too near, at {beside.score:.2f}: an answer is {CLEAR:.0f} times as likely as the next."


def _limits(decision: Decision) -> Thresholds:
    return THRESHOLDS[decision.taken.reading]


def _nearest(entry: Entry, decision: Decision, edition: Edition) -> str:
    """The phrasing of an entry whose words are most like those of the question, as they are compared."""
    reading, tables = decision.taken.reading, edition.tables
    model = edition.model.readings[reading]
    words = bag(decision.ranking.mended, reading, tables, Groups(edition.knowledge.lexicon, tables))
    near = model.index.similarities(words)[model.owner == edition.model.classes.index(entry.id)]
    phrasings = {normalise(one, reading.language, tables): one for one in reversed(entry.phrasings.get(reading.language, ()))}
    in_order = dict.fromkeys(normalise(one, reading.language, tables) for one in entry.phrasings.get(reading.language, ()))
    spelt = [phrasings[one] for one in in_order if one]
    return f"“{spelt[int(near.argmax())]}”." if len(near) else "none: it has no phrasings in this language."


def _decided(decision: Decision) -> str:
    match decision.reply:
        case Answer() | Refused() as reply:
            return f"{type(reply).__name__} {reply.entry}"
        case Choices(_, entries):
            return f"Choices {', '.join(entries)}"
        case Chatted(_, kind):
            return f"Small talk {kind}"
        case NotUnderstood():
            return "Not understood"
        case other:
            assert_never(other)
