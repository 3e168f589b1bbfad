"""Facts are written where they belong, and every other byte of the file stays."""

from datetime import date

import pytest

from bot.content.editing import edit
from bot.settings import ROOT
from tests.small_project import SmallProject

DAY = date(2026, 11, 20)
CONTACTS, DAILY = "knowledge/contacts.toml", "knowledge/daily.toml"


@pytest.mark.parametrize(
    ("file", "id"), [("contacts.toml", "rok-embassy-beijing"), ("contacts.toml", "vn-police-113"), ("safety.toml", "erase-chat")]
)
def test_a_fact_set_and_removed_leaves_the_projects_own_files_as_they_were(project: SmallProject, file: str, id: str) -> None:
    text = (ROOT / "knowledge" / file).read_bytes()
    project.write(f"knowledge/{file}", text)
    path = project.root / "knowledge" / file
    edit(path, id, {"called": DAY, "caller": "lawyer"})
    lines, before = path.read_text(encoding="utf-8").splitlines(), text.decode().splitlines()
    at = lines.index("called = 2026-11-20")
    assert lines[:at] + lines[at + 2 :] == before
    assert lines[at + 1] == 'caller = "lawyer"'
    edit(path, id, {"called": None, "caller": None})
    assert path.read_bytes() == text


def test_a_changed_value_keeps_its_comment_and_its_place(project: SmallProject) -> None:
    project.change(DAILY, "review_by = 2027-11-01", "review_by = 2027-11-01   # red: half a year", "see-a-doctor")
    before = project.read(DAILY)
    edit(project.root / DAILY, "see-a-doctor", {"review_by": DAY})
    assert project.read(DAILY) == before.replace("2027-11-01   # red", "2026-11-20   # red")


def test_line_ends_of_another_system_stay(project: SmallProject) -> None:
    project.write(CONTACTS, project.read(CONTACTS).replace("\n", "\r\n"))
    edit(project.root / CONTACTS, "harbour-clinic", {"withdrawn": "wrong"})
    text = (project.root / CONTACTS).read_bytes()
    assert b'withdrawn = "wrong"\r\n' in text
    assert text.count(b"\n") == text.count(b"\r\n")


@pytest.mark.parametrize("file", [CONTACTS, DAILY])
def test_an_id_that_is_not_there_changes_nothing(project: SmallProject, file: str) -> None:
    before = project.read(file)
    with pytest.raises(KeyError):
        edit(project.root / file, "nobody", {"called": DAY})
    assert project.read(file) == before
