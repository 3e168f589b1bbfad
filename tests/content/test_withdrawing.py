"""An entry is withdrawn by one line; its id stays its own, and what led to it leads on."""

import pytest

from bot.chat.handlers import Voice
from bot.chat.rendering import Operator, Renderer
from bot.content import checks
from bot.content.editions import compile_edition
from bot.content.refresh import refreshed_files
from bot.content.rules import entries
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.knowledge import EntryId
from bot.core.matching.semantic import Encoder
from tests.content.caught import caught
from tests.running import running
from tests.small_project import TODAY, SmallProject

DAILY = "knowledge/daily.toml"
WHY = "The office closed."


def withdraw(project: SmallProject, id: str = "south-embassy", file: str = DAILY, why: str = WHY) -> None:
    project.change(file, f'id = "{id}"', f'id = "{id}"\nwithdrawn = "{why}"')


def test_those_that_lead_to_it_are_told_why_it_is_gone(project: SmallProject) -> None:
    withdraw(project)
    assert caught(project, entries.names_are_known) == [
        f"{DAILY}: lost-passport: related names south-embassy, which is withdrawn: {WHY} Take it out, or name another."
    ]


def test_nobody_gets_it_any_more_and_nobody_translates_it(project: SmallProject) -> None:
    project.change(DAILY, 'related = ["south-embassy"]\n', "")
    withdraw(project)
    assert [problem for check in checks.CHECKS for problem in check(project.content())] == []
    knowledge = project.knowledge()
    assert EntryId("south-embassy") not in knowledge.entries
    assert all("south-embassy" not in topic.entries for topic in knowledge.topics)
    project.refresh()
    assert [path for path, text in refreshed_files(project.root) if "south-embassy" in text] == []


def test_its_id_is_never_given_to_another(project: SmallProject) -> None:
    withdraw(project)
    project.change(DAILY, 'id = "see-a-doctor"', 'id = "south-embassy"')
    (problem,) = entries.ids_are_unique(project.content())
    assert problem.message == f"The id stands in {DAILY} too."


@pytest.mark.parametrize("why", ["", "  "])
def test_it_is_not_withdrawn_without_a_reason(project: SmallProject, why: str) -> None:
    withdraw(project, why=why)
    assert caught(project, entries.withdrawn_entries_are_not_needed) == [
        f'{DAILY}: south-embassy: Withdrawn without a reason. Write why: withdrawn = "the office closed".'
    ]


@pytest.mark.parametrize(("file", "id"), [("knowledge/urgent.toml", "emergency-contacts"), ("knowledge/about.toml", "cannot-help")])
def test_what_the_bot_cannot_do_without_is_not_withdrawn(project: SmallProject, file: str, id: str) -> None:
    withdraw(project, id, file)
    assert caught(project, entries.withdrawn_entries_are_not_needed) == [
        f"{file}: {id}: The bot cannot do without this entry. Remove withdrawn, and change the text instead."
    ]


async def test_an_old_button_and_an_old_link_lead_on_kindly(small_edition: Edition, project: SmallProject, encoder: Encoder) -> None:
    project.change(DAILY, 'related = ["south-embassy"]\n', "")
    withdraw(project)
    after = compile_edition(project.root, TODAY, encoder)
    before, now = (Voice(Responder(one, encoder), Renderer(one, lambda: TODAY, Operator())) for one in (small_edition, after))
    voice = before
    async with running(lambda: voice) as telegram:
        person = telegram.user(language_code="en")
        await person.say("i lost my passport")
        page = await person.wait_for(lambda message: message.from_bot and "Sources" in message.text)
        voice = now
        await person.press(lambda button: "e.en.south-embassy" in (button.callback_data or ""), page)
        changed = await person.wait_for(lambda message: message.from_bot and "Sources" not in message.text)
        assert "out of date" in changed.text or "older" in changed.text, changed.text
        assert changed.buttons
        await person.say("/start south-embassy")
        page = await person.wait_for(lambda message: "no longer here" in message.text)
        assert page.buttons
        assert "Call before you go" not in page.text


async def test_a_word_of_the_operators_own_in_a_link_opens_the_first_page_without_a_word_of_loss(
    project: SmallProject, encoder: Encoder
) -> None:
    project.change(DAILY, 'related = ["south-embassy"]\n', "")
    withdraw(project)
    edition = compile_edition(project.root, TODAY, encoder)
    voice = Voice(Responder(edition, encoder), Renderer(edition, lambda: TODAY, Operator()))
    async with running(lambda: voice) as telegram:
        person = telegram.user(language_code="en")
        await person.say("/start")
        plain = await person.wait_for(lambda message: message.from_bot)
        await person.say("/start poster-7")
        page = await person.wait_for(lambda message: message.from_bot and message.id > plain.id)
        assert page.text == plain.text
