"""What is forged in the small project is noticed; `python -m tests.prove.tampering` forges the project's own content."""

import random

import pytest

from bot.settings import ROOT
from tests.prove.flips import FLIPS, HARMLESS, rewordings
from tests.prove.forgeries import Forgery, forgeries
from tests.prove.tampering import notice
from tests.small_project import TODAY, SmallProject


def test_every_forgery_is_noticed(project: SmallProject) -> None:
    lexicon = (ROOT / "knowledge" / "lexicon.toml").read_text(encoding="utf-8")
    project.add("knowledge/lexicon.toml", lexicon[lexicon.index("[forbidden.call-me]") : lexicon.index("[forbidden.route]")])
    noticed = notice(project.root, forgeries(project.content(), random.Random(1)), TODAY)
    assert noticed.made > 80
    assert [(edit.kind, edit.file, edit.new) for edit in noticed.missed] == []
    assert len(noticed.by_kind) > 15


def test_a_sentence_that_was_turned_around_is_noticed(pristine: SmallProject) -> None:
    flips = notice(pristine.root, rewordings(pristine.content(), FLIPS, random.Random(1)), TODAY, negations=True)
    assert flips.made > 15
    assert [(edit.kind, edit.name) for edit in flips.missed] == []


def test_harmless_rewordings_ask_nobody_to_look(pristine: SmallProject) -> None:
    harmless = notice(pristine.root, rewordings(pristine.content(), HARMLESS, random.Random(1)), TODAY, negations=True)
    assert harmless.made > 10
    assert harmless.share == 0


@pytest.mark.parametrize("new", ["+99-555-0120", "+99-555-0102 "])
def test_only_what_check_tells_of_counts_as_noticed(pristine: SmallProject, new: str) -> None:
    """A measure that calls everything noticed would be green for ever."""
    harmless = Forgery("nothing", "knowledge/contacts.toml", "harbour-clinic", "harbour-clinic", "Clinics of the harbour", "Clinics")
    forged = Forgery("number", "knowledge/contacts.toml", "harbour-clinic", "harbour-clinic", new, "+99-555-0102")
    noticed = notice(pristine.root, [harmless, forged], TODAY)
    assert noticed.missed == (harmless,)
