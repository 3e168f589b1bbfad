"""Whether a probability means what it says: leave-one-out on the knowledge base, as thresholds are chosen by it.

Phrasings are harder than questions: terse, and written to be unlike each other, so that their nearest neighbour is missing when one
is left out. What is wrong here in 12 of 100 is wrong in 2 to 5 of 100 questions at the same probability.
"""

from collections.abc import Container, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.core.edition import Edition
from bot.core.knowledge import REFUSAL, EntryId, Risk
from bot.core.matching.features import Reading
from bot.core.matching.matcher import NOTHING, ReadingModel
from bot.core.thresholds import CLEAR, DOUBT, THRESHOLDS

_STEPS = 10
Mask = NDArray[np.bool_]


def report(edition: Edition) -> str:
    """Tables for people, a block per reading."""
    return "\n\n".join("\n".join(_lines(reading, model, edition)) for reading, model in edition.model.readings.items())


def _lines(reading: Reading, model: ReadingModel, edition: Edition) -> Iterator[str]:
    limits, entries = THRESHOLDS[reading], edition.knowledge.entries
    best, chance = model.unseen.classes[:, 0], model.unseen.chances[:, 0]
    right = best == model.owner
    yield f"{reading}: {len(right)} phrasings, each as if it were not there: {100 * right.mean():.1f} % right"
    yield "  probability   phrasings   right %"
    for step in range(_STEPS):
        low, high = step / _STEPS, (step + 1) / _STEPS
        inside = (chance >= low) & (chance < high if step + 1 < _STEPS else chance >= low)
        if inside.any():
            yield f"  {low:.1f} to {high:.1f}   {inside.sum():>9}   {100 * right[inside].mean():>7.0f}"
    risks = np.array([entry.risk if (entry := entries.get(EntryId(id))) else "" for id in edition.model.classes])
    yield "  risk     direct from   answered %   of these wrong %"
    clear = _clear(model, edition.model.classes, entries)
    for risk in Risk:
        asked, answered = risks[model.owner] == risk, (risks[best] == risk) & (chance >= limits.direct[risk]) & clear
        yield f"  {risk:<8} {limits.direct[risk]:>11.2f}   {_percent(answered[asked]):>10.1f}   {_percent(~right[answered]):>16.1f}"
    urgent = np.array([bool((entry := entries.get(EntryId(id))) and entry.urgent) for id in edition.model.classes])
    leads = np.where(urgent[model.unseen.classes], model.unseen.chances, 0.0).sum(axis=1) >= limits.urgent
    danger = urgent[model.owner]
    found, false = _percent(leads[danger]), _percent(leads[~danger])
    yield f"  urgent from {limits.urgent:.2f}: leads for {found:.1f} % of urgent phrasings, {false:.1f} % of others"


def _clear(model: ReadingModel, classes: Sequence[str], entries: Container[EntryId]) -> Mask:
    """Where nothing but the best stands in the way of a direct answer."""
    chances = model.unseen.chances
    doubted = np.isin(model.unseen.classes, [at for at, id in enumerate(classes) if id in (NOTHING, REFUSAL)])
    others = np.isin(model.unseen.classes[:, 1:], [at for at, id in enumerate(classes) if EntryId(id) in entries])
    second = np.where(others, chances[:, 1:], 0.0).max(axis=1)
    clear: Mask = (chances[:, 0] >= CLEAR * second) & ~((chances > DOUBT) & doubted).any(axis=1)
    return clear


def _percent(mask: Mask) -> float:
    return 100.0 * float(mask.mean()) if mask.size else 0.0
