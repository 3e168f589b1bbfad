"""What of a count may be seen.

Nothing below ten, nothing that a number below ten could be worked out from, and of the rest the nearest multiple of five.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

SMALLEST = 10
STEP = 5


class Mark(StrEnum):
    """What stands in place of a number."""

    SMALL = "<10"
    KEPT_BACK = "–"
    """Ten or more; shown, it would tell of a number below ten in a sum that is shown too."""


Figure = int | Mark
Key = TypeVar("Key", bound=Hashable)


def figure(number: int) -> Figure:
    """A number as it may be shown by itself."""
    return Mark.SMALL if number < SMALLEST else (number + STEP // 2) // STEP * STEP


def figures(numbers: Mapping[Key, int], sums: Callable[[Key], Iterable[Hashable]]) -> dict[Key, Figure]:
    """Numbers that are parts of sums as they may be shown together.

    Args:
        numbers: by any key.
        sums: names of the sums shown elsewhere that a number is part of. Where all parts are below ten, nothing can be kept back.
    """
    shown = {key: figure(number) for key, number in numbers.items()}
    parts: dict[Hashable, list[Key]] = defaultdict(list)
    for key in numbers:
        for name in sums(key):
            parts[name].append(key)
    for members in parts.values():
        if _is_exposed(numbers, shown, members):
            seen = [key for key in members if not isinstance(shown[key], Mark)]
            shown[min(seen, key=lambda key: numbers[key])] = Mark.KEPT_BACK
    return shown


def _is_exposed(numbers: Mapping[Key, int], shown: Mapping[Key, Figure], members: Collection[Key]) -> bool:
    """Whether the sum and the parts that are seen prove that one of those below ten is no zero.

    Rounding moves each figure by two at most; a part that is kept back could be anything.
    """
    seen = [one for key in members if isinstance(one := shown[key], int)]
    small = sum(shown[key] is Mark.SMALL for key in members)
    total = figure(sum(numbers[key] for key in members))
    if not seen or not small or small + len(seen) < len(members) or isinstance(total, Mark):
        return False
    doubt = STEP // 2 * (len(seen) + 1)
    return total - sum(seen) - doubt > (SMALLEST - 1) * (small - 1)
