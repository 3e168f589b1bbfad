"""What is done with probabilities, whatever they come from: the policy of the dialogue at and beside each of its limits."""

from collections.abc import Mapping

import numpy as np
import pytest

from bot.core.answering import Question, Responder
from bot.core.edition import Edition
from bot.core.knowledge import Country, EntryId, Risk, SignName
from bot.core.languages import Language
from bot.core.matching.contrast import Noticed
from bot.core.matching.features import Reading
from bot.core.matching.matcher import NOTHING, Match, Ranking, Taken
from bot.core.replies import Answer, Chatted, Choices, NotUnderstood, Refused, Reply
from bot.core.thresholds import ALARM_SHARE, CLEAR, DOUBT, MOST_CHOICES, SIGNED, SURE, THRESHOLDS

LIMITS = THRESHOLDS[Reading.KOREAN]
SENTENCE = "아무 표시도 없는 긴 문장입니다"
BARE = "경찰"
POLICE, CALL, PASSPORT, DOCTOR, SCHOOL, SOUTH, THAI = map(
    EntryId,
    ("stopped-by-police", "emergency-contacts", "lost-passport", "see-a-doctor", "school-for-children", "south-embassy", "thai-visa"),
)
REFUSAL = EntryId("cannot-help")
DANGER = SignName("danger-now")
JUST = 1e-6
NOTICED_NOTHING = Noticed(frozenset(), frozenset())


@pytest.fixture(scope="module")
def responder(small_edition: Edition) -> Responder:
    return Responder(small_edition, None)


Chances = Mapping[EntryId, float] | Mapping[str, float]


def reply_to(responder: Responder, chances: Chances, text: str = SENTENCE, noticed: Noticed = NOTICED_NOTHING) -> Reply:
    """The reply to a message with these probabilities; all other entries have none."""
    all_chances: dict[str, float] = dict.fromkeys(responder.edition.knowledge.entries, 0.0)
    all_chances.update(chances)  # type: ignore[arg-type]  # an entry's id is a string
    ranked = sorted(all_chances.items(), key=lambda one: -one[1])
    ranking = Ranking(tuple(Match(*one) for one in ranked), text, {}, np.zeros(0))
    return responder._reply(Taken(Language.KOREAN, Reading.KOREAN, text), ranking, noticed)[0]


def test_limits_rise_with_the_harm_a_mistake_can_do_and_with_what_letters_hide() -> None:
    for limits in THRESHOLDS.values():
        assert 0.5 < limits.direct[Risk.GREEN] < limits.direct[Risk.YELLOW] < limits.direct[Risk.RED] < SURE + JUST
        assert limits.offer < limits.alarm < limits.listen < limits.urgent < limits.chat < limits.refuse < 1
    for risk in Risk:
        for latin in (Reading.ROMANISED, Reading.PINYIN):
            assert THRESHOLDS[latin].direct[risk] > LIMITS.direct[risk]


@pytest.mark.parametrize(("entry", "risk"), [(DOCTOR, Risk.GREEN), (PASSPORT, Risk.YELLOW)])
def test_an_entry_is_answered_from_the_limit_of_its_risk_on(responder: Responder, entry: EntryId, risk: Risk) -> None:
    assert reply_to(responder, {entry: LIMITS.direct[risk]}) == Answer(Language.KOREAN, entry, country=None, also=(), urgent=False)
    assert isinstance(reply_to(responder, {entry: LIMITS.direct[risk] - JUST, SCHOOL: 0.1}), Choices)


def test_a_sign_of_another_entry_wants_more_certainty(responder: Responder) -> None:
    signed = Noticed(frozenset({DANGER}), frozenset())
    assert isinstance(reply_to(responder, {DOCTOR: SURE}, noticed=signed), Answer)
    below = reply_to(responder, {DOCTOR: SURE - JUST, SCHOOL: 0.05}, noticed=signed)
    assert below == Choices(Language.KOREAN, (POLICE, DOCTOR, SCHOOL))


def test_beside_an_answer_stand_the_entries_worth_offering_and_never_itself(responder: Responder) -> None:
    chances = {PASSPORT: 0.80, DOCTOR: 0.08, SCHOOL: 0.07, THAI: LIMITS.offer, SOUTH: LIMITS.offer - JUST}
    reply = reply_to(responder, chances)
    assert isinstance(reply, Answer)
    assert reply.also == (DOCTOR, SCHOOL, THAI)
    assert len(reply.also) == MOST_CHOICES - 1
    more = reply_to(responder, {**chances, SOUTH: 0.075})
    assert isinstance(more, Answer)
    assert more.also == (DOCTOR, SOUTH, SCHOOL)


def test_no_more_than_four_choices_and_the_refusal_is_none(responder: Responder) -> None:
    reply = reply_to(responder, {REFUSAL: 0.3, PASSPORT: 0.2, DOCTOR: 0.15, SCHOOL: 0.1, THAI: 0.09, SOUTH: 0.08})
    assert reply == Choices(Language.KOREAN, (PASSPORT, DOCTOR, SCHOOL, THAI))


def test_one_choice_alone_is_filled_up_for_it_would_be_a_guess(responder: Responder) -> None:
    reply = reply_to(responder, {PASSPORT: 0.5})
    assert isinstance(reply, Choices)
    assert reply.entries[0] == PASSPORT
    assert len(reply.entries) == MOST_CHOICES


def test_choices_are_given_from_the_limit_of_listening_on(responder: Responder) -> None:
    half = LIMITS.listen / 2
    assert isinstance(reply_to(responder, {PASSPORT: half, DOCTOR: half}), Choices)
    assert reply_to(responder, {PASSPORT: half, DOCTOR: half - JUST}) == NotUnderstood(Language.KOREAN)


def test_small_talk_is_answered_from_its_limit_on_and_nothing_is_no_small_talk(responder: Responder) -> None:
    assert reply_to(responder, {"greeting": LIMITS.chat}) == Chatted(Language.KOREAN, "greeting")
    assert reply_to(responder, {"greeting": LIMITS.chat - JUST}) == NotUnderstood(Language.KOREAN)
    assert reply_to(responder, {NOTHING: 0.9}) == NotUnderstood(Language.KOREAN)


def test_a_greeting_in_which_danger_may_be_meant_gets_choices_with_urgent_help_first(responder: Responder) -> None:
    calm = LIMITS.alarm - JUST
    assert reply_to(responder, {"greeting": 0.5, POLICE: calm, PASSPORT: 0.2}) == Chatted(Language.KOREAN, "greeting")
    reply = reply_to(responder, {"greeting": 0.5, POLICE: LIMITS.alarm, PASSPORT: 0.3})
    assert reply == Choices(Language.KOREAN, (POLICE, PASSPORT))


def test_a_request_that_harms_is_refused_from_its_limit_on_unless_danger_is_likelier(responder: Responder) -> None:
    assert reply_to(responder, {REFUSAL: LIMITS.refuse}) == Refused(Language.KOREAN, REFUSAL)
    assert not isinstance(reply_to(responder, {REFUSAL: LIMITS.refuse - JUST, DOCTOR: 0.1}), Refused)
    assert not isinstance(reply_to(responder, {REFUSAL: LIMITS.refuse, POLICE: LIMITS.refuse}), Refused)
    assert isinstance(reply_to(responder, {REFUSAL: LIMITS.refuse, POLICE: LIMITS.refuse - JUST}), Refused)


def test_urgent_entries_come_first_together_the_likelier_one_before(responder: Responder) -> None:
    half = LIMITS.urgent / 2
    reply = reply_to(responder, {PASSPORT: 0.5, CALL: half + 0.01, POLICE: half - 0.01})
    assert reply == Choices(Language.KOREAN, (CALL, PASSPORT, POLICE))


def test_without_a_sign_an_urgent_page_is_given_only_when_it_is_as_sure_as_red_pages_must_be(responder: Responder) -> None:
    sure = LIMITS.direct[Risk.RED]
    reply = reply_to(responder, {POLICE: sure, PASSPORT: 1 - sure})
    assert reply == Answer(Language.KOREAN, POLICE, country=None, also=(PASSPORT,), urgent=True)
    assert reply_to(responder, {POLICE: sure - JUST, PASSPORT: 1 - sure}) == Choices(Language.KOREAN, (POLICE, PASSPORT))


def test_with_its_sign_an_urgent_page_is_given_from_the_limit_of_urgency_on(responder: Responder) -> None:
    signed = Noticed(frozenset({DANGER}), frozenset())
    reply = reply_to(responder, {PASSPORT: 0.5, POLICE: LIMITS.urgent}, noticed=signed)
    assert isinstance(reply, Answer)
    assert reply.entry == POLICE
    assert reply_to(responder, {PASSPORT: 0.5, POLICE: LIMITS.urgent - JUST}, noticed=signed) == Choices(
        Language.KOREAN, (POLICE, PASSPORT)
    )


def test_beside_a_sign_of_harm_an_urgent_page_is_offered_not_given(responder: Responder) -> None:
    harm = next(iter(responder.edition.knowledge.entries[REFUSAL].when))
    both = Noticed(frozenset({DANGER, harm}), frozenset())
    reply = reply_to(responder, {POLICE: LIMITS.urgent, PASSPORT: 0.3, REFUSAL: 0.3}, noticed=both)
    assert reply == Choices(Language.KOREAN, (POLICE, PASSPORT))


def test_an_urgent_page_with_its_sign_comes_before_a_likelier_one_without_unless_that_is_far_likelier(responder: Responder) -> None:
    signed = Noticed(frozenset({DANGER}), frozenset())
    near = reply_to(responder, {CALL: 0.2 * (SIGNED - JUST), POLICE: 0.2}, noticed=signed)
    assert isinstance(near, Answer)
    assert near.entry == POLICE
    far = reply_to(responder, {CALL: 0.2 * (SIGNED + JUST), POLICE: 0.2}, noticed=signed)
    assert far == Choices(Language.KOREAN, (CALL, POLICE))


def test_a_bare_word_is_never_answered_but_with_a_sign_of_danger(responder: Responder) -> None:
    bare = reply_to(responder, {POLICE: 0.9, DOCTOR: 0.05}, BARE)
    assert bare == Choices(Language.KOREAN, (POLICE, DOCTOR))
    signed = reply_to(responder, {POLICE: 0.9, DOCTOR: 0.05}, BARE, Noticed(frozenset({DANGER}), frozenset()))
    assert isinstance(signed, Answer)
    assert signed.entry == POLICE
    assert isinstance(reply_to(responder, {DOCTOR: 0.95, SCHOOL: 0.05}, "가나 다"), Choices)
    assert isinstance(reply_to(responder, {DOCTOR: 0.95, SCHOOL: 0.05}, "가나 다라"), Answer)  # five letters are no bare word
    assert isinstance(reply_to(responder, {DOCTOR: 0.95, SCHOOL: 0.05}, "가 나 다"), Answer)  # two blanks are a sentence
    assert isinstance(reply_to(responder, {DOCTOR: 0.95, SCHOOL: 0.05}, "가나다라"), Choices)


def test_a_message_without_words_is_not_understood_whatever_is_likely(responder: Responder) -> None:
    assert reply_to(responder, {DOCTOR: 1.0}, "") == NotUnderstood(Language.KOREAN)


def test_an_urgent_entry_stands_first_when_danger_is_likely_enough_beside_the_likeliest_other(responder: Responder) -> None:
    other = 0.55
    enough = max(LIMITS.alarm, ALARM_SHARE * other)
    reply = reply_to(responder, {PASSPORT: other, DOCTOR: 0.1, POLICE: enough})
    assert reply == Choices(Language.KOREAN, (POLICE, PASSPORT, DOCTOR))
    reply = reply_to(responder, {PASSPORT: other, DOCTOR: 0.1, POLICE: enough - 0.01})
    assert isinstance(reply, Choices)
    assert reply.entries[0] == PASSPORT
    split = reply_to(responder, {PASSPORT: other, DOCTOR: 0.1, CALL: enough / 2 + 0.01, POLICE: enough / 2})
    assert isinstance(split, Choices)
    assert split.entries[:2] == (CALL, PASSPORT)


def test_little_danger_comes_first_only_where_little_else_is_likely(responder: Responder) -> None:
    chances = {PASSPORT: 0.3, DOCTOR: 0.1, POLICE: LIMITS.alarm}
    assert isinstance(first := reply_to(responder, chances), Choices)
    assert first.entries[0] == POLICE
    assert isinstance(second := reply_to(responder, {**chances, POLICE: LIMITS.alarm - JUST}), Choices)
    assert second.entries[0] == PASSPORT


def test_what_the_words_forbid_is_neither_answered_nor_alarming_and_comes_last(responder: Responder) -> None:
    elsewhere = Noticed(frozenset(), frozenset({Country("CN")}))
    reply = reply_to(responder, {THAI: 0.9, DOCTOR: 0.05, SCHOOL: 0.04}, noticed=elsewhere)
    assert reply == Choices(Language.KOREAN, (DOCTOR, SCHOOL, THAI))
    here = Noticed(frozenset(), frozenset({Country("TH")}))
    assert isinstance(reply_to(responder, {THAI: 0.9}, noticed=here), Answer)


def test_one_named_country_opens_its_variant_and_two_open_none(responder: Responder) -> None:
    def country(*named: str) -> Country | None:
        reply = reply_to(responder, {DOCTOR: 0.9}, noticed=Noticed(frozenset(), frozenset(map(Country, named))))
        assert isinstance(reply, Answer)
        return reply.country

    assert country("TH") == "TH"
    assert country("CN") is None
    assert country() is None


def test_a_decision_tells_what_led_to_it(responder: Responder) -> None:
    decision = responder.decide(Question("여권을 잃어버렸어요"))
    assert decision.reply == responder.reply_to(Question("여권을 잃어버렸어요"))
    assert decision.taken.language is decision.reply.language
    assert decision.ranking.matches[0].id == PASSPORT
    assert decision.why.startswith(f"{decision.ranking.matches[0].score:.2f}, at least")
    assert responder.decide(Question("...")).why == "no words in it"


def test_a_direct_answer_needs_ten_times_the_next_entry_and_nearly_no_doubt(responder: Responder) -> None:
    assert isinstance(reply_to(responder, {DOCTOR: 0.9, SCHOOL: 0.9 / CLEAR}), Answer)
    assert isinstance(reply_to(responder, {DOCTOR: 0.9, SCHOOL: 0.9 / CLEAR + JUST}), Choices)
    for doubt in (NOTHING, REFUSAL):
        assert isinstance(reply_to(responder, {DOCTOR: 0.9, doubt: DOUBT}), Answer)
        assert isinstance(reply_to(responder, {DOCTOR: 0.9, doubt: DOUBT + JUST}), Choices)
    assert isinstance(reply_to(responder, {DOCTOR: 0.8, "greeting": 0.2}), Answer)  # small talk beside it does no harm
