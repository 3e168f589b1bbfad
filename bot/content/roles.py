"""Who vouches for a date: a role, never a person.

A list of the people who help is what an informer would look for first. So a role is made of the words below and nothing else passes:
a rule that looks for names would miss some.
"""

import re

NOUNS = """
advocate advisor caller caseworker counsellor doctor editor interpreter keeper lawyer linguist maintainer nurse officer operator
psychologist reader reviewer researcher speaker supporter teacher translator volunteer worker
"""
QUALITIES = """
asylum case chinese community contact english external field former health hotline human immigration independent korean language legal
medical mental native north of peer rights school second senior shelter social south trauma trafficking women
"""


def is_role(text: str) -> bool:
    """Whether a text names a role, such as `caseworker` or `native Korean speaker`."""
    words = re.split(r"[ \-]", text.lower())
    return words[-1] in NOUNS.split() and len(words) <= _MOST_WORDS and all(word in f"{NOUNS} {QUALITIES}".split() for word in words)


_MOST_WORDS = 4


def refused(text: str) -> str:
    """Why a text is no role, and what to write."""
    nouns, qualities = ", ".join(NOUNS.split()), ", ".join(QUALITIES.split())
    return f"“{text}” is no role. Never write a name: say who did it by one of {nouns}; before it may stand {qualities}."
