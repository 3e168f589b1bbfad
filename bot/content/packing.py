"""An edition as bytes and back, in two pieces: its draft (what people wrote) and its model (what was learnt of it).

JSON for words, numpy arrays for numbers, in an .npz (a zip, which checks sums), nothing executable. In models words lie in arrays, too,
one a line, for dictionaries in JSON took most of the time a bot needs to start. Models are not compressed, and each array begins at a
multiple of 64 bytes: so the arrays of an unpacked model are views of the very bytes it was packed in, and where those are a mapped file
no page of it is read, or private to a process, before it is needed.
"""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import cattrs
import numpy as np
from cattrs.preconf.json import make_converter

from bot.content.draft import Draft
from bot.core.matching.matcher import Model

Array = np.ndarray[Any, Any]
Made = TypeVar("Made")

Packed = bytes | memoryview

_JSON = "words"
_ALIGNED = 64
_EXTRA = struct.Struct("<HH")
_PADDING = 0xD935
"""What a zip's extra bytes are for, and how many: these are for alignment alone, as in packages of Android."""
_HEAD = 30
"""Bytes of the head of a file in a zip, before its name."""
_LENGTHS, _LENGTHS_AT = struct.Struct("<HH"), 26
"""Of the name and the extra bytes, in that head."""
_LONGEST_HEAD = 1024


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
    with zipfile.ZipFile(buffer, "w") as file:
        for name, array in {_JSON: _as_json(words), **shelf.arrays}.items():
            _write(file, f"{name}.npy", array, buffer.tell())
    return buffer.getvalue()


def unpack_draft(data: bytes) -> Draft:
    """What people wrote.

    Raises:
        BrokenEdition: cut, changed, or made by another version of the program.
    """
    return _unpacked(data, Draft)


def unpack_model(data: Packed) -> Model:
    """What was learnt; its arrays are views of the bytes given, which must not change.

    Raises:
        BrokenEdition: cut, changed, or made by another version of the program.
    """
    return _unpacked(data, Model)


def _unpacked(data: Packed, kind: type[Made]) -> Made:
    try:
        if kind is Model:
            arrays = dict(_views(data))
            return _Shelf(arrays).emptying().structure(json.loads(arrays[_JSON].tobytes()), kind)
        with np.load(io.BytesIO(data), allow_pickle=False) as packed:
            return make_converter().structure(json.loads(packed[_JSON].tobytes()), kind)
    except Exception as error:  # zip, zlib, numpy and JSON have a dozen ways to say that bytes are broken
        raise BrokenEdition(f"not an edition this version can read ({type(error).__name__})") from None


def _write(file: zipfile.ZipFile, name: str, array: Array, offset: int) -> None:
    """Put an array at the end, behind as many bytes that say nothing as its numbers need to begin where they should."""
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(array))
    begins = offset + _HEAD + len(name) + _EXTRA.size
    entry = zipfile.ZipInfo(name)
    padding = -(begins + len(head.getvalue())) % _ALIGNED
    entry.extra = _EXTRA.pack(_PADDING, padding) + bytes(padding)
    file.writestr(entry, head.getvalue() + np.ascontiguousarray(array).tobytes())


def _views(data: Packed) -> Iterator[tuple[str, Array]]:
    """Every array with its name, its sum checked."""
    view = memoryview(data)
    with zipfile.ZipFile(_Readable(view)) as file:
        for entry in file.infolist():
            name_length, extra_length = _LENGTHS.unpack_from(view, entry.header_offset + _LENGTHS_AT)
            begins = entry.header_offset + _HEAD + name_length + extra_length
            content = view[begins : begins + entry.file_size]
            if entry.compress_type != zipfile.ZIP_STORED or zlib.crc32(content) != entry.CRC:
                raise zipfile.BadZipFile(entry.filename)
            yield entry.filename.removesuffix(".npy"), _array(content)


def _array(content: memoryview) -> Array:
    head = io.BytesIO(content[:_LONGEST_HEAD])
    if np.lib.format.read_magic(head) != (1, 0):
        raise ValueError("an array of another form")
    shape, in_columns, kind = np.lib.format.read_array_header_1_0(head)
    if in_columns or kind.hasobject:
        raise ValueError("an array of another form")
    return np.frombuffer(content[head.tell() :], kind).reshape(shape)


class _Readable(io.RawIOBase):
    """Bytes to be read as a file, not copied."""

    def __init__(self, view: memoryview) -> None:
        self._view, self._at = view, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + (0, self._at, len(self._view))[whence])
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        end = len(self._view) if size is None or size < 0 else self._at + size
        some = bytes(self._view[self._at : end])
        self._at += len(some)
        return some


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
