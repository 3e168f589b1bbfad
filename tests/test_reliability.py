"""Whether probabilities can be believed is reported from what each phrasing would get if it were not there."""

import re

import numpy as np

from bot import reliability
from bot.core.edition import Edition
from bot.core.matching.features import Reading


def test_every_reading_is_reported_with_all_of_its_phrasings(small_edition: Edition) -> None:
    report = reliability.report(small_edition)
    for reading in Reading:
        block = next(part for part in report.split("\n\n") if part.startswith(f"{reading}:"))
        model = small_edition.model.readings[reading]
        right = 100 * (model.unseen.classes[:, 0] == model.owner).mean()
        assert block.startswith(f"{reading}: {len(model.owner)} phrasings, each as if it were not there: {right:.1f} % right")
        counts = [int(found) for found in re.findall(r"^  0\.\d to \d\.\d +(\d+)", block, re.M)]
        assert sum(counts) == len(model.owner)


def test_what_is_unseen_is_kept_best_first(small_edition: Edition) -> None:
    for model in small_edition.model.readings.values():
        assert (np.diff(model.unseen.chances, axis=1) <= 0).all()
        assert (model.unseen.chances.sum(axis=1) <= 1.0 + 1e-5).all()
