"""An edition is all of the content or nothing, and its digest is that of what went in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.content import editions
from bot.content.editions import LEARNT_WITH, check, compile_edition, digest_of, draft_of, model_digest_of, read_content
from bot.content.problem import BrokenContent, Level
from bot.core.edition import Edition
from bot.core.languages import Language
from bot.settings import ROOT
from tests.small_project import TODAY, SmallProject, copied

INPUTS = sorted(
    [f"knowledge/{name}.toml" for name in ("about", "contacts", "daily", "lexicon", "small_talk", "urgent")]
    + [f"locales/{one}/LC_MESSAGES/{domain}.po" for one in ("en", "ko", "zh_Hans") for domain in ("answers", "interface", "phrasings")]
    + ["requirements.lock"]
)


def test_an_edition_holds_all_of_the_content(small_edition: Edition, pristine: SmallProject) -> None:
    assert small_edition.digest == digest_of(pristine.root)
    assert small_edition.knowledge == pristine.knowledge()
    assert set(small_edition.model.classes) == {*small_edition.knowledge.entries, "greeting", "off-topic"}
    assert small_edition.interface[Language.KOREAN]["Urgent help"] == "급한 도움"
    assert small_edition.tables.simplified["護"] == "护"


def test_the_digest_is_a_sha_256_and_the_same_wherever_the_project_lies(pristine: SmallProject, tmp_path: Path) -> None:
    digest = digest_of(pristine.root)
    assert len(digest) == 64
    assert int(digest, 16)
    assert digest_of(copied(pristine, tmp_path / "in another" / "place").root) == digest


@pytest.mark.parametrize("file", INPUTS)
def test_one_more_character_in_any_input_changes_the_digest(project: SmallProject, file: str) -> None:
    before = digest_of(project.root)
    project.write(file, project.read(file) + "#")
    assert digest_of(project.root) != before


def test_the_inputs_are_all_there_is_to_read(pristine: SmallProject) -> None:
    found = {path.relative_to(pristine.root).as_posix() for path in pristine.root.rglob("*") if path.is_file()}
    looked_at = {"knowledge/contacts.lock", "locales/negations.lock"}  # what second persons looked at: checked, not published
    assert found - set(INPUTS) == {
        "bot/words.py",
        *looked_at,
        *(f"locales/{domain}.pot" for domain in ("answers", "interface", "phrasings")),
    }


def _rename(root: Path) -> None:
    (root / "knowledge/about.toml").rename(root / "knowledge/around.toml")


def _swap(root: Path) -> None:
    one, two = root / "knowledge/about.toml", root / "knowledge/daily.toml"
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)


def _begin_russian(root: Path) -> None:
    (root / "locales/ru/LC_MESSAGES").mkdir(parents=True)
    (root / "locales/ru/LC_MESSAGES/answers.po").write_bytes(b"")


def _add(root: Path) -> None:
    (root / "knowledge/new.toml").write_bytes(b"")


def _remove(root: Path) -> None:
    (root / "knowledge/about.toml").unlink()


@pytest.mark.parametrize("change", [_rename, _swap, _begin_russian, _add, _remove])
def test_a_file_that_comes_goes_or_moves_changes_the_digest(project: SmallProject, change: Callable[[Path], None]) -> None:
    before = digest_of(project.root)
    change(project.root)
    assert digest_of(project.root) != before


@pytest.mark.parametrize(
    "file",
    [
        "README.md",
        "knowledge/README.md",
        "locales/answers.pot",
        "bot/words.py",
        "knowledge/daily.toml~",
        "locales/ko/notes.txt",
        ".env",
        "var/x.db",
    ],
)
def test_any_other_file_does_not_change_the_digest(project: SmallProject, file: str) -> None:
    before = digest_of(project.root)
    (project.root / file).parent.mkdir(exist_ok=True)
    project.write(file, "something else")
    assert digest_of(project.root) == before


def test_the_dates_of_files_do_not_change_the_digest(project: SmallProject) -> None:
    before = digest_of(project.root)
    (project.root / "knowledge/about.toml").touch()
    assert digest_of(project.root) == before


def test_line_ends_of_windows_change_neither_digest_nor_edition(project: SmallProject) -> None:
    before, content = digest_of(project.root), project.content()
    for file in INPUTS:
        project.write(file, project.read(file).replace("\n", "\r\n"))
        assert b"\r\n" in (project.root / file).read_bytes()
    assert digest_of(project.root) == before
    assert (project.content().written, project.content().translations) == (content.written, content.translations)
    assert project.refresh() == []


def test_another_format_is_another_edition(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest_of(project.root)
    monkeypatch.setattr(editions, "FORMAT", editions.FORMAT + 1)
    assert digest_of(project.root) != before


def test_an_error_publishes_nothing_and_every_error_is_told(project: SmallProject) -> None:
    project.change("knowledge/daily.toml", 'risk = "green"', 'risk = "green"\nurgent = true', "see-a-doctor")
    project.translate("ko", "lost-passport.answer", "전화 010-1234-5678")
    project.translate("ko", "thai-visa.answer", "")  # a warning
    with pytest.raises(BrokenContent) as broken:
        compile_edition(project.root, TODAY, None)
    assert [(one.file, one.entry, one.level) for one in broken.value.problems] == [
        ("knowledge/daily.toml", "see-a-doctor", Level.ERROR),
        ("locales/ko/LC_MESSAGES/answers.po", "lost-passport.answer", Level.ERROR),
    ]
    assert str(broken.value) == "2 problem(s) in the content"
    assert {one.level for one in check(project.root, TODAY)} == {Level.ERROR, Level.WARNING}


def test_files_that_cannot_be_read_publish_nothing_and_are_all_told(project: SmallProject) -> None:
    project.write("knowledge/daily.toml", "title = ")
    project.write("locales/ko/LC_MESSAGES/answers.po", "rubbish\n")
    for read in (lambda: compile_edition(project.root, TODAY, None), lambda: read_content(project.root, TODAY)):
        with pytest.raises(BrokenContent) as broken:
            read()
        assert [one.file for one in broken.value.problems] == ["knowledge/daily.toml", "locales/ko/LC_MESSAGES/answers.po"]


def test_what_is_only_work_to_be_done_is_published(project: SmallProject) -> None:
    project.translate("ko", "thai-visa.answer", "")
    much_later = date(2028, 1, 1)
    assert {one.level for one in check(project.root, much_later)} == {Level.WARNING}
    edition = compile_edition(project.root, much_later, None)
    assert edition.digest == digest_of(project.root)
    assert len(edition.knowledge.entries) == 8


@pytest.mark.parametrize(("pin", "learnt_anew"), [*((f"{name}==9.9", True) for name in LEARNT_WITH), ("a-server==9.9", False)])
def test_a_newer_library_asks_for_a_new_model_only_if_something_is_learnt_with_it(
    project: SmallProject, pin: str, learnt_anew: bool
) -> None:
    draft = draft_of(project.root, TODAY)
    before = model_digest_of(project.root, draft, has_encoder=True)
    project.write("requirements.lock", f"{project.read('requirements.lock')}{pin} \\\n    --hash=sha256:00\n")
    assert (model_digest_of(project.root, draft, has_encoder=True) != before) is learnt_anew
    assert digest_of(project.root) != draft.digest


def test_every_library_something_is_learnt_with_is_in_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert all(f"\n{name}==" in f"\n{lock}" for name in LEARNT_WITH)
