"""`review` and `contacts` on the command line, on real files of a project in a folder of its own."""

from datetime import date
from pathlib import Path

import pytest

import bot.__main__ as command_line
from bot.content.editions import check
from bot.content.problem import Level
from bot.content.seals import dialled
from bot.verbs import keeping
from tests.small_project import TODAY, SmallProject

CONTACTS, DAILY, URGENT = "knowledge/contacts.toml", "knowledge/daily.toml", "knowledge/urgent.toml"


class Keeper:
    """Somebody at the keyboard, on the day of the small project."""

    def __init__(self, project: SmallProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.project, self._capsys, self._monkeypatch = project, capsys, monkeypatch
        monkeypatch.setattr(command_line, "ROOT", project.root)
        monkeypatch.setattr("bot.logs.set_up", lambda level: None)
        self.it_is(TODAY)

    def it_is(self, day: date) -> None:
        """Live on another day."""
        self._monkeypatch.setattr(keeping, "today", lambda: day)

    def says(self, *words: str) -> str:
        """What a command that works prints."""
        code, out, err = self._run(*words)
        assert (code, err) == (0, "")
        return out

    def is_refused(self, *words: str) -> str:
        """What a command that does not work says; it must have changed nothing."""
        before = self._files()
        code, out, err = self._run(*words)
        assert (code, out) == (1, "")
        assert self._files() == before
        return err

    def _run(self, *words: str) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = command_line.main([*words])
        return code, *self._capsys.readouterr()

    def _files(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.project.root.rglob("*.*") if path.is_file()}


@pytest.fixture
def keeper(project: SmallProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """The keeper of a small project."""
    return Keeper(project, capsys, monkeypatch)


def _no_errors(keeper: Keeper) -> None:
    assert [str(problem) for problem in check(keeper.project.root, TODAY) if problem.level is Level.ERROR] == []


def test_review_lists_expired_entries_first_then_those_about_to_expire_then_those_never_reviewed(keeper: Keeper) -> None:
    keeper.project.change(DAILY, "review_by = 2027-11-01", "review_by = 2026-11-24", "see-a-doctor")
    keeper.project.change(DAILY, "review_by = 2027-11-01", "review_by = 2026-12-05", "lost-passport")
    lines = keeper.says("review", "--days", "14").splitlines()
    assert lines[0] == "# To review, as of 2026-11-25: 7 entries"
    headings = [at for at, line in enumerate(lines) if line.startswith("## ")]
    assert [lines[at].partition(" (")[0] for at in headings] == [
        "## Expired: readers are told so, or get the contacts alone",
        "## To be reviewed soon",
        "## Never reviewed by anybody",
    ]
    assert lines[headings[0] + 2].startswith(f"- [ ] green: see-a-doctor, until 2026-11-24 ({DAILY}:")
    assert lines[headings[1] + 2].startswith(f"- [ ] yellow: lost-passport, until 2026-12-05 ({DAILY}:")
    assert lines[headings[2] + 2].startswith("- [ ] urgent, red: stopped-by-police, until 2027-05-01 (knowledge/urgent.toml:")
    assert "lost-passport" not in keeper.says("review", "--days", "5").split("## Never")[0]


@pytest.mark.parametrize(("file", "entry", "until"), [(DAILY, "see-a-doctor", "2027-11-21"), (URGENT, "stopped-by-police", "2027-05-22")])
def test_a_confirmed_review_is_written_with_its_date_its_role_and_its_term(keeper: Keeper, file: str, entry: str, until: str) -> None:
    told = keeper.says("review", "confirm", entry, "--date", "2026-11-20", "--role", "Lawyer")
    assert told == f"{entry}: reviewed on 2026-11-20 by a lawyer, until {until}. Readers get it after: python -m bot publish\n"
    (written,) = (one for _, one in keeper.project.content().written.entries() if one.id == entry)
    assert (written.reviewed, written.reviewer, str(written.review_by)) == (date(2026, 11, 20), "lawyer", until)
    assert keeper.project.refresh() == []
    _no_errors(keeper)


@pytest.mark.parametrize(
    ("day", "role", "why"),
    [
        ("2026-11-26", "lawyer", "2026-11-26 is yet to come. Write the day it was done."),
        ("2025-11-01", "lawyer", "2025-11-01 is too long ago: it counts for 366 days. It has to be done again."),
        ("2026-11-20", "Kim Min", "“Kim Min” is no role. Never write a name"),
        ("2026-11-20", "min@harbour-house.example", "is no role."),
        ("2026-11-20", "", "is no role."),
    ],
)
def test_what_cannot_be_a_fact_is_not_written(keeper: Keeper, day: str, role: str, why: str) -> None:
    assert why in keeper.is_refused("review", "confirm", "see-a-doctor", "--date", day, "--role", role)


@pytest.mark.parametrize("verb", [("review", "confirm", "see-a-doctor"), ("contacts", "confirm", "night-line")])
@pytest.mark.parametrize("options", [("--role", "lawyer"), ("--date", "2026-11-20"), ("--date", "yesterday", "--role", "lawyer")])
def test_no_date_and_no_role_is_made_up(keeper: Keeper, verb: tuple[str, ...], options: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        command_line.main([*verb, *options])


def test_an_entry_is_not_confirmed_for_a_language_nobody_can_have_read_it_in(keeper: Keeper) -> None:
    keeper.project.change(DAILY, "Nobody there asks how you came.", "Nobody asks how you came.", "see-a-doctor")
    keeper.project.refresh()
    said = keeper.is_refused("review", "confirm", "see-a-doctor", "--date", "2026-11-20", "--role", "lawyer")
    assert "cannot have been read in all languages: it is missing or stale in ko, zh_Hans." in said


def test_a_review_is_not_replaced_by_an_older_one_and_unknown_entries_are_guessed(keeper: Keeper) -> None:
    keeper.says("review", "confirm", "see-a-doctor", "--date", "2026-11-20", "--role", "lawyer")
    assert "later already, on 2026-11-20" in keeper.is_refused(
        "review", "confirm", "see-a-doctor", "--date", "2026-11-19", "--role", "lawyer"
    )
    said = keeper.is_refused("review", "confirm", "see-doctor", "--date", "2026-11-20", "--role", "lawyer")
    assert said == "gilbeot: No entry is called see-doctor. Did you mean see-a-doctor?\n"


def test_negations_are_shown_line_by_line_and_then_written_down(keeper: Keeper) -> None:
    assert keeper.says("review", "negations") == "No text negates more or less than when somebody last looked.\n"
    text = keeper.project.message("ko", "stopped-by-police.answer").msgstr
    keeper.project.translate("ko", "stopped-by-police.answer", text.replace("달아나지 마십시오", "달아나십시오"))
    shown = keeper.says("review", "negations").splitlines()
    assert "stopped-by-police.answer: 1 0 2 0; now 0 0 2 0 (by line)" in shown[0]
    assert shown[1:] == ["    침착하고 달아나십시오.", "      = Stay calm and do not run."]
    assert "Nothing to look at in cannot-help." in keeper._run("review", "negations", "cannot-help")[2]
    assert keeper.says("review", "negations", "stopped-by-police").endswith("written: 1 text(s) looked at.\n")
    _no_errors(keeper)


def test_confirming_an_entry_says_that_its_negations_were_looked_at(keeper: Keeper) -> None:
    keeper.project.translate("ko", "stopped-by-police.TH.answer", "태국에서는 판사 앞에 가지 않습니다.\n\n{night_line}")
    keeper.says("review", "confirm", "stopped-by-police", "--date", "2026-11-20", "--role", "lawyer")
    _no_errors(keeper)


def test_contacts_are_listed_by_country_with_age_call_and_use(keeper: Keeper) -> None:
    listed = keeper.says("contacts")
    assert "## Across borders (XX): 1" in listed
    assert "- **night-line**: high; source of 2025; called on 2026-11-10, expires in 168 days; in stopped-by-police" in listed
    assert "stopped-by-police (TH)" in listed
    assert "- **harbour-clinic**: medium; source of 2024 (2 years old); never called; in see-a-doctor (TH)" in listed
    assert "- **closed-office**: low, never shown; source of 2019 (7 years old); never called; named nowhere" in listed
    assert "night-line" not in keeper.says("contacts", "--country", "th")
    assert "No contact is of ZZ." in keeper.is_refused("contacts", "--country", "ZZ")


def test_the_list_before_launch_names_everything_nobody_has_called_or_read(keeper: Keeper) -> None:
    listed = keeper.says("contacts", "--launch")
    assert "## To call, from outside China: 4 of 5 contacts" in listed
    assert "- [ ] **harbour-clinic**: +99-555-0102; source: Clinics, Harbour House (2024)\n" in listed
    assert "- [ ] **closed-office**: nothing to reach it by [low: shown to nobody until it is confirmed]; source: An old list" in listed
    assert "night-line" not in listed.partition("## To read")[0]
    assert "## To read, by somebody with a role: 7 entries" in listed
    keeper.says("contacts", "confirm", "harbour-clinic", "--date", "2026-11-20", "--role", "caseworker")
    keeper.says("review", "confirm", "see-a-doctor", "--date", "2026-11-20", "--role", "caseworker")
    listed = keeper.says("contacts", "--launch")
    assert "3 of 5 contacts" in listed
    assert "6 entries" in listed
    keeper.it_is(date(2027, 5, 24))
    listed = keeper.says("contacts", "--launch")
    assert "5 of 5 contacts" in listed
    assert "+99-555-0102 [called on 2026-11-20 by a caseworker, expired 2 days ago]" in listed


def test_a_call_is_written_down_and_counts_for_half_a_year(keeper: Keeper) -> None:
    said = keeper.says("contacts", "confirm", "harbour-clinic", "--date", "2026-11-20", "--role", "caseworker")
    assert said.startswith("harbour-clinic: called on 2026-11-20 by a caseworker; shown as confirmed until 2027-05-22.")
    contact = keeper.project.content().written.contacts["harbour-clinic"]
    assert (contact.called, contact.caller) == (date(2026, 11, 20), "caseworker")
    _no_errors(keeper)
    for day, why in (("2026-11-26", "yet to come"), ("2026-01-01", "too long ago"), ("2026-11-19", "later already")):
        assert why in keeper.is_refused("contacts", "confirm", "harbour-clinic", "--date", day, "--role", "caseworker")
    assert "no number that could have been called" in keeper.is_refused(
        "contacts", "confirm", "closed-office", "--date", "2026-11-20", "--role", "caseworker"
    )


def test_a_call_to_a_contact_of_low_confidence_does_not_show_it_by_itself(keeper: Keeper) -> None:
    keeper.project.change(CONTACTS, 'confidence = "low"', 'confidence = "low"\nphone = ["+99-555-0105"]', "closed-office")
    keeper.project.look_at_everything()
    said = keeper.says("contacts", "confirm", "closed-office", "--date", "2026-11-20", "--role", "caseworker")
    assert "It is still of confidence low and shown to nobody" in said


def test_a_wrong_number_is_taken_out_at_once_and_the_consequences_are_told(keeper: Keeper) -> None:
    said = keeper.says("contacts", "wrong", "south-consulate", "--why", "nobody answers")
    assert said.splitlines() == [
        "south-consulate is withdrawn: nobody answers. It was named in 2 text(s):",
        "  lost-passport: shows instead night-line",
        "  south-embassy: shows instead night-line. Read whether this still makes sense before it: "
        "“Call before you go; the doors open for visitors in the morning.”",
        "Readers get it after: python -m bot publish",
        "Undo: python -m bot contacts wrong south-consulate --undo",
    ]
    _no_errors(keeper)
    assert "WITHDRAWN: nobody answers" in keeper.says("contacts")
    assert "is withdrawn already" in keeper.is_refused("contacts", "wrong", "south-consulate")
    assert "--undo" in keeper.is_refused("contacts", "confirm", "south-consulate", "--date", "2026-11-20", "--role", "lawyer")


def test_a_withdrawal_is_undone_without_a_trace(keeper: Keeper) -> None:
    before = keeper.project.read(CONTACTS)
    keeper.says("contacts", "wrong", "south-consulate")
    assert "is shown again" in keeper.says("contacts", "wrong", "south-consulate", "--undo")
    assert keeper.project.read(CONTACTS) == before
    assert "is not withdrawn" in keeper.is_refused("contacts", "wrong", "south-consulate", "--undo")
    assert keeper.is_refused("contacts", "wrong", "south-consulat") == (
        "gilbeot: No contact is called south-consulat. Did you mean south-consulate?\n"
    )


def test_a_changed_number_is_sealed_only_by_typing_the_same_again(keeper: Keeper) -> None:
    keeper.project.change(CONTACTS, "+99-555-0103", "+99-555-0199")
    said = keeper.is_refused("contacts", "seal", "south-consulate", "+99-555-0103", "+99-555-0104")
    assert "differ. Only you have: +99-555-0103. Not typed: 1 number(s). Read the source again" in said
    assert "0199" not in said
    assert "differ. Not typed: 1 number(s)." in keeper.is_refused("contacts", "seal", "south-consulate", "+99-555-0199")
    said = keeper.says("contacts", "seal", "south-consulate", "+99 555 0199", "+99(555)0104")
    assert said.splitlines() == ["south-consulate is sealed.", "  was: phone +99-555-0103", "  now: phone +99-555-0199"]
    _no_errors(keeper)


def test_who_types_the_address_of_the_source_too_is_told_that_it_is_not_typed(keeper: Keeper) -> None:
    line = keeper.project.content().written.contacts["night-line"]
    said = keeper.is_refused("contacts", "seal", "night-line", *dialled(line), line.source.url or "")
    assert said == "gilbeot: What you typed and what stands in contacts.toml differ. The address of the source itself is not typed.\n"


def test_a_contact_that_is_gone_loses_its_seal(keeper: Keeper) -> None:
    text = keeper.project.read(CONTACTS)
    keeper.project.write(CONTACTS, text.partition("[closed-office]")[0])
    assert keeper.says("contacts", "seal", "closed-office").startswith("closed-office is gone, and its seal too.")
    assert "Did you mean harbour-clinic?" in keeper.is_refused("contacts", "seal", "harbor-clinic")
    assert "Name a contact" in keeper.is_refused("contacts", "seal")


def test_a_new_host_of_a_source_is_looked_at_by_a_second_person(keeper: Keeper) -> None:
    keeper.project.change(URGENT, "https://harbour-house.example", "https://www.harbour-house.example", "stopped-by-police")
    assert "Did you mean www.harbour-house.example?" in keeper.is_refused("contacts", "seal", "--host", "harbour-house.example")
    keeper.says("contacts", "seal", "--host", "www.harbour-house.example")
    _no_errors(keeper)
    assert "harbour-house.example" not in (keeper.project.root / "knowledge/contacts.lock").read_text().replace("www.harbour", "")


def test_the_first_locks_take_things_as_they_stand_and_are_never_written_over(keeper: Keeper) -> None:
    for words in (("contacts", "seal", "--first"), ("review", "negations", "--first")):
        assert "exists" in keeper.is_refused(*words)
    for lock in ("knowledge/contacts.lock", "locales/negations.lock"):
        before = keeper.project.read(lock)
        (keeper.project.root / lock).unlink()
        if lock.startswith("knowledge"):
            assert "contacts seal --first" in keeper.is_refused("contacts", "seal", "night-line")
            assert "nobody compared them with a source" in keeper.says("contacts", "seal", "--first")
        else:
            keeper.says("review", "negations", "--first")
        assert keeper.project.read(lock) == before
