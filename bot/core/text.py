"""One form for the many ways a message is written, made the same way for questions and for phrasings.

Facts. NFC puts decomposed Korean (as Apple devices send file names and some keyboards) together: the same word in NFC and NFD
matches 0. NFKC is not used: U+FDFA alone grows to 18 characters. The North writes initial ㄹ and ㄴ (려권, 녀성, 로동) where the
South writes ㅇ or ㄴ (여권, 여성, 노동), -였- after ㅣ (되였다), and people of the north-east and of Yanbian end on -슴다, -슴까.
Zero-width and bidi characters (category Cf) are invisible and are used to fool filters.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core import hangul
from bot.core.languages import Language

LONGEST = 200
"""Characters of one piece of text that are ever matched: WRatio on 4,096 stopped a process for 2.6 to 6.3 s."""

WIDTHS = {0x3000: " ", **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}}
_WIDE = re.compile("[\u3000\uff01-\uff5e]")
APOSTROPHES = re.compile("[\u0027\u2018\u2019\u02bc\u00b4`]")
_NO_LETTER = re.compile(r"[^\w ]|_")
"""All that is not kept as it is: what is alphanumeric to Python is a letter or a number to Unicode."""
_REPEATED = re.compile(r"(.)\1\1+")
_LONE_JAMO = re.compile("[\u3131-\u318e\u1100-\u11ff]+")
_CHAT_JAMO = {
    "ㅎㅇ": "하이",
    "ㄱㅅ": "감사",
    "ㄳ": "감사",
    "ㅇㅋ": "오케이",
    "ㅇㅇ": "응",
    "ㄴㄴ": "아니",
    "ㅂㅇ": "바이",
    "ㅂㅂ": "바이바이",
    "ㅅㄱ": "수고",
}
"""Chat shorthand by first letters; other letters without a syllable (ㅠㅠ, ㅋㅋ) say nothing."""
_INITIAL = re.compile("[나-닣라-맇](?<![가-힣].)")  # the syllables on ㄴ and on ㄹ at the beginning of a word
_RIEUL, _NIEUN, _IEUNG = (hangul.INITIALS.index(letter) for letter in "ㄹㄴㅇ")
_SOFT = frozenset(hangul.MEDIALS.index(vowel) for vowel in "ㅑㅕㅖㅛㅠㅣ")
_ENDINGS = (("였", "었"), ("슴다", "습니다"), ("슴까", "습니까"), ("습네다", "습니다"), ("갔슈", "갔어요"))
_SHORT_ENDING = re.compile("([가-힣])([다까])(?![가-힣])")
_MIEUM, _BIEUP = hangul.FINALS.index("ㅁ"), hangul.FINALS.index("ㅂ")


@dataclass(frozen=True, slots=True)
class Tables:
    """What the standard library does not know of Chinese characters; compiled into the edition.

    Attributes:
        simplified: Traditional character -> Simplified one.
        pinyin: character -> its most frequent syllable, without tone.
    """

    simplified: Mapping[str, str]
    pinyin: Mapping[str, str]


def cut(text: str, length: int = LONGEST) -> str:
    """The first characters of a text, never more than are safe to match."""
    return text[:length]


def normalise(text: str, language: Language, tables: Tables) -> str:
    """Lower case, one width, one spelling, no invisible characters, no punctuation, single spaces.

    Args:
        text: at most `LONGEST` characters are read.
        language: rules of its spelling are applied.
        tables: for Traditional characters, which may stand in a text of any language.
    """
    text = unicodedata.normalize("NFC", cut(text))
    if _WIDE.search(text):
        text = text.translate(WIDTHS)
    text = text.lower()
    text = APOSTROPHES.sub("", text)
    text = _NO_LETTER.sub(lambda match: _kept(match[0]), text)
    if tables.simplified and not text.isascii():
        text = "".join([tables.simplified.get(character, character) for character in text])
    text = _REPEATED.sub(lambda match: match[1] * 2, text)
    if language is Language.KOREAN:
        text = _korean(text)
    return " ".join(text.split())


def pinyin(text: str, tables: Tables) -> list[str]:
    """The toneless syllables of a Chinese text; other characters stand for themselves."""
    return [tables.pinyin.get(character, character) for character in text if not character.isspace()]


_LOOSE_PINYIN = (
    (re.compile("zh|ch|sh"), lambda match: match.group()[0]),
    (re.compile("ng"), lambda match: "n"),
    (re.compile("[vü]"), lambda match: "u"),
)


def loose_pinyin(text: str) -> str:
    """Pinyin as southern speakers and hurried fingers type it: no tones, zh = z, ng = n, no blanks."""
    text = re.sub("[^a-zü]", "", text.lower())
    for pattern, replacement in _LOOSE_PINYIN:
        text = pattern.sub(replacement, text)
    return text


def _kept(character: str) -> str:
    """The character, a blank in place of punctuation and pictures, or nothing in place of the invisible."""
    match unicodedata.category(character)[0]:
        case "L" | "N":
            return character
        case "M":
            return ""
        case "C":
            return " " if character in "\n\r\t" else ""
        case _:
            return " "


def _korean(text: str) -> str:
    text = _LONE_JAMO.sub(_spelt_out, text)
    for northern, southern in _ENDINGS:
        text = text.replace(northern, southern)
    text = _SHORT_ENDING.sub(_full_ending, text)
    return _INITIAL.sub(_southern_initial, text)


def _spelt_out(match: re.Match[str]) -> str:
    """ㄱㅅ -> 감사, also ㄱㅅㄱㅅ; anything else is a blank."""
    letters = match[0]
    half = letters[: len(letters) // 2]
    return f" {_CHAT_JAMO.get(letters) or (letters == half * 2 and _CHAT_JAMO.get(half)) or ''} "


def _full_ending(match: re.Match[str]) -> str:
    """함까 -> 합니까, 됨다 -> 됩니다; a verb stem on ㅁ (감다) becomes one too, on both sides alike."""
    parts = hangul.split(match[1])
    if parts is None or parts[2] != _MIEUM:
        return match[0]
    return hangul.join(parts[0], parts[1], _BIEUP) + "니" + match[2]


def _southern_initial(match: re.Match[str]) -> str:
    initial, medial, final = hangul.split(match[0]) or (_IEUNG, 0, 0)
    if initial in (_RIEUL, _NIEUN) and medial in _SOFT:
        initial = _IEUNG
    elif initial == _RIEUL:
        initial = _NIEUN
    return hangul.join(initial, medial, final)
