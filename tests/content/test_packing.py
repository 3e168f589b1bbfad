"""An edition survives being stored, and bytes that are no edition are known as such."""

import dataclasses
import io
import json
import mmap
import random
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import pytest

from bot.content.draft import Draft
from bot.content.packing import BrokenEdition, pack_draft, pack_model, unpack_draft, unpack_model
from bot.core.answering import Question, Responder
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder


@dataclasses.dataclass(frozen=True)
class Piece:
    """One of the two pieces of the small edition: packed, and how that is done."""

    value: Any
    pack: Callable[[Any], bytes]
    unpack: Callable[[bytes], Any]

    @cached_property
    def packed(self) -> bytes:
        return self.pack(self.value)


@pytest.fixture(scope="module")
def pieces(small_edition: Edition) -> dict[str, Piece]:
    draft = Draft(small_edition.digest, small_edition.knowledge, small_edition.interface, small_edition.tables)
    return {"draft": Piece(draft, pack_draft, unpack_draft), "model": Piece(small_edition.model, pack_model, unpack_model)}


@pytest.fixture(params=["draft", "model"])
def piece(request: pytest.FixtureRequest, pieces: dict[str, Piece]) -> Piece:
    return pieces[request.param]


def assert_equal(one: Any, other: Any, where: str = "edition") -> int:
    """Compare field by field, arrays by type, shape and every number; how many values were compared."""
    if isinstance(one, np.ndarray):
        assert (one.dtype, one.shape) == (other.dtype, other.shape), where
        assert (one == other).all(), where
        return 1
    assert type(one) is type(other) or isinstance(one, Mapping), where
    if dataclasses.is_dataclass(one):
        return sum(assert_equal(getattr(one, f.name), getattr(other, f.name), f"{where}.{f.name}") for f in dataclasses.fields(one))
    if isinstance(one, Mapping):
        assert list(one) == list(other), where
        assert Counter(map(type, one)) == Counter(map(type, other)), where
        return sum(assert_equal(one[key], other[key], f"{where}[{key}]") for key in one)
    if isinstance(one, tuple):
        assert len(one) == len(other), where
        return sum(assert_equal(*both, f"{where}[{at}]") for at, both in enumerate(zip(one, other, strict=True)))
    assert one == other, where
    return 1


def test_what_is_unpacked_is_what_was_packed(piece: Piece) -> None:
    assert assert_equal(piece.value, piece.unpack(piece.packed)) > 1_000


def test_packing_again_gives_the_same_bytes(piece: Piece) -> None:
    assert piece.pack(piece.value) == piece.packed
    assert piece.pack(piece.unpack(piece.packed)) == piece.packed


def test_the_arrays_of_a_model_are_views_of_its_bytes_that_begin_where_numpy_is_quick(pieces: dict[str, Piece]) -> None:
    place = mmap.mmap(-1, len(pieces["model"].packed))
    place[:] = pieces["model"].packed
    model, whole = unpack_model(memoryview(place)), np.frombuffer(place, np.uint8)
    arrays = [one for reading in model.readings.values() for one in (reading.index.features, reading.index.rows, reading.dual)]
    assert all(np.shares_memory(one, whole) for one in arrays)
    assert {one.ctypes.data % 64 for one in arrays} == {0}


def test_words_that_could_not_be_told_apart_again_are_not_packed(small_edition: Edition) -> None:
    model = dataclasses.replace(small_edition.model, classes=("one\ntwo", "three"))
    with pytest.raises(ValueError, match="line end"):
        pack_model(model)


def test_a_stored_edition_answers_as_the_fresh_one(small_edition: Edition, pieces: dict[str, Piece], encoder: Encoder) -> None:
    again = unpack_draft(pieces["draft"].packed).with_model(unpack_model(pieces["model"].packed))
    fresh, stored = Responder(small_edition, encoder), Responder(again, encoder)
    for text in ("i lost my pasport", "여권을 일어버렸어요", "韓國大使館在哪裡", "yiyuan zai nali", "신부를 사고 싶어요", "what is that"):
        one, other = fresh.decide(Question(text)), stored.decide(Question(text))
        assert (one.reply, one.ranking.matches) == (other.reply, other.ranking.matches)


def head_of(packed: bytes) -> tuple[dict[str, Any], bytes]:
    """The JSON of a model, and what stands behind it."""
    length = int.from_bytes(packed[8:16], "little")
    return json.loads(packed[16 : 16 + length]), packed[16 + length :]


def with_head(words: bytes, arrays: bytes = b"") -> bytes:
    """A model with other words, whose sum is right."""
    packed = len(words).to_bytes(8, "little") + words + arrays
    return zlib.crc32(packed).to_bytes(8, "little") + packed


def test_nothing_in_the_bytes_can_be_executed(pieces: dict[str, Piece]) -> None:
    with np.load(io.BytesIO(pieces["draft"].packed), allow_pickle=False) as draft:
        assert [array.dtype.kind for array in draft.values()] == ["u"]
    head, _ = head_of(pieces["model"].packed)
    assert {np.dtype(kind).kind for _, kind, _ in head["arrays"]} <= set("iufb")


def test_a_model_that_asks_for_objects_of_python_is_none(pieces: dict[str, Piece]) -> None:
    head, arrays = head_of(pieces["model"].packed)
    name, _, shape = head["arrays"][0]
    head["arrays"][0] = [name, "|O", shape]
    with pytest.raises(BrokenEdition):
        unpack_model(with_head(json.dumps(head).encode(), arrays))


def corrupted(data: bytes, seed: int) -> bytes:
    """Cut short, a hole in the middle, or sixty-four bytes overwritten."""
    dice = random.Random(seed)
    at = dice.randrange(len(data) - 64)
    match seed % 3:
        case 0:
            return data[:at]
        case 1:
            return data[:at] + data[at + dice.randrange(1, 64) :]
        case _:
            return data[:at] + dice.randbytes(64) + data[at + 64 :]


@pytest.mark.parametrize("seed", range(100))
def test_corrupted_bytes_are_no_edition_and_nothing_worse(piece: Piece, seed: int) -> None:
    with pytest.raises(BrokenEdition, match=r"^not an edition this version can read \(\w+\)$"):
        piece.unpack(corrupted(piece.packed, seed))


def test_a_single_wrong_bit_is_noticed_wherever_it_can_do_harm(piece: Piece) -> None:
    """Some bits of a draft's zip say nothing (dates, attributes): with them wrong, the edition must be the same."""
    packed, dice, kinds = piece.packed, random.Random(20261125), Counter[str]()
    ends = [*range(120), *range(len(packed) - 200, len(packed))]  # where the structure of the zip stands
    for at in [*dice.sample(ends, 24), *(dice.randrange(len(packed)) for _ in range(24))]:
        spoilt = bytearray(packed)
        spoilt[at] ^= 1 << dice.randrange(8)
        try:
            found = piece.unpack(bytes(spoilt))
        except BrokenEdition:
            kinds["broken"] += 1
        else:
            kinds["same"] += 1
            assert piece.pack(found) == packed
    assert kinds["broken"] > 24


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"{}", b"\x93NUMPY\x01\x00", b"\x80\x04K\x01.", b"PK\x05\x06" + bytes(18), "길벗".encode() * 100]
)
def test_other_bytes_are_no_edition(piece: Piece, data: bytes) -> None:
    with pytest.raises(BrokenEdition):
        piece.unpack(data)


@pytest.mark.parametrize("words", ["", "[]", "null", '{"digest": 1}', '{"digest": "x"}', "{" * 5000, '"edition"'])
def test_other_words_in_the_place_of_an_editions_are_no_edition(words: str) -> None:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, words=np.frombuffer(words.encode(), np.uint8))
    with pytest.raises(BrokenEdition):
        unpack_draft(buffer.getvalue())
    with pytest.raises(BrokenEdition):
        unpack_model(with_head(words.encode()))


def test_a_model_that_lacks_an_array_or_its_words_is_none(pieces: dict[str, Piece]) -> None:
    head, arrays = head_of(pieces["model"].packed)
    lacking = [{**head, "arrays": [one for one in head["arrays"] if one[0] != lost]} for lost in ("a0", head["arrays"][-1][0])]
    for other in (*lacking, {"arrays": head["arrays"]}, {"words": head["words"]}):
        with pytest.raises(BrokenEdition):
            unpack_model(with_head(json.dumps(other).encode(), arrays))
    again = json.dumps(head, ensure_ascii=False).encode()
    assert unpack_model(with_head(again, arrays)).classes == pieces["model"].value.classes  # so it is what is lacking that is noticed


def test_one_piece_is_not_taken_for_the_other(pieces: dict[str, Piece]) -> None:
    for one, other in (("draft", "model"), ("model", "draft")):
        with pytest.raises(BrokenEdition):
            pieces[one].unpack(pieces[other].packed)
