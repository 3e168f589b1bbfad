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
        ids = {feature: number for number, feature in enumerate(sorted(set().union(*bags)))}
        postings = [(ids[feature], row, count) for row, bag in enumerate(bags) for feature, count in bag.items()]
        features, rows, counts = np.array(postings, np.int64).reshape(-1, 3).T
        frequency = np.bincount(features, minlength=len(ids))
        idf = (np.log((1 + len(bags)) / (1 + frequency)) + 1).astype(np.float32)
        weights = (1 + np.log(counts)) * idf[features]
        weights /= np.sqrt(np.bincount(rows, weights**2, minlength=len(bags)))[rows]
        order = np.argsort(features, kind="stable")
        return cls(
            ids,
            idf,
            np.concatenate([[0], np.cumsum(frequency)]).astype(np.int64),
            rows[order].astype(np.int32),
            weights[order].astype(np.float32),
            len(bags),
        )

    def between_all(self) -> Floats:
        """Cosine of every phrasing with every other, shape (size, size): frequent features by matrix product, rare ones each by itself."""
        frequency = np.diff(self.starts)
        frequent = np.flatnonzero(frequency > max(_RARE, self.size // _RARE))
        block = np.zeros((self.size, len(frequent)), np.float32)
        for column, feature in enumerate(frequent):
            place = slice(self.starts[feature], self.starts[feature + 1])
            block[self.rows[place], column] = self.weights[place]
        cosines: Floats = block @ block.T
        del block
        rare = np.ones(len(frequency), np.bool_)
        rare[frequent] = False
        for feature in np.flatnonzero(rare & (frequency > 1)):
            place = slice(self.starts[feature], self.starts[feature + 1])
            rows, weights = self.rows[place], self.weights[place]
            cosines[rows[:, None], rows] += weights[:, None] * weights
        np.fill_diagonal(cosines, 1.0)  # features of one phrasing alone were left out
        return cosines

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


_RARE = 64
"""Up to so many phrasings (or one in so many) a feature is rare."""
UNKNOWN_IDF = 2.0
"""What a feature unknown to the base weighs: less than a rare known one, else every typo would drown the rest."""
