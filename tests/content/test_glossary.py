"""The glossary page."""

from bot.content.editions import read_content
from bot.content.glossary import PAGE, glossary
from bot.settings import ROOT
from tests.small_project import TODAY


def test_the_page_in_the_repository_is_made_of_the_lexicon_as_it_is() -> None:
    lexicon = read_content(ROOT, TODAY).written.lexicon
    assert (ROOT / PAGE).read_text(encoding="utf-8") == glossary(lexicon), "Run: python -m bot glossary"


def test_every_group_is_a_row_with_its_words_of_each_language() -> None:
    lexicon = read_content(ROOT, TODAY).written.lexicon
    rows = glossary(lexicon).splitlines()
    assert len([row for row in rows if row.startswith("| ")]) - 1 == len(lexicon.group) >= 250
    assert any("손전화" in row and "手机" in row and "phone" in row for row in rows)
