"""A question becomes a reply: the policy of the dialogue.

Directly only when one entry is likely *and* clear of the next, the surer the more harm a mistake can do; else two to four choices
with "none of these"; else say so kindly. Urgent wording comes first, recall above precision: its page leads, the other
readings stand as buttons below. Nothing is remembered between two questions.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.edition import Edition
from bot.core.knowledge import REFUSAL, Entry, EntryId, SignName
from bot.core.languages import Language
from bot.core.matching.contrast import Contrast, Noticed
from bot.core.matching.features import Reading
from bot.core.matching.groups import Groups
from bot.core.matching.matcher import NOTHING, Match, Matcher, Ranking, Taken
from bot.core.matching.semantic import Encoder
from bot.core.replies import Answer, Chatted, Choices, NotUnderstood, QuestionReply, Refused, Reply
from bot.core.stories import pieces_of
from bot.core.thresholds import ALARM_SHARE, CLEAR, DOUBT, MOST_CHOICES, SIGN_ODDS, SIGNED, SURE, THRESHOLDS, Thresholds


@dataclass(frozen=True, slots=True)
class Question:
    """A message as the core sees it: words, and the language of the sender's Telegram. No id fits in here."""

    text: str
    client_language: Language | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A reply with everything that led to it, for `ask` and `evaluate`."""

    reply: QuestionReply
    taken: Taken
    ranking: Ranking
    noticed: Noticed
    why: str


class Responder:
    """Answers questions from one edition."""

    def __init__(self, edition: Edition, encoder: Encoder | None) -> None:
        """Compile what the edition needs for searching."""
        self.edition = edition
        self._entries = edition.knowledge.entries
        self._matcher = Matcher(edition.model, edition.tables, Groups(edition.knowledge.lexicon, edition.tables), encoder)
        self._contrast = Contrast(edition.knowledge.lexicon, edition.tables)

    def prepare(self) -> None:
        """Do beforehand what the first question of each reading would wait for."""
        self._contrast.prepare()

    def reply_to(self, question: Question) -> Reply:
        """The reply to a message."""
        return self.decide(question).reply

    def decide(self, question: Question) -> Decision:
        """The reply to a message, and why."""
        fallback = question.client_language or Language.ENGLISH
        pieces = [self._matcher.take(piece, fallback) for piece in pieces_of(question.text)]
        rankings = self._matcher.rank(pieces)
        chief = max(range(len(pieces)), key=lambda at: self._about_us(rankings[at]))
        taken, ranking, mended = pieces[chief], rankings[chief], [one.mended for one in rankings]
        if len(pieces) > 1:
            ranking = self._matcher.together(rankings, ranking)
        notices = [self._contrast.notice(one) for one in pieces]
        noticed = Noticed(
            frozenset().union(*(one.signs for one in notices)),
            frozenset().union(*(one.countries for one in notices)),
            suspected=frozenset().union(*(self._suspected(*one) for one in zip(pieces, mended, strict=True))),
        )
        ranking = self._weighed(ranking, noticed)
        reply, why = self._reply(taken, ranking, noticed)
        return Decision(reply, taken, ranking, noticed, why)

    def _weighed(self, ranking: Ranking, noticed: Noticed) -> Ranking:
        """The ranking with what signs say of an entry that has them: they raise its odds, and never decide alone."""
        odds = {id: SIGN_ODDS for id, entry in self._entries.items() if entry.when & noticed.signs}
        if not odds:
            return ranking
        weighed = [Match(one.id, one.score * odds.get(EntryId(one.id), 1.0)) for one in ranking.matches]
        whole = sum(one.score for one in weighed)
        best_first = sorted((Match(one.id, one.score / whole) for one in weighed), key=lambda one: -one.score)
        return replace(ranking, matches=tuple(best_first))

    def _suspected(self, taken: Taken, mended: str) -> frozenset[SignName]:
        """The signs in mended words; none are new where nothing was mended."""
        return frozenset() if mended == taken.text else self._contrast.notice(replace(taken, text=mended)).signs

    def _about_us(self, ranking: Ranking) -> float:
        """The probability of the best entry: how much a piece sounds like a question for us."""
        return next(match.score for match in ranking.matches if match.id in self._entries)

    def _reply(self, taken: Taken, ranking: Ranking, noticed: Noticed) -> tuple[QuestionReply, str]:
        language, limits = taken.language, THRESHOLDS[taken.reading]
        if not taken.text:
            return NotUnderstood(language), "no words in it"
        chances = {match.id: match.score for match in ranking.matches}
        entries = [(self._entries[EntryId(match.id)], match.score) for match in ranking.matches if match.id in self._entries]
        urgent = [(entry, score) for entry, score in entries if entry.urgent and not noticed.forbids(entry)]
        danger = sum(score for _, score in urgent)
        if (harm := chances.get(REFUSAL, 0.0)) >= limits.refuse and harm > danger:
            return Refused(language, REFUSAL), f"sounds like a request that would harm: {harm:.2f}, at least {limits.refuse}"
        if danger >= limits.urgent:
            leading, score = _leading(urgent, noticed)
            limit = limit_of(leading, self._entries, noticed, limits)
            if limit.is_for_all_urgent or (score >= limit.least and not is_bare(taken)):
                answer = self._answer(leading, entries, noticed, taken, limits)
                sure = "its sign shows" if limit.is_for_all_urgent else f"it {score:.2f}, at least {limit.least}"
                return answer, f"urgent entries together {danger:.2f}, at least {limits.urgent}, and {sure}"
        return self._ordinary(taken, ranking, noticed, entries, urgent)

    def _ordinary(
        self, taken: Taken, ranking: Ranking, noticed: Noticed, entries: list[tuple[Entry, float]], urgent: list[tuple[Entry, float]]
    ) -> tuple[QuestionReply, str]:
        language, limits = taken.language, THRESHOLDS[taken.reading]
        best, score = entries[0]
        barred = best.id == REFUSAL or noticed.forbids(best) or is_bare(taken) or doubts(ranking, self._entries)
        limit = limit_of(best, self._entries, noticed, limits)
        if score >= limit.least and not barred:
            return self._answer(best, entries, noticed, taken, limits), f"{score:.2f}, at least {limit.least} {limit.why}"
        top = ranking.matches[0]
        is_calm = sum(score for _, score in urgent) < limits.alarm  # "hello, they have taken my sister" is not answered with a greeting
        if is_calm and top.id not in self._entries and top.id != NOTHING and top.score >= limits.chat:
            return Chatted(language, top.id), f"small talk, at least {limits.chat}"
        heard = sum(score for _, score in entries)
        if heard >= limits.listen:
            offered = self._alarmed(self._offered(entries, limits.offer, noticed), entries, urgent, limits.alarm, noticed)
            if len(offered) < _FEWEST_CHOICES:  # one button is a guess in disguise
                offered = self._offered(entries, 0.0, noticed)
            if offered:
                return Choices(language, offered), f"entries together {heard:.2f}, none clear enough"
        return NotUnderstood(language), f"entries together {heard:.2f}, less than {limits.listen}"

    def _offered(
        self, entries: list[tuple[Entry, float]], least: float, noticed: Noticed, without: EntryId | None = None
    ) -> tuple[EntryId, ...]:
        """The entries worth a button, likeliest first; what the words forbid comes last."""
        worth = [entry for entry, score in entries if score >= least and entry.id not in (without, REFUSAL)]
        worth.sort(key=noticed.forbids)
        return tuple(entry.id for entry in worth[:MOST_CHOICES])

    def _alarmed(
        self,
        offered: tuple[EntryId, ...],
        entries: list[tuple[Entry, float]],
        urgent: list[tuple[Entry, float]],
        least: float,
        noticed: Noticed,
    ) -> tuple[EntryId, ...]:
        """The choices with the likeliest urgent entry first, when danger is likely enough that its button should not be looked for."""
        if not urgent:
            return offered
        danger, other = sum(score for _, score in urgent), max((score for entry, score in entries if not entry.urgent), default=0.0)
        first, _ = _leading(urgent, noticed)
        if not first.when & noticed.signs and danger < max(least, ALARM_SHARE * other):
            return offered
        return (first.id, *(id for id in offered if id != first.id))[:MOST_CHOICES]

    def _answer(self, entry: Entry, entries: list[tuple[Entry, float]], noticed: Noticed, taken: Taken, limits: Thresholds) -> Answer:
        named = [country for country in entry.variants if country in noticed.countries]
        return Answer(
            taken.language,
            entry.id,
            country=named[0] if len(named) == 1 else None,
            also=self._offered(entries, limits.offer, noticed, without=entry.id)[: MOST_CHOICES - 1],
            urgent=entry.urgent,
        )


def _leading(urgent: Sequence[tuple[Entry, float]], noticed: Noticed) -> tuple[Entry, float]:
    """The urgent entry that comes first: the likeliest, or one whose sign shows where none is `SIGNED` times as likely."""
    return max(urgent, key=lambda one: one[1] * (SIGNED if one[0].when & noticed.signs else 1.0))


@dataclass(frozen=True, slots=True)
class Limit:
    """From which probability on an entry is the answer.

    Attributes:
        is_for_all_urgent: it is one for all urgent entries together.
    """

    least: float
    why: str
    is_for_all_urgent: bool = False


def limit_of(entry: Entry, entries: Mapping[EntryId, Entry], noticed: Noticed, limits: Thresholds) -> Limit:
    """The limit of one entry for a message in which these signs were noticed."""
    direct = Limit(limits.direct[entry.risk], f"as {entry.risk} entries are")
    # "I beat her and she ran, where do I look?" shows signs of danger and of harm
    if entry.urgent and entry.when & noticed.signs and not entries[REFUSAL].when & noticed.signs:
        return Limit(limits.urgent, "together with other urgent entries, for the message shows its sign", is_for_all_urgent=True)
    if not entry.urgent and any(one.when & noticed.signs for one in entries.values()):
        return Limit(max(direct.least, SURE), "for the message shows a sign of danger or harm")
    return direct


def doubts(ranking: Ranking, entries: Collection[str]) -> list[Match]:
    """What is so likely that the best entry is offered, not given: another one, or what is not answered; small talk does no harm."""
    best, *others = (match for match in ranking.matches if match.id in entries)
    near = [match for match in others if CLEAR * match.score > best.score]
    return near + [match for match in ranking.matches if match.id in (NOTHING, REFUSAL) and match.score > DOUBT and match not in near]


_FEWEST_CHOICES = 2
_BARE = {Reading.ENGLISH: 12, Reading.KOREAN: 4, Reading.CHINESE: 3, Reading.ROMANISED: 8, Reading.PINYIN: 8}
"""Letters of a message that is a bare word: 경찰, papers, 户口 may mean many things, however near one phrasing is."""


def is_bare(taken: Taken) -> bool:
    """Whether a message is a word or two without a sentence; entries are then offered, not given."""
    return len(taken.text) <= _BARE[taken.reading] and taken.text.count(" ") <= 1
