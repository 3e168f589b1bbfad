"""The guides for editors and translators: every command in them is run, every link leads somewhere, every example is as the schema says."""

import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import bot.__main__ as command_line
from bot.content import knowledge_files
from bot.content.problem import BrokenContent
from bot.content.written import WrittenEntry, WrittenTopic
from bot.settings import ROOT
from tests.small_project import SmallProject

GUIDES = ("knowledge/README.md", "locales/README.md", "locales/README.ko.md", "locales/README.zh_Hans.md", "locales/weblate.md")
STANDS_FOR = {"ENTRY-ID": "see-a-doctor", "locales/xx": "locales/ia", "--language xx": "--language ia"}
DAILY = "knowledge/daily.toml"


def blocks(guide: str, kind: str) -> list[str]:
    """The fenced blocks of a guide."""
    return re.findall(rf"^```{kind}\n(.*?)^```", (ROOT / guide).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Every command of every guide in the order of reading, a block that says nothing new left out."""
    found: list[str] = []
    for block in dict.fromkeys(block for guide in GUIDES for block in blocks(guide, "sh")):
        lines = [line.split(" #")[0].strip() for line in block.splitlines()]
        if not {*lines} <= {*found}:
            found.extend(lines)
    return found


def mend_a_typo(project: SmallProject) -> None:
    project.change(DAILY, "Nobody there asks how you came.", "Nobody there asks you how you came.")


def publish_another(project: SmallProject) -> None:
    project.change("knowledge/contacts.toml", "+99-555-0103", "+99-555-0199")
    project.look_at_everything()
    assert command_line.main(["publish"]) == 0


BEFORE: dict[str, Callable[[SmallProject], None]] = {
    "python -m bot ask": lambda project: publish_another(project),
    "python -m bot refresh --unchanged": mend_a_typo,
}
"""What a reader of the guide has done before a command."""


@pytest.fixture
def reader(project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """A small project in which somebody follows the guides, in its folder."""
    for name in [name for name in os.environ if name.startswith(("TELEGRAM_", "OPERATOR_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(command_line, "ROOT", project.root)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite'}")
    monkeypatch.setattr("bot.logs.set_up", lambda level: None)
    monkeypatch.setattr("bot.verbs.meaning.load_encoder", lambda: None)  # words alone are enough here, and learnt sooner
    monkeypatch.chdir(project.root)
    (project.root / "tests/questions").mkdir(parents=True)
    project.write("tests/questions/ko.toml", '[[question]]\ntext = "려권이 없어졌어요"\nlabels = ["lost-passport"]\nkind = "plain"\n')
    return project


def test_every_command_of_the_guides_does_what_the_guide_is_read_for(reader: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    found = commands()
    assert len(found) >= 12
    for command in found:
        for placeholder, really in STANDS_FOR.items():
            command = command.replace(placeholder, really)
        for start, prepare in BEFORE.items():
            if command.startswith(start):
                prepare(reader)
        match shlex.split(command):
            case ["python", "-m", "bot", *arguments]:
                assert command_line.main(arguments) == 0, (command, capsys.readouterr())
            case ["make", target]:
                subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)
            case [".", ".venv/bin/activate"]:
                assert "VENV := .venv\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
            case ["mkdir", "-p", folder]:
                (reader.root / folder).mkdir(parents=True)
            case other:
                pytest.fail(f"nobody has tried {other}")


def named(guide: str, language: str) -> set[str]:
    """The commands that a translator finds in a guide before the chapter on new languages, told of one language."""
    text = (ROOT / guide).read_text(encoding="utf-8").partition("\n## Add a language")[0]
    lines = [
        *re.findall(r"`([^`\n]+)`", text),
        *re.findall(r"^[a-z.].*", "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)), re.MULTILINE),
    ]
    return {line.replace(language, "LANGUAGE") for line in lines if line.startswith(("python ", "make ", ". ", "po2csv ", "csv2po "))}


@pytest.mark.parametrize(("guide", "language"), [("locales/README.ko.md", "ko"), ("locales/README.zh_Hans.md", "zh_Hans")])
def test_a_translator_finds_the_same_commands_in_every_language(guide: str, language: str) -> None:
    wanted = named("locales/README.md", "ko")
    assert len(wanted) >= 8
    assert named(guide, language) == wanted


def test_the_words_of_check_that_the_guides_explain_are_said_by_it() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "content").rglob("*.py"))
    explained = re.findall(r"^\| (`[^|]+) \|", (ROOT / "locales/README.ko.md").read_text(encoding="utf-8"), re.MULTILINE)
    phrases = [part for row in explained for code in re.findall("`([^`]+)`", row) for part in code.split(" … ") if " " in part]
    assert len(phrases) >= 7
    assert [phrase for phrase in phrases if phrase not in said.replace("looks like {what}", "looks like a link")] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_of_a_guide_leads_somewhere(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file, _, heading = target.partition("#")
        path = (ROOT / guide).parent / file if file else ROOT / guide
        assert path.exists(), target
        headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE) if heading else []
        assert not heading or heading in [one.lower().replace(" ", "-") for one in headings], target


def test_the_example_of_an_entry_is_one(tmp_path: Path) -> None:
    for block in blocks("knowledge/README.md", "toml"):
        tomllib.loads(block)
    (example,) = (block for block in blocks("knowledge/README.md", "toml") if "[[entry]]" in block)
    (tmp_path / "topic.toml").write_text(f'title = "Topic"\n{example}', encoding="utf-8")
    written: WrittenTopic = knowledge_files._structured(tmp_path / "topic.toml", WrittenTopic)
    assert written.entry[0].id == "unhcr-contact"
    (tmp_path / "topic.toml").write_text(f'title = "Topic"\n{example}'.replace("risk =", "rsk ="), encoding="utf-8")
    with pytest.raises(BrokenContent, match="problem"):
        knowledge_files._structured(tmp_path / "topic.toml", WrittenTopic)


def test_every_key_of_an_entry_is_explained() -> None:
    guide = (ROOT / "knowledge/README.md").read_text(encoding="utf-8").split("## The keys of an entry")[1]
    for key in WrittenEntry.__dataclass_fields__:
        assert re.search(rf"\b{key}\b", guide.split("## Rules")[0]), key


def test_weblate_is_told_of_every_file_and_of_no_other() -> None:
    text = (ROOT / "locales/weblate.md").read_text(encoding="utf-8")
    masks = re.findall(r"`(locales/\*/[^`]+)`", text)
    templates = re.findall(r"`(locales/[a-z]+\.pot)`", text)
    assert {path for mask in masks for path in ROOT.glob(mask)} == {*(ROOT / "locales").glob("*/LC_MESSAGES/*.po")}
    assert {ROOT / template for template in templates} == {*(ROOT / "locales").glob("*.pot")}
    (languages,) = set(re.findall(r"`(\^\(\?!en\$\)[^`]+)`", text))
    kept = {path.name for path in (ROOT / "locales").iterdir() if path.is_dir() and re.match(languages, path.name)}
    assert kept == {"ko", "zh_Hans"}
    (placeholders,) = set(re.findall(r'placeholders:r"([^"]+)"', text))
    assert re.findall(placeholders, "Call:\n{unhcr_thailand}\n{cn_police_110}") == ["{unhcr_thailand}", "{cn_police_110}"]
