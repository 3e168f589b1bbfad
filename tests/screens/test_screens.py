"""What a real browser shows on a phone 320 px wide."""

from pathlib import Path

import pytest

from bot.chat.pages import Button
from bot.chat.rendering import Operator, Renderer
from bot.content.draft import Draft
from bot.core.languages import Language
from bot.core.replies import Answer, Home, Reply, TopicPage, Urgent
from tests.browser import Browser, needs_a_browser
from tests.real import TODAY
from tests.screens.chosen import chosen
from tests.screens.drawing import MEASURE, document, heights, labels, screens


@pytest.fixture(scope="module")
def renderer(real_draft: Draft) -> Renderer:
    return Renderer(real_draft, lambda: TODAY, Operator(), asks_if_helped=True)


def _rows(renderer: Renderer, draft: Draft, language: Language) -> set[tuple[Button, ...]]:
    """Every row of buttons of entries, variants and lists, each wording once."""
    knowledge = draft.knowledge
    replies: list[Reply] = [
        Home(language),
        Urgent(language),
        *(TopicPage(language, one.id, page) for one in knowledge.topics for page in (1, 2, 3)),
    ]
    replies += [Answer(language, one.id, country) for one in knowledge.entries.values() for country in (None, *one.variants)]
    replies += chosen(language).values()
    rows = (row for reply in replies for row in renderer.render(reply).buttons)
    return {tuple(Button(button.label) for button in row) for row in rows}


@needs_a_browser
def test_no_label_of_any_page_is_cut_by_the_screen(browser: Browser, renderer: Renderer, real_draft: Draft, tmp_path: Path) -> None:
    rows = {language: _rows(renderer, real_draft, language) for language in Language}
    shown = _measured(browser, "".join(labels(some) for some in rows.values()), tmp_path)
    assert shown.count('class="row"') == sum(map(len, rows.values())) > 800
    assert CUT not in shown


@needs_a_browser
def test_a_label_too_long_for_the_screen_is_found(browser: Browser, tmp_path: Path) -> None:
    rows = [[Button("This label is much longer than any telephone is wide")], [Button("조선말·한국어")] * 3, [Button("Erase")]]
    assert _measured(browser, labels(rows), tmp_path).count(CUT) == 1 + 3


CUT = "data-cut="


def _measured(browser: Browser, body: str, folder: Path) -> str:
    """The document as the browser leaves it, without the script that measured it."""
    file = folder / "labels.html"
    file.write_text(document(Language.KOREAN, "labels", body + MEASURE), encoding="utf-8")
    browser.open(file)
    return browser.document()


@needs_a_browser
def test_every_chosen_page_is_drawn_and_no_wider_than_the_phone(browser: Browser, renderer: Renderer, tmp_path: Path) -> None:
    pages = [renderer.render(reply) for language in Language for reply in chosen(language).values()]
    file = tmp_path / "screens.html"
    file.write_text(document(Language.KOREAN, "screens", screens(pages)), encoding="utf-8")
    browser.open(file)
    shown = browser.document()
    assert len(heights(shown)) == len(pages)
    assert "data-wide=" not in shown
