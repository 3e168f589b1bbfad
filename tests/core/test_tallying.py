"""What is counted, and what noise it gets."""

import math
import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.edition import Edition
from bot.core.knowledge import REFUSAL, EntryId
from bot.core.languages import Language
from bot.core.noise import noise
from bot.core.replies import Answer, Chatted, Choices, Home, Noted, Notice, NotUnderstood, Refused, Urgent, Verify
from bot.core.tallying import (
    EPSILON_OF_A_SUBJECT,
    EPSILON_OF_THE_WHOLE,
    WHOLE,
    WORD,
    Asked,
    Cell,
    Counter,
    Event,
    Judged,
    Outcome,
    Pressed,
    Subject,
    Week,
    cells_of,
    may_be_judged,
    week_of,
    with_noise,
)
from tests.core.test_noise import law
from tests.test_privacy import WORDS, leaks

KOREAN = Language.KOREAN
WEEK = Week("2026-W48")


def _counter(edition: Edition) -> Counter:
    return Counter(edition, lambda: WEEK, random.Random(1))


def _counted(edition: Edition, *events: Event) -> dict[tuple[str, str, str], int]:
    """What some events add, without the zeros."""
    counter = _counter(edition)
    for event in events:
        counter.count(edition, event)
    return {(cell.language, cell.subject, cell.outcome): number for cell, number in counter.take().items() if number}


def _ordinary(edition: Edition) -> EntryId:
    return next(entry.id for entry in edition.knowledge.entries.values() if may_be_judged(entry))


def _urgent(edition: Edition) -> EntryId:
    return edition.knowledge.urgent[0]


# --- the noise ---


def test_one_event_more_makes_no_result_more_than_e_times_as_likely(small_edition: Edition) -> None:
    """The law itself, for every event: the numbers it changes, by how much, and how much each may tell."""
    for event in _every_event(small_edition):
        counter = _counter(small_edition)
        counter.count(small_edition, event)
        changed = {cell: number for cell, number in counter.take().items() if number}
        assert set(changed.values()) <= {1}
        assert sum(cell.epsilon for cell in changed) <= 1, event
        for cell in changed:
            ratios = [law(cell.epsilon, number - 1) / law(cell.epsilon, number) for number in range(-50, 50)]
            assert max(ratios) == pytest.approx(math.exp(cell.epsilon))


def test_every_cell_gets_noise_also_those_nobody_touched(small_edition: Edition) -> None:
    counts = _counter(small_edition).take()
    assert set(counts) == set(cells_of(small_edition.knowledge, WEEK))
    assert not any(counts.values())
    noisy = with_noise(counts, random.Random(3))
    assert noisy.keys() == counts.keys()
    for epsilon in (EPSILON_OF_A_SUBJECT, EPSILON_OF_THE_WHOLE):
        numbers = [number for cell, number in noisy.items() if cell.epsilon == epsilon]
        untouched = sum(number == 0 for number in numbers) / len(numbers)
        assert untouched == pytest.approx(law(epsilon, 0), abs=4 * math.sqrt(0.25 / len(numbers)))
    assert min(noisy.values()) < 0 < max(noisy.values())


def test_noise_is_added_to_what_was_counted(small_edition: Edition) -> None:
    counts = dict.fromkeys(_counter(small_edition).take(), 7)
    dice = random.Random(5)
    assert list(with_noise(counts, random.Random(5)).values()) == [7 + noise(cell.epsilon, dice) for cell in counts]


# --- what counts as what ---


def _every_event(edition: Edition) -> Iterator[Event]:
    entries, pressed = edition.knowledge.entries.values(), (Home, Urgent, Verify)
    for language in Language:
        for entry in entries:
            yield Asked("a question", Answer(language, entry.id, urgent=entry.urgent))
            yield Pressed(Answer(language, entry.id))
            yield from (Judged(language, entry.id, helped) for helped in (True, False))
        yield Asked("a question", Choices(language, tuple(edition.knowledge.entries)[:4]))
        yield Asked("a question", Refused(language, REFUSAL))
        yield from (Asked("hello", Chatted(language, kind)) for kind in edition.knowledge.small_talk)
        every_word = " ".join(word for words in edition.knowledge.lexicon.groups.values() for some in words.values() for word in some)
        yield from (Asked(text, NotUnderstood(language)) for text in ("", every_word))
        yield from (Pressed(page(language)) for page in pressed)
        yield Pressed(Noted(language, Notice.NONE_OF_THESE))


def test_an_answer_is_counted_under_its_entry_and_the_whole(small_edition: Edition) -> None:
    entry = _ordinary(small_edition)
    assert _counted(small_edition, *[Asked("여권", Answer(KOREAN, entry))] * 3) == {
        ("ko", entry, "answered"): 3,
        ("ko", WHOLE, "answered"): 3,
    }


def test_each_outcome_has_its_own_number(small_edition: Edition) -> None:
    entry, urgent = _ordinary(small_edition), _urgent(small_edition)
    assert set(
        _counted(
            small_edition,
            Asked("", Answer(KOREAN, urgent, urgent=True)),
            Asked("", Choices(KOREAN, (entry, urgent))),
            Asked("", Refused(KOREAN, REFUSAL)),
            Asked("", Chatted(KOREAN, "greeting")),
            Pressed(Answer(Language.CHINESE, urgent)),
            Judged(KOREAN, entry, helped=True),
            Judged(KOREAN, entry, helped=False),
        )
    ) - {(language, WHOLE, outcome) for language in Language for outcome in Outcome} == {
        ("ko", urgent, "urgent"),
        ("ko", entry, "offered"),
        ("ko", REFUSAL, "refused"),
        ("ko", "greeting", "small-talk"),
        ("zh_Hans", urgent, "chosen"),
        ("ko", entry, "helped"),
        ("ko", entry, "did-not-help"),
    }


def test_of_a_message_not_understood_one_word_of_ours_is_counted_never_the_message(small_edition: Edition) -> None:
    group, words = next(iter(small_edition.knowledge.lexicon.groups.items()))
    text = f"{WORDS[0]} {words[Language.ENGLISH][0]} {WORDS[1]} {WORDS[2]}"
    counted = _counted(small_edition, Asked(text, NotUnderstood(Language.ENGLISH)))
    assert counted == {("en", WHOLE, "not-understood"): 1, ("en", f"{WORD}{group}", "not-understood"): 1}


def test_of_several_words_chance_picks_one_so_that_a_long_message_weighs_no_more(small_edition: Edition) -> None:
    groups = {name: {Language.ENGLISH: (name,)} for name in ("police", "hunger", "river")}
    lexicon = replace(small_edition.knowledge.lexicon, groups=groups)
    edition = replace(small_edition, knowledge=replace(small_edition.knowledge, lexicon=lexicon))
    counted = _counted(edition, *[Asked("river police, hunger and police", NotUnderstood(Language.ENGLISH))] * 300)
    assert counted.pop(("en", WHOLE, "not-understood")) == 300
    assert sum(counted.values()) == 300
    assert {subject for _, subject, _ in counted} == {"word:police", "word:hunger", "word:river"}
    assert min(counted.values()) > 70


def test_a_message_without_a_word_of_ours_is_counted_as_a_whole_only(small_edition: Edition) -> None:
    assert _counted(small_edition, Asked("🌊 qwxz", NotUnderstood(Language.ENGLISH))) == {("en", WHOLE, "not-understood"): 1}


def test_pages_about_nothing_and_what_this_edition_has_not_are_not_counted(small_edition: Edition) -> None:
    gone = EntryId("gone-since")
    strange: list[Event] = [
        *(Pressed(page(KOREAN)) for page in (Home, Urgent, Verify)),
        Asked("", Answer(KOREAN, gone)),
        Pressed(Answer(KOREAN, gone)),
        Judged(KOREAN, gone, helped=True),
        Judged(KOREAN, _urgent(small_edition), helped=True),
        Judged(KOREAN, REFUSAL, helped=False),
    ]
    assert _counted(small_edition, *strange) == {}


# --- nothing else fits in ---


@pytest.mark.parametrize("canary", [*WORDS, str(2**33 + 987654321), "Kim", "kim min-ji", "a@b.c", "x" * 81, "", "word:", "**", "a--b", "7"])
def test_no_id_and_no_text_fits_into_a_cell(canary: str) -> None:
    for subject, week in ((canary, WEEK), ("passport", canary)):
        with pytest.raises(ValueError, match="nothing else") as caught:
            Cell(Week(week), KOREAN, Subject(subject), Outcome.ANSWERED)
        assert not canary or canary not in str(caught.value).split()


def test_a_cell_has_no_place_for_a_person_or_a_time_of_day() -> None:
    assert [field.name for field in fields(Cell)] == ["week", "language", "subject", "outcome"]


def test_nothing_of_what_was_said_is_in_the_counts(small_edition: Edition) -> None:
    counter = _counter(small_edition)
    for canary in WORDS:
        for event in (
            Asked(canary, NotUnderstood(KOREAN)),
            Asked(canary, Answer(KOREAN, EntryId(canary))),
            Asked(canary, Chatted(KOREAN, canary)),
            Pressed(Answer(KOREAN, EntryId(canary))),
            Judged(KOREAN, EntryId(canary), helped=True),
        ):
            counter.count(small_edition, event)
    counts = counter.take()
    assert set(counts) == set(cells_of(small_edition.knowledge, WEEK))
    assert leaks(repr(counts).encode(), [*WORDS]) == []


@given(st.permutations(range(6)))
def test_the_memory_shows_no_order(small_edition: Edition, order: list[int]) -> None:
    events = list(_every_event(small_edition))[:6]
    counter, sorted_ones = _counter(small_edition), _counter(small_edition)
    for number in order:
        counter.count(small_edition, events[number])
    for event in events:
        sorted_ones.count(small_edition, event)
    assert list(counter.take().items()) == list(sorted_ones.take().items())


# --- weeks and editions ---


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 25), "2026-W48"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
)
def test_a_week_is_that_of_the_calendar(day: date, week: str) -> None:
    assert week_of(day) == week


def test_what_happened_before_a_week_ended_stays_in_it(small_edition: Edition) -> None:
    weeks = [WEEK]
    counter, asked = Counter(small_edition, lambda: weeks[-1], random.Random(1)), Asked("", Answer(KOREAN, _ordinary(small_edition)))
    counter.count(small_edition, asked)
    weeks.append(Week("2026-W49"))
    counter.count(small_edition, asked)
    counter.count(small_edition, asked)
    counts = counter.take()
    wholes = {cell.week: number for cell, number in counts.items() if number and cell.subject == WHOLE}
    assert wholes == {"2026-W48": 1, "2026-W49": 2}
    assert set(counts) == {cell for week in weeks for cell in cells_of(small_edition.knowledge, week)}


def test_the_cells_of_a_new_week_are_there_without_any_press(small_edition: Edition) -> None:
    weeks = [WEEK]
    counter = Counter(small_edition, lambda: weeks[-1], random.Random(1))
    weeks.append(Week("2026-W49"))
    assert {cell.week for cell in counter.take()} == set(weeks)
    assert {cell.week for cell in counter.take()} == {weeks[-1]}


def test_a_new_edition_keeps_what_was_counted_with_the_old_one(small_edition: Edition) -> None:
    entry, counter = _ordinary(small_edition), _counter(small_edition)
    counter.count(small_edition, Asked("", Answer(KOREAN, entry)))
    rest = {id: one for id, one in small_edition.knowledge.entries.items() if id != entry}
    newer = replace(small_edition, knowledge=replace(small_edition.knowledge, entries=rest))
    counter.count(newer, Asked("", Answer(KOREAN, entry)))
    counter.count(newer, Asked("", Answer(KOREAN, _ordinary(newer))))
    counts = counter.take()
    assert counts[Cell(WEEK, KOREAN, Subject(entry), Outcome.ANSWERED)] == 1
    assert counts[Cell(WEEK, KOREAN, Subject(_ordinary(newer)), Outcome.ANSWERED)] == 1
    assert entry not in {str(cell.subject) for cell in counter.take()}
