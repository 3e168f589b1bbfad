"""The pages somebody in danger sees first, and those that are hardest to fit on a small screen."""

from collections.abc import Mapping

from bot.core.knowledge import Country, EntryId
from bot.core.languages import Language
from bot.core.replies import Answer, Choices, Home, Noted, Notice, NotUnderstood, Reply, Urgent


def chosen(language: Language) -> Mapping[str, Reply]:
    """File name -> what is shown, in the order of the index."""
    embassies = tuple(map(EntryId, ("korean-embassy", "north-korean-embassy", "china-embassy", "leaving-korea")))
    return {
        "home": Home(language),
        "urgent": Urgent(language),
        "being-sent-back": Answer(language, EntryId("being-sent-back"), urgent=True),
        "emergency-contacts-china": Answer(language, EntryId("emergency-contacts"), Country("CN"), urgent=True),
        "caught-by-police-thailand": Answer(language, EntryId("caught-by-police"), Country("TH"), urgent=True, also=embassies[:2]),
        "suicidal-thoughts": Answer(language, EntryId("suicidal-thoughts"), urgent=True),
        "referral-korea": Answer(language, EntryId("referral"), Country("KR")),
        "choices": Choices(language, embassies),
        "not-understood": NotUnderstood(language),
        "erased": Noted(language, Notice.ERASED),
    }
