r"""The ways a word or a number may lie in a file, a log or memory.

Telegram's JSON writes every character beyond ASCII as \uXXXX, Python keeps Hangul in two bytes a sign, logs are UTF-8: a search for
UTF-8 alone found nothing where the escaped form was there 37 times.
"""

import base64
import json
import unicodedata
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core import hangul


@dataclass(frozen=True, slots=True)
class Form:
    """Some bytes to look for.

    Attributes:
        of: the word they stand for.
        name: which form it is.
    """

    of: str
    name: str
    content: bytes


WIDE = {"UTF-8": "utf-8", "UTF-16-LE": "utf-16-le", "UTF-32-LE": "utf-32-le", "UTF-16-BE": "utf-16-be"}
_DIGIT = 30
"""Bits in a digit of Python's whole numbers, which lie in four bytes each."""


def forms_of(word: str) -> list[Form]:
    """Every form of a word, each once; ASCII has fewer."""
    seen: dict[bytes, Form] = {}
    for name, content in _forms(word):
        seen.setdefault(content, Form(word, name, content))
    return list(seen.values())


def forms_of_number(number: int) -> list[Form]:
    """Every form of one number, which must be larger than a digit of Python."""
    return [
        *forms_of(str(number)),
        Form(str(number), "eight bytes", number.to_bytes(8, "little")),
        Form(str(number), "digits of Python", _digits(number)),
    ]


def forms_of_numbers(numbers: range, name: str) -> list[Form]:
    """What all numbers of a block have in common: decimal in every form, eight bytes, Python's own digits.

    The block must be a full 2**16 on its border; the last two bytes and the last five decimals tell its numbers apart.
    """
    first, last = numbers[0], numbers[-1]
    if first % 2**16 or last != first + 2**16 - 1 or first // 10**5 != last // 10**5:
        raise ValueError("no block of 2**16 numbers that begin alike")
    return [
        *(Form(name, one.name, one.content) for one in forms_of(str(first)[:-5])),
        Form(name, "eight bytes", first.to_bytes(8, "little")[2:]),
        Form(name, "eight bytes, negative", (-last - 1).to_bytes(8, "little", signed=True)[2:]),
        Form(name, "digits of Python", _digits(first)[2:]),
    ]


def _digits(number: int) -> bytes:
    """As Python holds a number of 31 to 60 bits."""
    return (number & (1 << _DIGIT) - 1).to_bytes(4, "little") + (number >> _DIGIT).to_bytes(4, "little")


def _forms(word: str) -> Iterator[tuple[str, bytes]]:
    for name, encoding in WIDE.items():
        if not (word.isascii() and name == "UTF-16-BE"):  # found as UTF-16-LE, one byte further on
            yield name, word.encode(encoding)
    plain = word.encode()
    escaped = json.dumps(word)[1:-1]
    yield "JSON escapes", escaped.encode()
    yield "JSON escapes, large", escaped.upper().replace("\\U", "\\u").encode()
    yield "escaped bytes", repr(plain)[2:-1].encode()
    yield "hexadecimal", plain.hex().encode()
    yield "percent", urllib.parse.quote(word).encode()
    yield "percent, small", urllib.parse.quote(word).lower().encode()
    yield "references of HTML", "".join(one if one.isascii() else f"&#{ord(one)};" for one in word).encode()
    yield "references of HTML, hexadecimal", "".join(one if one.isascii() else f"&#x{ord(one):x};" for one in word).encode()
    for shift in range(3):
        yield f"base64, {shift} bytes after a border", _in_base64(plain, shift)
    for name, spelt in (("letters of Hangul", hangul.jamo(word)), ("letters of Hangul, joined", unicodedata.normalize("NFD", word))):
        if spelt != word:
            for wide, encoding in WIDE.items():
                yield f"{name}, {wide}", spelt.encode(encoding)


def _in_base64(content: bytes, shift: int) -> bytes:
    """The signs of base64 that these bytes alone decide, when they begin so many bytes after a border of three."""
    signs = base64.b64encode(bytes(shift) + content + bytes(2))
    return signs[-(-shift * 8 // 6) : (shift + len(content)) * 8 // 6]
