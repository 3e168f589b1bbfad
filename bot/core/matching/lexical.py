"""Word similarity of a question to every phrasing at once: TF-IDF over n-grams through an inverted index, in numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.core.matching.features import Bag
from bot.core.matching.spans import found_in

Floats = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Unit vectors of phrasings, by feature.

    A weight is the product of what the feature, its count and the phrasing's length give, so that of a posting nothing is kept but
    its phrasing: two bytes in place of eight, and there are nine million.

    Attributes:
        features: ascending; one that stands in a phrasing twice stands here once more, and so on.
        counts: how often it does, in the postings of this place.
        starts: the postings of place i are `[starts[i], starts[i + 1])` of `rows`.
        rows: the phrasing of a posting.
        scales: one by the length of each phrasing's vector.
    """

    features: NDArray[np.uint64]
    counts: NDArray[np.unsignedinteger[Any]]
    starts: NDArray[np.uint32]
    rows: NDArray[np.unsignedinteger[Any]]
    scales: Floats

    @classmethod
    def of(cls, bags: Sequence[Bag]) -> Self:
        """Index bags of n-grams, one per phrasing."""
        features = np.concatenate([bag.features for bag in bags])
        counts = np.concatenate([bag.counts for bag in bags])
        counts = counts.astype(np.min_scalar_type(counts.max(initial=0)))
        rows = np.repeat(np.arange(len(bags)), [len(bag.features) for bag in bags]).astype(np.min_scalar_type(len(bags)))
        order = np.lexsort((rows, counts, features))
        features, counts, rows = features[order], counts[order], rows[order]
        is_new = np.ones(len(features), np.bool_)
        is_new[1:] = (features[1:] != features[:-1]) | (counts[1:] != counts[:-1])
        starts = np.flatnonzero(is_new)
        index = cls(
            features[starts],
            counts[starts],
            np.append(starts, len(features)).astype(np.uint32),
            rows,
            np.ones(len(bags), np.float32),
        )
        lengths = np.bincount(rows, index._weights() ** 2, minlength=len(bags))
        index.scales[:] = 1 / np.sqrt(np.where(lengths > 0, lengths, 1.0))
        return index

    @property
    def size(self) -> int:
        """How many phrasings there are."""
        return len(self.scales)

    def between_all(self) -> Floats:
        """Cosine of every phrasing with every other, shape (size, size): frequent features by matrix product, rare ones each by itself."""
        weights = self._weights()
        first = np.flatnonzero(np.diff(self.features, prepend=~self.features[:1]))
        starts = np.append(self.starts[first], self.starts[-1]).astype(np.int64)
        frequency = np.diff(starts)
        frequent = np.flatnonzero(frequency > max(_RARE, self.size // _RARE))
        block = np.zeros((self.size, len(frequent)), np.float32)
        for column, feature in enumerate(frequent):
            place = slice(starts[feature], starts[feature + 1])
            block[self.rows[place], column] = weights[place]
        cosines: Floats = block @ block.T
        del block
        rare = np.ones(len(frequency), np.bool_)
        rare[frequent] = False
        for feature in np.flatnonzero(rare & (frequency > 1)):
            place = slice(starts[feature], starts[feature + 1])
            rows, some = self.rows[place], weights[place]
            cosines[rows[:, None], rows] += some[:, None] * some
        np.fill_diagonal(cosines, 1.0)  # features of one phrasing alone were left out
        return cosines

    def similarities(self, bag: Bag) -> Floats:
        """Cosine of a bag with every phrasing, shape (size,); features nobody used count towards its length."""
        first = found_in(self.features, bag.features)
        is_known = first < len(self.features)
        if not is_known.any():
            return np.zeros(self.size, np.float32)
        first, weights = first[is_known], _by_count(bag.counts)
        beyond = np.searchsorted(self.features, bag.features[is_known], "right")
        rarity = self._rarity(first, beyond)
        values = weights[is_known] * rarity
        values /= np.sqrt(values @ values + (weights[~is_known] ** 2).sum() * UNKNOWN_IDF**2)
        places, values = _each_of(first, beyond), np.repeat(values * rarity, beyond - first)
        values *= _by_count(self.counts[places])
        starts, ends = self.starts[places].tolist(), self.starts[places + 1].tolist()
        rows = np.concatenate([self.rows[start:end] for start, end in zip(starts, ends, strict=True)])
        values = np.repeat(values, [end - start for start, end in zip(starts, ends, strict=True)])
        found: Floats = np.bincount(rows, values, minlength=self.size).astype(np.float32)
        found *= self.scales
        return found

    def _rarity(self, first: Places, beyond: Places) -> NDArray[np.float64]:
        """The inverse document frequency of features by where they begin and where the next ones do."""
        frequency = self.starts[beyond].astype(np.int64) - self.starts[first]
        rarity: NDArray[np.float64] = np.log((1 + self.size) / (1 + frequency)) + 1
        return rarity

    def _weights(self) -> Floats:
        """Of every posting."""
        first, beyond = (np.searchsorted(self.features, self.features, side) for side in _SIDES)
        weights: Floats = np.repeat(_by_count(self.counts) * self._rarity(first, beyond), np.diff(self.starts)).astype(np.float32)
        weights *= self.scales[self.rows]
        return weights


_SIDES: Any = ("left", "right")
_RARE = 64
"""Up to so many phrasings (or one in so many) a feature is rare."""
UNKNOWN_IDF = 2.0
"""What a feature unknown to the base weighs: less than a rare known one, else every typo would drown the rest."""


def _by_count(counts: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = 1 + np.log(counts, dtype=np.float64)
    return weights


def _each_of(first: Places, beyond: Places) -> Places:
    """All places of the ranges [first, beyond), one after the other."""
    lengths = beyond - first
    ends = np.cumsum(lengths)
    each: Places = np.arange(ends[-1]) + np.repeat(first - (ends - lengths), lengths)
    return each
