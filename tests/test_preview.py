"""The preview shows reviewers every text as readers see it, what is wrong with it, and what is other than before."""

import json
import posixpath
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.__main__ as command_line
from bot.chat.rendering import Operator, Page, Renderer
from bot.content.draft import Draft
from bot.content.packing import pack_draft
from bot.core.edition import Edition
from bot.core.knowledge import Contact, ContactId, Country, EntryId
from bot.core.languages import Language
from bot.core.replies import Answer
from bot.preview.bubbles import drawn
from bot.preview.differences import Kind, changes_of_contact, changes_of_entry, pieces_of
from bot.preview.marks import SOON, Mark, contacts_of, marks_of
from bot.preview.site import Compared, Site, Uncompared
from bot.store.editions import Editions, Piece
from bot.unpublished import unpublished
from tests.browser import ENTER, Browser, needs_a_browser
from tests.small_project import TODAY, SmallProject, copied
from tests.written_pages import WrittenPage, assert_headings_are_in_order, written_page


@pytest.fixture(scope="module")
def changed(pristine: SmallProject, tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The small project after a day of work: a text, a number, phrasings and a day of review were changed, an entry was renamed."""
    project = copied(pristine, tmp_path_factory.mktemp("preview") / "project")
    project.change("knowledge/daily.toml", "Go to a clinic with the paper", "Go to any clinic with the paper", "see-a-doctor")
    project.refresh()  # the translations of it are stale now
    project.translate("zh_Hans", "thai-visa.answer", "在最后一天之前带护照和照片去移民局。")
    project.change("knowledge/contacts.toml", "+99-555-0103", "+99-555-0199")
    project.change("knowledge/daily.toml", "phrasings = [", 'phrasings = [\n  "<b onclick=alert(1)>where is my passport",', "lost-passport")
    project.change("knowledge/daily.toml", "review_by = 2027-11-01", "review_by = 2026-12-20", "south-embassy")
    project.change("knowledge/about.toml", 'title = "What we do not do"', 'title = "What we & others do not do"')
    project.look_at_everything()
    return project


@pytest.fixture(scope="module")
def site(changed: SmallProject, pristine: SmallProject, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The preview of it, compared with what it was before."""
    before = pristine.knowledge()
    gone = replace(before.entries[EntryId("lost-passport")], id=EntryId("found-passport"))
    known = {id: entry for id, entry in before.entries.items() if id != "school-for-children"} | {gone.id: gone}
    closed = replace(before.contacts[ContactId("night-line")], id=ContactId("day-line"), name=dict.fromkeys(Language, "A closed day line"))
    compared = Compared(7, replace(before, entries=known, contacts={**before.contacts, closed.id: closed}))
    folder = tmp_path_factory.mktemp("preview") / "site"
    for name, text in Site(unpublished(changed.root, TODAY), TODAY, Operator(), compared).files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, WrittenPage]:
    """Every page of the preview, by its name."""
    return {path.relative_to(site).as_posix(): written_page(path) for path in site.rglob("*.html")}


NOTHING = Uncompared("no edition is published yet")
PAGES = ("index.html", "contacts.html", "start.html", "entries/see-a-doctor.html")
"""One of each kind; the entry has countries, stale translations and changes."""


# --- the files ---


def test_every_entry_has_a_page_and_every_page_a_way_to_the_index(
    site: Path, pages: dict[str, WrittenPage], pristine: SmallProject
) -> None:
    assert {name for name in pages if "/" in name} == {f"entries/{id}.html" for id in pristine.knowledge().entries}
    for name, page in pages.items():
        up = "../" if "/" in name else ""
        assert f"{up}index.html" in page.links


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path, pages: dict[str, WrittenPage]) -> None:
    for name, page in pages.items():
        inside = [link for link in page.links if not link.startswith("https://")]
        assert len(inside) > 3
        for link in inside:
            file, _, place = link.partition("#")
            target = (site / name).parent / file if file else site / name
            assert target.is_file(), f"{name}: {link}"
            assert not place or place in pages[target.resolve().relative_to(site.resolve()).as_posix()].names, f"{name}: {link}"


def test_no_page_fetches_anything_but_files_of_the_site(site: Path, pages: dict[str, WrittenPage]) -> None:
    for name, page in pages.items():
        assert page.fetched
        for address in page.fetched:
            assert ((site / name).parent / address).is_file(), f"{name} fetches {address}"
    style = (site / "style.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style


def test_pages_have_a_language_a_title_of_their_own_and_headings_in_order(pages: dict[str, WrittenPage]) -> None:
    assert len({page.title for page in pages.values()}) == len(pages)
    for page in pages.values():
        assert page.language == "en"
        assert len(page.names) == len(set(page.names))
        assert_headings_are_in_order(page)


def test_what_people_write_is_never_read_as_html(site: Path, pages: dict[str, WrittenPage]) -> None:
    assert all(page.handlers == [] for page in pages.values())
    assert "script" not in pages["entries/cannot-help.html"].tags
    assert "What we & others do not do" in pages["entries/cannot-help.html"].words
    assert "<b onclick=alert(1)>where is my passport" in pages["entries/lost-passport.html"].words


def test_the_texts_to_search_hold_titles_numbers_and_ways_to_ask_in_every_language(site: Path, pristine: SmallProject) -> None:
    script = (site / "texts.js").read_text(encoding="utf-8")
    texts = json.loads(script[script.index("{") : script.rindex("}") + 1])
    assert texts.keys() == pristine.knowledge().entries.keys()
    for words in ("I lost my passport", "려권을 잃어버렸어요", "护照丢了", "護照", "여권이 없어졌어요", "有人偷了我的护照", "+99-555-0199"):
        assert words in texts["lost-passport"]


# --- an entry ---


def test_an_entry_stands_in_four_languages_and_for_each_country_with_its_buttons_and_sources(pages: dict[str, WrittenPage]) -> None:
    page = pages["entries/stopped-by-police.html"]
    for words in (
        "Ask for an interpreter.",
        "통역을 부탁하십시오.",
        "要求翻译。",
        "要求翻譯。",
        "태국에서는 판사 앞에 갑니다.",
        "Courts in Thailand",
        "Copy +99-555-0101",
        "Confirmed by phone on November 10, 2026.",
        "never",
        "2027-05-01",
    ):
        assert words in page.words, words
    assert "https://harbour-house.example/arrest" in page.links
    assert "../entries/stopped-by-police.html#TH" in page.links
    assert {"general", "TH"} <= {*page.names}


def test_the_length_of_each_text_and_page_stands_beside_its_limit(pages: dict[str, WrittenPage], changed: SmallProject) -> None:
    length = len(changed.knowledge().entries[EntryId("see-a-doctor")].wording(Language.KOREAN).answer)
    assert re.search(rf"Text {length} of 700 characters, page \d+ of 4096\.", pages["entries/see-a-doctor.html"].words)


def test_the_length_of_a_page_is_what_telegram_counts() -> None:
    page = Page("<b>🌊 &amp; 𠮷</b>", ())
    assert drawn(page, Language.ENGLISH, lambda button: None).length == 7


def test_a_stale_translation_is_said_to_be_stale(pages: dict[str, WrittenPage]) -> None:
    page = pages["entries/see-a-doctor.html"]
    assert page.words.count("stale: the English has changed since; shown with a notice") == 3  # Korean, and Chinese in both scripts
    assert "The English text has changed since this was translated." in page.words


def test_a_contact_says_how_sure_it_is_and_where_it_stands(pages: dict[str, WrittenPage]) -> None:
    page = pages["contacts.html"]
    for words in (
        "They ask for papers.",
        "in en, ko",
        "Confidence high: 3",
        "Confidence medium: 1",
        "Confidence low: 1",
        "low: never shown",
        "confirmed by phone on 2026-11-10",
    ):
        assert words in page.words
    assert "entries/lost-passport.html" in page.links
    assert "entries/south-embassy.html" in page.links
    assert "night-line" in pages["entries/stopped-by-police.html"].words


def test_a_contact_of_confidence_low_stands_in_no_bubble(site: Path) -> None:
    for path in (site / "entries").glob("*.html"):
        assert "An office that moved" not in path.read_text(encoding="utf-8")


def test_a_call_of_more_than_half_a_year_ago_confirms_nothing(pristine: SmallProject) -> None:
    later = TODAY + timedelta(days=300)
    site = dict(Site(unpublished(pristine.root, later), later, Operator(), NOTHING).files())
    for page in ("contacts.html", "entries/stopped-by-police.html"):
        assert "not confirmed: the call of 2026-11-10 is too long ago" in site[page]
        assert "confirmed by phone on" not in site[page].lower()
    assert Mark.UNCONFIRMED not in _marks(pristine, "stopped-by-police")
    assert Mark.UNCONFIRMED in _marks(pristine, "stopped-by-police", later)


# --- marks ---


def _marks(project: SmallProject, id: str, today: date = TODAY) -> set[Mark]:
    knowledge = project.knowledge()
    return {*marks_of(knowledge.entries[EntryId(id)], knowledge, today)}


def test_marks_say_what_calls_for_work(project: SmallProject) -> None:
    assert _marks(project, "school-for-children") == {Mark.NEVER_REVIEWED}
    assert _marks(project, "stopped-by-police") == {Mark.URGENT, Mark.NEVER_REVIEWED}
    assert _marks(project, "emergency-contacts") == {Mark.URGENT, Mark.UNCONFIRMED}  # by the text for China alone
    project.change("knowledge/daily.toml", "Ask at the nearest school", "Ask at any school")
    project.refresh()
    assert _marks(project, "school-for-children") == {Mark.NEVER_REVIEWED, Mark.STALE}
    project.translate("ko", "see-a-doctor.TH.answer", "")
    assert Mark.UNTRANSLATED in _marks(project, "see-a-doctor")


def test_an_entry_is_expiring_before_its_day_and_expired_after_it(pristine: SmallProject) -> None:
    last = pristine.knowledge().entries[EntryId("thai-visa")].review_by
    seen = {days: _marks(pristine, "thai-visa", last + timedelta(days=days)) & {Mark.EXPIRING, Mark.EXPIRED} for days in (0, 1)}
    assert seen == {0: {Mark.EXPIRING}, 1: {Mark.EXPIRED}}
    assert not _marks(pristine, "thai-visa", last - SOON) & {Mark.EXPIRING, Mark.EXPIRED}
    assert Mark.EXPIRING in _marks(pristine, "thai-visa", last - SOON + timedelta(days=1))


def test_the_contacts_of_an_entry_are_those_in_its_texts_and_below_them(pristine: SmallProject) -> None:
    entries = pristine.knowledge().entries
    assert contacts_of(entries[EntryId("emergency-contacts")]) == ("night-line", "cn-police-110")
    assert contacts_of(entries[EntryId("lost-passport")]) == ("south-consulate",)


# --- the difference ---


@given(st.text(alphabet="ab 가나 我们,.\n\t"), st.text(alphabet="ab 가나 我们,.\n\t"), st.booleans())
def test_a_difference_holds_both_texts_whole(before: str, after: str, in_lines: bool) -> None:
    pieces = pieces_of(before, after, in_lines=in_lines)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED) == after


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("Do not run away.", "Do run away.", [" not"], []),
        ("먼저 경찰에 알리십시오.", "먼저 령사관에 알리십시오.", ["경찰에"], ["령사관에"]),
        ("不要签字", "不要在上面签字", [], ["在上面"]),
    ],
)
def test_a_difference_is_told_word_by_word(before: str, after: str, removed: list[str], added: list[str]) -> None:
    pieces = pieces_of(before, after)
    assert [piece.text for piece in pieces if piece.kind is Kind.REMOVED] == removed
    assert [piece.text for piece in pieces if piece.kind is Kind.ADDED] == added


def test_a_changed_text_shows_what_went_and_what_came(site: Path) -> None:
    english = (site / "entries" / "see-a-doctor.html").read_text(encoding="utf-8")
    assert re.search(r"Go to <del>.*?removed: .*?a<.*?</del><ins>.*?added: .*?any<.*?</ins> clinic", english)
    chinese = (site / "entries" / "thai-visa.html").read_text(encoding="utf-8")
    assert '<strong>Text (zh_Hans)</strong>\n<div class="difference" lang="zh-Hans">' in chinese
    assert "Text (en)" not in chinese


def test_of_changed_phrasings_only_those_that_changed_are_shown(pages: dict[str, WrittenPage]) -> None:
    words = pages["entries/lost-passport.html"].words
    difference = words[words.index("Phrasings (en)") : words.index("Contacts", words.index("Phrasings (en)"))]
    assert "where is my passport" in difference
    assert len(difference.strip().splitlines()) < 6


def test_a_changed_number_is_told_at_the_contact(pages: dict[str, WrittenPage], pristine: SmallProject, changed: SmallProject) -> None:
    before, after = pristine.knowledge().contacts, changed.knowledge().contacts
    told = {id: [change.what for change in changes_of_contact(before[id], after[id])] for id in after}
    assert told == {id: ["Phones"] if id == "south-consulate" else [] for id in after}
    assert "[removed: +99-555-0103" in pages["contacts.html"].words
    assert "[added: +99-555-0199" in pages["contacts.html"].words


def test_whatever_readers_see_of_a_contact_is_compared(pristine: SmallProject) -> None:
    contact = pristine.knowledge().contacts[ContactId("night-line")]
    apart: dict[str, object] = {
        "id": ContactId("other"),
        "kind": "other",
        "country": Country("LA"),
        "phones": ("1",),
        "called": None,
        "as_of": 1999,
    }
    apart |= {name: f"other {name}" for name in ("confidence", "after_hours", "email", "website")}
    apart |= {name: dict.fromkeys(Language, "other") for name in ("name", "hours", "caution")}
    apart |= {"source": replace(contact.source, title="Other"), "languages": ("vi",)}
    assert apart.keys() == {field.name for field in fields(Contact)}
    alike = {name for name, other in apart.items() if not changes_of_contact(contact, replace(contact, **{name: other}))}  # type: ignore[arg-type]
    assert alike == {"id"}


def test_a_wording_of_its_own_in_traditional_chinese_is_compared_and_a_derived_one_with_the_simplified(project: SmallProject) -> None:
    (project.root / "locales/zh_Hant/LC_MESSAGES").mkdir(parents=True)
    project.refresh()
    before = project.knowledge()
    project.translate("zh_Hans", "thai-visa.answer", "在最后一天之前带护照和照片去移民局。")
    project.translate("zh_Hant", "see-a-doctor.question", "哪裡有醫生？")
    project.translate("zh_Hant", "contact.night-line.name", "夜間專線")
    after = project.knowledge()

    def told(id: str) -> list[tuple[str, Language | None]]:
        return [(one.what, one.language) for one in changes_of_entry(before.entries[EntryId(id)], after.entries[EntryId(id)])]

    assert ("Text", Language.CHINESE) in told("thai-visa")
    assert Language.TRADITIONAL_CHINESE not in {language for _, language in told("thai-visa")}
    assert told("see-a-doctor") == [("Title", Language.TRADITIONAL_CHINESE)]
    (name,) = changes_of_contact(before.contacts[ContactId("night-line")], after.contacts[ContactId("night-line")])
    assert (name.what, name.language) == ("Name", Language.TRADITIONAL_CHINESE)


def test_an_entry_that_is_new_and_one_that_is_gone_are_named(pages: dict[str, WrittenPage]) -> None:
    assert "Edition 7 has no such entry." in pages["entries/school-for-children.html"].words
    assert "Withdrawn since edition 7: I lost my passport" in pages["index.html"].words
    assert "Gone since edition 7: A closed day line" in pages["contacts.html"].words
    assert "None: as in edition 7." in pages["entries/stopped-by-police.html"].words


def test_without_an_edition_nothing_is_compared(pristine: SmallProject) -> None:
    files = dict(Site(unpublished(pristine.root, TODAY), TODAY, Operator(), NOTHING).files())
    for name in ("index.html", "contacts.html", "entries/thai-visa.html"):
        assert "Compared with nothing: no edition is published yet." in files[name]
    assert "<ins>" not in files["entries/thai-visa.html"]


# --- in a browser ---


@pytest.fixture
def index(browser: Browser, site: Path) -> Iterator[Browser]:
    """The index, opened by a double click."""
    browser.widen()
    browser.scheme("light")
    browser.complaints()
    browser.requests()
    browser.open(site / "index.html")
    yield browser
    assert browser.complaints() == []
    assert all(address.startswith(("file://", "about:")) for address in browser.requests())


@needs_a_browser
@pytest.mark.parametrize("words", ["stole my PASSPORT", "여권이 없어졌어요", "护照在公交车上", "護照丟了", "0199 passport"])
def test_words_typed_in_any_language_find_an_entry(index: Browser, words: str) -> None:
    index.type_into("input[type=search]", words)
    assert "I lost my passport" in index.seen("h3")
    (status,) = index.seen("[role=status]")
    assert status == f"{len(index.seen('h3'))} of 8 entries"
    assert len(index.seen("h3")) < 4


@needs_a_browser
def test_words_that_stand_nowhere_say_so(index: Browser) -> None:
    index.type_into("input[type=search]", "xyzzy")
    assert index.seen("h3") == []
    assert index.seen("[role=status]") == ["No entry fits. Take a filter away."]
    index.click("button[type=reset]")
    assert len(index.seen("h3")) == 8


@needs_a_browser
def test_filters_leave_what_fits_all_of_them(index: Browser) -> None:
    filters = {
        ("topic", "topic:urgent"): 2,
        ("risk", "risk:green"): 3,
        ("state", "ko:stale"): 1,
        ("confidence", "confidence:medium"): 1,
    }
    for (name, value), number in filters.items():
        index.choose(f"select[name={name}]", value)
        assert len(index.seen("h3")) == number, value
        index.click("button[type=reset]")
    marks = {"expiring": 1, "urgent": 2, "new": 1, "changed": 5, "stale-translation": 1, "never-reviewed": 7, "expired": 0}
    for mark, number in marks.items():
        index.click(f"input[value={mark}]")
        assert len(index.seen("h3")) == number, mark
        index.click("button[type=reset]")
    index.choose("select[name=risk]", "risk:green")
    index.click("input[value=stale-translation]")
    assert index.seen("h3") == ["Where can I see a doctor?"]


@needs_a_browser
def test_the_address_keeps_what_was_looked_for(index: Browser, site: Path) -> None:
    index.type_into("input[type=search]", "여권")
    index.choose("select[name=risk]", "risk:yellow")
    fragment = str(index.run("return location.hash"))
    found = index.seen("h3")
    index.open(site / "index.html", fragment)
    assert index.seen("h3") == found == ["I lost my passport"]
    assert index.run("return document.querySelector('[type=search]').value") == "여권"


@needs_a_browser
def test_the_keyboard_goes_through_the_page_in_the_order_it_is_read(index: Browser) -> None:
    way = [index.tab() for _ in range(9)]
    assert way[:4] == ["Skip to the content", "Entries", "Contacts", "First pages and topics"]
    assert way[4].startswith("Words of a title")
    assert way[5:] == ["Topic", "Risk", "Translation", "With a contact of confidence"]
    assert index.run("return parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    assert index.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"


@needs_a_browser
def test_the_first_press_of_a_key_can_skip_to_the_content(index: Browser) -> None:
    index.tab()
    assert index.run("return document.activeElement.getBoundingClientRect().left") >= 0
    index.press(ENTER)
    assert index.run("return document.activeElement.id") == "main"


@needs_a_browser
@pytest.mark.parametrize("name", PAGES)
def test_nothing_on_a_page_keeps_anybody_from_reading_it(index: Browser, site: Path, name: str) -> None:
    index.open(site / name)
    assert index.barriers() == []


@needs_a_browser
def test_dark_colours_are_as_strong(index: Browser, site: Path) -> None:
    index.scheme("dark")
    index.open(site / "entries" / "see-a-doctor.html")
    assert index.barriers() == []


@needs_a_browser
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_small_telephone(index: Browser, site: Path, name: str) -> None:
    index.narrow(360)
    index.open(site / name)
    assert not index.is_too_wide()


@needs_a_browser
def test_contacts_are_read_on_a_small_telephone_without_pushing_a_table_aside(index: Browser, site: Path) -> None:
    index.narrow(360)
    index.open(site / "contacts.html")
    assert index.seen("th[scope=row]")
    assert index.run("return [...document.querySelectorAll('.scroll')].every((one) => one.scrollWidth <= one.clientWidth)")
    assert index.barriers() == []


@needs_a_browser
def test_a_button_leads_where_it_does_in_telegram(index: Browser, site: Path) -> None:
    index.open(site / "entries" / "stopped-by-police.html")
    index.click('.phone a[href$="#TH"]')
    assert index.run("return location.hash") == "#TH"
    index.click('.phone a[href="../start.html#urgent"]')
    assert str(index.run("return location.href")).endswith("/start.html#urgent")


# --- the command ---


@pytest.fixture
def run(project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    monkeypatch.setattr(command_line, "ROOT", project.root)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite'}")
    monkeypatch.setattr("bot.logs.set_up", lambda level: None)
    return project


def test_a_preview_is_written_and_written_again(run: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out" / "site"
    assert command_line.main(["preview", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "Compared with nothing: no edition is published yet. Run: python -m bot publish.\n" in said
    assert "14 files" in said
    (folder / "entries" / "withdrawn.html").write_text("an entry of yesterday", encoding="utf-8")
    assert command_line.main(["preview", str(folder)]) == 0
    assert sorted(path.stem for path in (folder / "entries").iterdir()) == sorted(run.knowledge().entries)


def test_it_is_compared_with_the_edition_that_bots_answer_with(
    run: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Editions.open(f"sqlite:///{tmp_path / 'test.sqlite'}")) as editions:
        edition = unpublished(run.root, TODAY)
        draft = Draft(edition.digest, edition.knowledge, edition.interface, edition.tables)
        editions.publish(Piece(draft.digest, pack_draft(draft)), Piece("a-model", b"learnt"), datetime.now(UTC), after=None)
    run.change("knowledge/daily.toml", "before the last day", "a week before the last day")
    assert command_line.main(["preview", str(tmp_path / "site")]) == 0
    assert "Compared with edition 1," in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"added: </span>[^<]*a week", (tmp_path / "site" / "entries" / "thai-visa.html").read_text(encoding="utf-8"))
    with sqlite3.connect(tmp_path / "test.sqlite") as database:
        database.execute("UPDATE editions SET content = substr(content, 2)")
    database.close()
    capsys.readouterr()
    assert command_line.main(["preview", str(tmp_path / "site")]) == 0
    assert "Compared with nothing: the active edition is not an edition this version can read (" in capsys.readouterr().out


def test_a_database_that_is_down_keeps_nobody_from_reviewing(
    run: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none' / 'such' / 'x.sqlite'}")
    (tmp_path / "none").write_text("a file in the way", encoding="utf-8")
    assert command_line.main(["preview", str(tmp_path / "site")]) == 0
    (told,) = re.findall(r"^Compared with nothing: the database cannot be opened .*$", capsys.readouterr().out, re.MULTILINE)
    for page in ("index.html", "contacts.html", "entries/thai-visa.html"):
        assert told in (tmp_path / "site" / page).read_text(encoding="utf-8")


def test_a_folder_with_other_files_is_left_alone(run: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("notes.txt", "index.html"):
        folder = tmp_path / name.replace(".", "-")
        folder.mkdir()
        (folder / name).write_text("mine", encoding="utf-8")
        assert command_line.main(["preview", str(folder)]) == 1
        assert "holds other files. Name a new or empty folder." in capsys.readouterr().err
        assert [path.name for path in folder.iterdir()] == [name]
        shutil.rmtree(folder)


def test_content_with_errors_is_not_shown_but_told(run: SmallProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.change("knowledge/daily.toml", "{harbour_clinic}", "{harbour_clinc}")
    assert command_line.main(["preview", str(tmp_path / "site")]) == 1
    assert "harbour_clinc" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


# --- the project's own content ---


@pytest.mark.parametrize("content", ["small", "our own"])
def test_no_answer_has_more_than_the_one_page_that_preview_and_leaflet_draw(
    pristine: SmallProject, real_draft: Draft, content: str
) -> None:
    texts = real_draft if content == "our own" else unpublished(pristine.root, TODAY)
    renderer = Renderer(texts, lambda: TODAY, Operator())
    longer = [
        answer
        for entry in texts.knowledge.entries.values()
        for country in (None, *entry.variants)
        for language in Language
        if renderer.render(answer := Answer(language, entry.id, country)) != renderer.render(replace(answer, page=2))
    ]
    assert longer == []


def test_every_link_of_the_whole_preview_leads_to_a_page_and_a_place_on_it(real_edition: Edition) -> None:
    files = dict(Site(real_edition, TODAY, Operator(), NOTHING).files())
    pages = {name: WrittenPage(text) for name, text in files.items() if name.endswith(".html")}
    assert len(pages) == len(real_edition.knowledge.entries) + 3
    for name, page in pages.items():
        assert_headings_are_in_order(page)
        for link in (link for link in page.links if not link.startswith(("https://", "http://"))):
            file, _, place = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert not place or place in pages[target].names, f"{name}: {link}"
            assert target in files, f"{name}: {link}"
