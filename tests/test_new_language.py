"""A language is added by one line of code and one folder; nothing else has to know of it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.small_project import SmallProject

LINE = '    TRADITIONAL_CHINESE = "zh_Hant", "繁體中文"\n'
ADDED = f'{LINE}    INTERLINGUA = "ia", "Interlingua"\n'
ASK = """
from datetime import date
from bot.content.editions import compile_edition
from bot.chat.rendering import Operator, Renderer
from bot.core.answering import Question, Responder
from bot.core.knowledge import EntryId
from bot.core.languages import Language, language_of_code
from bot.core.replies import Answer, Home, Languages, Urgent
from bot.settings import ROOT

language = language_of_code("ia-FR")
edition = compile_edition(ROOT, date(2026, 11, 25), None)
renderer = Renderer(edition, lambda: date(2026, 11, 25), Operator())
for reply in (Home(language), Languages(language), Urgent(language), *(Answer(language, id) for id in edition.knowledge.entries)):
    page = renderer.render(reply)
    assert page.plain
print(renderer.render(Languages(Language.KOREAN)).plain)
print(renderer.render(Answer(language, EntryId("see-a-doctor"))).plain)
print(renderer.render(Answer(language, EntryId("lost-passport"))).plain)
print(Responder(edition, None).decide(Question("my passport is gone", language)).reply)
print(Responder(edition, None).decide(Question("려권이 없어졌어요", language)).reply.entry)
"""


def run(root: Path, *arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def spoken(project: SmallProject) -> SmallProject:
    """The small project with the whole program beside it, in which one line was added."""
    shutil.rmtree(project.root / "bot")
    shutil.copytree(ROOT / "bot", project.root / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    project.refresh()
    project.change("bot/core/languages.py", LINE, ADDED)
    return project


def test_a_language_is_read_in_by_its_readers_after_one_line_and_one_folder(spoken: SmallProject) -> None:
    run(spoken.root, "-m", "bot", "refresh")
    spoken.translate("ia", "see-a-doctor.question", "Ubi es un medico?")
    spoken.translate("ia", "see-a-doctor.answer", "Va a un clinica.")
    checked = run(spoken.root, "-m", "bot", "check", "--language", "ia")
    assert "lost-passport.answer: The translation is missing." in checked
    assert "see-a-doctor.answer" not in checked
    assert "error" not in checked.replace("0 error(s)", "")
    said = run(spoken.root, "-c", ASK)
    assert "Interlingua" in said
    assert "Va a un clinica." in said
    assert "Tell the police of the town" in said  # not translated yet: in English, with a notice
    assert said.splitlines()[-1] == "lost-passport"


def test_it_is_whole_before_anything_is_translated(spoken: SmallProject) -> None:
    run(spoken.root, "-m", "bot", "refresh")
    assert "All good" in run(spoken.root, "-m", "bot", "check")
    run(spoken.root, "-c", ASK.replace('print(renderer.render(Answer(language, EntryId("see-a-doctor"))).plain)\n', ""))


def test_a_folder_without_the_line_can_be_translated_and_breaks_nothing(project: SmallProject) -> None:
    shutil.rmtree(project.root / "bot")
    shutil.copytree(ROOT / "bot", project.root / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    (project.root / "locales/ia/LC_MESSAGES").mkdir(parents=True)
    run(project.root, "-m", "bot", "refresh")
    project.translate("ia", "see-a-doctor.answer", "Voca 010-2345-6789.")
    done = subprocess.run([sys.executable, "-m", "bot", "check"], cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "010-2345-6789 looks like a phone number" in done.stdout
    project.translate("ia", "see-a-doctor.answer", "Va a un clinica.")
    said = run(project.root, "-m", "bot", "check")
    assert "ia is begun and not spoken yet" in said
    assert "All good" in said.splitlines()[-1]
