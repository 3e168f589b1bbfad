"""A withdrawn number is in no text of any language any more, and no text is left without a contact."""

from bot.content.withdrawals import Withdrawals
from bot.core.blocks import blocks
from bot.core.knowledge import Confidence, ContactId, EntryId
from bot.core.languages import Language
from tests.small_project import SmallProject

CONTACTS = "knowledge/contacts.toml"


def _withdraw(project: SmallProject, id: str) -> None:
    project.change(CONTACTS, 'name = "', 'withdrawn = "wrong"\nname = "', id)


def test_it_is_shown_nowhere_and_another_contact_takes_its_place_where_none_is_left(project: SmallProject) -> None:
    _withdraw(project, "south-consulate")
    knowledge = project.knowledge()
    assert not knowledge.contacts[ContactId("south-consulate")].is_shown
    for language in Language:
        text = knowledge.entries[EntryId("south-embassy")].wording(language).answer
        assert "{south_consulate}" not in text
        assert text.endswith("{night_line}"), language
    assert knowledge.entries[EntryId("lost-passport")].contacts == ("night-line",)


def test_the_line_is_left_out_where_other_contacts_remain(project: SmallProject) -> None:
    both = "Call before you go.\n\n{south_consulate}\n\nOr:\n{harbour_clinic}"
    _withdraw(project, "south-consulate")
    withdrawals = Withdrawals(project.content().written.contacts)
    assert withdrawals.text(both) == "Call before you go.\n\nOr:\n{harbour_clinic}"
    assert withdrawals.text("Go.\n\n{south_consulate}", ("harbour-clinic",)) == "Go."
    assert len([*blocks(withdrawals.text(both))]) == 2


def test_a_list_of_contacts_loses_it_and_keeps_the_others(project: SmallProject) -> None:
    _withdraw(project, "south-consulate")
    withdrawals = Withdrawals(project.content().written.contacts)
    assert withdrawals.listed(("south-consulate", "harbour-clinic")) == ("harbour-clinic",)
    assert withdrawals.listed(()) == ()


def test_a_withdrawn_stand_in_does_not_stand_in(project: SmallProject) -> None:
    project.change(CONTACTS, 'name = "', 'stands_in = true\nname = "', "harbour-clinic")
    _withdraw(project, "night-line")
    assert Withdrawals(project.content().written.contacts).stand_in == "harbour-clinic"
    knowledge = project.knowledge()
    assert knowledge.contacts[ContactId("night-line")].confidence is Confidence.LOW
    assert "{harbour_clinic}" in knowledge.entries[EntryId("stopped-by-police")].wording(Language.KOREAN).answer


def test_without_withdrawals_a_text_stays_as_it_is(project: SmallProject) -> None:
    text = "\n A\n\n\n{night_line}\n"
    assert Withdrawals(project.content().written.contacts).text(text) == text
