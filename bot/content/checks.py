"""Every rule about content; what each says stands beside it, in `rules` and `safety`."""

from collections.abc import Callable, Iterator

from bot.content.invitations import no_name_in_a_messenger, no_number_in_words
from bot.content.lettering import letters_are_what_they_seem
from bot.content.negations import negations_were_looked_at
from bot.content.problem import Problem
from bot.content.rules.contacts import calls_are_past, contacts_are_complete
from bot.content.rules.entries import (
    dates_are_possible,
    every_entry_has_sources,
    ids_are_unique,
    names_are_known,
    risks_are_honest,
    withdrawn_entries_are_not_needed,
)
from bot.content.rules.phrasings import phrasings_are_apart, phrasings_are_enough, questions_are_apart
from bot.content.rules.texts import contacts_stand_alone, texts_are_short, translations_keep_contacts
from bot.content.rules.translations import english_overrules_are_current, translations_are_current, unsafe_is_taken_off
from bot.content.rules.words import words_can_be_found, words_have_one_group
from bot.content.safety import (
    limits_of_medicine_are_exact,
    no_address_of_a_place,
    no_forbidden_words,
    no_markup,
    no_numbers_or_links_in_phrasings,
    no_numbers_or_links_in_texts,
    no_price_of_a_broker,
    sums_carry_their_year,
    the_same_numbers_in_every_language,
)
from bot.content.seals import contacts_are_sealed, sources_lead_where_they_did
from bot.content.texts import Content
from bot.content.upkeep import calls_are_recent, dates_have_roles_and_no_names, withdrawn_contacts_are_replaced

Check = Callable[[Content], Iterator[Problem]]


def problems_of(content: Content) -> Iterator[Problem]:
    """Every problem of some content, errors and warnings."""
    for check in CHECKS:
        yield from check(content)


CHECKS: tuple[Check, ...] = (
    ids_are_unique,
    withdrawn_entries_are_not_needed,
    names_are_known,
    contacts_stand_alone,
    translations_keep_contacts,
    texts_are_short,
    no_numbers_or_links_in_texts,
    no_markup,
    no_forbidden_words,
    no_price_of_a_broker,
    sums_carry_their_year,
    no_address_of_a_place,
    limits_of_medicine_are_exact,
    the_same_numbers_in_every_language,
    every_entry_has_sources,
    risks_are_honest,
    dates_are_possible,
    phrasings_are_enough,
    phrasings_are_apart,
    questions_are_apart,
    words_have_one_group,
    words_can_be_found,
    contacts_are_complete,
    calls_are_past,
    translations_are_current,
    english_overrules_are_current,
    unsafe_is_taken_off,
    no_numbers_or_links_in_phrasings,
    no_number_in_words,
    no_name_in_a_messenger,
    letters_are_what_they_seem,
    negations_were_looked_at,
    contacts_are_sealed,
    sources_lead_where_they_did,
    calls_are_recent,
    dates_have_roles_and_no_names,
    withdrawn_contacts_are_replaced,
)
