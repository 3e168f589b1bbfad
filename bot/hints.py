"""Help for a mistyped name."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest known name, or "" where none is near."""
    near = get_close_matches(wrong, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else ""
