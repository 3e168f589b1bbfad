"""An editor reads why a question got its answer, and what an entry lacks to be it."""

import re
from dataclasses import replace

import pytest

from bot.core.answering import Question, Responder
from bot.core.edition import Edition
from bot.core.languages import Language
from bot.core.matching.matcher import NOTHING, Match
from bot.core.matching.semantic import Encoder
from bot.core.replies import Choices
from bot.explanation import advice, explained


@pytest.fixture(scope="module")
def responder(small_edition: Edition, encoder: Encoder) -> Responder:
    return Responder(small_edition, encoder)


def told(responder: Responder, text: str) -> str:
    return explained(responder.decide(Question(text, Language.ENGLISH)), responder.edition)


def of_entry(responder: Responder, text: str, id: str) -> list[str]:
    """What is said of one entry."""
    lines = told(responder, text).split(f"\n{id}:\n")[1].splitlines()
    return [line.strip() for line in lines[: next((at for at, line in enumerate(lines) if not line.startswith("  ")), None)]]


def test_the_answer_is_named_with_the_phrasing_that_is_nearest(responder: Responder) -> None:
    assert of_entry(responder, "somebody stole my passport in the bus", "lost-passport") == [
        "It is the answer.",
        "Its phrasing nearest to the question is “my passport was stolen on the bus”.",
    ]


@pytest.mark.parametrize(
    ("text", "phrasing"), [("려권이 없어졌는데요", "여권이 없어졌어요"), ("ryogwoni eopseojyeosseoyo", "여권이 없어졌어요")]
)
def test_the_phrasing_is_told_in_the_letters_of_its_language(responder: Responder, text: str, phrasing: str) -> None:
    assert f"Its phrasing nearest to the question is “{phrasing}”." in told(responder, text)


def test_an_entry_that_is_forbidden_says_by_which_sign(responder: Responder) -> None:
    said = of_entry(responder, "where is the north korean embassy", "south-embassy")
    assert "It is forbidden by not_when: the message shows the sign north-mission." in said


def test_an_entry_of_another_country_says_so(responder: Responder) -> None:
    said = of_entry(responder, "i want to extend my visa in vietnam", "thai-visa")
    assert "It is forbidden by country: it is about TH, and the message names VN." in said


def test_what_stands_behind_an_urgent_entry_says_so(responder: Responder) -> None:
    said = told(responder, "they caught my brother yesterday")
    assert re.search(
        r"decision   Answer stopped-by-police \(urgent entries together 0\.9\d, at least 0\.4, and it 0\.9\d, at least 0\.8\)", said
    )
    assert "  An urgent entry comes first, as the decision says." in said


def test_a_bare_word_says_that_it_gets_choices(responder: Responder) -> None:
    assert "A bare word gets choices, however likely one entry is: it may mean many things." in told(responder, "passport")


def test_what_is_missing_to_a_direct_answer_is_a_figure_and_a_phrasing(responder: Responder) -> None:
    question = "i need a new paper for my brother"
    decision = responder.decide(Question(question))
    best = decision.ranking.matches[0]
    entry = responder.edition.knowledge.entries[best.id]  # type: ignore[index]
    assert best.score < 0.6, "the question is understood too well for this test"
    said = of_entry(responder, question, best.id)
    limit = {"green": 0.6, "yellow": 0.65, "red": 0.8}[entry.risk]
    assert said[0] == f"It is answered directly from {limit} on (as {entry.risk} entries are); {limit - best.score:.2f} are missing."
    assert said[-1] == f"If the question means this entry, it lacks a phrasing such as “{question}”, its typos mended."
    second = decision.ranking.matches[1]
    assert f"It is behind {best.id} by {best.score - second.score:.2f}." in told(responder, question)


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ("see-a-doctor", "see-a-doctor is too near, at 0.10: an answer is 10 times as likely as the next."),
        (NOTHING, "What is none of our business is at 0.10: above 0.03 nothing is answered directly."),
        ("cannot-help", "A request that would harm is at 0.10: above 0.03 nothing is answered directly."),
    ],
)
def test_what_stands_too_near_an_entry_that_is_likely_enough_is_named(responder: Responder, beside: str, said: str) -> None:
    decision = responder.decide(Question("i need a new paper for my brother"))
    near = (Match("lost-passport", 0.9), Match(beside, 0.1))
    others = tuple(Match(one.id, 0.0) for one in decision.ranking.matches if one.id not in ("lost-passport", beside))
    decision = replace(decision, ranking=replace(decision.ranking, matches=near + others), reply=Choices(Language.ENGLISH, ()))
    assert [line.strip() for line in advice(decision, responder.edition)][:2] == ["lost-passport:", said]


def test_small_talk_is_told_as_such(responder: Responder) -> None:
    assert "It sounds most like this kind of small talk" in told(responder, "hello there, good morning")


def test_where_a_sign_forbids_no_phrasing_is_asked_for(responder: Responder) -> None:
    said = of_entry(responder, "where is the north korean embassy", "south-embassy")
    assert said[-1].startswith("No phrasing changes that")
    assert not any("it lacks a phrasing" in line for line in said)


def test_a_request_that_harms_is_nobodys_phrasing(responder: Responder) -> None:
    said = told(responder, "how do i report my wife who ran away")
    assert "decision   Refused cannot-help" in said
    assert "it lacks a phrasing" not in said


def test_a_question_without_a_typo_is_asked_for_as_it_is(responder: Responder) -> None:
    assert "it lacks a phrasing such as “i need something for my brother”." in told(responder, "i need something for my brother")


def test_a_story_is_not_asked_for_as_a_phrasing(responder: Responder) -> None:
    story = "my mother is ill since last winter, my brother went away to the city, nobody knows where, and i have no work and no paper"
    said = told(responder, story)
    assert "it lacks a phrasing" not in said
    assert "The question is too long for a phrasing" in said


def test_what_is_none_of_our_business_is_told_as_such(responder: Responder) -> None:
    said = told(responder, "what is the weather tomorrow")
    assert "It sounds most like what is none of our business" in said
    assert "answered as such" not in said
