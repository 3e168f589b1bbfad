"""Questions, phrasings and words of the lexicon: each means one thing, and can be found."""

import pytest

from bot.content.rules import phrasings, words
from tests.content.caught import caught
from tests.small_project import SmallProject

DAILY, LEXICON, KOREAN = "knowledge/daily.toml", "knowledge/lexicon.toml", "locales/ko/LC_MESSAGES/answers.po"


@pytest.mark.parametrize("question", ["Where can I see a doctor?", "where can i see a DOCTOR"])
def test_one_question_asked_by_two_entries_is_caught_however_it_is_written(project: SmallProject, question: str) -> None:
    project.change(DAILY, "Can my child go to school?", question)
    assert caught(project, phrasings.questions_are_apart) == [
        f"{DAILY}: school-for-children: “{question}” is the question of see-a-doctor too. Say what makes the difference."
    ]


@pytest.mark.parametrize(("language", "file"), [("ko", KOREAN), ("en", "locales/en/LC_MESSAGES/answers.po")])
def test_one_question_in_a_translation_is_caught_there(project: SmallProject, language: str, file: str) -> None:
    first = project.message(language, "see-a-doctor.question").msgstr or "Where can I see a doctor?"
    project.translate(language, "school-for-children.question", first)
    assert caught(project, phrasings.questions_are_apart) == [
        f"{file}: school-for-children: “{first}” is the question of see-a-doctor too. Say what makes the difference."
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [('"i need medicine"', '"my passport is gone"', '  "my passport is gone",'), ('"i need medicine"', '"…"', '  "…",')],
)
def test_a_way_to_ask_is_found_on_its_own_line(project: SmallProject, old: str, new: str, line: str) -> None:
    project.change(DAILY, old, new)
    (problem,) = phrasings.phrasings_are_apart(project.content())
    assert project.read(DAILY).splitlines()[problem.line - 1] == line


def test_a_way_to_ask_of_a_translation_is_found_on_its_own_line(project: SmallProject) -> None:
    text = project.message("ko", "see-a-doctor.phrasings", "phrasings").msgstr
    project.translate("ko", "see-a-doctor.phrasings", text.replace("약이 필요해요", "려권이 없어졌어요"), domain="phrasings")
    (problem,) = phrasings.phrasings_are_apart(project.content())
    assert project.read(problem.file).splitlines()[problem.line - 1] == '"려권이 없어졌어요\\n"'


@pytest.mark.parametrize(
    ("code", "word"), [("en", "passport"), ("en", "Passport!"), ("ko", "여 권"), ("ko", "려권"), ("zh", "护照")]
)  # blanks, case and spelling make no difference to a message either
def test_a_word_in_two_groups_is_caught(project: SmallProject, code: str, word: str) -> None:
    project.add(LEXICON, f'[group.papers]\n{code} = ["{word}"]')
    assert caught(project, words.words_have_one_group) == [
        f"{LEXICON}: group.papers: “{word}” stands in the group passport too, where it counts. Keep it in one of the two."
    ]


@pytest.mark.parametrize(
    ("old", "new", "table", "word"),
    [
        ('"handcuffs"', '"!?"', "sign.danger-now", "!?"),
        ('"handcuffs"', '"*"', "sign.danger-now", "*"),
        ('"수갑"', '"ㅠㅠ"', "sign.danger-now", "ㅠㅠ"),
        ('"手铐"', '"{手铐,。}"', "sign.danger-now", "{手铐,。}"),
        ('"in a film"', '" "', "sign.danger-now.unless", " "),
        ('"travel document"', '"-"', "group.passport", "-"),
        ('"bangkok"', '""', "country.TH", ""),
    ],
)
def test_wording_that_can_never_be_found_is_caught(project: SmallProject, old: str, new: str, table: str, word: str) -> None:
    project.change(LEXICON, old, new)
    assert caught(project, words.words_can_be_found) == [
        f"{LEXICON}: {table}: “{word}” has no letters to look for. Write the words people use, or remove it."
    ]


def test_words_of_a_language_nobody_reads_are_caught(project: SmallProject) -> None:
    project.change(LEXICON, 'zh = ["护照"]', 'cn = ["护照"]')
    assert caught(project, words.words_can_be_found) == [
        f"{LEXICON}: group.passport: cn is no language of the lexicon. Use one of en, ko, zh."
    ]
