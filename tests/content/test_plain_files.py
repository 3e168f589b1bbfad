"""The quick reading of translation files says what polib says, or leaves the file to it."""

from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.catalogues import as_text, empty, parsed
from bot.content.plain_files import PlainMessage, plain_messages
from bot.content.problem import BrokenContent
from bot.settings import ROOT

REAL = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))

words = st.text(st.sampled_from('가나 中文 az09"\\nt\n\t#|~:,{}'), max_size=12)
notes = words.map(lambda text: text.replace("\n", "").strip())
message = st.builds(
    polib.POEntry,
    msgctxt=st.one_of(st.none(), words.filter(bool)),
    msgid=words.filter(bool),
    msgstr=words,
    comment=notes,
    tcomment=notes,
    flags=st.lists(st.sampled_from(["fuzzy", "python-brace-format", "no-wrap"]), unique=True),
    previous_msgid=st.one_of(st.none(), words),
)


def by_polib(path: Path) -> list[PlainMessage] | None:
    """What polib reads; None where it finds the file broken."""
    try:
        found = [one for one in parsed(path) if not one.obsolete]
    except BrokenContent:
        return None
    return [PlainMessage(one.msgctxt, one.msgid, one.msgstr, one.fuzzy, one.linenum or 0) for one in found]


@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_our_own_files_are_in_the_common_form_and_read_the_same(path: Path) -> None:
    assert plain_messages(path.read_text(encoding="utf-8")) == by_polib(path)


@given(messages=st.lists(message, max_size=4, unique_by=lambda one: one.msgctxt or one.msgid))
def test_what_is_written_in_the_common_form_reads_the_same(tmp_path_factory: pytest.TempPathFactory, messages: list[polib.POEntry]) -> None:
    catalogue = empty("ko")
    catalogue.extend(messages)
    path = tmp_path_factory.getbasetemp() / "written.po"
    path.write_text(as_text(catalogue), encoding="utf-8")
    plain = plain_messages(path.read_text(encoding="utf-8"))
    assert plain is not None
    assert [(one.context, one.english, one.text) for one in plain] == [(one.msgctxt, one.msgid, one.msgstr) for one in messages]
    assert by_polib(path) in (plain, None)


@given(
    messages=st.lists(message, min_size=1, max_size=4, unique_by=lambda one: one.msgctxt or one.msgid),
    before=st.integers(1, 4),
)
def test_a_file_whose_head_is_not_its_first_message_is_left_to_polib_which_loses_none(
    tmp_path_factory: pytest.TempPathFactory, messages: list[polib.POEntry], before: int
) -> None:
    catalogue = empty("ko")
    catalogue.extend(messages)
    head, *others = as_text(catalogue).rstrip("\n").split("\n\n")
    path = tmp_path_factory.getbasetemp() / "second.po"
    path.write_text("\n\n".join([*others[:before], head, *others[before:]]) + "\n", encoding="utf-8")
    assert plain_messages(path.read_text(encoding="utf-8")) is None
    found = by_polib(path)
    assert found is None or [one.text for one in found] == [one.msgstr for one in messages]


@pytest.mark.parametrize("context", ['msgctxt "right.answer"\n', 'msgctxt ""\n'])
def test_a_head_with_a_context_is_none(context: str) -> None:
    headless = WRITTEN.replace('msgid ""\nmsgstr ""', f'{context}msgid ""\nmsgstr ""', 1)
    assert headless != WRITTEN
    assert plain_messages(headless) is None


WRITTEN = """#
msgid ""
msgstr ""
"Language: ko\\n"

#. a note
#: knowledge/rights.toml
#, fuzzy, python-brace-format
#| msgid "Yes, "
#| "of old."
msgctxt "right.answer"
msgid ""
"Yes.\\n"
"\\"Always\\"."
msgstr "예."

msgid "No"
msgstr ""
"""


SLIPS = ["", " ", "\n", "\n\n", '"', '\\"', "\\", "\\r", "\r\n", "#", "#~ ", "#|", "#,", "msgstr", 'msgstr ""\n', "\ufeff", "x"]


@settings(max_examples=400)
@given(
    at=st.integers(0, len(WRITTEN)),
    length=st.integers(0, 12),
    put=st.sampled_from(
        ["", " ", "\n", "\n\n", '"', '\\"', "\\", "\\r", "\r\n", "#", "#~ ", "#|", "#,", "msgstr", 'msgstr ""\n', "\ufeff", "x"]
    ),
)
def test_a_file_that_a_slip_has_changed_is_read_as_polib_reads_it_or_left_to_it(
    tmp_path_factory: pytest.TempPathFactory, at: int, length: int, put: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "slipped.po"
    path.write_text(WRITTEN[:at] + put + WRITTEN[at + length :], encoding="utf-8", newline="")
    plain = plain_messages(path.read_bytes().decode())
    assert plain in (None, by_polib(path))


@pytest.mark.parametrize(
    "other",
    [
        '#~ msgid "Gone"\n#~ msgstr "x"\n',
        'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "x"\n',
        'msgid "No"\nmsgstr "twice"\n',
        'msgid "Bell\\a"\nmsgstr ""\n',
        'msgid "Blank after" \nmsgstr ""\n',
        "<<<<<<< HEAD\n",
    ],
)
def test_any_other_form_is_left_to_polib(other: str) -> None:
    assert plain_messages(WRITTEN) is not None
    assert plain_messages(f"{WRITTEN}\n{other}") is None


def test_windows_line_ends_are_left_to_polib() -> None:
    assert plain_messages(WRITTEN.replace("\n", "\r\n")) is None
