"""Leaflets say what the bot says and no more, tell nothing by their names, and can be read on paper and without a network."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from markupsafe import Markup

import bot.__main__ as command_line
from bot.chat.rendering import Operator, Page, Renderer
from bot.core.edition import Edition
from bot.core.knowledge import ContactId, Country, Entry, EntryId, Risk, State
from bot.core.languages import Language
from bot.core.replies import Answer
from bot.leaflet.answers import answers_of
from bot.leaflet.files import Leaflets
from bot.leaflet.printing import NotPrinted, print_pdf
from bot.leaflet.repeating import never_left_out, without_repeating
from bot.leaflet.sections import Block, Kind, Section, section_of
from bot.leaflet.sheet import countries, entries_of, sheet_of
from bot.leaflet.square import NoAddress, square_of
from bot.leaflet.words import words_of
from bot.templating import templates_in
from bot.unpublished import unpublished
from tests.browser import Browser, needs_a_browser, needs_paper
from tests.small_project import TODAY, SmallProject, copied
from tests.written_pages import WrittenPage, assert_headings_are_in_order

CHINA, THAILAND = Country("CN"), Country("TH")
TEMPLATES = Path(__file__).parent.parent / "bot" / "leaflet" / "templates"
TELLING = re.compile(
    r"north|defect|escap|refugee|asylum|bot|gilbeot|rights|북|탈|난민|망명|길벗|권리|朝鲜|脱北|难民|庇护|權|权|難民|庇護", re.IGNORECASE
)
"""What in the name of a file would tell something about who keeps it."""

HELD = """
title = "My rights"

[[entry]]
id = "held"
risk = "red"
review_by = 2027-03-01
question = "What may they do?"
answer = "They must tell you why you are held."
phrasings = [PHRASINGS]

[[entry.sources]]
title = "Rights"
publisher = "Harbour House"
as_of = 2025
"""
LAW = """
[[entry]]
id = "read-the-law"
risk = "yellow"
review_by = 2027-11-01
question = "Where is the law?"
answer = "In a book."
phrasings = [PHRASINGS]

[[entry.sources]]
title = "Laws"
publisher = "Harbour House"
as_of = 2025
"""
WORDS = ["morning", "evening", "window", "garden", "river", "mountain", "summer", "winter", "table", "kitchen", "letter", "market"]


def _write_rights(project: SmallProject) -> None:
    """A topic of two rights; an urgent text leads to one of them. Neither is translated."""
    topic = ""
    for text, asked in ((HELD, "may they hold me in the {}"), (LAW, "a law about the {}")):
        topic += text.replace("PHRASINGS", ", ".join(f'"{asked.format(word)}"' for word in WORDS))
    project.write("knowledge/rights.toml", topic.lstrip())
    project.change("knowledge/urgent.toml", 'related = ["emergency-contacts"]', 'related = ["emergency-contacts", "held"]')
    project.refresh()
    for language in ("ko", "zh_Hans"):
        for id, asked in (("held", "{} 1"), ("read-the-law", "{} 2")):
            lines = "\n".join(asked.format(word) for word in WORDS)
            project.translate(language, f"{id}.phrasings", lines, domain="phrasings")


@pytest.fixture(scope="module")
def edition(pristine: SmallProject, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The small project with a topic of rights, one of which an urgent text leads to."""
    project = copied(pristine, tmp_path_factory.mktemp("leaflet") / "project")
    _write_rights(project)
    return unpublished(project.root, TODAY)


def _renderer(edition: Edition, today: date = TODAY) -> Renderer:
    return Renderer(edition, lambda: today, Operator())


def _sheet(edition: Edition, language: Language = Language.ENGLISH, country: Country = CHINA, today: date = TODAY) -> WrittenPage:
    ((_, text),) = Leaflets(edition, today).sheets([language], [country])
    return WrittenPage(text)


def _changed(edition: Edition, id: str, **changes: object) -> Edition:
    """The edition with one entry changed."""
    entries = dict(edition.knowledge.entries)
    entries[EntryId(id)] = replace(entries[EntryId(id)], **changes)  # type: ignore[arg-type]
    return replace(edition, knowledge=replace(edition.knowledge, entries=entries))


# --- what stands on a sheet ---


def test_a_sheet_has_the_numbers_first_then_what_is_urgent_then_the_rights_it_leads_to(edition: Edition) -> None:
    assert countries(edition.knowledge) == (CHINA,)
    assert [entry.id for entry in entries_of(edition.knowledge, CHINA)] == ["emergency-contacts", "stopped-by-police", "held"]


def test_a_right_with_a_text_for_the_country_stands_there_too(edition: Edition) -> None:
    law = edition.knowledge.entries[EntryId("read-the-law")]
    variant = edition.knowledge.entries[EntryId("stopped-by-police")].variants[THAILAND]
    known = _changed(edition, "read-the-law", variants={THAILAND: replace(variant, sources=law.sources)}).knowledge
    assert "read-the-law" in [entry.id for entry in entries_of(known, THAILAND)]
    assert "read-the-law" not in [entry.id for entry in entries_of(known, CHINA)]


def test_a_sheet_has_the_texts_of_its_country_and_never_those_of_another(edition: Edition) -> None:
    words = _sheet(edition).words
    assert "The police come when you call here:" in words
    assert "Sign nothing you cannot read." in words
    assert "In Thailand" not in words
    assert "Courts in Thailand" not in words
    assert "In Thailand you are taken to a judge." in _sheet(edition, country=THAILAND).words


@pytest.mark.parametrize("language", Language)
def test_a_sheet_says_what_the_bot_says_word_by_word(edition: Edition, language: Language) -> None:
    renderer, page = _renderer(edition), _sheet(edition, language)
    for entry in entries_of(edition.knowledge, CHINA):
        own = CHINA if CHINA in entry.variants else None
        said = renderer.render(Answer(language, entry.id, own, urgent=entry.urgent)).plain
        for line in filter(None, said.splitlines()):
            assert line in page.words, line
    assert page.language == language.replace("_", "-")


def test_a_number_nobody_called_says_so_as_in_the_bot(edition: Edition) -> None:
    assert "Numbers from sources of 2025, not yet confirmed by phone." in _sheet(edition).words
    assert "Confirmed by phone on November 10, 2026." in _sheet(edition).words


def test_a_sheet_names_its_day_its_edition_and_the_day_it_lapses(edition: Edition) -> None:
    words = _sheet(edition).words
    assert f"As of November 25, 2026. Edition {edition.digest[:16]}." in words
    assert "After March 1, 2027 ask for a newer one." in words  # the text on rights is the first to be reviewed again


def test_an_expired_text_is_withheld_where_it_could_hurt_and_marked_where_silence_is_worse(edition: Edition) -> None:
    words = _sheet(edition, today=date(2027, 5, 2)).words
    assert "They must tell you why you are held." not in words
    assert "This answer is being checked and is not shown now" in words
    assert "Sign nothing you cannot read." in words
    assert "This was to be checked again by May 1, 2027 and has not been." in words


def test_a_stale_translation_is_never_shown_as_current(edition: Edition) -> None:
    held = edition.knowledge.entries[EntryId("held")]
    stale = replace(held.wordings[Language.KOREAN], answer="옛 글입니다.", language=Language.KOREAN, state=State.STALE)
    words = _sheet(_changed(edition, "held", wordings={**held.wordings, Language.KOREAN: stale}), Language.KOREAN).words
    assert "옛 글입니다." not in words
    assert "This answer is being checked" in words


def test_a_text_that_is_not_translated_is_marked_as_the_language_it_is_in(edition: Edition) -> None:
    ((_, text),) = Leaflets(edition, TODAY).sheets([Language.KOREAN], [CHINA])
    assert '<section lang="en" aria-labelledby="held">' in text
    assert '<section lang="ko" aria-labelledby="stopped-by-police">' in text
    assert "Not yet translated. This is the English text." in text


# --- cards ---


def _card(*lines: str) -> Block:
    return Block(Kind.CARD, Markup("\n".join(lines)))


def test_a_card_stands_in_full_once_and_later_with_every_way_to_reach_it(edition: Edition) -> None:
    card = _card("<b>Consulate</b>", "Phone (Thailand): +99-555-0103", "At night: +99-555-0104", "Mornings", "They ask for papers.")
    sections = [Section(name, "en", name, (card,)) for name in ("one", "other")]
    first, second = without_repeating(sections, never_left_out(edition.knowledge, CHINA, Language.ENGLISH), "See above.")
    assert first.blocks == (card,)
    lines = ("<b>Consulate</b>", "Phone (Thailand): +99-555-0103", "At night: +99-555-0104", "<i>See above.</i>")
    assert second.blocks == (_card(*lines),)


def test_the_caution_of_a_line_for_danger_stays_on_every_card(edition: Edition) -> None:
    police = edition.knowledge.contacts[ContactId("cn-police-110")]
    line = replace(police, kind="emergency")
    known = replace(edition.knowledge, contacts={**edition.knowledge.contacts, line.id: line})
    card = _card("<b>Police (110)</b>", "Phone (China): 110", "They ask for papers.")
    sections = [Section(name, "en", name, (card,)) for name in ("one", "other")]
    assert [*without_repeating(sections, never_left_out(known, CHINA, Language.ENGLISH), "See above.")] == sections
    _, second = without_repeating(sections, never_left_out(known, THAILAND, Language.ENGLISH), "See above.")
    assert second.blocks == (_card("<b>Police (110)</b>", "Phone (China): 110", "<i>See above.</i>"),)


def test_a_card_with_nothing_to_leave_out_is_not_shortened(edition: Edition) -> None:
    card = _card("<b>Clinic</b>", "Phone (Thailand): +99-555-0102")
    sections = [Section(name, "en", name, (card,)) for name in ("one", "other")]
    assert [*without_repeating(sections, never_left_out(edition.knowledge, CHINA, Language.ENGLISH), "See above.")] == sections


def test_a_page_is_taken_apart_without_losing_a_word(edition: Edition) -> None:
    renderer = _renderer(edition)
    for entry in edition.knowledge.entries.values():
        page = renderer.render(Answer(Language.KOREAN, entry.id))
        section = section_of(page, entry.id, "ko")
        words = " ".join([section.title, *(block.html.striptags() for block in section.blocks)])
        assert words.split() == page.plain.split()
        assert section.blocks[-1].kind is Kind.NOTE


def test_a_page_without_a_title_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no title"):
        section_of(Page("no title", ()), "x", "en")


# --- the file of answers ---


def test_the_answers_are_the_green_and_yellow_ones_with_their_countries(edition: Edition) -> None:
    ((name, text),) = Leaflets(edition, TODAY).answers([Language.KOREAN])
    page = WrittenPage(text)
    kept = {id for id, entry in edition.knowledge.entries.items() if entry.risk is not Risk.RED}
    assert name == "answers-ko.html"
    assert {*page.names} == kept
    assert "태국에서는 항구 진료소가 돈을 받지 않고 봐 줍니다." in page.words
    assert "침착하고 달아나지 마십시오." not in page.words
    assert {link for link in page.links if link.startswith("#")} == {"#south-embassy"}


def test_where_every_answer_is_red_there_is_no_file(edition: Edition) -> None:
    entries: dict[EntryId, Entry] = {id: replace(entry, risk=Risk.RED) for id, entry in edition.knowledge.entries.items()}
    red = replace(edition, knowledge=replace(edition.knowledge, entries=entries))
    assert answers_of(red, _renderer(red), Language.ENGLISH, TODAY) is None
    assert [*Leaflets(red, TODAY).answers([Language.ENGLISH])] == []


def test_an_expired_answer_carries_its_notice(edition: Edition) -> None:
    last = edition.knowledge.entries[EntryId("thai-visa")].review_by
    ((_, text),) = Leaflets(edition, last + timedelta(days=1)).answers([Language.ENGLISH])
    assert text.count("This was to be checked again by November 1, 2027 and has not been.") > 1


# --- nothing outside tells what it is ---


def test_titles_and_names_of_files_are_neutral(edition: Edition) -> None:
    leaflets = Leaflets(edition, TODAY)
    for name, text in [*leaflets.sheets([*Language], [CHINA]), *leaflets.answers([*Language])]:
        title = WrittenPage(text).title
        assert title.startswith("Phone numbers and notes")
        assert not TELLING.search(f"{name} {title}"), f"{name} {title}"


def test_a_page_fetches_nothing_and_leaves_no_trace_at_sources(edition: Edition) -> None:
    leaflets = Leaflets(edition, TODAY, square_of("https://t.me/example"), "https://t.me/example")
    for _, text in [*leaflets.sheets([*Language], [CHINA]), *leaflets.answers([*Language])]:
        page = WrittenPage(text)
        assert page.fetched == []
        assert page.handlers == []
        assert "default-src 'none'" in text
        assert '<meta name="referrer" content="no-referrer">' in text
        assert_headings_are_in_order(page)


def test_there_is_a_square_only_where_it_was_asked_for(edition: Edition) -> None:
    assert "<svg" not in "".join(text for _, text in Leaflets(edition, TODAY).sheets([Language.KOREAN], [CHINA]))
    square = square_of("https://t.me/example?start=a&b")
    assert "<title>https://t.me/example?start=a&amp;b</title>" in square
    ((_, text),) = Leaflets(edition, TODAY, square, "https://t.me/example?start=a&b").sheets([Language.KOREAN], [CHINA])
    assert text.count("<svg") == 1


@pytest.mark.parametrize(
    "url", ["t.me/x", "http://t.me/x", "javascript:alert(1)", "https://", "https://t.me/ x", "https://t.me/길", "https://t.me/" + "x" * 200]
)
def test_what_is_no_web_address_is_not_put_into_a_square(url: str) -> None:
    with pytest.raises(NoAddress, match="no web address"):
        square_of(url)


# --- in a browser ---


@pytest.fixture
def answers(browser: Browser, edition: Edition, tmp_path: Path) -> Iterator[Browser]:
    """The Korean file of answers on a telephone."""
    ((name, text),) = Leaflets(edition, TODAY).answers([Language.KOREAN])
    (tmp_path / name).write_text(text, encoding="utf-8")
    browser.narrow(360)
    browser.scheme("light")
    browser.complaints()
    browser.requests()
    browser.open(tmp_path / name)
    yield browser
    assert browser.complaints() == []
    assert {address for address in browser.requests() if not address.startswith("about:")} == {(tmp_path / name).as_uri()}


@needs_a_browser
def test_answers_are_searched_without_a_network_and_without_a_trace(answers: Browser) -> None:
    answers.type_into("input", "의사")
    assert "어디서 의사를 볼 수 있어요?" in answers.seen("h3")
    assert "태국에서 비자를 어떻게 늘려요?" not in answers.seen("h3")
    assert answers.run("return location.hash") == ""
    answers.type_into("input", "진료소 돈을")  # words of the text for Thailand, which is folded away
    assert answers.seen("h3") == ["어디서 의사를 볼 수 있어요?"]
    assert answers.seen("h2") == ["일상생활"]
    answers.type_into("input", "없는말")
    assert answers.seen("h3") == []
    assert answers.seen("[role=status]") == ["Nothing was found. Try fewer or other words."]


@needs_a_browser
def test_an_answer_opens_by_the_keyboard(answers: Browser) -> None:
    assert answers.tab() == "Search in the answers"
    answers.tab()
    answers.press(" ")
    assert answers.run("return document.activeElement.closest('details').open") is True
    assert answers.seen("details[open] .text")


@needs_a_browser
def test_nothing_keeps_anybody_from_reading_the_answers_on_a_small_telephone(answers: Browser) -> None:
    answers.run("document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert not answers.is_too_wide()
    assert answers.barriers() == []


@needs_a_browser
def test_nothing_keeps_anybody_from_reading_a_sheet_on_a_small_telephone(browser: Browser, edition: Edition, tmp_path: Path) -> None:
    ((name, text),) = Leaflets(edition, TODAY, square_of("https://t.me/example"), "https://t.me/example").sheets([Language.KOREAN], [CHINA])
    (tmp_path / name).write_text(text, encoding="utf-8")
    browser.narrow(360)
    browser.open(tmp_path / name)
    assert not browser.is_too_wide()
    assert browser.barriers() == []


# --- on paper ---


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@needs_paper
def test_nothing_is_cut_where_a_column_or_a_page_ends(edition: Edition, tmp_path: Path) -> None:
    """Forty answers, longer than four columns; each card has three words in three lines, which must stay together."""
    cards = [Block(Kind.CARD, Markup(f"<b>a{number}a</b>\nb{number}b\nc{number}c")) for number in range(40)]
    text = Block(Kind.TEXT, Markup("A line of text that is longer than a column is wide, so that it is broken. " * 3))
    sections = tuple(Section(f"s{number}", "en", f"t{number}t", (text, card, text)) for number, card in enumerate(cards))
    sheet = {"tag": "en", "country": "Nowhere", "words": words_of(edition, Language.ENGLISH, TODAY, TODAY), "sections": sections}
    html, pdf = tmp_path / "long.html", tmp_path / "long.pdf"
    html.write_text(templates_in(TEMPLATES).get_template("sheet.html").render(sheet=sheet, square=None, address=""), encoding="utf-8")
    print_pdf("chromium", html, pdf)
    _run("pdftotext", "-bbox", str(pdf), str(tmp_path / "words.html"))
    places: dict[str, tuple[int, float, float]] = {}
    pages = (tmp_path / "words.html").read_text(encoding="utf-8").split("<page ")[1:]
    assert len(pages) >= 2
    for number, page in enumerate(pages):
        for x, y, bottom, word in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([abct]\d+[abct])<', page):
            places[word] = (number, float(x), float(y))
            assert float(bottom) < 842 - 20  # A4 is 842 points high
    assert len(places) == 4 * len(cards)
    for number in range(len(cards)):
        title, *lines = (places[word.format(number)] for word in ("t{0}t", "a{0}a", "b{0}b", "c{0}c"))
        assert len({page for page, _, _ in lines}) == 1
        assert max(x for _, x, _ in lines) - min(x for _, x, _ in lines) < 2, "in one column"
        assert [y for _, _, y in lines] == sorted(y for _, _, y in lines)
        assert title[2] < 842 - 50, "no title stands alone at the end of a page"


@needs_paper
def test_a_telephone_can_read_the_square_on_paper(edition: Edition, tmp_path: Path) -> None:
    address = "https://t.me/example?start=a&b"
    ((name, text),) = Leaflets(edition, TODAY, square_of(address), address).sheets([Language.KOREAN], [CHINA])
    (tmp_path / name).write_text(text, encoding="utf-8")
    print_pdf("chromium", tmp_path / name, tmp_path / "sheet.pdf")
    _run("pdftoppm", "-r", "200", "-png", "-singlefile", str(tmp_path / "sheet.pdf"), str(tmp_path / "photo"))
    assert _run("zbarimg", "--quiet", str(tmp_path / "photo.png")) == f"QR-Code:{address}\n"


@pytest.fixture
def run(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    monkeypatch.setattr(command_line, "ROOT", project.root)
    monkeypatch.setattr("bot.logs.set_up", lambda level: None)
    return project


@needs_paper
def test_a_leaflet_is_printed_as_pdf_that_tells_nothing_of_where_it_was_made(
    run: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "secret-place"
    assert command_line.main(["leaflet", str(folder), "--lang", "ko", "--country", "CN"]) == 0
    assert capsys.readouterr().out.splitlines() == ["2 pages, 0.0 MB: 1 to print, 1 of answers.", "1 PDF."]
    assert sorted(path.name for path in folder.iterdir()) == ["CN-ko.html", "CN-ko.pdf", "answers-ko.html"]
    facts, words = _run("pdfinfo", str(folder / "CN-ko.pdf")), _run("pdftotext", str(folder / "CN-ko.pdf"), "-")
    assert re.search(r"Pages: +1\n", facts)
    assert re.search(r"Page size: .*A4", facts)
    assert re.search(r"Tagged: +yes", facts)
    assert "경찰 (110)" in words
    assert "secret-place" not in facts + words + (folder / "CN-ko.pdf").read_bytes().decode("latin-1")


def test_without_chromium_the_pages_are_written_and_how_to_print_them_is_said(
    run: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "CN-en.pdf").write_bytes(b"of yesterday")
    assert command_line.main(["leaflet", str(tmp_path / "out"), "--lang", "en", "--lang", "zh-hant"]) == 0
    assert "No PDF: chromium is not installed" in capsys.readouterr().out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("CN-en.html", "CN-zh-Hant.html", "answers-en.html", "answers-zh-Hant.html")
    }


def _program(folder: Path, script: str) -> None:
    path = folder / "chromium"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_chromium_that_fails_is_told_with_its_last_words(
    run: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, "echo no display >&2; exit 3")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert command_line.main(["leaflet", str(tmp_path / "out"), "--lang", "en"]) == 1
    assert 'chromium ended with code 3 and said "no display". The pages are written' in capsys.readouterr().err
    assert (tmp_path / "out" / "CN-en.html").is_file()


def test_a_chromium_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "exec sleep 60")
    monkeypatch.setattr("bot.leaflet.printing.PATIENCE", 0.2)
    (tmp_path / "old.pdf").write_bytes(b"of yesterday")
    with pytest.raises(NotPrinted, match="did not print"):
        print_pdf(str(tmp_path / "chromium"), tmp_path / "a.html", tmp_path / "old.pdf")
    assert not (tmp_path / "old.pdf").exists()  # a leaflet of yesterday must not pass for one of today


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--country", "TH"], "--country TH: no numbers are known for it. Use one of CN."),
        (["--lang", "tlh"], "--lang tlh: no such language. Use en, ko, zh or zh-hant."),
        (["--qr", "t.me/x"], "--qr t.me/x: no web address."),
    ],
)
def test_a_wrong_option_is_told_with_what_to_do(
    run: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert command_line.main(["leaflet", str(tmp_path / "out"), *options]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


# --- the project's own content ---


def test_every_leaflet_of_the_project_is_neutral_outside_and_keeps_to_its_country(real_edition: Edition) -> None:
    knowledge, leaflets = real_edition.knowledge, Leaflets(real_edition, TODAY)
    low = {one.name[Language.ENGLISH] for one in knowledge.contacts.values() if not one.is_shown}
    for name, text in [*leaflets.sheets([*Language], countries(knowledge)), *leaflets.answers([*Language])]:
        page = WrittenPage(text)
        title = page.title.partition(" · ")[0]  # the country's name has 북 or 朝鲜 in it for one country only, which has no sheet
        assert not TELLING.search(f"{name} {title}"), f"{name} {title}"
        assert not any(contact in page.words for contact in low)
        assert_headings_are_in_order(page)
    for language in Language:
        sheet = sheet_of(real_edition, _renderer(real_edition), language, CHINA, TODAY)
        allowed = " ".join(entry.wording(language, one).answer for entry in knowledge.entries.values() for one in (None, CHINA))
        texts = [unescape(block.html) for section in sheet.sections for block in section.blocks if block.kind is Kind.TEXT]
        assert len(texts) > 20
        assert [text for text in texts if text not in allowed] == []
