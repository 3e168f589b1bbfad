"""What ages or was taken back is named: old calls, names in place of roles, withdrawn contacts that texts still name."""

from datetime import date, timedelta

import pytest

from bot.content import upkeep
from bot.content.roles import is_role
from tests.content.caught import caught
from tests.small_project import SmallProject

CONTACTS, DAILY = "knowledge/contacts.toml", "knowledge/daily.toml"


def test_a_call_of_more_than_half_a_year_ago_is_work_to_be_done(project: SmallProject) -> None:
    called = date(2026, 11, 10)
    assert list(upkeep.calls_are_recent(project.content(called + timedelta(183)))) == []
    (problem,) = upkeep.calls_are_recent(project.content(called + timedelta(184)))
    assert str(problem).startswith(f'{CONTACTS}:{problem.line}: warning: "night-line": Called on 2026-11-10: too long ago')


@pytest.mark.parametrize("name", ["Kim Min", "김영희", "lawyer Kim", "kim@harbour-house.example", "J. K.", "native speaker lee", ""])
def test_a_name_in_place_of_a_role_is_caught(project: SmallProject, name: str) -> None:
    project.change(DAILY, "review_by =", f'reviewed = 2026-11-20\nreviewer = "{name}"\nreview_by =', "see-a-doctor")
    project.change(CONTACTS, "called = 2026-11-10", f'called = 2026-11-10\ncaller = "{name}"')
    entry, contact = caught(project, upkeep.dates_have_roles_and_no_names)
    assert entry.startswith(f"{DAILY}: see-a-doctor: reviewer is no role. “{name}” is no role. Never write a name")
    assert contact.startswith(f"{CONTACTS}: night-line: caller is no role.")


@pytest.mark.parametrize("role", ["caseworker", "Lawyer", "native Korean speaker", "trauma counsellor", "social worker"])
def test_a_role_is_a_role(role: str) -> None:
    assert is_role(role)


def test_a_role_without_a_date_is_caught(project: SmallProject) -> None:
    project.change(DAILY, "review_by =", 'reviewer = "lawyer"\nreview_by =', "see-a-doctor")
    project.change(CONTACTS, "as_of = 2024", 'as_of = 2024\ncaller = "lawyer"', "harbour-clinic")
    entry, contact = caught(project, upkeep.dates_have_roles_and_no_names)
    assert "A reviewer, but no day of a review." in entry
    assert "A caller, but no day of a call." in contact


def test_a_withdrawn_contact_that_texts_still_name_is_work_to_be_done(project: SmallProject) -> None:
    project.change(CONTACTS, "as_of = 2025", 'as_of = 2025\nwithdrawn = "wrong"', "south-consulate")
    (line,) = caught(project, upkeep.withdrawn_contacts_are_replaced)
    assert line == (
        f"{CONTACTS}: warning: south-consulate: It is withdrawn and still named in lost-passport, south-embassy. "
        "Name another contact there, or leave it out."
    )


def test_with_nobody_to_stand_in_a_withdrawal_is_an_error(project: SmallProject) -> None:
    project.change(CONTACTS, "stands_in = true\n", "")
    project.change(CONTACTS, "as_of = 2024", 'as_of = 2024\nwithdrawn = "wrong"', "harbour-clinic")
    (line,) = caught(project, upkeep.withdrawn_contacts_are_replaced)
    assert line.startswith(f"{CONTACTS}: harbour-clinic: It is withdrawn, and no contact stands in for it. Write stands_in = true")
