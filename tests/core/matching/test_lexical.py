"""The inverted index gives the cosine that a plain loop over all words gives."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.edition import Edition
from bot.core.matching.features import Reading, as_latin, bag
from bot.core.matching.groups import Groups
from bot.core.matching.lexical import UNKNOWN_IDF, LexicalIndex
from bot.core.text import normalise

BAGS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4), max_size=6).map(lambda counts: Counter(counts))


def cosines(bags: Sequence[Mapping[str, int]], question: Mapping[str, int]) -> list[float]:
    """TF-IDF by the book: every vector written out over all features, one by one."""
    known = sorted({feature for one in bags for feature in one})
    every = [*known, *sorted(question.keys() - set(known))]

    def weight(feature: str) -> float:
        if feature not in known:
            return UNKNOWN_IDF
        return math.log((1 + len(bags)) / (1 + sum(feature in one for one in bags))) + 1

    def vector(counts: Mapping[str, int]) -> list[float]:
        return [(1 + math.log(counts[one])) * weight(one) if counts.get(one) else 0.0 for one in every]

    def cosine(one: list[float], other: list[float]) -> float:
        lengths = math.hypot(*one) * math.hypot(*other)
        return sum(a * b for a, b in zip(one, other, strict=True)) / lengths if lengths else 0.0

    return [cosine(vector(question), vector(one)) for one in bags]


@given(st.lists(BAGS, min_size=1, max_size=8), BAGS, st.integers(0, 3))
def test_similarity_is_the_cosine_of_the_weighted_words(bags: list[Counter[str]], question: Counter[str], unknown: int) -> None:
    question += Counter({f"never seen {number}": number + 1 for number in range(unknown)})
    found = LexicalIndex.of(bags).similarities(question)
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
    for number in (0, 7, 20):
        np.testing.assert_allclose(index.similarities(bags[number]), cosines(bags, bags[number]), atol=1e-5)
        assert index.similarities(bags[number]).argmax() == number


@given(st.lists(BAGS.filter(bool), min_size=1, max_size=8))
def test_a_phrasing_is_exactly_like_itself(bags: list[Counter[str]]) -> None:
    index = LexicalIndex.of(bags)
    for number, one in enumerate(bags):
        assert index.similarities(one)[number] == pytest.approx(1.0, abs=1e-5)


def test_a_question_without_a_known_word_is_like_nothing() -> None:
    index = LexicalIndex.of([Counter("abc"), Counter("abd")])
    assert index.similarities(Counter("xyz")).tolist() == [0.0, 0.0]
    assert index.similarities(Counter()).tolist() == [0.0, 0.0]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    index = LexicalIndex.of([Counter(["the", "visa"]), Counter(["the", "school"]), Counter(["the", "doctor"])])
    visa, school, doctor = index.similarities(Counter(["the", "visa"]))
    assert visa > 3 * school
    assert school == pytest.approx(doctor)


def test_unknown_words_make_a_question_less_like_everything() -> None:
    index = LexicalIndex.of([Counter(["visa", "form"])])
    scores = [float(index.similarities(Counter(["visa", *map(str, range(unknown))]))[0]) for unknown in range(4)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


@pytest.mark.parametrize("size", [1, 5, 300])
def test_all_phrasings_are_compared_with_all_others_as_one_by_one(size: int) -> None:
    random = np.random.default_rng(size)
    bags = [Counter(f"f{number}" for number in random.zipf(1.5, size=12) % 400) + Counter(["everywhere"]) for _ in range(size)]
    index = LexicalIndex.of(bags)  # of 300, some features are frequent and most are rare
    one_by_one = np.stack([index.similarities(one) for one in bags])
    np.testing.assert_allclose(index.between_all(), one_by_one, atol=1e-5)
