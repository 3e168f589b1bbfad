"""Inputs nobody means: texts, updates and files with something wrong in them, the same for the same seed."""

import json
import random
from collections.abc import Sequence
from typing import Any

LONGEST_TEXT = 4096

_RANGES = (
    (0x20, 0x7E), (0xAC00, 0xD7A3), (0x4E00, 0x9FA5), (0x1100, 0x11FF), (0x3130, 0x318F), (0xFF01, 0xFF5E), (0x300, 0x36F),
    (0x400, 0x4FF), (0x600, 0x6FF), (0x1F300, 0x1F6FF), (0xD800, 0xDFFF), (0x0, 0x1F), (0xE0000, 0xE007F), (0xFB00, 0xFDFF),
)  # fmt: skip
"""Letters, syllables, jamo, wide forms, heaps of accents, other scripts, pictures, lone surrogates, controls, tags, long ligatures."""
_TROUBLE = (
    "\u200d",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u0301" * 20,
    "\ufdfa",
    "﷽",
    "👨‍👩‍👧‍👦",
    "\x00",
    "\n" * 50,
    " " * 50,
    "ㅋ" * 99,
    "&<>'\"",
    "{x.y}",
    "%s",
)
_VALUES: tuple[Any, ...] = (None, True, -1, 0, 2**63, 1e308, "", "x", "\ud800", [], {}, [[]], {"id": 1}, "1" * 5000)


def text(dice: random.Random, sentences: Sequence[str]) -> str:
    """A message: signs of one or many scripts, or a sentence somebody might write, spoilt."""
    if dice.randrange(3) == 0:
        ranges = dice.sample(_RANGES, dice.randrange(1, 4))
        signs = [chr(dice.randint(*dice.choice(ranges))) for _ in range(_length(dice))]
    else:
        signs = list(dice.choice(sentences) * dice.choice((1, 1, 1, 2, 100)))[:LONGEST_TEXT]
    for _ in range(dice.randrange(6)):
        at = dice.randrange(len(signs) + 1)
        signs[at : at + dice.randrange(4)] = dice.choice(_TROUBLE)
    return "".join(signs)[:LONGEST_TEXT]


def update(dice: random.Random, examples: Sequence[Any]) -> Any:
    """An update of the Bot API with a few of its fields gone, doubled, or of another type; its number is always one."""
    whole = json.loads(json.dumps(dice.choice(examples)))
    for _ in range(dice.randrange(1, 4)):
        _spoil(dice, whole)
    whole["update_id"] = dice.randrange(1, 2**31)
    return whole


def content(dice: random.Random, files: Sequence[bytes]) -> bytes:
    """A file with bytes changed, lost, doubled, moved, or cut off; or with the half of another file behind it."""
    spoilt = bytearray(dice.choice(files))
    for _ in range(dice.randrange(1, 5)):
        at, length = dice.randrange(len(spoilt) + 1), dice.choice((1, 1, 1, 2, 30, 400))
        match dice.randrange(6):
            case 0:
                spoilt[at : at + length] = dice.randbytes(length)
            case 1:
                del spoilt[at : at + length]
            case 2:
                spoilt[at:at] = spoilt[at : at + length]
            case 3:
                spoilt[at:at] = dice.choice(
                    (b'"', b"\\", b"\n", b"[", b"]", b"#, fuzzy\n", b"{", b"\xff", b"\xef\xbb\xbf", b"=", b"0", b"\x00")
                )
            case 4:
                del spoilt[at:]
            case _:
                other = dice.choice(files)
                spoilt[at:] = other[len(other) // 2 :]
    return bytes(spoilt)


def _length(dice: random.Random) -> int:
    return dice.choice((dice.randrange(1, 12), dice.randrange(1, 60), dice.randrange(1, 300), LONGEST_TEXT))


def _spoil(dice: random.Random, whole: Any) -> None:
    """Change one place, however deep."""
    place = whole
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = dice.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and dice.randrange(3):
            place = place[key]
            continue
        match dice.randrange(3):
            case 0:
                del place[key]
            case 1:
                place[key] = dice.choice(_VALUES)
            case _ if isinstance(place, dict):
                place[f"{key}_new"] = place[key]
        return
