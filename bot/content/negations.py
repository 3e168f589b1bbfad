"""A "not" that went missing: locales/negations.lock remembers the negations of each text as they were when somebody last looked.

"Do not sign" and "sign" differ by a word, a spelling checker finds both right, and whoever reads one language alone cannot see which one
the English says. No count can tell whether a translation negates what the English negates: languages do it in different ways. But a
text that negates less or more than yesterday was changed in its meaning, and at that a second person can be asked to look. So the lock
holds how many negating words are in each line of each text; `check` names the texts where that changed, `review negations` shows the
lines, and `review negations ID` writes down that they were looked at. Reworded texts with the same negations ask for nothing: to a
reviewer who is asked about every change, the dangerous one looks like all others.

In a red text a change that nobody looked at is an error, elsewhere a warning. The first lock takes texts as they stand. What it cannot
see: a negation that moved within its line, and a sentence turned around by a word that negates nothing ("leave" for "stay").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.content.ledgers import read_ledger, write_ledger
from bot.content.problem import BrokenContent, Level, Problem
from bot.content.shown import shown
from bot.content.texts import Content, Text
from bot.core.knowledge import Risk
from bot.core.languages import Language

LOCK = "locales/negations.lock"
_HEADING = """Negating words in each line of each text that has some, by language, when somebody last compared it with the English.
Written by `python -m bot review negations ID`; whoever changes a text does not approve the change of its line here."""

_ENGLISH = re.compile(
    r"\b(?:not|cannot|never|no|nobody|nothing|none|nowhere|neither|nor|without|unless|avoid\w*|refus\w+|den(?:y|ies|ied)|forb[ia]d\w*"
    r"|prohibit\w*|banned|illegal|unable|unsafe|unlikely|unlawful|untrue|impossible)\b|n['’]t\b",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"못|않|없(?![애앨앱앤])|아니|아닌|아닙|말(?=고|며|아|라|도록|것|자|든|았|지)|마(?=십|세|시|라|요|셔|$)|금지|거부|거절|피하|피해|삼가|불법|불가|모[르른릅를]|몰라"
    r"|(?<![가-힣])안(?= )"
)
_CHINESE = re.compile(r"(?!(?<=([^人])).\1)[不没沒]|(?<![特性分区區])[别別](?!人|的|处|處)|非(?!常)|免(?!费|費)|[勿无無未莫否禁]|拒绝|拒絕")
WORDS: Mapping[str, re.Pattern[str]] = {"en": _ENGLISH, "ko": _KOREAN, "zh_Hans": _CHINESE, "zh_Hant": _CHINESE}
"""Words that turn a sentence around, by language: 없다, but not 없애다 (remove); 不能, but not 能不能 (whether one can) or 别人 (others).
Other languages are not counted, which `check` cannot make up for."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A text whose negations are not what they were when somebody last looked.

    Attributes:
        before: as in the lock, such as `0 2 1`: one in the third line; "" for a text that had none.
        level: of the problem.
    """

    text: Text
    before: str
    now: str
    level: Level

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """The lines that changed; all that negate, when lines came or went. Each with the English of its place, "" where none is known."""
        before, now = self.before.split(), self.now.split()
        same_length = len(before) == len(now)
        lines, english = lines_of(self.text.text), lines_of(self.text.english)
        compared = english if self.text.language != Language.ENGLISH and len(english) == len(lines) else [""] * len(lines)
        for at, line in enumerate(lines):
            if before[at] != now[at] if same_length else now and now[at] != "0":
                yield line, compared[at]

    @property
    def told(self) -> str:
        """What was counted before and now; the lock does not tell a new text from one that negated nothing."""
        return f"{self.before or ('none, or it is new' if self.now else 'none')}; now {self.now or 'none'} (by line)"


def counted(text: Text) -> str:
    """How many negating words are in each line of a text; "" when none is in any."""
    return counted_in(text.language, text.text)


def counted_in(language: str, text: str) -> str:
    """The same of words that are no text of the content (any more)."""
    if (words := WORDS.get(language)) is None:
        return ""
    counts = [len(words.findall(line)) for line in lines_of(text)]
    return " ".join(map(str, counts)) if any(counts) else ""


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something: no blank ones, no contacts."""
    return [line for line in text.splitlines() if line.strip() and not line.strip().startswith("{")]


def turned(content: Content) -> Iterator[Turned]:
    """The texts to look at; a translation that is stale anyway is not among them.

    Raises:
        BrokenContent: the lock cannot be read.
    """
    looked_at = read_ledger(content.root, LOCK) or {}
    for text in current(content):
        before, now = _before(looked_at, text), counted(text)
        if before != now:
            yield Turned(text, before, now, _level(content, text))


def _before(looked_at: Mapping[str, Mapping[str, str]], text: Text) -> str:
    """What the lock says of a text; an English wording of locales/en that nobody looked at is compared with the text it stands for."""
    said = looked_at.get(table_of(text), {})
    if text.language == Language.ENGLISH and text.identity not in said:
        said = looked_at.get(_KNOWLEDGE, {})
    return said.get(text.identity, "").replace(_NONE, "")


_NONE = "none"
"""Written down of an English wording that negates nothing in place of a text that does."""


def current(content: Content) -> Iterator[Text]:
    """The texts whose negations count."""
    for text in shown(content):
        domain = "interface" if text.file.endswith("interface.po") else "answers"
        found = content.translations.find(text.language, domain, text.identity) if table_of(text) != _KNOWLEDGE else None
        if text.language in WORDS and not (found and found.is_stale(text.english)):
            yield text


def table_of(text: Text) -> str:
    """The table of the lock that speaks of a text."""
    return _KNOWLEDGE if text.file.startswith("knowledge/") else text.language


_KNOWLEDGE = "knowledge"


def record(content: Content, texts: Iterable[Text]) -> None:
    """Write down that the negations of some texts were looked at; what the lock says of texts that are gone is dropped.

    Raises:
        BrokenContent: the lock cannot be read.
    """
    looked_at = read_ledger(content.root, LOCK) or {}
    tables: dict[str, dict[str, str]] = {}
    for text in shown(content):
        table = table_of(text)
        tables.setdefault(table, {})[text.identity] = looked_at.get(table, {}).get(text.identity, "")
    for text in texts:
        overrules = text.language == Language.ENGLISH and table_of(text) != _KNOWLEDGE
        tables[table_of(text)][text.identity] = counted(text) or (_NONE if overrules else "")
    said = {name: {identity: counts for identity, counts in some.items() if counts} for name, some in tables.items()}
    write_ledger(content.root, LOCK, _HEADING, {name: some for name, some in sorted(said.items()) if some})


def negations_were_looked_at(content: Content) -> Iterator[Problem]:
    """Without its "not", "do not go there" sends people there."""
    try:
        is_missing = read_ledger(content.root, LOCK) is None
    except BrokenContent as broken:
        yield from broken.problems
        return
    if is_missing:
        yield Problem(LOCK, 0, "", "The lock is missing: nobody would notice a lost “not”.", "Run: python -m bot review negations --first")
        return
    for one in turned(content):
        said = f"Its negations changed since somebody last looked: {one.told}."
        remedy = f"Compare with the English, then run: python -m bot review negations {subject_of(one.text)}"
        yield Problem(one.text.file, one.text.line, one.text.identity, said, remedy, one.level)


def subject_of(text: Text) -> str:
    """What a reviewer names: an entry, a contact, a topic, or the interface."""
    if text.file.endswith("interface.po"):
        return INTERFACE
    first, _, rest = text.identity.partition(".")
    return f"{first}.{rest.partition('.')[0]}" if first in ("contact", "topic", "small-talk") else first


INTERFACE = "interface"


def _level(content: Content, text: Text) -> Level:
    risks = {entry.id: entry.risk for _, entry in content.written.entries()}
    return Level.ERROR if risks.get(subject_of(text)) is Risk.RED else Level.WARNING
