"""Translation files work unchanged in the tools translators have: gettext, translate-toolkit, and what speaks like them."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from bot.content.refresh import out_of_date
from bot.settings import ROOT
from tests.small_project import SmallProject, copied

TOOLS = Path(sys.executable).parent
FILTERS = (
    *("blank", "compendiumconflicts", "credits", "emails", "endwhitespace", "escapes", "isfuzzy", "nplurals", "pythonbraceformat"),
    *("startwhitespace", "tabs", "untranslated", "urls", "variables", "xmltags"),
)
"""What of pofilter can be asked of Korean and Chinese: they have no capitals, other marks, and other ways to write numbers."""


def run(*command: str | Path, folder: Path = ROOT) -> str:
    """Run a tool; what it says counts as failure where it does not end well."""
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def tool(name: str, *arguments: str | Path, folder: Path) -> None:
    """Run one of translate-toolkit, which ends well even where it could not read a file."""
    said = run(TOOLS / name, *arguments, "--progress=none", folder=folder)
    assert "Error" not in said, said


def po_files(root: Path) -> list[Path]:
    return sorted((root / "locales").glob("*/LC_MESSAGES/*.po"))


def test_gettext_accepts_every_file_with_and_without_fuzzy_messages(project: SmallProject) -> None:
    assert shutil.which("msgfmt"), "gettext is not installed. As root: make system"
    project.change("knowledge/daily.toml", "Nobody there asks how you came.", "Nobody there asks for a fee.")
    project.refresh()
    files = [*po_files(project.root), *po_files(ROOT)]
    assert len(files) == 18
    for file in files:
        run("msgfmt", "-c", "-o", "/dev/null", file)


@pytest.mark.parametrize("language", ["ko", "zh_Hans"])
@pytest.mark.parametrize("domain", ["answers", "interface"])
def test_pofilter_finds_nothing_in_the_real_translations(tmp_path: Path, language: str, domain: str) -> None:
    tests = [word for name in FILTERS for word in ("-t", name)]
    tool("pofilter", *tests, ROOT / "locales" / language / "LC_MESSAGES" / f"{domain}.po", tmp_path / "found.po", folder=tmp_path)
    found = polib.pofile(str(tmp_path / "found.po")) if (tmp_path / "found.po").exists() else []
    assert [(one.msgctxt or one.msgid, one.tcomment) for one in found] == []


def test_pofilter_finds_a_contact_that_was_lost(project: SmallProject, tmp_path: Path) -> None:
    """Else the test above could not fail."""
    project.translate("ko", "south-embassy.answer", "전화하십시오.")
    tool("pofilter", "-t", "pythonbraceformat", project.root / "locales/ko/LC_MESSAGES/answers.po", tmp_path / "found.po", folder=tmp_path)
    assert [one.msgctxt for one in polib.pofile(str(tmp_path / "found.po"))] == ["south-embassy.answer"]


def test_posegment_cuts_a_real_file_into_sentences_that_can_be_read(tmp_path: Path) -> None:
    tool("posegment", ROOT / "locales/ko/LC_MESSAGES/answers.po", tmp_path / "cut.po", folder=tmp_path)
    assert len(polib.pofile(str(tmp_path / "cut.po"))) > len(polib.pofile(str(ROOT / "locales/ko/LC_MESSAGES/answers.po")))


def test_a_real_file_edited_as_a_table_comes_back_with_that_change_alone(tmp_path: Path) -> None:
    """po2csv, a spreadsheet, csv2po: lines are folded and a note is added on the way; `refresh` shows the change and nothing else."""
    project = SmallProject(tmp_path / "project")
    for folder in ("knowledge", "locales"):
        shutil.copytree(ROOT / folder, project.root / folder)
    (project.root / "bot").symlink_to(ROOT / "bot")
    file = "locales/ko/LC_MESSAGES/answers.po"
    before = project.read(file)
    tool("po2csv", project.root / file, tmp_path / "table.csv", folder=tmp_path)
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table))
    row = next(one for one in rows if one[2].startswith("이 봇에 대하여"))
    row[2] = "이 봇은 무엇입니까"
    with (tmp_path / "table.csv").open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows(rows)
    tool("csv2po", "-t", project.root / file, tmp_path / "table.csv", tmp_path / "back.po", folder=tmp_path)
    shutil.copy(tmp_path / "back.po", project.root / file)
    assert project.read(file) != before.replace("이 봇에 대하여", row[2])  # folded
    assert out_of_date(project.root) == []
    project.refresh()
    assert project.read(file) == before.replace('msgstr "이 봇에 대하여"', f'msgstr "{row[2]}"')


def test_a_file_of_windows_and_of_folded_lines_is_no_noise_either(pristine: SmallProject, tmp_path: Path) -> None:
    project = copied(pristine, tmp_path / "project")
    file = "locales/zh_Hans/LC_MESSAGES/answers.po"
    before = project.read(file)
    folded = polib.pofile(str(project.root / file), wrapwidth=40)
    project.write(file, str(folded).replace("\n", "\r\n"))
    assert out_of_date(project.root) == []
    assert project.refresh() == [file]
    assert project.read(file) == before
