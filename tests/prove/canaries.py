"""Invented people whose every word can be found again.

Each text, name and username begins with a mark that stands nowhere else, in three scripts, followed by the number of the person in
sixteen signs of that script. So a search for a few marks finds everybody, in a dump of any size, and tells whose words these are. Ids
come from one block of numbers that begin alike in decimal and in binary.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from tests.prove.forms import WIDE, Form, forms_of, forms_of_numbers
from tests.prove.scanner import Find

IDS = range(4_386_749_045_932_032, 4_386_749_045_997_568)
"""A block on a border of 2**16 whose decimal numbers share their first eleven digits; 52 bits, as large as Telegram's ids may become."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of what some people write, and the signs their numbers are written in.

    Attributes:
        word: lower case, no letter twice in a row and no variant, so that no normalising changes it.
        signs: sixteen, as many bytes each in every encoding.
    """

    name: str
    word: str
    signs: str

    def of(self, number: int) -> str:
        """What the person of a number writes."""
        return self.word + "".join(self.signs[number >> shift & 15] for shift in (12, 8, 4, 0))


_LATIN, _HANGUL, _HANZI = "bcdfghjklmnpqrst", "갂갉갋갗걃걋겍겏겥곍곬괆괘괩굙궭", "丌丏丐丣丱丼乂乜亍亓亘亳仂仃仉仝"

TEXTS = (Mark("latin text", "qzxvkwj", _LATIN), Mark("hangul text", "뷁쉙뙠", _HANGUL), Mark("hanzi text", "龘靐齉", _HANZI))
NAMES = (Mark("latin name", "vjqkzxw", _LATIN), Mark("hangul name", "쀓똟뾹", _HANGUL), Mark("hanzi name", "爨麤灪", _HANZI))
USERNAME = Mark("username", "wqjzvxk", _LATIN)
MARKS = (*TEXTS, *NAMES, USERNAME)
ID = "id"
PHONE = f"8613{IDS[0] % 10**9:09}"[:-5]
"""How the numbers of their contacts begin."""
PLACE = "42.97"
"""How the latitudes of their places begin."""


def text_of(number: int) -> str:
    """A question in three scripts, none of whose words is known to anybody."""
    return " ".join(mark.of(number) for mark in TEXTS)


def name_of(number: int) -> str:
    """A first name, in one of three scripts."""
    return NAMES[number % len(NAMES)].of(number)


def forms() -> list[Form]:
    """Everything that would tell of one of these people, in every form; and the places and phone numbers the emulator makes up."""
    words = (*(mark.word for mark in MARKS), PHONE, PLACE)
    return [*(form for word in words for form in forms_of(word)), *forms_of_numbers(IDS, ID)]


def people(finds: Iterable[Find], marks: Iterable[Mark]) -> set[int | str]:
    """Whose words were found: each person once, however often and in whatever form; where that cannot be told, each find once."""
    signs = {mark.word: mark.signs for mark in marks}
    return {_person(find, signs[find.form.of]) for find in finds if find.form.of in signs}


def _person(find: Find, signs: str) -> int | str:
    width = {name: len(signs[0].encode(encoding)) for name, encoding in WIDE.items()} | {"JSON escapes": 6 if signs[0] > "\x7f" else 1}
    size = width.get(find.form.name)
    decode = WIDE.get(find.form.name, "raw_unicode_escape")
    with suppress(ValueError, UnicodeDecodeError):
        if size:
            number = 0
            for sign in find.following[: 4 * size].decode(decode):
                number = number << 4 | signs.index(sign)
            return number
    return str(find)
