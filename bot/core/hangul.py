"""Hangul taken apart: jamo, the two-set keyboard, and Latin spellings of Korean.

Facts. A syllable is 0xAC00 + (initial * 21 + medial) * 28 + final (Unicode 3.12). On the two-set (Dubeolsik) keyboard each key
is a jamo, and five compound vowels and eleven compound finals take two keys. People write Korean in Latin letters without
a standard (eo, u, o, uh for ㅓ; g or k for ㄱ), so a loose form merges what they mix up.
"""

import re

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_FIRST, _LAST = 0xAC00, 0xD7A3

_KEYS = dict(
    zip(
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        strict=True,
    )
)
_KEYS |= {key.upper(): jamo for key, jamo in _KEYS.items() if key.upper() not in _KEYS}
_PAIRS = {
    **dict(zip(("ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅡㅣ"), "ㅘㅙㅚㅝㅞㅟㅢ", strict=True)),
    **dict(
        zip(
            ("ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ"),
            "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
            strict=True,
        )
    ),
}
_SPLIT = {whole: (pair[0], pair[1]) for pair, whole in _PAIRS.items()}

_ROMAN_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_ROMAN_MEDIALS = tuple(
    ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"]
)
_ROMAN_FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l",
    "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "",
)  # fmt: skip

_TYPED = {jamo: key for key, jamo in reversed(_KEYS.items())}
_SILENT = INITIALS.index("ㅇ")
_CARRIED = {
    **{final: roman for final, roman in zip(INITIALS, _ROMAN_INITIALS, strict=True) if final not in "ㅇㅎ"},
    **{"ㄳ": "ks", "ㄵ": "nj", "ㄶ": "n", "ㄺ": "lg", "ㄻ": "lm", "ㄼ": "lb", "ㄾ": "lt", "ㅀ": "r", "ㅄ": "ps", "ㅎ": ""},
}

_LOOSE_ROMAN = (
    (re.compile("eo|uh"), "o"),
    (re.compile("eu|oo"), "u"),
    (re.compile("ae|oe|ye"), "e"),
    (re.compile("ee"), "i"),
    (re.compile("sh"), "s"),
    (re.compile("[kq]"), "g"),
    (re.compile("t"), "d"),
    (re.compile("[pf]"), "b"),
    (re.compile("l"), "r"),
    (re.compile("ch|z"), "j"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def split(syllable: str) -> tuple[int, int, int] | None:
    """The indices of initial, medial and final of one composed syllable, or None for any other character."""
    if not _FIRST <= (code := ord(syllable)) <= _LAST:
        return None
    code -= _FIRST
    return code // 588, code % 588 // 28, code % 28


def join(initial: int, medial: int, final: int = 0) -> str:
    """One syllable of its indices."""
    return chr(_FIRST + (initial * 21 + medial) * 28 + final)


def jamo(text: str) -> str:
    """Spell syllables out as compatibility jamo (각 -> ㄱㅏㄱ); everything else stays."""
    letters: list[str] = []
    for character in text:
        if parts := split(character):
            letters += (INITIALS[parts[0]], MEDIALS[parts[1]], FINALS[parts[2]])
        else:
            letters.append(character)
    return "".join(letters)


def from_keys(text: str) -> str:
    """What the keys of a Latin text would have typed on a Korean keyboard (`gksrnr` -> 한국)."""
    return compose("".join(_KEYS.get(key, key) for key in text))


def to_keys(text: str) -> str:
    """The Latin keys that type a Korean text: the inverse of `from_keys`."""
    letters = (part for letter in jamo(text) for part in _SPLIT.get(letter, (letter,)))
    return "".join(_TYPED.get(letter, letter) for letter in letters)


def compose(text: str) -> str:
    """Put loose jamo together to syllables as a keyboard does: a final moves on when a vowel follows."""
    out: list[str] = []
    initial = medial = final = ""

    def flush() -> None:
        nonlocal initial, medial, final
        if initial and medial:
            out.append(join(INITIALS.index(initial), MEDIALS.index(medial), FINALS.index(final)))
        else:
            out.append(initial + medial)
        initial = medial = final = ""

    for letter in text:
        if letter in MEDIALS:
            if final:
                final, moving = _SPLIT.get(final, ("", final))
                flush()
                initial, medial = moving, letter
            elif initial and not medial:
                medial = letter
            elif medial and medial + letter in _PAIRS:
                medial = _PAIRS[medial + letter]
            else:
                flush()
                medial = letter
        elif letter in INITIALS or letter in FINALS[1:]:
            if initial and medial and not final and letter in FINALS:
                final = letter
            elif final and final + letter in _PAIRS:
                final = _PAIRS[final + letter]
            else:
                flush()
                if letter in INITIALS:
                    initial = letter
                else:
                    out.append(letter)
        else:
            flush()
            out.append(letter)
    flush()
    return "".join(out)


def romanised(text: str) -> str:
    """Spell Hangul in Latin letters (Revised Romanization; a final before a vowel is carried over, nothing else assimilates)."""
    letters = []
    for character, following in zip(text, (*text[1:], ""), strict=False):
        if not (parts := split(character)):
            letters.append(character)
            continue
        letters += (_ROMAN_INITIALS[parts[0]], _ROMAN_MEDIALS[parts[1]])
        carried = following and (ahead := split(following)) and ahead[0] == _SILENT
        if carried and (final := FINALS[parts[2]]) in _CARRIED:
            letters.append(_CARRIED[final])
        else:
            letters.append(_ROMAN_FINALS[parts[2]])
    return "".join(letters)


def loose_roman(text: str) -> str:
    """One form for the many ways people spell Korean in Latin letters: voicing, length and close vowels merged."""
    text = text.lower()
    for pattern, replacement in _LOOSE_ROMAN:
        text = pattern.sub(replacement, text)
    return text
