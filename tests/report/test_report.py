"""What was counted, as it is told."""

import csv
import io
import os
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.__main__ as command_line
from bot.core.tallying import WHOLE, Outcome, week_of
from bot.report.cells import as_csv
from bot.report.page import page
from bot.report.suppression import Mark
from bot.report.tables import LONGEST_LIST, Table, tables_of
from bot.report.text import as_text
from bot.store.tallies import Tallies, Tally

LANGUAGES = ("en", "ko", "zh_Hans", "zh_Hant")
SVG = "{http://www.w3.org/2000/svg}"


def _tally(count: int, subject: str = WHOLE, outcome: str = "answered", language: str = "ko", week: str = "2026-W47") -> Tally:
    return Tally(week, language, subject, outcome, count)


BUSY = [
    *(_tally(1000 + 2 * at, outcome=outcome, language=language) for at, outcome in enumerate(Outcome) for language in LANGUAGES),
    *(_tally(300, week="2026-W48", outcome=outcome) for outcome in Outcome),
    _tally(803, "no-papers"),
    _tally(402, "caught-by-police", "urgent"),
    _tally(96, "caught-by-police", "chosen"),
    _tally(4, "caught-by-police", "offered"),
    _tally(88, "no-papers", "did-not-help"),
    _tally(41, "no-papers", "helped"),
    _tally(58, "word:passport", "not-understood"),
    _tally(9, "word:visa", "not-understood"),
    _tally(8, "school-for-children"),
]


def _table(tables: Iterable[Table], title: str) -> dict[str, dict[str, str]]:
    """A table as a reader sees it."""
    (table,) = (one for one in tables if one.title == title)
    return {row.label: dict(zip(table.heads[1:], map(str, row.figures), strict=True)) for row in table.rows}


def test_weeks_and_languages_are_rounded_sums_of_the_wholes() -> None:
    tables = tables_of(BUSY)
    weeks = _table(tables, "Weeks")
    assert weeks["2026-W47"]["answered"] == "4000"
    assert weeks["2026-W47"]["not understood"] == "4030"
    assert weeks["2026-W48"]["did not help"] == "300"
    assert _table(tables, "Languages")["ko"]["answered"] == "1300"


def test_entries_are_listed_by_how_often_they_were_wanted() -> None:
    entries = _table(tables_of(BUSY), "Entries")
    assert list(entries) == ["no-papers", "caught-by-police"]
    assert entries["caught-by-police"] == {"asked": "400", "offered": "<10", "chosen": "95"}


def test_answers_that_did_not_help_come_with_their_share() -> None:
    assert _table(tables_of(BUSY), "Answers that did not help") == {
        "no-papers": {"did not help": "90", "helped": "40", "did not help, %": "69"}
    }


def test_words_of_what_was_not_understood_are_listed() -> None:
    assert _table(tables_of(BUSY), "Not understood") == {"passport": {"messages": "60"}}


def test_lists_end_and_leave_out_what_noise_alone_may_have_made() -> None:
    many = [_tally(100 + at, f"entry-{at}") for at in range(50)]
    faint = [_tally(14, f"faint-{at}") for at in range(50)]
    (entries,) = (table for table in tables_of([*many, *faint]) if table.title == "Entries")
    assert len(entries.rows) == LONGEST_LIST
    assert entries.rows[0].label == "entry-49"
    assert not tables_of(faint)


ROWS = st.builds(
    Tally,
    st.sampled_from(["2026-W46", "2026-W47"]),
    st.sampled_from(LANGUAGES),
    st.sampled_from([WHOLE, "no-papers", "caught-by-police", "word:visa"]),
    st.sampled_from(["answered", "helped", "did-not-help", "not-understood"]),
    st.integers(-50, 400),
)
SOME_ROWS = st.lists(ROWS, min_size=1, max_size=60, unique_by=lambda one: (one.week, one.language, one.subject, one.outcome))


@given(SOME_ROWS)
def test_no_table_shows_a_number_below_ten_or_one_that_is_not_rounded(rows: list[Tally]) -> None:
    for table in tables_of(rows):
        for row in table.rows:
            numbers = [one for one in row.figures if isinstance(one, int)]
            assert all(one >= 10 and one % 5 == 0 for one in numbers), row


@given(SOME_ROWS)
def test_the_csv_has_every_cell_suppressed_and_rounded(rows: list[Tally]) -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(rows))))
    assert len(lines) == len(rows)
    found = {(line["week"], line["language"], line["subject"], line["outcome"]): line["count"] for line in lines}
    for one in rows:
        shown = found[one.week, one.language, one.subject, one.outcome]
        if one.count < 10:
            assert shown == Mark.SMALL
        else:
            assert shown == Mark.KEPT_BACK or (int(shown) % 5 == 0 and abs(int(shown) - one.count) <= 2)


def test_the_same_numbers_are_written_the_same_whatever_their_order() -> None:
    shuffled = random.Random(1).sample(BUSY, len(BUSY))
    assert as_csv(shuffled) == as_csv(BUSY)
    assert as_text(tables_of(shuffled)) == as_text(tables_of(BUSY))


def test_the_text_is_aligned_and_says_what_its_marks_mean() -> None:
    text = as_text(tables_of(BUSY))
    lines = text.splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("Weeks"))
    assert len({len(line) for line in lines[head + 1 : head + 5]}) == 1
    assert "give or take" in lines[head + 4]
    assert "<10" in lines[-1]


# --- the page ---


def _parsed(html: str) -> ET.Element:
    return ET.fromstring(html.replace("<!doctype html>", "").replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" '))


def test_the_page_has_no_script_and_fetches_nothing() -> None:
    html = page(tables_of(BUSY))
    names = {element.tag.removeprefix(SVG) for element in _parsed(html).iter()}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "image", "use", "form", "a"}
    attributes = {name for element in _parsed(html).iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert not re.search(r"https?:|url\(|@import|javascript:", html)
    assert "default-src 'none'" in html


def test_the_page_reads_in_light_and_dark() -> None:
    html = page(tables_of(BUSY))
    assert "color-scheme: light dark" in html
    assert "prefers-color-scheme: dark" in html


def test_every_chart_has_a_name_and_a_table_with_its_figures() -> None:
    tables = tables_of(BUSY)
    sections = list(_parsed(page(tables)).iter("section"))
    assert len(sections) == len(tables)
    for section, table in zip(sections, tables, strict=True):
        (chart,) = section.iter(f"{SVG}svg")
        named = {element.get("id"): (element.text or "") for element in chart if element.get("id")}
        assert all(named[name].strip() for name in chart.attrib["aria-labelledby"].split())
        cells = ["".join(element.itertext()) for element in section.iter("td")]
        assert cells[: len(table.rows) * (len(table.heads) - 1)] == [str(one) for row in table.rows for one in row.figures]
        heads = [element for element in section.iter("th") if element.get("scope") == "col"]
        assert ["".join(head.itertext()) for head in heads] == list(table.heads)
        bars = [float(element.attrib["width"]) for element in chart.iter(f"{SVG}rect")]
        assert len(bars) == len(table.rows) * len(table.drawn)
        figures = [row.figures[at] for row in table.rows for at in table.drawn]
        assert [bar == 0 for bar in bars] == [not isinstance(one, int) for one in figures]


def test_bars_are_as_long_as_their_numbers() -> None:
    rows = [_tally(100, "one"), _tally(200, "other")]
    chart = next(_parsed(page(tables_of(rows))).iter(f"{SVG}svg"))
    lengths = [float(element.attrib["width"]) for element in chart.iter(f"{SVG}rect") if element.get("class") == "series-0"]
    assert lengths[0] == pytest.approx(2 * lengths[1])


def test_colours_are_strong_enough_to_be_read() -> None:
    """WCAG AA: 4.5 to 1 for text, 3 to 1 for bars, in light and dark."""
    schemes = re.findall(r"--ink: (#\w+); --paper: (#\w+); --line: #\w+; --a: (#\w+); --b: (#\w+); --c: (#\w+);", page([]))
    assert len(schemes) == 2
    for ink, paper, *series in schemes:
        assert _contrast(ink, paper) >= 4.5
        assert all(_contrast(one, paper) >= 3 for one in series)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


# --- the command ---


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in [name for name in os.environ if name.startswith(("TELEGRAM_", "OPERATOR_"))]:
        monkeypatch.delenv(name)
    url = f"sqlite:///{tmp_path / 'test.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr("bot.logs.set_up", lambda level: None)
    return url


def _add(url: str, rows: list[Tally]) -> None:
    store = Tallies.open(url)
    store.add(rows)
    store.close()


def test_the_report_prints_its_tables_and_writes_its_files(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    today = datetime.now(UTC).date()
    this, before, old = (week_of(today - timedelta(weeks=weeks)) for weeks in (0, 1, 2))
    _add(database, [_tally(100 * at, week=week) for at, week in enumerate((this, before, old), 1)])
    sheet, html = tmp_path / "out.csv", tmp_path / "out.html"
    assert command_line.main(["report", "--weeks", "2", "--csv", str(sheet), "--page", str(html)]) == 0
    said = capsys.readouterr().out
    assert this in said
    assert before in said
    assert old not in said
    assert sheet.read_text(encoding="utf-8").splitlines()[1:] == [f"{before},ko,*,answered,200", f"{this},ko,*,answered,100"]
    assert this in "".join(_parsed(html.read_text(encoding="utf-8")).itertext())


def test_before_anything_is_counted_the_report_says_so(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["report"]) == 0
    assert capsys.readouterr().out.startswith("Nothing was counted in these weeks")


@pytest.mark.parametrize("weeks", ["0", "-1", "x", "521", "1.5"])
def test_a_number_of_weeks_that_is_none_is_refused(database: str, weeks: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command_line.main(["report", "--weeks", weeks])
    assert "from 1 to 520" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _add(database, [_tally(100, week=week_of(datetime.now(UTC).date()))])
    assert command_line.main(["report", "--csv", str(tmp_path / "none" / "x.csv")]) == 1
    assert "x.csv cannot be written" in capsys.readouterr().err
