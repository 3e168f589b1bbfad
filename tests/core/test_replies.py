"""How a text may be shown, for every combination of risk, urgency, state and date."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.core.edition import Edition
from bot.core.knowledge import Entry, EntryId, Risk, State
from bot.core.languages import Language
from bot.core.replies import Shown, how_shown

IN_TIME = """
                    current        missing        stale            withheld
green               current        untranslated   old-translation  contacts-only
yellow              current        untranslated   old-translation  contacts-only
red                 current        untranslated   contacts-only    contacts-only
green-urgent        current        untranslated   old-translation  contacts-only
yellow-urgent       current        untranslated   old-translation  contacts-only
red-urgent          current        untranslated   old-translation  contacts-only
"""
EXPIRED = """
                    current        missing        stale            withheld
green               expired        expired        expired          contacts-only
yellow              expired        expired        expired          contacts-only
red                 contacts-only  contacts-only  contacts-only    contacts-only
green-urgent        expired        expired        expired          contacts-only
yellow-urgent       expired        expired        expired          contacts-only
red-urgent          expired        expired        expired          contacts-only
"""


def _rows(table: str) -> dict[tuple[str, str], str]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    return {(kind, state): shown for kind, *cells in rows for state, shown in zip(head, cells, strict=True)}


CASES = [(late, kind, state, shown) for late, table in enumerate((IN_TIME, EXPIRED)) for (kind, state), shown in _rows(table).items()]


@pytest.fixture
def entry(small_edition: Edition) -> Entry:
    return small_edition.knowledge.entries[EntryId("see-a-doctor")]


@pytest.mark.parametrize(("days_late", "kind", "state", "shown"), CASES)
def test_a_text_is_shown_as_its_state_allows(entry: Entry, days_late: int, kind: str, state: str, shown: str) -> None:
    risk, _, urgent = kind.partition("-")
    entry = replace(entry, risk=Risk(risk), urgent=bool(urgent))
    wording = replace(entry.wording(Language.KOREAN), state=State(state))
    assert how_shown(entry, wording, entry.review_by + timedelta(days=days_late)) is Shown(shown)


def test_every_combination_is_in_the_tables() -> None:
    every = {(late, f"{risk}{urgent}", state.value) for late, risk, urgent, state in product((0, 1), Risk, ("", "-urgent"), State)}
    assert {case[:3] for case in CASES} == every
    assert len(CASES) == len(every)
    assert {case[3] for case in CASES} == {one.value for one in Shown}
