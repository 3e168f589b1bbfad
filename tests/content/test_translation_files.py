"""Translation files that cannot be read are named, with the line and a remedy; the others are read as they are."""

import pytest

from bot.content.catalogues import po_file
from bot.content.problem import BrokenContent, Problem
from bot.content.translation_files import Translation, read_translations
from tests.small_project import SmallProject

FILE = "locales/ko/LC_MESSAGES/answers.po"


def problems(project: SmallProject) -> tuple[Problem, ...]:
    with pytest.raises(BrokenContent) as broken:
        read_translations(project.root / "locales")
    return broken.value.problems


def test_a_translation_knows_its_english_its_state_and_its_line(pristine: SmallProject) -> None:
    translations = read_translations(pristine.root / "locales")
    found = translations.find("ko", "answers", "lost-passport.question")
    assert found is not None
    assert (found.text, found.english, found.fuzzy) == ("려권을 잃어버렸어요", "I lost my passport", False)
    message = pristine.read(FILE).splitlines()[found.line - 1 : found.line + 3]
    assert message[1:] == ['msgctxt "lost-passport.question"', 'msgid "I lost my passport"', 'msgstr "려권을 잃어버렸어요"']


def test_a_message_without_context_is_found_by_its_english(pristine: SmallProject) -> None:
    found = read_translations(pristine.root / "locales").find("zh_Hans", "interface", "Urgent help")
    assert found is not None
    assert found.text == "紧急求助"


def test_what_is_not_translated_or_obsolete_or_in_no_file_is_not_found(project: SmallProject) -> None:
    project.translate("ko", "lost-passport.answer", "")
    project.add(FILE, '#~ msgctxt "gone.answer"\n#~ msgid "Gone."\n#~ msgstr "없어요."')
    translations = read_translations(project.root / "locales")
    for language, domain, identity in [
        ("ko", "answers", "lost-passport.answer"),
        ("ko", "answers", "gone.answer"),
        ("ko", "answers", "never-was.answer"),
        ("ko", "nothing", "lost-passport.question"),
        ("ia", "answers", "lost-passport.question"),
        ("en", "answers", "lost-passport.question"),
    ]:
        assert translations.find(language, domain, identity) is None


def test_a_translation_is_stale_when_flagged_or_made_from_another_text() -> None:
    assert not Translation("예.", "Yes.", fuzzy=False, line=1).is_stale("Yes.")
    assert Translation("예.", "Yes.", fuzzy=False, line=1).is_stale("Yes!")
    assert Translation("예.", "Yes.", fuzzy=True, line=1).is_stale("Yes.")


def test_fuzzy_is_read_from_the_file(project: SmallProject) -> None:
    project.translate("ko", "lost-passport.answer", "잃었으면", fuzzy=True)
    found = read_translations(project.root / "locales").find("ko", "answers", "lost-passport.answer")
    assert found is not None
    assert (found.text, found.fuzzy) == ("잃었으면", True)


def test_a_missing_file_is_named_with_the_remedy(project: SmallProject) -> None:
    po_file(project.root / "locales", "ko", "answers").unlink()
    assert [str(problem) for problem in problems(project)] == [f"{FILE}: error: The file is missing. Run: python -m bot refresh"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('msgstr "려권을 잃어버렸어요"', 'msgstr "려권을 잃어버렸어요', "A quotation mark is missing at the end of the line."),
        ('msgstr "려권을 잃어버렸어요"', 'msgstr "려권을 "잃어버렸어요""', "Not a valid .po file"),
        ('msgstr "려권을 잃어버렸어요"', 'msgtsr "려권을 잃어버렸어요"', "Not a valid .po file"),
        ('msgstr "려권을 잃어버렸어요"', "려권을 잃어버렸어요", "Not a valid .po file"),
        ('msgstr "려권을 잃어버렸어요"', "<<<<<<< HEAD", "Not a valid .po file"),
    ],
)
def test_a_broken_file_is_named_with_the_line(project: SmallProject, old: str, new: str, message: str) -> None:
    project.change(FILE, old, new)
    (problem,) = problems(project)
    assert problem.file == FILE
    assert project.read(FILE).splitlines()[problem.line - 1] == new
    assert message in problem.message
    assert "quotation mark" in problem.remedy + problem.message
    assert str(project.root) not in str(problem)


def test_a_file_in_another_encoding_is_named_with_line_and_byte(project: SmallProject) -> None:
    text = project.read(FILE) + "\n# " + "x" * 20_000 + "\n"  # longer than what is read at once
    spoilt = text.encode() + '# 안녕\nmsgctxt "x"\n'.encode("euc-kr")
    project.write(FILE, spoilt)
    (problem,) = problems(project)
    assert (problem.file, problem.line) == (FILE, text.count("\n") + 1)
    assert problem.message == f"Not UTF-8 at byte {len(text.encode()) + 2}."
    assert problem.remedy == "Save the file as UTF-8."


def test_all_broken_files_are_named_at_once(project: SmallProject) -> None:
    po_file(project.root / "locales", "ko", "phrasings").unlink()
    project.write("locales/zh_Hans/LC_MESSAGES/interface.po", b"\xff\xfe")
    project.write("locales/en/LC_MESSAGES/answers.po", "rubbish\n")
    assert [(problem.file, problem.line) for problem in problems(project)] == [
        ("locales/en/LC_MESSAGES/answers.po", 1),
        ("locales/ko/LC_MESSAGES/phrasings.po", 0),
        ("locales/zh_Hans/LC_MESSAGES/interface.po", 1),
    ]


@pytest.mark.parametrize("windows", [b"\xef\xbb\xbf", b""])
def test_a_file_saved_by_windows_is_read_the_same(project: SmallProject, windows: bytes) -> None:
    before = read_translations(project.root / "locales")
    path = project.root / FILE
    path.write_bytes(windows + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_translations(project.root / "locales") == before


@pytest.mark.parametrize("domain", ["answers", "interface"])
def test_a_message_that_stands_twice_is_named_with_both_lines(project: SmallProject, domain: str) -> None:
    file, identity = f"locales/ko/LC_MESSAGES/{domain}.po", "lost-passport.answer" if domain == "answers" else "Urgent help"
    first = project.message("ko", identity, domain).linenum
    context = f'msgctxt "{identity}"\n' if domain == "answers" else ""
    project.add(file, f'{context}msgid "{"Urgent help" if not context else "x"}"\nmsgstr "다른 말"\n')
    (problem,) = problems(project)
    assert (problem.file, problem.message) == (file, f"“{identity}” stands in line {first} too.")
    assert problem.remedy == "Keep the better one, remove the other."
    assert problem.line > (first or 0)
