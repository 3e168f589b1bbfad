"""An edition as bytes and back, in two pieces: its draft (what people wrote) and its model (what was learnt of it).

JSON for words, numpy arrays for numbers, nothing executable. A draft is a compressed .npz. A model is its sum, the JSON, and the arrays
one after the other, each from a multiple of 64 bytes on: so those of an unpacked model are views of the very bytes it was packed in,
and where these are a mapped file no page of it is private to a process. Its words lie in arrays, too, one a line, for dictionaries in
JSON took most of the time a bot needs to start.
"""

import io
import json
import math
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import cattrs
import numpy as np
from cattrs.preconf.json import make_converter

from bot.content.draft import Draft
from bot.core.matching.matcher import Model

Array = np.ndarray[Any, Any]

Packed = bytes | memoryview

_ALIGNED = 64
_SUM, _LENGTH = struct.Struct("<Q"), struct.Struct("<Q")
"""Of everything behind it; of the JSON."""


class BrokenEdition(Exception):
    """Bytes that are no edition of this version of the program."""


def pack_draft(draft: Draft) -> bytes:
    """Bytes of what people wrote."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, words=np.frombuffer(_as_json(make_converter().unstructure(draft)), np.uint8))
    return buffer.getvalue()


def pack_model(model: Model) -> bytes:
    """Bytes of what was learnt."""
    shelf = _Shelf({})
    words = shelf.filling().unstructure(model)
    arrays = [*shelf.arrays.items()]
    head = _as_json({"words": words, "arrays": [(name, array.dtype.str, array.shape) for name, array in arrays]})
    pieces = [_LENGTH.pack(len(head)) + head, *(array.tobytes() for _, array in arrays)]
    begins = _SUM.size
    for at, piece in enumerate(pieces):
        begins += len(piece)
        pieces[at] = piece + bytes(-begins % _ALIGNED)
        begins += -begins % _ALIGNED
    packed = b"".join(pieces)
    return _SUM.pack(zlib.crc32(packed)) + packed


def unpack_draft(data: bytes) -> Draft:
    """What people wrote.

    Raises:
        BrokenEdition: cut, changed, or made by another version of the program.
    """
    with _known_as_broken(), np.load(io.BytesIO(data), allow_pickle=False) as packed:
        return make_converter().structure(json.loads(packed["words"].tobytes()), Draft)


def unpack_model(data: Packed) -> Model:
    """What was learnt; its arrays are views of the bytes given, which must not change.

    Raises:
        BrokenEdition: cut, changed, or made by another version of the program.
    """
    with _known_as_broken():
        head, arrays = _views(memoryview(data))
        return _Shelf(arrays).emptying().structure(head["words"], Model)


@contextmanager
def _known_as_broken() -> Iterator[None]:
    try:
        yield
    except MemoryError:
        raise  # nothing is wrong with the bytes
    except Exception as error:  # zip, zlib, numpy and JSON have a dozen ways to say that bytes are broken
        raise BrokenEdition(f"not an edition this version can read ({type(error).__name__})") from None


def _views(data: memoryview) -> tuple[Any, dict[str, Array]]:
    """The JSON, and every array by its name."""
    (wanted,), packed = _SUM.unpack_from(data), data[_SUM.size :]
    if zlib.crc32(packed) != wanted:
        raise ValueError("another sum")
    (length,) = _LENGTH.unpack_from(packed)
    begins = _SUM.size + _LENGTH.size
    head = json.loads(bytes(data[begins : begins + length]))
    begins, arrays = begins + length, {}
    for name, kind, shape in head["arrays"]:
        begins += -begins % _ALIGNED
        arrays[name] = np.frombuffer(data, kind, math.prod(shape), begins).reshape(shape)
        begins += arrays[name].nbytes
    return head, arrays


def _as_json(words: Any) -> bytes:
    return json.dumps(words, ensure_ascii=False).encode()


class _Shelf:
    """Where arrays, and words in large numbers, stand by name instead of in the JSON."""

    def __init__(self, arrays: Any) -> None:
        """Take what maps names to arrays."""
        self.arrays = arrays

    def filling(self) -> cattrs.Converter:
        """What takes a model apart."""
        converter = make_converter()
        converter.register_unstructure_hook_func(_is_array, self._put)
        converter.register_unstructure_hook_func(_is(tuple[str, ...]), self._put_words)
        converter.register_unstructure_hook_func(_is(Mapping[str, str]), lambda one: [self._put_words(one), self._put_words(one.values())])
        return converter

    def emptying(self) -> cattrs.Converter:
        """What puts it together again."""
        converter = make_converter()
        converter.register_structure_hook_func(_is_array, lambda name, _: self.arrays[name])
        converter.register_structure_hook_func(_is(tuple[str, ...]), lambda name, _: tuple(self._words(name)))
        converter.register_structure_hook_func(_is(Mapping[str, str]), lambda names, _: self._pairs(names))
        return converter

    def _put(self, value: Array) -> str:
        name = f"a{len(self.arrays)}"
        self.arrays[name] = value
        return name

    def _put_words(self, words: Iterable[str]) -> str:
        lines = [*words]
        text = "".join(f"{line}\n" for line in lines)
        if text.count("\n") != len(lines):
            raise ValueError("a word with a line end in it cannot be packed")
        return self._put(np.frombuffer(text.encode(), np.uint8))

    def _words(self, name: str) -> list[str]:
        return str(self.arrays[name].tobytes(), "utf-8").split("\n")[:-1]

    def _pairs(self, names: list[str]) -> dict[str, str]:
        return dict(zip(self._words(names[0]), self._words(names[1]), strict=True))


def _is(wanted: Any) -> Any:
    return lambda kind: kind == wanted


def _is_array(kind: Any) -> bool:
    return kind is np.ndarray or getattr(kind, "__origin__", None) is np.ndarray
