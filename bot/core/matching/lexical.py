"""Word similarity of a question to every phrasing at once: TF-IDF over n-grams through an inverted index, in numpy."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Unit vectors of phrasings, by feature.

    Attributes:
        ids: feature -> its row in `starts`.
        idf: weight of each feature.
        starts: postings of feature i are `[starts[i], starts[i + 1])` of the two arrays below.
        rows: the phrasing of a posting.
        weights: the phrasing's weight for the feature.
        size: how many phrasings there are.
    """

    ids: Mapping[str, int]
    idf: Floats
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: Floats
    size: int

    @classmethod
    def of(cls, bags: Sequence[Counter[str]]) -> Self:
        """Index bags of n-grams, one per phrasing."""
        document_frequency = Counter(feature for bag in bags for feature in bag)
        features = sorted(document_frequency)
        ids = {feature: number for number, feature in enumerate(features)}
        idf = np.array([math.log((1 + len(bags)) / (1 + document_frequency[f])) + 1 for f in features], np.float32)
        postings: list[list[tuple[int, float]]] = [[] for _ in features]
        for row, bag in enumerate(bags):
            for feature, weight in _unit({ids[f]: (1 + math.log(n)) * float(idf[ids[f]]) for f, n in bag.items()}).items():
                postings[feature].append((row, weight))
        flat = [posting for one in postings for posting in one]
        return cls(
            ids,
            idf,
            np.cumsum([0, *(len(one) for one in postings)], dtype=np.int64),
            np.array([row for row, _ in flat], np.int32),
            np.array([weight for _, weight in flat], np.float32),
            len(bags),
        )

    def similarities(self, bag: Counter[str]) -> Floats:
        """Cosine of a bag with every phrasing, shape (size,); features nobody used count towards its length."""
        known = [(self.ids[f], 1 + math.log(n)) for f, n in bag.items() if f in self.ids]
        scores = np.zeros(self.size, np.float32)
        if not known:
            return scores
        numbers = np.array([number for number, _ in known])
        values = np.array([tf for _, tf in known], np.float32) * self.idf[numbers]
        unknown = sum((1 + math.log(n)) ** 2 for f, n in bag.items() if f not in self.ids) * UNKNOWN_IDF**2
        values /= math.sqrt(float(values @ values) + unknown)
        starts, lengths = self.starts[numbers], self.starts[numbers + 1] - self.starts[numbers]
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(starts - (ends - lengths), lengths)
        return np.bincount(self.rows[places], self.weights[places] * np.repeat(values, lengths), minlength=self.size).astype(np.float32)


UNKNOWN_IDF = 2.0
"""What a feature unknown to the base weighs: less than a rare known one, else every typo would drown the rest."""


def _unit(weights: Mapping[int, float]) -> dict[int, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {feature: weight / length for feature, weight in weights.items()}
