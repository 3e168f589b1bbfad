"""The content on disk as an edition without a model: enough for pages, read in seconds, and no question can be put to it."""

from datetime import date
from pathlib import Path

import numpy as np

from bot.content.editions import draft_of
from bot.core.edition import Edition
from bot.core.matching.matcher import Model
from bot.core.matching.readings import Readings

_NOTHING_LEARNT = Model(classes=(), readings={}, latin=Readings(np.empty(0, np.uint64), np.empty((0, 0), np.float32)), spelling={})


def unpublished(root: Path, today: date) -> Edition:
    """Check what people wrote and put it together.

    Raises:
        BrokenContent: with every problem that is more than a warning.
    """
    return draft_of(root, today).with_model(_NOTHING_LEARNT)
