"""An edition as bytes and back, in two pieces: its draft (what people wrote) and its model (what was learnt of it).

JSON for words, numpy arrays for numbers, in an .npz (a zip, which checks sums), nothing executable. A model holds hundreds of thousands
of n-grams, and as dictionaries in JSON they took most of the time a bot needs to start: in models, words lie in arrays too, one a line.
Models are not compressed: that made them a third smaller, and reading them took three times as long.
"""

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import cattrs
import numpy as np
from cattrs.preconf.json import make_converter

from bot.content.draft import Draft
from bot.core.matching.matcher import Model

Array = np.ndarray[Any, Any]
Made = TypeVar("Made")

_JSON = "words"


class BrokenEdition(Exception):
    """Bytes that are no edition of this version of the program."""


def pack_draft(draft: Draft) -> bytes:
    """Bytes of what people wrote."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, words=_as_json(make_converter().unstructure(draft)))
    return buffer.getvalue()


def pack_model(model: Model) -> bytes:
    """Bytes of what was learnt."""
    shelf, buffer = _Shelf({}), io.BytesIO()
    words = shelf.filling().unstructure(model)
    np.savez(buffer, words=_as_json(words), **shelf.arrays)
    return buffer.getvalue()


def unpack_draft(data: bytes) -> Draft:
    """What people wrote.

    Raises:
        BrokenEdition: cut, changed, or made by another version of the program.
    """
    return _unpacked(data, Draft)


def unpack_model(data: bytes) -> Model:
    """What was learnt.

    Raises:
        BrokenEdition: cut, changed, or made by another version of the program.
    """
    return _unpacked(data, Model)


def _unpacked(data: bytes, kind: type[Made]) -> Made:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            words = json.loads(arrays[_JSON].tobytes())
            converter = _Shelf(arrays).emptying() if kind is Model else make_converter()
            return converter.structure(words, kind)
    except Exception as error:  # zip, zlib, numpy and JSON have a dozen ways to say that bytes are broken
        raise BrokenEdition(f"not an edition this version can read ({type(error).__name__})") from None


def _as_json(words: Any) -> Array:
    return np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), np.uint8)


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
        converter.register_unstructure_hook_func(_is(Mapping[str, int]), lambda one: [self._put_words(one), self._put_numbers(one)])
        converter.register_unstructure_hook_func(_is(Mapping[str, str]), lambda one: [self._put_words(one), self._put_words(one.values())])
        return converter

    def emptying(self) -> cattrs.Converter:
        """What puts it together again."""
        converter = make_converter()
        converter.register_structure_hook_func(_is_array, lambda name, _: self.arrays[name])
        converter.register_structure_hook_func(_is(tuple[str, ...]), lambda name, _: tuple(self._words(name)))
        converter.register_structure_hook_func(_is(Mapping[str, int]), lambda names, _: self._pairs(names, self._numbers))
        converter.register_structure_hook_func(_is(Mapping[str, str]), lambda names, _: self._pairs(names, self._words))
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

    def _put_numbers(self, numbers: Mapping[str, int]) -> str:
        return self._put(np.array([*numbers.values()], np.int64))

    def _words(self, name: str) -> list[str]:
        return str(self.arrays[name].tobytes(), "utf-8").split("\n")[:-1]

    def _numbers(self, name: str) -> list[int]:
        return [*self.arrays[name].tolist()]

    def _pairs(self, names: list[str], values: Any) -> dict[str, Any]:
        return dict(zip(self._words(names[0]), values(names[1]), strict=True))


def _is(wanted: Any) -> Any:
    return lambda kind: kind == wanted


def _is_array(kind: Any) -> bool:
    return kind is np.ndarray or getattr(kind, "__origin__", None) is np.ndarray
