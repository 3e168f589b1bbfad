"""Babel finds every text of knowledge/ under its stable id."""

import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from tests.small_project import SmallProject

EXTRACTOR = "bot.content.extraction:extract_knowledge"


def extracted(project: SmallProject, domain: str) -> dict[str, tuple[str, int, str, list[str]]]:
    """What Babel finds: id -> file, line, text, notes."""
    found = extract_from_dir(
        str(project.root / "knowledge"),
        [("**.toml", EXTRACTOR)],
        {"**.toml": {"domain": domain}},
        keywords={"pgettext": ((1, "c"), 2)},
        comment_tags=(),
    )
    messages = {}
    for file, line, message, notes, context in found:
        assert context is not None, f"{message} has no id"
        assert context not in messages, f"{context} comes twice"
        messages[context] = (file, line, message[-1] if isinstance(message, tuple) else message, list(notes))
    return messages


def read(project: SmallProject, name: str) -> dict[str, object]:
    return tomllib.loads(project.read(f"knowledge/{name}.toml"))


def test_the_answers_are_the_texts_a_reader_may_see(pristine: SmallProject) -> None:
    found = extracted(pristine, "answers")
    entries = [entry for topic in ("urgent", "daily", "about") for entry in read(pristine, topic)["entry"]]  # type: ignore[attr-defined]
    expected = {f"topic.{topic}.title" for topic in ("urgent", "daily", "about")}
    expected |= {f"{entry['id']}.{kind}" for entry in entries for kind in ("question", "answer")}
    expected |= {f"{entry['id']}.{country}.answer" for entry in entries for country in entry.get("variant", {})}
    contacts = read(pristine, "contacts")
    expected |= {f"contact.{id}.{key}" for id, one in contacts.items() for key in ("name", "hours", "caution") if key in one}  # type: ignore[operator]
    expected |= {"small-talk.greeting.answer"}
    assert found.keys() == expected
    assert len(expected) == 3 + 16 + 3 + 7 + 1


def test_a_text_is_its_own_msgid_without_blanks_around_it(pristine: SmallProject) -> None:
    found = extracted(pristine, "answers")
    assert found["topic.urgent.title"][2] == "I need help now"
    assert found["see-a-doctor.question"][2] == "Where can I see a doctor?"
    assert found["see-a-doctor.TH.answer"][2] == "In Thailand the harbour clinic sees you free of charge.\n\n{harbour_clinic}"
    assert found["contact.night-line.hours"][2] == "Every day, day and night"


def test_a_text_for_one_country_says_so_to_its_translator(pristine: SmallProject) -> None:
    found = extracted(pristine, "answers")
    assert found["see-a-doctor.TH.answer"][3] == ["For readers in TH."]
    assert found["see-a-doctor.answer"][3] == []


def test_ways_to_ask_are_notes_under_the_question(pristine: SmallProject) -> None:
    found = extracted(pristine, "phrasings")
    file, _, text, notes = found["thai-visa.phrasings"]
    assert (file, text) == ("daily.toml", "How do I extend my visa in Thailand?")
    assert len(notes) == 12
    assert notes[:2] == ["i want to extend my visa", "visa extension in thailand"]
    assert found["small-talk.off-topic.phrasings"][2:] == ("off-topic", read(pristine, "small_talk")["off-topic"]["phrasings"])  # type: ignore[index]
    assert len(found) == 8 + 2


@pytest.mark.parametrize("domain", ["answers", "phrasings"])
def test_every_message_names_the_line_of_its_entry(pristine: SmallProject, domain: str) -> None:
    for context, (file, line, _, _) in extracted(pristine, domain).items():
        text = pristine.read(f"knowledge/{file}").splitlines()[line - 1]
        id = context.removeprefix("contact.").removeprefix("small-talk.").partition(".")[0]
        assert text in (f'id = "{id}"', f"[{id}]") or context.startswith("topic.")


@pytest.mark.parametrize("domain", ["answers", "phrasings"])
def test_the_lexicon_and_what_is_for_maintainers_are_not_translated(project: SmallProject, domain: str) -> None:
    before = extracted(project, domain)
    project.add("knowledge/lexicon.toml", '[group.visa]\nen = ["visa"]')
    project.change(
        "knowledge/contacts.toml",
        'confidence = "medium"',
        'confidence = "medium"\nnote = "Nobody answers."\naddress = "Pier 3"',
        "harbour-clinic",
    )
    assert {context: text for context, (_, _, text, _) in extracted(project, domain).items()} == {
        context: text for context, (_, _, text, _) in before.items()
    }


def test_one_more_way_to_ask_changes_no_text(project: SmallProject) -> None:
    answers, phrasings = extracted(project, "answers"), extracted(project, "phrasings")
    project.change("knowledge/about.toml", '  "price of a bride",', '  "price of a bride",\n  "how much for a bride",')
    assert extracted(project, "answers") == answers
    found = extracted(project, "phrasings")
    assert {context: one[2] for context, one in found.items()} == {context: one[2] for context, one in phrasings.items()}
    assert len(found["cannot-help.phrasings"][3]) == 13


def test_line_ends_of_windows_change_no_text(project: SmallProject) -> None:
    before = extracted(project, "answers")
    for file in Path(project.root / "knowledge").glob("*.toml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert extracted(project, "answers") == before
