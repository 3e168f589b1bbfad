"""The line of everything that is written in knowledge/ is found, so that an editor can jump to it."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.places import Places
from tests.small_project import SmallProject

DAILY, CONTACTS, LEXICON = (f"knowledge/{name}.toml" for name in ("daily", "contacts", "lexicon"))


@pytest.mark.parametrize(
    ("file", "id", "key", "line"),
    [
        (DAILY, "", "title", 'title = "Everyday life"'),
        (DAILY, "lost-passport", "", 'id = "lost-passport"'),
        (DAILY, "see-a-doctor", "answer", 'answer = """'),
        (DAILY, "see-a-doctor", "question", 'question = "Where can I see a doctor?"'),
        (DAILY, "see-a-doctor", "variant.TH", "[entry.variant.TH]"),
        (DAILY, "thai-visa", "country", 'country = "TH"'),
        (CONTACTS, "night-line", "", "[night-line]"),
        (CONTACTS, "night-line", "called", "called = 2026-11-10"),
        (LEXICON, "group.passport", "zh", 'zh = ["护照"]'),
        (LEXICON, "sign.danger-now.unless", "en", 'en = ["in a film"]'),
    ],
)
def test_a_key_is_found_on_its_line(pristine: SmallProject, file: str, id: str, key: str, line: str) -> None:
    places = Places.read(pristine.root / file)
    assert places.lines[places.line(id, key) - 1] == line


def test_what_stands_nowhere_has_the_line_of_its_entry_or_none(pristine: SmallProject) -> None:
    places = Places.read(pristine.root / DAILY)
    assert places.line("lost-passport", "reviewed") == places.line("lost-passport") > 0
    assert places.line("lost", "answer") == 0
    assert Places.read(pristine.root / "nowhere.toml").line("lost") == 0


def test_words_are_found_in_their_own_entry_alone(pristine: SmallProject) -> None:
    places = Places.read(pristine.root / DAILY)
    assert places.lines[places.line_with("see-a-doctor", "i need medicine") - 1].strip() == '"i need medicine",'
    assert places.line_with("lost-passport", "i need medicine") == places.line("lost-passport")


@given(st.text(st.sampled_from('ab="[]. \n#'), max_size=60))
def test_words_of_a_text_are_never_taken_for_keys(words: str) -> None:
    words = words.replace('"', "")
    text = f'[[entry]]\nid = "one"\nanswer = """\n{words}\n"""\nrisk = "red"\n[[entry]]\nid = "two"\n'
    assert tomllib.loads(text)["entry"][1]["id"] == "two"
    places = Places.of(text)
    assert set(places.heads) == {"one", "two"}
    assert places.lines[places.line("one", "risk") - 1] == 'risk = "red"'
