"""An edition as bytes and back: JSON for words, numpy arrays for numbers, in one .npz (a zip), nothing executable."""

import io
import json
from typing import Any

import cattrs
import numpy as np
from cattrs.preconf.json import make_converter

from bot.core.edition import Edition

_WORDS = "words"


class BrokenEdition(Exception):
    """Bytes that are no edition of this version of the program."""


def _array_to_reference(arrays: dict[str, np.ndarray[Any, Any]], value: np.ndarray[Any, Any]) -> str:
    name = f"a{len(arrays)}"
    arrays[name] = value
    return name


def pack(edition: Edition) -> bytes:
    """Bytes of an edition; arrays are kept out of the JSON."""
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    words = _with_arrays(lambda value: _array_to_reference(arrays, value), lambda name, kind: name).unstructure(edition)
    arrays[_WORDS] = np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), np.uint8)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack(data: bytes) -> Edition:
    """The edition of some bytes.

    Raises:
        BrokenEdition: cut, changed, or made by another version of the program.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            words = json.loads(arrays[_WORDS].tobytes())
            return _with_arrays(lambda value: "", lambda name, _: arrays[name]).structure(words, Edition)
    except Exception as error:  # zip, zlib, numpy and JSON have a dozen ways to say that bytes are broken
        raise BrokenEdition(f"not an edition this version can read ({type(error).__name__})") from None


def _with_arrays(put: Any, get: Any) -> cattrs.Converter:
    converter = make_converter()
    converter.register_unstructure_hook_func(_is_array, put)
    converter.register_structure_hook_func(_is_array, get)
    return converter


def _is_array(kind: Any) -> bool:
    return kind is np.ndarray or getattr(kind, "__origin__", None) is np.ndarray
