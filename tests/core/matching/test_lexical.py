"""The inverted index gives the cosine that a plain loop over all words gives."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.edition import Edition
from bot.core.matching.features import Bag, Reading, as_latin, bag
from bot.core.matching.groups import Groups
from bot.core.matching.lexical import UNKNOWN_IDF, LexicalIndex
from bot.core.matching.spans import numbers_of
from bot.core.text import normalise

BAGS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4), max_size=6).map(lambda counts: Counter(counts))


def bag_of(counts: Mapping[str, int]) -> Bag:
    return Bag.of(np.repeat(numbers_of([*counts]), [*counts.values()]))


def index_of(bags: Sequence[Mapping[str, int]]) -> LexicalIndex:
    return LexicalIndex.of([bag_of(one) for one in bags])


def as_counts(bag: Bag) -> dict[int, int]:
    return dict(zip(bag.features.tolist(), bag.counts.tolist(), strict=True))


def cosines(bags: Sequence[Mapping[Any, int]], question: Mapping[Any, int]) -> list[float]:
    """TF-IDF by the book: every vector written out over all features, one by one."""
    known: list[Any] = sorted({feature for one in bags for feature in one})
    every = [*known, *sorted(question.keys() - set(known))]

    def weight(feature: str | int) -> float:
        if feature not in known:
            return UNKNOWN_IDF
        return math.log((1 + len(bags)) / (1 + sum(feature in one for one in bags))) + 1

    def vector(counts: Mapping[Any, int]) -> list[float]:
        return [(1 + math.log(counts[one])) * weight(one) if counts.get(one) else 0.0 for one in every]

    def cosine(one: list[float], other: list[float]) -> float:
        lengths = math.hypot(*one) * math.hypot(*other)
        return sum(a * b for a, b in zip(one, other, strict=True)) / lengths if lengths else 0.0

    return [cosine(vector(question), vector(one)) for one in bags]


@given(st.lists(BAGS, min_size=1, max_size=8), BAGS, st.integers(0, 3))
def test_similarity_is_the_cosine_of_the_weighted_words(bags: list[Counter[str]], question: Counter[str], unknown: int) -> None:
    question += Counter({f"never seen {number}": number + 1 for number in range(unknown)})
    found = index_of(bags).similarities(bag_of(question))
    assert found.shape == (len(bags),)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, cosines(bags, question), atol=1e-5)


@pytest.mark.parametrize("reading", Reading)
def test_similarity_is_the_cosine_on_real_phrasings_in_every_reading(small_edition: Edition, reading: Reading) -> None:
    tables, language = small_edition.tables, reading.language
    groups = Groups(small_edition.knowledge.lexicon, tables)
    texts = [text for entry in small_edition.knowledge.entries.values() for text in entry.phrasings[language][:4]]
    bags = [bag(as_latin(normalise(text, language, tables), reading, tables), reading, tables, groups) for text in texts]
    index = LexicalIndex.of(bags)
    counts = [as_counts(one) for one in bags]
    for number in (0, 7, 20):
        np.testing.assert_allclose(index.similarities(bags[number]), cosines(counts, counts[number]), atol=1e-5)
        assert index.similarities(bags[number]).argmax() == number


@given(st.lists(BAGS.filter(bool), min_size=1, max_size=8))
def test_a_phrasing_is_exactly_like_itself(bags: list[Counter[str]]) -> None:
    index = index_of(bags)
    for number, one in enumerate(bags):
        assert index.similarities(bag_of(one))[number] == pytest.approx(1.0, abs=1e-5)


def test_a_question_without_a_known_word_is_like_nothing() -> None:
    index = index_of([Counter("abc"), Counter("abd")])
    assert index.similarities(bag_of(Counter("xyz"))).tolist() == [0.0, 0.0]
    assert index.similarities(bag_of(Counter())).tolist() == [0.0, 0.0]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    index = index_of([Counter(["the", "visa"]), Counter(["the", "school"]), Counter(["the", "doctor"])])
    visa, school, doctor = index.similarities(bag_of(Counter(["the", "visa"])))
    assert visa > 3 * school
    assert school == pytest.approx(doctor)


def test_unknown_words_make_a_question_less_like_everything() -> None:
    index = index_of([Counter(["visa", "form"])])
    scores = [float(index.similarities(bag_of(Counter(["visa", *map(str, range(unknown))])))[0]) for unknown in range(4)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


@pytest.mark.parametrize("size", [1, 5, 300])
def test_all_phrasings_are_compared_with_all_others_as_one_by_one(size: int) -> None:
    random = np.random.default_rng(size)
    bags = [Counter(f"f{number}" for number in random.zipf(1.5, size=12) % 400) + Counter(["everywhere"]) for _ in range(size)]
    index = index_of(bags)  # of 300, some features are frequent and most are rare
    one_by_one = np.stack([index.similarities(bag_of(one)) for one in bags])
    np.testing.assert_allclose(index.between_all(), one_by_one, atol=1e-5)


def test_an_index_of_very_many_phrasings_tells_them_apart() -> None:
    texts = [f"w{number}" for number in range(70_000)]  # more than two bytes can number
    index = LexicalIndex.of([Bag.of(numbers) for numbers in numbers_of(texts)[:, None]])
    assert index.similarities(bag_of({"w69999": 1})).argmax() == 69_999
    assert index.similarities(bag_of({"w4463": 1})).argmax() == 4_463
