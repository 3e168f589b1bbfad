"""A number or a link that one person alone changed is caught; so is a link of a source to a host nobody looked at."""

import pytest

from bot.content import seals
from bot.content.editions import check, read_content
from bot.content.problem import Level
from bot.settings import ROOT
from tests.content.caught import caught
from tests.small_project import TODAY, SmallProject

CONTACTS = "knowledge/contacts.toml"


@pytest.mark.parametrize(
    ("contact", "old", "new", "told"),
    [
        ("harbour-clinic", "+99-555-0102", "+99-555-0120", "phone +99-555-0120; sealed is phone +99-555-0102."),
        ("night-line", "help@night-line.example", "help@night-1ine.example", "e-mail help@night-1ine.example; sealed is e-mail"),
        ("night-line", 'website = "https://night-line', 'website = "https://night-llne', "website https://night-llne.example; sealed"),
        ("south-consulate", "+99-555-0104", "+99-555-0140", "at night +99-555-0140; sealed is at night"),
        ("cn-police-110", 'country = "CN"', 'country = "KP"', "country KP; sealed is country CN."),
        ("closed-office", '"low"', '"medium"\nphone = ["+99-555-0105"]', "shown, phone +99-555-0105; sealed is hidden."),
        ("harbour-clinic", '["+99-555-0102"]', '["+99-555-0102", "+99-555-0199"]', "phone +99-555-0199; sealed is nothing."),
    ],
)  # fmt: skip
def test_what_one_person_changed_alone_is_caught(project: SmallProject, contact: str, old: str, new: str, told: str) -> None:
    project.change(CONTACTS, old, new, contact)
    (line,) = caught(project, seals.contacts_are_sealed)
    assert line.startswith(f"{CONTACTS}: {contact}: Here stands {told}")
    assert f"python -m bot contacts seal {contact}" in line


def test_numbers_that_changed_places_are_caught(project: SmallProject) -> None:
    project.change(CONTACTS, 'phone = ["+99-555-0102"]', 'phone = ["+99-555-0102", "+99-555-0199"]', "harbour-clinic")
    project.look_at_everything()
    project.change(CONTACTS, '["+99-555-0102", "+99-555-0199"]', '["+99-555-0199", "+99-555-0102"]', "harbour-clinic")
    (line,) = caught(project, seals.contacts_are_sealed)
    assert "another order" in line


def test_a_new_contact_and_one_that_is_gone_are_caught(project: SmallProject) -> None:
    project.change(CONTACTS, "[closed-office]", "[open-office]")
    new, gone = seals.contacts_are_sealed(project.content())
    assert (new.entry, new.message) == ("open-office", "Nobody else has sealed it.")
    assert (gone.entry, gone.message) == ("closed-office", "It is sealed, and stands in contacts.toml no more.")


def test_a_contact_may_be_withdrawn_by_one_person_but_not_brought_back_after_the_next_seal(project: SmallProject) -> None:
    project.change(CONTACTS, "as_of = 2024", 'as_of = 2024\nwithdrawn = "wrong"', "harbour-clinic")
    assert caught(project, seals.contacts_are_sealed) == []
    project.look_at_everything()
    project.change(CONTACTS, 'withdrawn = "wrong"\n', "", "harbour-clinic")
    (line,) = caught(project, seals.contacts_are_sealed)
    assert "Here stands shown; sealed is hidden." in line


def test_a_withdrawn_contact_keeps_its_sealed_number(project: SmallProject) -> None:
    project.change(CONTACTS, "as_of = 2024", 'as_of = 2024\nwithdrawn = "wrong"', "harbour-clinic")
    project.change(CONTACTS, "+99-555-0102", "+99-555-0120", "harbour-clinic")
    assert len(caught(project, seals.contacts_are_sealed)) == 1


def test_without_the_lock_nothing_is_published(project: SmallProject) -> None:
    (project.root / seals.LOCK).unlink()
    (problem,) = seals.contacts_are_sealed(project.content())
    assert (problem.file, problem.level) == (seals.LOCK, Level.ERROR)
    assert "contacts seal --first" in problem.remedy
    assert problem in check(project.root, TODAY)


def test_a_lock_that_was_merged_by_hand_is_named(project: SmallProject) -> None:
    project.write(seals.LOCK, "<<<<<<< ours\n")
    (problem,) = check(project.root, TODAY)
    assert (problem.file, problem.level) == (seals.LOCK, Level.ERROR)
    assert problem.message.startswith("The ledger cannot be read: ")


@pytest.mark.parametrize("url", ["https://harbour-house.example.help.org/arrest", "https://harbour-h0use.example/arrest", "https://[x"])
def test_a_source_that_leads_to_another_host_is_caught(project: SmallProject, url: str) -> None:
    project.change("knowledge/urgent.toml", "https://harbour-house.example/arrest", url, "stopped-by-police")
    (line,) = caught(project, seals.sources_lead_where_they_did)
    assert line.startswith("knowledge/urgent.toml: stopped-by-police: Nobody else has looked at the host ")


def test_a_source_may_lead_to_another_page_of_its_host(project: SmallProject) -> None:
    project.change("knowledge/urgent.toml", "harbour-house.example/arrest", "harbour-house.example/detention", "stopped-by-police")
    assert caught(project, seals.sources_lead_where_they_did) == []


def test_every_contact_of_the_project_is_sealed() -> None:
    content = read_content(ROOT, TODAY)
    assert list(seals.contacts_are_sealed(content)) == []
    assert list(seals.sources_lead_where_they_did(content)) == []
