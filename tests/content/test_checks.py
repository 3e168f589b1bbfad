"""Each rule about entries, contacts and phrasings catches the smallest breach of it, and says where and what to do."""

import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from bot.content import checks, invitations, lettering, negations, rules, safety, seals, upkeep
from bot.content.editions import check
from bot.content.problem import Problem
from bot.content.rules import contacts, entries, phrasings
from bot.content.texts import Content
from tests.content.caught import caught
from tests.small_project import TODAY, SmallProject

URGENT, DAILY, ABOUT, CONTACTS = (f"knowledge/{name}.toml" for name in ("urgent", "daily", "about", "contacts"))


@pytest.mark.parametrize("rule", checks.CHECKS)
def test_the_small_project_breaks_no_rule(pristine: SmallProject, rule: checks.Check) -> None:
    assert list(rule(pristine.content())) == []


def test_every_rule_is_in_the_list_and_has_tests_here() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [rule.__name__ for rule in checks.CHECKS if not re.search(rf"\.{rule.__name__}(?:\)|\(project)", tests)] == []
    beside = (safety, invitations, lettering, negations, seals, upkeep)
    modules = [*beside, *(import_module(f"{rules.__name__}.{one.name}") for one in iter_modules(rules.__path__))]
    written = {one for module in modules for one in vars(module).values() if _is_rule(one) and one.__module__ == module.__name__}
    assert set(checks.CHECKS) == written


def _is_rule(one: object) -> bool:
    """A function that yields the problems of some content."""
    return getattr(one, "__annotations__", {}) == {"content": Content, "return": Iterator[Problem]}


def test_problems_come_sorted_with_those_of_unreadable_files_alone(project: SmallProject) -> None:
    project.change(DAILY, 'risk = "green"', 'risk = "green"\nurgent = true', "see-a-doctor")
    project.change(ABOUT, 'id = "cannot-help"', 'id = "Cannot help"')
    found = check(project.root, TODAY)
    assert len(found) > 2
    assert found == sorted(found)
    project.write("knowledge/about.toml", "title = ")
    project.write("locales/ko/LC_MESSAGES/answers.po", "rubbish\n")
    assert {problem.file for problem in check(project.root, TODAY)} == {"knowledge/about.toml", "locales/ko/LC_MESSAGES/answers.po"}


def test_a_problem_reads_as_a_line_an_editor_can_jump_to(project: SmallProject) -> None:
    project.change(DAILY, 'risk = "green"', 'risk = "green"\nurgent = true', "see-a-doctor")
    (problem,) = entries.risks_are_honest(project.content())
    assert str(problem) == f'{DAILY}:{problem.line}: error: "see-a-doctor": An urgent entry is red. Write risk = "red".'


def test_an_id_that_stands_twice_is_caught(project: SmallProject) -> None:
    project.change(DAILY, 'id = "see-a-doctor"', 'id = "lost-passport"')
    (problem,) = entries.ids_are_unique(project.content())
    assert (problem.file, problem.entry) == (DAILY, "lost-passport")
    assert (problem.message, problem.remedy) == (f"The id stands in {DAILY} too.", "Give the new entry another id.")


@pytest.mark.parametrize("id", ["See-a-doctor", "see_a_doctor", "see-a-doctor-", "see a doctor", "의사"])
def test_an_id_that_is_no_id_is_caught(project: SmallProject, id: str) -> None:
    project.change(DAILY, 'id = "see-a-doctor"', f'id = "{id}"')
    assert caught(project, entries.ids_are_unique) == [
        f"{DAILY}: {id}: An id is words in small letters joined by hyphens. Rename it, if it was never published."
    ]


@pytest.mark.parametrize(("file", "id"), [(URGENT, "emergency-contacts"), (ABOUT, "cannot-help")])
def test_an_entry_the_bot_cannot_do_without_is_missed(project: SmallProject, file: str, id: str) -> None:
    project.change(file, f'id = "{id}"', f'id = "{id}-old"')
    assert caught(project, entries.ids_are_unique) == [
        f"knowledge: {id}: The entry is missing, and the bot cannot do without it. Restore it."
    ]


@pytest.mark.parametrize(
    ("file", "entry", "old", "new", "message"),
    [
        (DAILY, "lost-passport", '["south-embassy"]', '["south-embasy"]', "related names south-embasy, {}. Did you mean south-embassy?"),
        (DAILY, "lost-passport", '["south-embassy"]', '["zzz"]', "related names zzz, {}. Correct it, or take it out of related."),
        (DAILY, "lost-passport", '["south-consulate"]', '["consulate"]', "contacts names consulate, {}. Did you mean south-consulate?"),
        (URGENT, "stopped-by-police", '["danger-now"]', '["danger"]', "when names danger, {}. Did you mean danger-now?"),
        (DAILY, "south-embassy", '["north-mission"]', '["mission"]', "not_when names mission, {}. Did you mean north-mission?"),
        (
            DAILY,
            "thai-visa",
            'country = "TH"',
            'country = "Thailand"',
            "Thailand is no country. Use the two letters of ISO 3166, such as TH.",
        ),
        (
            DAILY,
            "see-a-doctor",
            "[entry.variant.TH]",
            "[entry.variant.th]",
            "th is no country. Use the two letters of ISO 3166, such as TH.",
        ),
    ],
)
def test_a_name_nobody_knows_is_caught(project: SmallProject, file: str, entry: str, old: str, new: str, message: str) -> None:
    project.change(file, old, new, entry)
    if "variant" in old:
        project.change(file, "entry.variant.TH.sources", "entry.variant.th.sources", entry)
    assert caught(project, entries.names_are_known) == [f"{file}: {entry}: {message.format('which does not exist')}"]


def test_a_text_without_a_source_is_caught(project: SmallProject) -> None:
    project.change(DAILY, '[[entry.sources]]\ntitle = "Lost papers"\npublisher = "Harbour House"\nas_of = 2025\n', "")
    project.change(DAILY, "phrasings = [", "sources = []\nphrasings = [", "lost-passport")
    remedy = "Add [[entry.sources]] with title, publisher and as_of."
    assert caught(project, entries.every_entry_has_sources) == [f"{DAILY}: lost-passport: The text has no source. {remedy}"]
    project.change(
        DAILY, '[[entry.variant.TH.sources]]\ntitle = "Clinics in Thailand"\npublisher = "Harbour House"\nas_of = 2025\n', "sources = []\n"
    )
    assert caught(project, entries.every_entry_has_sources)[1:] == [f"{DAILY}: see-a-doctor: TH has no source. {remedy}"]


@pytest.mark.parametrize("year", [2027, 1900, 0, 20255])
def test_a_source_of_an_impossible_year_is_caught(project: SmallProject, year: int) -> None:
    project.change(DAILY, "as_of = 2025", f"as_of = {year}", "see-a-doctor")
    assert caught(project, entries.every_entry_has_sources) == [
        f"{DAILY}: see-a-doctor: as_of = {year} cannot be. Write the year the fact is known to be true."
    ]


@pytest.mark.parametrize("url", ["harbour-house.example", "ftp://x.example", "javascript:alert(1)"])
def test_a_source_whose_address_is_none_is_caught(project: SmallProject, url: str) -> None:
    project.change(DAILY, "as_of = 2025", f'as_of = 2025\nurl = "{url}"', "see-a-doctor")
    assert caught(project, entries.every_entry_has_sources) == [
        f"{DAILY}: see-a-doctor: {url} is no address. Leave url out where there is none to show."
    ]


@pytest.mark.parametrize("risk", ["green", "yellow"])
def test_an_urgent_entry_that_is_not_red_is_caught(project: SmallProject, risk: str) -> None:
    project.change(URGENT, 'risk = "red"', f'risk = "{risk}"', "stopped-by-police")
    assert caught(project, entries.risks_are_honest) == [f'{URGENT}: stopped-by-police: An urgent entry is red. Write risk = "red".']


def test_a_review_that_is_yet_to_come_is_caught(project: SmallProject) -> None:
    project.change(DAILY, "review_by =", "reviewed = 2026-11-26\nreview_by =", "see-a-doctor")
    assert caught(project, entries.dates_are_possible) == [
        f"{DAILY}: see-a-doctor: reviewed = 2026-11-26 lies in the future. Write the day it was reviewed."
    ]


@pytest.mark.parametrize(
    ("file", "entry", "old", "late", "latest", "risk"),
    [
        (URGENT, "stopped-by-police", "2027-05-01", "2027-05-28", "2027-05-27", "red"),
        (URGENT, "emergency-contacts", "2027-05-01", "2027-05-23", "2027-05-22", "red"),  # 183 days from its review
        (DAILY, "lost-passport", "2027-11-01", "2027-11-27", "2027-11-26", "yellow"),
        (DAILY, "see-a-doctor", "2027-11-01", "2027-11-27", "2027-11-26", "green"),
    ],
)
def test_a_review_that_comes_too_late_is_caught_on_its_first_day(
    project: SmallProject, file: str, entry: str, old: str, late: str, latest: str, risk: str
) -> None:
    project.change(file, f"review_by = {old}", f"review_by = {latest}", entry)
    assert caught(project, entries.dates_are_possible) == []
    project.change(file, f"review_by = {latest}", f"review_by = {late}", entry)
    assert caught(project, entries.dates_are_possible) == [
        f"{file}: {entry}: review_by = {late} is too late for {risk}. At the latest {latest}."
    ]


def test_an_expired_entry_is_work_to_be_done_but_no_error(project: SmallProject) -> None:
    project.change(DAILY, "review_by = 2027-11-01", "review_by = 2026-11-24", "see-a-doctor")
    assert caught(project, entries.dates_are_possible) == [f"{DAILY}: warning: see-a-doctor: Expired on 2026-11-24. Review it."]
    assert list(entries.dates_are_possible(project.content(TODAY - timedelta(days=1)))) == []


def test_a_call_that_is_yet_to_come_is_caught(project: SmallProject) -> None:
    project.change(CONTACTS, "called = 2026-11-10", "called = 2026-11-26")
    assert caught(project, contacts.calls_are_past) == [
        f"{CONTACTS}: night-line: called = 2026-11-26 lies in the future. Write the day somebody called it, or leave it out."
    ]


@pytest.mark.parametrize(
    ("old", "new", "contact", "message"),
    [
        ('phone = ["+99-555-0102"]\n', "", "harbour-clinic", "Nothing to reach it by. Add a number, or set"),
        ('confidence = "low"', 'confidence = "medium"', "closed-office", "Nothing to reach it by. Add a number, or set"),
        ("+99-555-0102", "+99.555.0102", "harbour-clinic", "+99.555.0102 cannot be dialled."),
        ("+99-555-0102", "９９-555", "harbour-clinic", "９９-555 cannot be dialled."),
        ("+99-555-0102", "call 99", "harbour-clinic", "call 99 cannot be dialled."),
        ('after_hours = "+99-555-0104"', 'after_hours = "at night"', "south-consulate", "at night cannot be dialled."),
        ("https://night-line.example", "https://nіght-line.example", "night-line", "https://nіght-line.example is no plain address."),
        ('website = "https:', 'website = "javascript:', "night-line", "javascript://night-line.example is no plain address."),
        ("help@night-line.example", "hеlp@night-line.example", "night-line", "hеlp@night-line.example is no plain address. ASCII"),
        ('caution = "They ask for papers."\n', "", "cn-police-110", "A state line without caution. Say what it may mean for a person"),
        ('name = "Harbour clinic"', 'name = "Duri Hana"', "harbour-clinic", "Never to be listed: its pastor was convicted"),
    ],
)  # fmt: skip
def test_a_contact_that_misleads_is_caught(project: SmallProject, old: str, new: str, contact: str, message: str) -> None:
    project.change(CONTACTS, old, new, contact)
    (line,) = caught(project, contacts.contacts_are_complete)
    assert line.startswith(f"{CONTACTS}: {contact}: {message}")


@pytest.mark.parametrize("phone", ["110", "+99 555 0102", "1-833-900", "99-555 (text)"])
def test_a_number_that_can_be_dialled_is_no_problem(project: SmallProject, phone: str) -> None:
    project.change(CONTACTS, "+99-555-0102", phone)
    assert caught(project, contacts.contacts_are_complete) == []


def test_too_few_ways_to_ask_are_caught_in_every_language(project: SmallProject) -> None:
    project.change(DAILY, '  "i need medicine",\n', "")
    for language, line in (("ko", "약이 필요해요\n"), ("zh_Hans", "我需要药\n")):
        text = project.message(language, "see-a-doctor.phrasings", "phrasings").msgstr
        project.translate(language, "see-a-doctor.phrasings", text.replace(line, ""), domain="phrasings")
    remedy = "Ways to ask: 11; at least 12 are needed. Write more, one per line."
    files = [DAILY, "locales/ko/LC_MESSAGES/phrasings.po", "locales/zh_Hans/LC_MESSAGES/phrasings.po"]
    assert caught(project, phrasings.phrasings_are_enough) == [f"{file}: see-a-doctor: {remedy}" for file in files]


def test_a_way_to_ask_that_leads_to_two_entries_is_caught_however_it_is_written(project: SmallProject) -> None:
    project.change(DAILY, '"i need medicine"', '"MY Passport is gone!"')
    text = project.message("ko", "see-a-doctor.phrasings", "phrasings").msgstr
    project.translate("ko", "see-a-doctor.phrasings", text.replace("약이 필요해요", "려권이 없어졌어요"), domain="phrasings")
    where = "is a phrasing of lost-passport too. Keep it where it fits better."
    assert caught(project, phrasings.phrasings_are_apart) == [
        f"{DAILY}: see-a-doctor: “MY Passport is gone!” {where}",
        f"locales/ko/LC_MESSAGES/phrasings.po: see-a-doctor: “려권이 없어졌어요” {where}",
    ]


@pytest.mark.parametrize(("old", "new"), [('"hello"', '"i need medicine"'), ('"hello"', '"!?"'), ('"hello"', f'"{"hello " * 40}"')])
def test_small_talk_keeps_to_the_same_rules(project: SmallProject, old: str, new: str) -> None:
    project.change("knowledge/small_talk.toml", old, new)
    (line,) = caught(project, phrasings.phrasings_are_apart)
    assert line.startswith("knowledge/small_talk.toml: small-talk.greeting: “")
    assert line.endswith(("is a phrasing of see-a-doctor too. Keep it where it fits better.", "is empty or too long to match. Rewrite it."))
