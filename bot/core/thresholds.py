"""From which probability on what is done: the figures of the dialogue's policy, and what each was chosen by."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.knowledge import Risk
from bot.core.matching.features import Reading


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on something is done, in one reading.

    Attributes:
        direct: by risk, the best entry is the answer.
        urgent: urgent entries together make the best of them lead: as the answer if its sign shows, or if it is as sure as a red entry
            must be; else as the first choice.
        alarm: urgent entries together put the best of them first among the choices.
        refuse: the request is refused.
        chat: small talk is answered as such.
        offer: an entry is worth a place among the choices.
        listen: all entries together make choices better than "not understood".
    """

    direct: Mapping[Risk, float]
    urgent: float
    alarm: float
    refuse: float
    chat: float
    offer: float
    listen: float


def _thresholds(green: float, yellow: float, red: float) -> Thresholds:
    return Thresholds({Risk.GREEN: green, Risk.YELLOW: yellow, Risk.RED: red}, 0.4, 0.12, 0.8, 0.45, 0.03, 0.35)


_FULL, _LATIN = _thresholds(0.60, 0.65, 0.80), _thresholds(0.70, 0.75, 0.90)
THRESHOLDS = {
    Reading.ENGLISH: _FULL,
    Reading.KOREAN: _FULL,
    Reading.CHINESE: _FULL,
    Reading.ROMANISED: _LATIN,
    Reading.PINYIN: _LATIN,
}
"""In steps of 0.05; `evaluate` without a file prints what they mean for phrasings, each as if it were not there (leave-one-out).

Direct: chosen by leave-one-out, together with `DOUBT` and `CLEAR`: of the answers that unseen phrasings get one in six to ten is wrong for
green entries, one in ten for yellow and red; measured 16, 11 and 9 of 100 in English, 9, 11 and 9 in Korean, 12, 10 and 10 in Chinese.
Phrasings are terse and unlike each other: at the same probability two to three times fewer answers to whole questions are wrong. In Latin
letters, without meaning vectors, a fifth to a quarter of such answers are wrong, but 2 of 37 to whole questions: less is believed.
Urgent, alarm, refuse, and the three shares below: set while looking at tests/questions and the figures there, so these are not unseen for
them. By leave-one-out 0.4 leads for 73 to 83 of 100 phrasings of urgent entries and 2 of 100 others. Most wrong answers were urgent pages
that came at 0.4 to 0.8 without a sign: as first choices they cost who needs them one press. Refusal needs 0.8: people who ask for victims
in the words of those who harm them (a bought wife, a tracked phone) came to 0.94 until phrasings told them apart, and to 0.66 since; what
is not refused gets choices, never an answer.
"""
SIGN_ODDS = 25.0
"""How much likelier an entry is for a message that shows one of its signs: leave-one-out gave 10 to 15, but a miss costs more.

Signs that decided alone refused "I do not dare to see a doctor, they would find out where I am from" as a request to find people.
"""
SIGNED = 3.0
"""How many times as likely as one with a sign an urgent entry without must be to lead in its place."""
ALARM_SHARE = 0.25
"""Urgent entries together must be at least so likely, beside the likeliest other entry, for their button to stand first."""
DOUBT = 0.03
"""So likely, what is none of our business or a request that would harm forbids a direct answer.

Chosen by leave-one-out: it halves the phrasings of both kinds that are answered (off-topic 4 to 5 of 100 before, 2 after; harmful 4 to 6,
then 2 to 4) and costs 1 of 100 direct answers.
"""
CLEAR = 10.0
"""How many times as likely as the next entry a direct answer must be.

Chosen by leave-one-out so that of all direct answers one in ten is wrong, not one in eight, for 3 of 100 answers that become choices: a
wrong page is worse than one more press.
"""
SURE = 0.9
"""From which probability on a message with a sign of harm or danger is answered with another entry all the same."""
MOST_CHOICES = 4
