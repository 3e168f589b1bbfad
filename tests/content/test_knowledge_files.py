"""Knowledge is as its schema says, or every deviation is named with file, entry and a hint."""

from datetime import date

import pytest

from bot.content.knowledge_files import read_knowledge
from bot.content.problem import BrokenContent, Problem
from bot.core.knowledge import Confidence, Risk, Source
from tests.small_project import SmallProject

DAILY, CONTACTS = "knowledge/daily.toml", "knowledge/contacts.toml"


def problems(project: SmallProject) -> tuple[Problem, ...]:
    with pytest.raises(BrokenContent) as broken:
        read_knowledge(project.root / "knowledge")
    return broken.value.problems


def only(project: SmallProject) -> Problem:
    (problem,) = problems(project)
    return problem


def test_what_is_written_is_read(pristine: SmallProject) -> None:
    written = read_knowledge(pristine.root / "knowledge")
    entries = {entry.id: (topic, entry) for topic, entry in written.entries()}
    topic, entry = entries["emergency-contacts"]
    assert (topic, entry.risk, entry.urgent, entry.unsafe) == ("urgent", Risk.RED, True, False)
    assert (entry.reviewed, entry.review_by) == (date(2026, 11, 20), date(2027, 5, 1))
    assert entry.variant["CN"].sources == (Source("Numbers in China", "Harbour House", 2025),)
    assert len(entry.phrasings) == 12
    assert (entries["thai-visa"][1].country, entries["thai-visa"][1].urgent) == ("TH", False)
    assert written.contacts["night-line"].called == date(2026, 11, 10)
    assert written.contacts["closed-office"].confidence is Confidence.LOW
    assert written.lexicon.sign["danger-now"].unless["en"] == ("in a film",)
    assert written.small_talk["off-topic"].answer == ""


def test_topics_come_in_the_order_of_the_first_page_and_unknown_ones_last(project: SmallProject) -> None:
    project.write("knowledge/aaa.toml", 'title = "A"\nentry = []\n')
    assert list(read_knowledge(project.root / "knowledge").topics) == ["urgent", "about", "aaa", "daily"]


@pytest.mark.parametrize(
    ("old", "new", "entry", "what", "where"),
    [
        ('risk = "green"', 'rsik = "green"', "see-a-doctor", "Unknown key rsik. Did you mean risk?", "entry[2]"),
        ('country = "TH"', 'contry = "TH"', "thai-visa", "Unknown key contry. Did you mean country?", "entry[4]"),
        ("as_of = 2025", "as_off = 2025", "see-a-doctor", "Unknown key as_off. Did you mean as_of?", "entry[2].sources[0]"),
        ('question = "Where can I see a doctor?"\n', "", "see-a-doctor", "The key question is missing", "entry[2].question"),
        ('risk = "green"', 'risk = "purple"', "see-a-doctor", "'purple' is not a valid Risk", "entry[2].risk"),
        ("review_by = 2027-11-01", 'review_by = "2027-11-01"', "see-a-doctor", "expected date, found '2027-11-01'", "entry[2].review_by"),
        ("review_by = 2027-11-01", "review_by = 2027-11-01T08:00:00", "see-a-doctor", "expected date", "entry[2].review_by"),
        ('risk = "green"', 'risk = "green"\nurgent = "no"', "see-a-doctor", "expected bool, found 'no'", "entry[2].urgent"),
        ('risk = "green"', 'risk = "green"\nunsafe = 0', "see-a-doctor", "expected bool, found 0", "entry[2].unsafe"),
        ("as_of = 2025", 'as_of = "2025"', "see-a-doctor", "expected int, found '2025'", "entry[2].sources[0].as_of"),
        ("as_of = 2025", "as_of = true", "see-a-doctor", "expected int, found True", "entry[2].sources[0].as_of"),
        ('question = "Where can I see a doctor?"', "question = 5", "see-a-doctor", "expected str, found 5", "entry[2].question"),
        ('contacts = ["south-consulate"]', 'contacts = "south-consulate"', "lost-passport", "expected list", "entry[0].contacts"),
        ('  "i need medicine",', "  5,", "see-a-doctor", "expected str, found 5", "entry[2].phrasings[5]"),
    ],
)
def test_a_key_of_an_entry_that_is_wrong_is_named(project: SmallProject, old: str, new: str, entry: str, what: str, where: str) -> None:
    project.change(DAILY, old, new, entry)
    found = problems(project)
    (problem,) = (one for one in found if what in one.message)
    assert {one.entry for one in found} == {entry}
    assert (problem.file, problem.remedy) == (DAILY, "See knowledge/README.md.")
    assert f"(at {where})" in problem.message
    assert project.read(DAILY).splitlines()[problem.line - 1] == f'id = "{entry}"'


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "what"),
    [
        (CONTACTS, 'phone = ["+99-555-0102"]', 'phone = "+99-555-0102"', "harbour-clinic", "expected list, found '+99-555-0102'"),
        (CONTACTS, "phone = ", "fone = ", "harbour-clinic", "Unknown key fone. Did you mean phone?"),
        (CONTACTS, 'confidence = "medium"', 'confidence = "middling"', "harbour-clinic", "'middling' is not a valid Confidence"),
        (CONTACTS, 'name = "Harbour clinic"\n', "", "harbour-clinic", "The key name is missing"),
        ("knowledge/small_talk.toml", 'answer = "Hello.', 'anwser = "Hello.', "greeting", "Unknown key anwser. Did you mean answer?"),
    ],
)
def test_a_key_of_another_file_that_is_wrong_is_named(project: SmallProject, file: str, old: str, new: str, entry: str, what: str) -> None:
    project.change(file, old, new, entry)
    problem = only(project)
    assert (problem.file, problem.entry) == (file, entry)
    assert what in problem.message
    assert project.read(file).splitlines()[problem.line - 1] == f"[{entry}]"


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (DAILY, 'title = "Everyday life"\n', "", "The key title is missing"),
        (DAILY, 'title = "Everyday life"', 'title = "Everyday life"\ntitel = "x"', "Unknown key titel. Did you mean title?"),
        ("knowledge/about.toml", "[[entry]]", "[entry]", "expected list"),
        ("knowledge/lexicon.toml", 'en = ["handcuffs", "police * took me", "they will deport"]', 'en = "handcuffs"', "expected list"),
        ("knowledge/lexicon.toml", "[sign.harm]", "[sing.harm]", "Unknown key sing. Did you mean sign?"),
        ("knowledge/small_talk.toml", "[greeting]", "greeting = 3\n[hello]", "Not a WrittenSmallTalk"),
    ],
)
def test_a_file_whose_shape_is_wrong_is_named(project: SmallProject, file: str, old: str, new: str, what: str) -> None:
    if new == "[entry]":  # the sources of the entry have two brackets too
        project.change(file, "[[entry.sources]]", "[[entry.source]]")
    project.change(file, old, new)
    problem = only(project)
    assert problem.file == file
    assert what in problem.message
    assert problem.line == 0 or problem.entry


def test_broken_toml_is_named_with_its_line(project: SmallProject) -> None:
    project.change(DAILY, 'risk = "green"', 'risk = "green', "see-a-doctor")
    number = project.read(DAILY).splitlines().index('risk = "green') + 1
    problem = only(project)
    assert (problem.file, problem.remedy) == (DAILY, "Compare with a neighbouring entry.")
    assert problem.message.startswith("Not valid TOML: ")
    assert f"line {number}" in problem.message


def test_a_file_in_another_encoding_is_named_with_the_byte(project: SmallProject) -> None:
    text = project.read(DAILY)
    at = len(text.partition("Everyday")[0])
    project.write(DAILY, text.replace("Everyday", "日常").encode("gb18030"))
    problem = only(project)
    assert str(problem) == f"{DAILY}: error: Not UTF-8 at byte {at}. Save the file as UTF-8."


@pytest.mark.parametrize("name", ["contacts", "lexicon", "small_talk"])
def test_a_missing_file_is_named(project: SmallProject, name: str) -> None:
    (project.root / f"knowledge/{name}.toml").unlink()
    assert str(only(project)) == f"knowledge/{name}.toml: error: The file is missing. Restore it from the repository."


def test_a_missing_folder_is_named(project: SmallProject) -> None:
    with pytest.raises(BrokenContent) as broken:
        read_knowledge(project.root / "nowhere")
    assert [str(one) for one in broken.value.problems] == [
        "nowhere: error: The folder does not exist. Run the command from the project's root."
    ]


def test_all_problems_of_all_files_are_told_at_once(project: SmallProject) -> None:
    project.change(DAILY, 'risk = "green"', 'risk = "blue"\nanswr = "x"', "see-a-doctor")
    project.change(DAILY, 'risk = "yellow"', "risk = 1", "thai-visa")
    project.change(CONTACTS, 'country = "TH"', "country = 66", "harbour-clinic")
    project.write("knowledge/about.toml", "title = ")
    project.write("knowledge/urgent.toml", b"\xff")
    (project.root / "knowledge/lexicon.toml").unlink()
    assert sorted((one.file, one.entry) for one in problems(project)) == [
        ("knowledge/about.toml", ""),
        (CONTACTS, "harbour-clinic"),
        (DAILY, "see-a-doctor"),
        (DAILY, "see-a-doctor"),
        (DAILY, "thai-visa"),
        ("knowledge/lexicon.toml", ""),
        ("knowledge/urgent.toml", ""),
    ]


def test_a_byte_order_mark_is_named_with_the_remedy(project: SmallProject) -> None:
    project.write(DAILY, b"\xef\xbb\xbf" + project.read(DAILY).encode())
    assert str(only(project)) == (f"{DAILY}:1: error: The file begins with a byte order mark. Save it as “UTF-8”, not as “UTF-8 with BOM”.")


@pytest.mark.parametrize(
    ("old", "new"), [('risk = "green"', "risk = green"), ("[[entry]]", "[[entry]"), ('title = "Clinics"', 'title = "Clinics')]
)
def test_a_line_that_is_no_toml_is_named(project: SmallProject, old: str, new: str) -> None:
    project.change(DAILY, old, new)
    assert new in project.read(DAILY).splitlines()[only(project).line - 1]
    assert only(project).message.startswith("Not valid TOML: ")


def test_a_text_without_an_end_is_named_with_the_last_line(project: SmallProject) -> None:
    project.change(DAILY, 'how you came.\n"""', "how you came.")
    project.write(DAILY, project.read(DAILY).replace('\n"""', ""))
    assert only(project).line > 0
