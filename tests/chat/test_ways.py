"""How many presses it takes: urgent help at most two, any entry at most three, from the first page, in every language."""

from collections.abc import Mapping

import pytest

from bot.chat.buttons import Erase, Vanish, target_of
from bot.chat.rendering import Operator, Page, Renderer
from bot.content.draft import Draft
from bot.core.knowledge import EntryId, Knowledge
from bot.core.languages import OWN_NAMES, Language
from bot.core.replies import Answer, Home, Languages, Reply
from bot.core.tallying import Judged
from tests.real import TODAY

FURTHEST = 3


@pytest.fixture(scope="module")
def renderer(real_draft: Draft) -> Renderer:
    return Renderer(real_draft, lambda: TODAY, Operator(), asks_if_helped=True)


def _pressed(page: Page) -> list[str]:
    return [button.data for row in page.buttons for button in row if button.data]


def _walk(renderer: Renderer, knowledge: Knowledge, start: Reply, furthest: int = FURTHEST) -> Mapping[str, int]:
    """Every page within reach, by the data that leads there, and how many presses it takes: breadth first."""
    presses: dict[str, int] = {}
    pages: list[Reply] = [start]
    for distance in range(1, furthest + 1):
        new = dict.fromkeys(data for reply in pages for data in _pressed(renderer.render(reply)) if data not in presses)
        presses.update(dict.fromkeys(new, distance))
        pages = [target for data in new if (target := _leading(data, knowledge)) is not None]
    return presses


def _leading(data: str, knowledge: Knowledge) -> Reply | None:
    target = target_of(data, knowledge)
    assert target is not None, data
    return None if isinstance(target, Vanish | Erase | Judged) else target


def _to_entries(presses: Mapping[str, int], knowledge: Knowledge, language: Language) -> dict[EntryId, int]:
    nearest: dict[EntryId, int] = {}
    for data, distance in presses.items():
        target = target_of(data, knowledge)
        if isinstance(target, Answer) and target.language is language:
            nearest.setdefault(target.entry, distance)
    return nearest


@pytest.mark.parametrize("language", Language)
def test_from_the_first_page_urgent_entries_are_two_presses_away_and_all_others_three(
    renderer: Renderer, real_draft: Draft, language: Language
) -> None:
    knowledge = real_draft.knowledge
    nearest = _to_entries(_walk(renderer, knowledge, Home(language)), knowledge, language)
    assert nearest.keys() == knowledge.entries.keys()
    assert max(nearest[id] for id in knowledge.urgent) <= 2
    assert max(nearest.values()) <= FURTHEST


@pytest.mark.parametrize("language", Language)
def test_from_every_page_urgent_entries_are_two_presses_away(renderer: Renderer, real_draft: Draft, language: Language) -> None:
    knowledge = real_draft.knowledge
    for data in _walk(renderer, knowledge, Home(language), 2):
        if reply := _leading(data, knowledge):
            urgent = _leading(_pressed(renderer.render(reply))[0], knowledge)
            assert urgent is not None
            entries = _to_entries(dict.fromkeys(_pressed(renderer.render(urgent)), 2), knowledge, reply.language)
            assert entries.keys() >= {*knowledge.urgent}, data


@pytest.mark.parametrize("language", Language)
def test_from_the_page_in_any_language_another_is_one_press_away_by_its_own_name(renderer: Renderer, language: Language) -> None:
    for start in (Home(language), Languages(language)):
        leads = {button.label: button.data for row in renderer.render(start).buttons for button in row}
        for other, name in OWN_NAMES.items():
            assert other is language or leads[name] == f"h.{other}"


@pytest.mark.parametrize("language", Language)
def test_every_variant_is_one_press_from_its_entry(renderer: Renderer, real_draft: Draft, language: Language) -> None:
    for entry in real_draft.knowledge.entries.values():
        pressed = _pressed(renderer.render(Answer(language, entry.id)))
        assert {f"e.{language}.{entry.id}.{country}" for country in entry.variants} <= {*pressed}
