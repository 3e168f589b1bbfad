"""What the bot knows, and the text a reader gets of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.edition import Edition
from bot.core.knowledge import Confidence, ContactId, Country, Entry, EntryId
from bot.core.languages import Language

THAILAND, CHINA = Country("TH"), Country("CN")


@pytest.fixture
def entry(small_edition: Edition) -> Entry:
    return small_edition.knowledge.entries[EntryId("stopped-by-police")]


def test_an_entry_expires_the_day_after_its_last_day(entry: Entry) -> None:
    assert not entry.is_expired(entry.review_by)
    assert entry.is_expired(entry.review_by + timedelta(days=1))
    assert not entry.is_expired(date.min)


@pytest.mark.parametrize("language", Language)
def test_a_reader_gets_the_general_text_in_her_language(entry: Entry, language: Language) -> None:
    assert entry.wording(language) is entry.wordings[language]
    assert entry.wording(language).language is language


@pytest.mark.parametrize("language", Language)
def test_a_country_with_its_own_text_gets_it(entry: Entry, language: Language) -> None:
    assert entry.wording(language, THAILAND) is entry.variants[THAILAND].wordings[language]
    assert entry.wording(language, THAILAND) != entry.wording(language)


def test_a_country_without_its_own_text_gets_the_general_one(entry: Entry) -> None:
    assert entry.wording(Language.KOREAN, CHINA) is entry.wording(Language.KOREAN)


def test_traditional_chinese_falls_back_on_the_language_that_serves_it(entry: Entry) -> None:
    without = replace(entry, wordings={lang: one for lang, one in entry.wordings.items() if lang is not Language.TRADITIONAL_CHINESE})
    assert without.wording(Language.TRADITIONAL_CHINESE) is entry.wordings[Language.CHINESE]


def test_a_contact_of_low_confidence_is_never_shown(small_edition: Edition) -> None:
    contacts = small_edition.knowledge.contacts
    assert {id for id, contact in contacts.items() if not contact.is_shown} == {"closed-office"}
    assert not replace(contacts[ContactId("night-line")], confidence=Confidence.LOW).is_shown


def test_urgent_entries_are_listed_in_the_order_of_their_file(small_edition: Edition) -> None:
    assert small_edition.knowledge.urgent == ("stopped-by-police", "emergency-contacts")
