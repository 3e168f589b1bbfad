"""The command line, run on the small project."""

import asyncio
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import bot.__main__ as command_line
from bot.settings import ROOT
from tests.small_project import SmallProject
from tests.telegram.emulator import Emulator


def _on(project: SmallProject, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line sees a project and a database, and no settings of this machine."""
    for name in [name for name in os.environ if name.startswith(("TELEGRAM_", "OPERATOR_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(command_line, "ROOT", project.root)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setattr("bot.logs.set_up", lambda level: None)
    monkeypatch.setattr("bot.verbs.meaning.load_encoder", lambda: None)  # words alone are learnt sooner


@pytest.fixture
def run(project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """The command line on the small project, with an empty database of its own."""
    _on(project, tmp_path / "test.sqlite", monkeypatch)
    return project


@pytest.fixture(scope="module")
def edition(pristine: SmallProject, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the small project was published, to be copied."""
    database = tmp_path_factory.mktemp("published") / "test.sqlite"
    with pytest.MonkeyPatch.context() as monkeypatch:
        _on(pristine, database, monkeypatch)
        assert command_line.main(["publish"]) == 0
    return database


@pytest.fixture
def published(run: SmallProject, edition: Path, tmp_path: Path) -> SmallProject:
    """The command line on the small project, which is published."""
    shutil.copy(edition, tmp_path / "test.sqlite")
    return run


def test_publishing_twice_changes_nothing_and_rollback_goes_back(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["publish"]) == 0
    assert "Edition 1 published" in capsys.readouterr().out
    assert command_line.main(["publish"]) == 0
    assert "Edition 1 is up to date" in capsys.readouterr().out
    contacts = run.root / "knowledge" / "contacts.toml"
    contacts.write_text(contacts.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert command_line.main(["publish"]) == 0
    assert command_line.main(["rollback"]) == 0
    assert "Edition 1 is active" in capsys.readouterr().out
    assert command_line.main(["rollback"]) == 1
    assert "no edition before 1" in capsys.readouterr().err
    assert command_line.main(["rollback", "7"]) == 1
    assert "no edition 7" in capsys.readouterr().err
    assert command_line.main(["rollback", "2"]) == 0


def test_a_changed_text_is_published_with_the_model_there_is_and_changed_phrasings_are_learnt(
    run: SmallProject, capsys: pytest.CaptureFixture[str]
) -> None:
    command_line.main(["publish"])
    assert "Learning" in capsys.readouterr().out
    run.change("knowledge/contacts.toml", "+99-555-0103", "+99-555-0199")
    run.look_at_everything()
    command_line.main(["publish"])
    assert capsys.readouterr().out.startswith("Edition 2 published")
    run.change("knowledge/daily.toml", "phrasings = [", 'phrasings = ["somebody took my passport", ', "lost-passport")
    command_line.main(["publish"])
    said = capsys.readouterr().out
    assert "Learning" in said
    assert "Edition 3 published" in said


def test_editions_are_listed_with_what_changed_in_each(published: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    published.change("knowledge/contacts.toml", "+99-555-0103", "+99-555-0199")
    published.look_at_everything()
    published.translate("ko", "lost-passport.answer", "먼저 경찰에 알리십시오.")
    command_line.main(["publish"])
    capsys.readouterr()
    assert command_line.main(["editions"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:6] for line in lines if line[:6].strip()] == ["*    2", "     1"]
    assert "        ko: 1 changed (lost-passport)" in lines
    assert any(line.startswith("        contacts: 1 changed (") for line in lines)
    assert not any(line.strip().startswith("en:") for line in lines)
    assert lines[-1] == "        8 entries, 5 contacts"


def test_pruning_leaves_the_last_editions_and_says_so(published: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["prune"]) == 0
    assert capsys.readouterr().out.endswith("0 edition(s) and 0 model(s) removed; the last 20 are kept.\n")


def test_an_edition_that_cannot_be_read_any_more_is_published_anew(
    published: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(tmp_path / "test.sqlite") as database:
        database.execute("UPDATE models SET content = substr(content, 2)")
    database.close()
    assert command_line.main(["ask", "hello"]) == 1
    assert capsys.readouterr().err.endswith("Run: python -m bot publish\n")
    assert command_line.main(["publish"]) == 0
    assert "Edition 2 published" in capsys.readouterr().out
    assert command_line.main(["ask", "hello"]) == 0


def test_before_anything_is_published_it_says_what_to_do(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["ask", "hello"]) == 1
    assert capsys.readouterr().err == "gilbeot: No edition is published yet. Run: python -m bot publish\n"


def test_ask_explains_and_gives_json(published: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert command_line.main(["ask", "여권을", "잃어버렸어요"]) == 0
    explained = capsys.readouterr().out
    for word in ("language", "normalised", "signs", "decision", "lost-passport"):
        assert word in explained
    assert command_line.main(["ask", "--json", "여권을 잃어버렸어요"]) == 0
    assert json.loads(capsys.readouterr().out)["language"] == "ko"
    assert command_line.main(["ask", "--lang", "tlh", "hello"]) == 1


def test_ask_says_when_the_files_are_not_what_answers(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    command_line.main(["publish"])
    capsys.readouterr()
    command_line.main(["ask", "hello"])
    assert "differ" not in capsys.readouterr().out
    run.change("knowledge/daily.toml", "Call before you go", "Please call before you go", "south-embassy")
    command_line.main(["ask", "hello"])
    assert capsys.readouterr().out.startswith("The files on disk differ from the edition that answers here.")


def test_evaluate_writes_one_line_per_question_in_the_agreed_form(
    published: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "questions.jsonl"
    asked = [
        {"text": "나 여권 잃어버렸는데 어떡해요", "lang": "ko", "labels": ["lost-passport"], "kind": "plain", "from": "me"},
        {"text": "asdf qwer", "lang": "en", "labels": [], "kind": "out"},
    ]
    questions.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in asked), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert command_line.main(["evaluate", str(questions), "--json", str(out)]) == 0
    assert "plain" in capsys.readouterr().out
    results = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [result["text"] for result in results] == [one["text"] for one in asked]
    for result in results:
        assert result["outcome"] in ("answer", "choices", "not_understood", "small_talk", "refused")
        assert result["language"] in ("ko", "zh_Hans", "zh_Hant", "en")
        assert len(result["ranking"]) >= 5
        assert isinstance(result["urgent"], bool)
        assert result["ms"] > 0
    assert results[0]["from"] == "me"


@pytest.mark.parametrize("content", ['{"text": "no more"}', "not json", "[1]", '{"text":"a","lang":"en","labels":1,"kind":"x"}'])
def test_a_broken_line_of_questions_is_named(
    published: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f"\n{content}\n", encoding="utf-8")
    assert command_line.main(["evaluate", str(file)]) == 1
    assert f"{file}:2" in capsys.readouterr().err


def test_check_says_all_good_or_names_every_problem(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("All good: ")
    (run.root / "knowledge" / "contacts.toml").write_text("[broken", encoding="utf-8")
    (run.root / "locales" / "ko" / "LC_MESSAGES" / "answers.po").write_text('msgid "x', encoding="utf-8")
    assert command_line.main(["check"]) == 1
    said = capsys.readouterr().out
    assert "knowledge/contacts.toml" in said
    assert "ko/LC_MESSAGES/answers.po" in said


def test_broken_content_is_not_published_and_the_last_edition_goes_on(published: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    (published.root / "knowledge" / "lexicon.toml").write_text("[broken", encoding="utf-8")
    assert command_line.main(["publish"]) == 1
    assert "nothing was published" in capsys.readouterr().err
    assert command_line.main(["ask", "hello"]) == 0


def test_refresh_tells_what_is_out_of_date(run: SmallProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["refresh", "--check"]) == 0
    topic = next(path for path in (run.root / "knowledge").glob("*.toml") if path.name == "daily.toml")
    topic.write_text(topic.read_text(encoding="utf-8").replace("I lost my passport", "I lost my passport or papers", 1), encoding="utf-8")
    assert command_line.main(["refresh", "--check"]) == 1
    assert "Run: python -m bot refresh" in capsys.readouterr().out
    assert command_line.main(["refresh"]) == 0
    assert command_line.main(["refresh", "--check"]) == 0


def _alone(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A process of its own, as an operator starts it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM_", "OPERATOR_"))}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**clean, **environment}, input=stdin, capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize(
    "environment",
    [
        {"TELEGRAM_TOKEN": "wrong"},
        {"LOG_LEVEL": "LOUD"},
        {"TELEGRAM_TOKN": "x"},
        {"DATABASE_URL": "postgresql://user:hunter2@127.0.0.1:1/none"},
        {"DATABASE_URL": "sqlite:////proc/none/x.sqlite"},
    ],
)
def test_a_wrong_setting_is_one_line_and_no_traceback(environment: dict[str, str]) -> None:
    done = _alone("run", stdin=b"", **environment)
    assert done.returncode == 1
    assert done.stderr.startswith(b"gilbeot: ")
    assert done.stderr.count(b"\n") == 1
    assert b"hunter2" not in done.stderr


def test_an_unreachable_telegram_and_an_unknown_token_are_one_line(published: SmallProject, tmp_path: Path) -> None:
    token = "1234567:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
    url = f"sqlite:///{tmp_path / 'test.sqlite'}"
    done = _alone("run", TELEGRAM_TOKEN=token, TELEGRAM_API_URL="http://127.0.0.1:1", DATABASE_URL=url, LOG_LEVEL="ERROR")
    assert done.returncode == 1
    assert b"cannot be reached" in done.stderr
    assert token.encode() not in done.stderr + done.stdout


async def test_the_bot_runs_as_a_process_answers_and_stops_when_told(published: SmallProject, tmp_path: Path) -> None:
    token = "1234567:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
    (tmp_path / "token").write_text(token)
    async with Emulator(token) as telegram:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "TELEGRAM_TOKEN_FILE": str(tmp_path / "token"),
                "TELEGRAM_API_URL": telegram.base_url.removesuffix("/bot"),
                "DATABASE_URL": f"sqlite:///{tmp_path / 'test.sqlite'}",
                "LOG_LEVEL": "DEBUG",
                "INLINE_MODE": "on",
                "BOT_NAME": "Companion",
            },
            stderr=asyncio.subprocess.PIPE,
        )
        person = telegram.user(language_code="ko", first_name="카나리")
        await person.say("여권을 잃어버렸어요")
        page = await person.wait_for(seconds=30)
        assert "Sources" in page.text  # the small project has no Korean interface
        async with asyncio.timeout(10):
            while telegram.texts["name", ""] != "Companion":  # the last thing set
                await asyncio.sleep(0.02)
        assert {language for _, language in telegram.commands} == {"", "ko", "zh"}
        assert "inline_query" in telegram.updates.allowed
        process.terminate()
        _, logged = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0
    for secret in (token, token.partition(":")[2], "카나리", "여권", str(person.id)):
        assert secret.encode() not in logged


def test_bytes_that_are_no_text_do_not_end_the_conversation(published: SmallProject, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.sqlite'}"
    done = _alone("chat", stdin=b"\xff\xfe\x00bad\nhello\n", DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"> ") == 2


def test_a_verb_about_texts_imports_neither_telegram_nor_a_database() -> None:
    done = _python("import sys; from bot.__main__ import parser; parser('check'); print(*sys.modules)")
    assert "bot.verbs.content" in done
    assert not {"telegram", "sqlalchemy", "httpx"} & {*done.split()}


@pytest.mark.parametrize("names", command_line.GROUPS.values())
def test_a_group_has_the_verbs_it_is_listed_with(names: tuple[str, ...]) -> None:
    for name in names:
        declared = re.findall(r"^    ([a-z]+) ", command_line.parser(name).format_help(), re.MULTILINE)
        assert declared == list(names)


def _python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
