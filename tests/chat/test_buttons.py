"""What buttons carry."""

from itertools import combinations, islice

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.buttons import LONGEST_DATA, Erase, Target, data_of, target_of
from bot.content.draft import Draft
from bot.core.edition import Edition
from bot.core.knowledge import REFUSAL, Country, EntryId, Knowledge, TopicId
from bot.core.languages import Language
from bot.core.replies import (
    Answer,
    Choices,
    Depth,
    Home,
    Languages,
    Noted,
    Notice,
    Origin,
    Privacy,
    Related,
    TopicPage,
    Urgent,
    Verify,
)
from bot.core.tallying import Judged, may_be_judged


def _every_target(knowledge: Knowledge) -> list[Target]:
    targets: list[Target] = []
    for language in Language:
        targets += [Home(language), Urgent(language), Languages(language), Erase(language), Noted(language, Notice.NONE_OF_THESE)]
        targets += [Verify(language), *(Privacy(language, depth) for depth in Depth)]
        targets += [TopicPage(language, topic.id, page) for topic in knowledge.topics for page in (1, 2, 99)]
        targets += [Choices(language, tuple(four)) for four in islice(combinations(knowledge.entries, 4), 0, None, 9973)]
        for entry in knowledge.entries.values():
            for country in (None, *entry.variants):
                for beside in (None, *Language):
                    targets.append(Answer(language, entry.id, country, urgent=entry.urgent, beside=beside))
            targets += [Related(language, entry.id, page) for page in (1, 3)]
            if may_be_judged(entry):
                targets += [Judged(language, entry.id, helped) for helped in (True, False)]
    return targets


def test_every_page_of_the_real_knowledge_fits_into_a_button_and_is_found_again(real_draft: Draft) -> None:
    for target in _every_target(real_draft.knowledge):
        data = data_of(target)
        assert len(data.encode()) <= LONGEST_DATA
        assert target_of(data, real_draft.knowledge) == target


def _origins(knowledge: Knowledge) -> list[Origin]:
    """Where one can come from: each page, each variant, and as many choices as are ever offered."""
    pages = [Origin((entry.id,), country) for entry in knowledge.entries.values() for country in (None, *entry.variants)]
    return [*pages, *map(Origin, islice(combinations(knowledge.entries, 4), 0, None, 30011))]


def test_the_way_back_to_every_page_and_choice_fits_into_the_button_of_every_entry(real_draft: Draft) -> None:
    knowledge, longest = real_draft.knowledge, max(real_draft.knowledge.entries, key=len)
    for language in Language:
        for origin in _origins(knowledge):
            target = Answer(language, longest, urgent=knowledge.entries[longest].urgent, beside=Language.CHINESE, page=2, origin=origin)
            assert target_of(data_of(target), knowledge) == target


def test_a_way_back_that_does_not_fit_is_left_out(small_edition: Edition) -> None:
    entries = (*small_edition.knowledge.entries,) * 3
    target = Answer(Language.KOREAN, entries[0], urgent=small_edition.knowledge.entries[entries[0]].urgent)
    assert target_of(data_of(Answer(Language.KOREAN, entries[0], origin=Origin(entries))), small_edition.knowledge) == target


def test_a_way_back_to_an_entry_that_is_gone_is_forgotten(small_edition: Edition) -> None:
    known = next(iter(small_edition.knowledge.entries.values()))
    data = data_of(Answer(Language.KOREAN, known.id, origin=Origin((known.id, EntryId("gone-since")))))
    assert target_of(data, small_edition.knowledge) == Answer(Language.KOREAN, known.id, urgent=known.urgent)
    assert target_of(data_of(Choices(Language.KOREAN, (known.id, EntryId("gone-since")))), small_edition.knowledge) is None


def test_a_button_of_an_older_edition_leads_nowhere(small_edition: Edition) -> None:
    knowledge = small_edition.knowledge
    assert target_of(data_of(Answer(Language.KOREAN, EntryId("gone-since"))), knowledge) is None
    assert target_of(data_of(TopicPage(Language.KOREAN, TopicId("gone"))), knowledge) is None
    known = next(iter(knowledge.entries))
    assert target_of(data_of(Answer(Language.KOREAN, known, Country("ZZ"))), knowledge) is None


def test_no_urgent_page_and_no_refusal_can_be_judged(real_draft: Draft) -> None:
    for entry in real_draft.knowledge.entries.values():
        for helped in (True, False):
            target = target_of(data_of(Judged(Language.KOREAN, entry.id, helped)), real_draft.knowledge)
            assert (target is None) == (entry.urgent or entry.id == REFUSAL)


@given(st.text(max_size=80))
def test_forged_data_never_raises(small_edition: Edition, data: str) -> None:
    target = target_of(data, small_edition.knowledge)
    assert target is None or data_of(target) == data


@given(data=st.data())
def test_mutated_data_leads_to_a_page_that_exists_or_nowhere(small_edition: Edition, data: st.DataObject) -> None:
    original = data_of(data.draw(st.sampled_from(_every_target(small_edition.knowledge))))
    at = data.draw(st.integers(0, len(original)))
    mutated = original[:at] + data.draw(st.text(max_size=3)) + original[at + data.draw(st.integers(0, 2)) :]
    target = target_of(mutated, small_edition.knowledge)
    if isinstance(target, Answer | Judged):
        assert target.entry in small_edition.knowledge.entries
