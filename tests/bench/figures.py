"""Figures with their noise, beside a reference of the same run, a target and what they were last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Spread:
    """What repetitions gave: the median, and the least and the most of them."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Of the repetitions."""
        return cls(median(values), min(values), max(values))

    def __str__(self) -> str:
        """The median, with the range behind it where there is one."""
        middle, least, most = map(digits, (self.middle, self.least, self.most))
        return middle if least == most else f"{middle} ({least}-{most})"


@dataclass(frozen=True, slots=True)
class Target:
    """A bound that a figure, or its ratio to the reference, must not pass; `at_least` or at most."""

    bound: float
    of_ratio: bool = False
    at_least: bool = False

    def reached(self, figure: "Figure") -> bool:
        """Whether the median keeps to it; never without a reference where one is needed."""
        measured = figure.ratio if self.of_ratio else figure.measured
        if measured is None:
            return False
        return measured.middle >= self.bound if self.at_least else measured.middle <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {digits(self.bound)}{' ×' if self.of_ratio else ''}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        what: the same from run to run, for by it the last figure is found.
        unit: "ms", "answers/s" …
        beside: what the reference is; empty where there is none.
        ratio: of each repetition to its reference, so that a busy moment falls on both.
    """

    what: str
    unit: str
    measured: Spread
    beside: str = ""
    reference: Spread | None = None
    ratio: Spread | None = None
    targets: tuple[Target, ...] = ()

    @classmethod
    def of(
        cls,
        what: str,
        unit: str,
        ours: Sequence[float],
        targets: tuple[Target, ...] = (),
        beside: str = "",
        reference: Sequence[float] = (),
    ) -> Self:
        """From interleaved repetitions, ours and the reference's in the same order."""
        if not reference:
            return cls(what, unit, Spread.of(ours), targets=targets)
        ratios = [one / other for one, other in zip(ours, reference, strict=True)]
        return cls(what, unit, Spread.of(ours), beside, Spread.of(reference), Spread.of(ratios), targets)

    @property
    def reached(self) -> bool | None:
        """Whether all targets are; None without any."""
        return all(one.reached(self) for one in self.targets) if self.targets else None


def digits(value: float) -> str:
    """Three digits that count."""
    return f"{value:.0f}" if abs(value) >= 99.95 else f"{value:.1f}" if abs(value) >= 9.995 else f"{value:.2f}"


HEAD = "| what | measured | beside it | ratio | target | reached | was |\n|---|---|---|---|---|---|---|"


def line(figure: Figure, before: Figure | None) -> str:
    """A figure as a line of Markdown, with what it was."""
    cells = (
        figure.what,
        f"{figure.measured} {figure.unit}",
        f"{figure.reference} {figure.beside}" if figure.reference else "-",
        f"{figure.ratio} ×" if figure.ratio else "-",
        ", ".join(map(str, figure.targets)) or "-",
        {True: "yes", False: "NO", None: "-"}[figure.reached],
        change(figure, before),
    )
    return f"| {' | '.join(cells)} |"


def change(figure: Figure, before: Figure | None) -> str:
    """Was … now …: by the ratio where both have one, for that does not depend on the machine."""
    if before is None:
        return "new"
    if figure.ratio and before.ratio:
        return f"was {digits(before.ratio.middle)} ×, now {digits(figure.ratio.middle)} ×"
    return f"was {digits(before.measured.middle)}, now {digits(figure.measured.middle)}"


def as_json(figure: Figure) -> dict[str, Any]:
    """A figure for programs."""
    found: dict[str, Any] = {"what": figure.what, "unit": figure.unit, "measured": _plain(figure.measured)}
    if figure.reference and figure.ratio:
        found |= {"beside": figure.beside, "reference": _plain(figure.reference), "ratio": _plain(figure.ratio)}
    if figure.targets:
        found |= {"targets": [str(one) for one in figure.targets], "reached": figure.reached}
    return found


def from_json(found: dict[str, Any]) -> Figure:
    """What was measured then; its targets are not asked for again."""
    reference, ratio = (_spread(found[name]) if name in found else None for name in ("reference", "ratio"))
    return Figure(found["what"], found["unit"], _spread(found["measured"]), found.get("beside", ""), reference, ratio)


def _plain(spread: Spread) -> dict[str, float]:
    return {"median": round(spread.middle, 4), "min": round(spread.least, 4), "max": round(spread.most, 4)}


def _spread(found: dict[str, float]) -> Spread:
    return Spread(found["median"], found["min"], found["max"])
