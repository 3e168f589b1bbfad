"""A model is learnt in every language that is read, or it is said which has nothing to learn from."""

import pytest

from bot.core.knowledge import Lexicon
from bot.core.languages import Language
from bot.core.matching.groups import Groups
from bot.core.matching.learning import NoPhrasings, learn_from
from tests.small_project import real_tables

PHRASINGS = {
    "passport": {Language.ENGLISH: ("my passport is gone",), Language.KOREAN: ("려권이 없어졌어요",), Language.CHINESE: ("护照丢了",)},
    "doctor": {Language.ENGLISH: ("i need a doctor",), Language.KOREAN: ("의사가 필요해요",), Language.CHINESE: ("我要看医生",)},
}


@pytest.mark.parametrize("missing", [Language.ENGLISH, Language.KOREAN, Language.CHINESE])
@pytest.mark.parametrize("left", [(), ("!?",)])
def test_a_language_without_any_phrasing_is_named(missing: Language, left: tuple[str, ...]) -> None:
    phrasings = {id: some | {missing: left} for id, some in PHRASINGS.items()}
    with pytest.raises(NoPhrasings, match=rf"There is not one phrasing in {missing}\. .*locales/README\.md"):
        learn_from(phrasings, real_tables(), Groups(Lexicon({}, {}, {}), real_tables()), None)
