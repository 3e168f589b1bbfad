"""The benchmark measures what it says: slips are slips, figures are those of the slow way, and it runs from file to table."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import hangul
from bot.core.languages import Language
from bot.core.text import Tables, pinyin
from bot.settings import ROOT
from tests.bench.engines import OWN
from tests.bench.intents import BadSet, Query, read_set
from tests.bench.measures import FALSE_REFUSALS, Row, auroc, means, rejected
from tests.bench.slips import LONG_ENOUGH, MOST, slip_of, without_blanks
from tests.small_project import real_tables

TEXTS = {
    Language.ENGLISH: st.text("abcdefghijklmnopqrstuvwxyz 7", max_size=40),
    Language.KOREAN: st.text("가각난닭땅를많밖써원의있좋한 ?a", max_size=20),
    Language.CHINESE: st.text("你好我想去北京的韩国大使馆在哪里 ?a", max_size=20),
}
SAYING = {
    Language.ENGLISH: "where can my children go to school",
    Language.KOREAN: "아이들은 어느 학교에 갈 수 있어요?",
    Language.CHINESE: "我的孩子可以去哪里上学",
}
SLIPS = {language: slip_of(language, real_tables()) for language in TEXTS}


def sounds_alike(one: str, tables: Tables) -> bool:
    """Whether an everyday character has the sound of this one."""
    sound = tables.pinyin.get(one)
    return any(tables.pinyin.get(other) == sound for other in "他号窝象区被精得寒锅达市管再那里" if sound and other != one)


def can_slip(language: Language, text: str, tables: Tables) -> bool:
    match language:
        case Language.ENGLISH:
            return any(sum(letter.isalpha() for letter in word) >= LONG_ENOUGH for word in text.split(" "))
        case Language.KOREAN:
            return any("가" <= one <= "힣" for one in text)
        case _:
            return any(sounds_alike(one, tables) for one in text)


@pytest.mark.parametrize("language", TEXTS)
def test_a_slip_changes_the_text_wherever_it_can_and_the_label_never(language: Language, tables: Tables) -> None:
    @given(TEXTS[language])
    def check(text: str) -> None:
        slipped = Query(text, "school").changed(SLIPS[language])
        assert slipped.label == "school"
        if can_slip(language, text, tables):
            assert slipped.text != text
        if slipped.text != text and language is not Language.CHINESE:
            assert can_slip(language, text, tables)

    check()


def test_letters_that_are_alike_are_never_swapped_for_a_slip() -> None:
    for word in map("".join, product("ab", repeat=LONG_ENOUGH)):
        for number in range(20):  # the slip is drawn from the text: twenty draws a word
            text = f"{word} {number}"
            assert SLIPS[Language.ENGLISH](text) != text


@given(TEXTS[Language.ENGLISH])
def test_an_english_slip_is_one_of_the_keyboard_in_one_or_two_long_words(text: str) -> None:
    before, after = text.split(" "), SLIPS[Language.ENGLISH](text).split(" ")
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(changed) <= MOST
    for one, other in changed:
        assert len(one) >= LONG_ENOUGH
        assert abs(len(one) - len(other)) <= 1
        ahead = next(at for at in range(len(one) + 1) if one[at : at + 1] != other[at : at + 1])
        behind = next(at for at in range(1, len(one) + 2) if at > min(len(one), len(other)) or one[-at] != other[-at]) - 1
        assert len(one) - ahead - behind <= 2


@given(TEXTS[Language.KOREAN])
def test_a_korean_slip_is_one_letter_of_one_whole_syllable(text: str) -> None:
    slipped = SLIPS[Language.KOREAN](text)
    changed = [(one, other) for one, other in zip(text, slipped, strict=True) if one != other]
    assert len(changed) <= 1
    for one, other in changed:
        before, after = hangul.split(one), hangul.split(other)
        assert before is not None
        assert after is not None
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@given(TEXTS[Language.CHINESE])
def test_a_chinese_slip_sounds_the_same(text: str) -> None:
    slipped = SLIPS[Language.CHINESE](text)
    assert sum(one != other for one, other in zip(text, slipped, strict=True)) <= MOST
    assert pinyin(slipped, real_tables()) == pinyin(text, real_tables())


def test_slips_are_the_same_in_every_process() -> None:
    program = (
        "from tests.test_bench import SAYING, SLIPS\nimport json\nprint(json.dumps([SLIPS[one](text) for one, text in SAYING.items()]))"
    )
    here = [SLIPS[language](text) for language, text in SAYING.items()]
    assert all(slipped != text for slipped, text in zip(here, SAYING.values(), strict=True))
    for seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        )
        assert json.loads(there.stdout) == here


def test_korean_without_blanks_is_in_one_piece() -> None:
    assert without_blanks(" 학교에 갈\t수 있어요 ") == "학교에갈수있어요"


SCORES = st.lists(st.integers(0, 6).map(float), min_size=1, max_size=60)


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_the_right_order(familiar: Sequence[float], strange: Sequence[float]) -> None:
    points = [1.0 if one > other else 0.5 if one == other else 0.0 for one in familiar for other in strange]
    assert auroc(familiar, strange) == pytest.approx(sum(points) / len(points))


@given(SCORES, SCORES)
def test_no_threshold_rejects_more_without_too_many_false_refusals(familiar: Sequence[float], strange: Sequence[float]) -> None:
    def below(scores: Sequence[float], threshold: float) -> float:
        return sum(score < threshold for score in scores) / len(scores)

    allowed = [step / 2 for step in range(-1, 14) if below(familiar, step / 2) <= FALSE_REFUSALS]
    assert rejected(familiar, strange) <= max(below(strange, threshold) for threshold in allowed)
    assert rejected(familiar, strange) == below(strange, max(one for one in allowed if one in familiar))


def test_languages_count_alike_however_many_sets_they_have() -> None:
    rows = [
        Row("a", Language.ENGLISH, OWN, {"top-1": 80.0, "AUROC": 90.0}),
        Row("b", Language.ENGLISH, OWN, {"top-1": 60.0}),
        Row("c", Language.KOREAN, OWN, {"top-1": 90.0}),
    ]
    found = {row.scope: row.figures for row in means(rows)}
    assert found == {"mean en": {"top-1": 70.0, "AUROC": 90.0}, "mean ko": {"top-1": 90.0}, "mean": {"top-1": 80.0, "AUROC": 90.0}}


INTENTS = {
    "weather": (
        "what is the weather today", "will it rain this afternoon", "how cold is it outside", "is it going to snow tonight",
        "show me the weather forecast", "how hot will it be tomorrow", "what will the weather be tomorrow", "will it snow this afternoon",
    ),
    "music": (
        "play some music", "put on my favourite song", "play the next track", "I want to hear some jazz",
        "turn on the radio and play rock", "play an album by the beatles", "play some jazz music", "put on the next song",
    ),
    "alarm": (
        "wake me up at seven", "set an alarm for six in the morning", "cancel my alarm", "what alarms do I have",
        "remove the alarm at eight", "set the alarm for tomorrow at nine", "set an alarm for seven", "cancel the alarm for tomorrow",
    ),
}  # fmt: skip
TAUGHT = 6
STRANGERS = ("who wrote the bible", "translate dog into french", "book a table for two")


def write(folder: Path) -> None:
    """A set of three intents, with six phrasings of each, two questions of each, and three questions out of scope."""
    rows = [
        {"text": text, "label": label, "lang": "en", "split": "train" if number < TAUGHT else "test"}
        for label, texts in INTENTS.items()
        for number, text in enumerate(texts)
    ]
    rows += [{"text": text, "label": "__oos__", "lang": "en", "split": "oos"} for text in STRANGERS]
    (folder / "tiny_en.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def run(sets: Path | None, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment: Mapping[str, str] = {name: value for name, value in os.environ.items() if name != "INTENT_SETS"}
    if sets:
        environment = {**environment, "INTENT_SETS": str(sets)}
    command = [sys.executable, "-m", "tests.bench.sets", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_benchmark_runs_from_files_to_a_table_and_our_engine_is_above_chance(tmp_path: Path) -> None:
    write(tmp_path)
    out = tmp_path / "figures.json"
    finished = run(tmp_path, "--json", str(out))
    assert finished.returncode == 0, finished.stderr
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in finished.stdout.splitlines() if line.startswith("|")]
    head, table = lines[0], [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]
    assert head[:2] == ["set", "engine"]
    ours = {row["set"]: row for row in table if row["engine"] == OWN}
    assert list(ours) == ["tiny_en", "mean en", "mean"]
    assert float(ours["tiny_en"]["top-1 %"]) > 100 / len(INTENTS)
    assert float(ours["tiny_en"]["after slips %"]) > 100 / len(INTENTS)
    assert ours["tiny_en"]["questions"] == str(len(INTENTS) * 2)
    ratio = next(row for row in table if row["engine"] == "rapidfuzz ratio")
    assert ratio["× ratio p50 / p99"] == "1.0 / 1.0"
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert [(one["set"], one["engine"]) for one in figures] == [(row["set"], row["engine"]) for row in table]
    assert "LinearSVC" in finished.stdout  # in the table, or in the line that says it was left out


@pytest.mark.parametrize("folder", [None, "nowhere"])
def test_without_sets_the_benchmark_says_so_and_all_is_well(tmp_path: Path, folder: str | None) -> None:
    finished = run(tmp_path / folder if folder else None)
    assert finished.returncode == 0
    assert finished.stdout.startswith("intent sets: skipped, set INTENT_SETS to a folder of ")
    assert finished.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("nonsense", "tiny_en.jsonl:28: not a line of JSON"),
        ('{"text": "hello"}', "tiny_en.jsonl:28: not a query"),
        ('{"text": "hello", "label": "hello", "lang": "tlh", "split": "train"}', "tiny_en.jsonl:28: lang must be en, ko or zh"),
        ('{"text": "안녕", "label": "hello", "lang": "ko", "split": "train"}', "all of one language"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    write(tmp_path)
    path = tmp_path / "tiny_en.jsonl"
    assert len(read_set(path).known) == len(INTENTS) * TAUGHT
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    with pytest.raises(BadSet, match=complaint):
        read_set(path)


def test_a_drawing_is_always_the_same_and_never_larger_than_the_set(tmp_path: Path) -> None:
    write(tmp_path)
    whole = read_set(tmp_path / "tiny_en.jsonl")
    assert whole.drawn(4) == whole.drawn(4)
    assert len(whole.drawn(4).asked) == 4
    assert set(whole.drawn(4).asked) < set(whole.asked)
    assert sorted(whole.drawn(0).asked, key=str) == sorted(whole.drawn(100).asked, key=str) == sorted(whole.asked, key=str)
    assert whole.drawn(4).known == whole.known
