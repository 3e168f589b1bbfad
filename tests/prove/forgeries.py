"""What a forger does to the content: numbers and links changed, strange letters, invitations to call or write to somebody else.

Every forgery is an edit of a file, as somebody with an editor would make it. Those of one round touch different texts, so that one
look at all of them tells of each whether it was noticed.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from bot.content.texts import Content
from bot.content.written import WrittenContact
from bot.core.languages import Language
from tests.small_project import SmallProject

CONTACTS = "knowledge/contacts.toml"
KOREAN, CHINESE, ENGLISH = Language.KOREAN.value, Language.CHINESE.value, Language.ENGLISH.value


@dataclass(frozen=True, slots=True)
class Forgery:
    """One edit.

    Attributes:
        kind: what was done, for the table.
        file: the file that is changed.
        name: what a problem calls the place.
        place: the entry or contact of a .toml in which `old` becomes `new`, or the message of a .po whose text becomes `new`.
    """

    kind: str
    file: str
    name: str
    place: str
    new: str
    old: str = ""


def made(project: SmallProject, edits: Iterable[Forgery]) -> None:
    """Make edits, each file's at once: a .po of a megabyte takes a second to read."""
    by_file: dict[str, list[Forgery]] = {}
    for edit in edits:
        by_file.setdefault(edit.file, []).append(edit)
    for file, some in by_file.items():
        if file.endswith(".toml"):
            for edit in some:
                project.change(file, edit.old, edit.new, edit.place)
        else:
            _translate(project.root / file, {edit.place: edit.new for edit in some})


def _translate(file: Path, texts: dict[str, str]) -> None:
    catalogue = polib.pofile(str(file), wrapwidth=0)
    for message in catalogue:
        if not message.obsolete and (text := texts.pop(message.msgctxt or message.msgid, None)) is not None:
            assert message.msgstr != text
            message.msgstr = text
    assert not texts
    catalogue.save(str(file))


def forgeries(content: Content, dice: random.Random) -> Iterator[Forgery]:
    """Every place of the content, each with a forgery drawn for it, in no order."""
    places = [*_in_contacts(content, dice), *_in_sources(content, dice), *_in_texts(content, dice), *_in_phrasings(content, dice)]
    dice.shuffle(places)
    yield from places


def _in_contacts(content: Content, dice: random.Random) -> Iterator[Forgery]:
    for id, contact in content.written.contacts.items():
        for what, old in _facts(contact):
            kinds = _NUMBER_FORGERIES if what == "number" else _LINK_FORGERIES
            for kind in dice.sample([*kinds], 3):
                if (new := kinds[kind](old, dice)) != old:
                    yield Forgery(kind, CONTACTS, id, id, f'"{new}"', f'"{old}"')
        if dice.random() < _SOME:
            yield Forgery("country of a contact changed", CONTACTS, id, id, 'country = "Z', 'country = "')


_SOME = 0.3


def _facts(contact: WrittenContact) -> Iterator[tuple[str, str]]:
    yield from (("number", number) for number in (*contact.phone, *filter(None, [contact.after_hours])))
    yield from (("link", link) for link in (contact.website, contact.email) if link)


def _in_sources(content: Content, dice: random.Random) -> Iterator[Forgery]:
    for topic, entry in content.written.entries():
        file, sources = f"knowledge/{topic}.toml", (*entry.sources, *(one for variant in entry.variant.values() for one in variant.sources))
        linked = [source.url for source in sources if source.url]
        if linked:
            (kind, forge), url = dice.choice([*_HOST_FORGERIES.items()]), dice.choice(linked)
            yield Forgery(kind, file, entry.id, entry.id, f'"{forge(url, dice)}"', f'"{url}"')
        added = dice.choice([_number(dice), f"WeChat ID: {_account(dice)}", _spelt(dice, ENGLISH)])
        publisher = f'publisher = "{dice.choice(sources).publisher}'
        yield Forgery("words beside a source", file, entry.id, entry.id, f"{publisher} {added}", publisher)


def _in_texts(content: Content, dice: random.Random) -> Iterator[Forgery]:
    """In the translations of every text and of the bot's own words, and in the first line of every English answer."""
    for language, domains in content.translations.catalogues.items():
        for domain in ("answers", "interface"):
            for identity, found in domains.get(domain, {}).items():
                kind, text = forged(found.text, language, dice)
                if "}" not in found.text.splitlines()[-1]:
                    yield Forgery(kind, f"locales/{language}/LC_MESSAGES/{domain}.po", identity, identity, text)
    for topic, entry in content.written.entries():
        line = entry.answer.strip().splitlines()[0]
        kind, text = forged(line, ENGLISH, dice)
        if not {*line} & {*'"\\{'}:
            yield Forgery(kind, f"knowledge/{topic}.toml", f"{entry.id}.answer", entry.id, f"\n{text}\n", f"\n{line}\n")


def _in_phrasings(content: Content, dice: random.Random) -> Iterator[Forgery]:
    for language, domains in content.translations.catalogues.items():
        for identity, found in domains.get("phrasings", {}).items():
            lines, file = found.text.splitlines(), f"locales/{language}/LC_MESSAGES/phrasings.po"
            at = dice.randrange(len(lines))
            kind, lines[at] = forged(lines[at], language, dice, asked=True)
            yield Forgery(f"{kind} (phrasing)", file, identity.removesuffix(".phrasings"), identity, "\n".join(lines))


def forged(text: str, language: str, dice: random.Random, *, asked: bool = False) -> tuple[str, str]:
    """A text with something in it that does not belong there, and what that is."""
    kinds: dict[str, Callable[[], str]] = {
        "number added": lambda: f"{text} {_number(dice)}",
        "number of full width added": lambda: f"{text} {_number(dice).translate(_FULL_WIDTH)}",
        "number in words added": lambda: f"{text} {_spelt(dice, language)}",
        "name in a messenger added": lambda: f"{text} {_messenger(dice, language)}",
        "invisible or turning character": lambda: _inserted(text, dice.choice(_INVISIBLE), dice),
        "look-alike letter": lambda: f"{text} {dice.choice(['UNНCR', 'Кorea', 'unhсr', 'Ｋorea', 'ΟHCHR', '𝟏𝟏𝟗', '①①⑨'])}",
        "link added": lambda: f"{text} {dice.choice(['t.me/', 'https://t.me/', 'wa.me/', 'help.'])}{_account(dice)}.org",
    }
    if not asked:
        kinds["call me on"] = lambda: f"{text} {_invitation(dice, language)}"
    kind = dice.choice([*kinds])
    return kind, kinds[kind]()


_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_INVISIBLE = ("\u202e", "\u202d", "\u2066", "\u200d", "\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u061c")
_CYRILLIC = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х", "i": "і", "h": "һ"}
_ALIKE = (("rn", "m"), ("m", "rn"), ("l", "1"), ("o", "0"), ("i", "l"), ("w", "vv"), ("u", "v"), ("n", "h"))


def _swapped(number: str, dice: random.Random) -> str:
    """Two different digits change places; one that has no two becomes another."""
    at = [place for place, one in enumerate(number) if one.isdigit()]
    pairs = [(first, second) for first in at for second in at if first < second and number[first] != number[second]]
    if not pairs:
        return number[: at[-1]] + str((int(number[at[-1]]) + 1) % 10) + number[at[-1] + 1 :]
    first, second = dice.choice(pairs)
    return number[:first] + number[second] + number[first + 1 : second] + number[first] + number[second + 1 :]


def _another(number: str, dice: random.Random) -> str:
    at = dice.choice([place for place, one in enumerate(number) if one.isdigit()])
    return number[:at] + str((int(number[at]) + dice.randrange(1, 10)) % 10) + number[at + 1 :]


def _in_host(link: str, change: Callable[[str], str]) -> str:
    """A link whose host (behind // or @) is changed."""
    head, separator, rest = re.match(r"(.*?)(//|@)(.*)", link, re.DOTALL).groups()  # type: ignore[union-attr]
    host, slash, path = rest.partition("/")
    return f"{head}{separator}{change(host)}{slash}{path}"


def _cyrillic(host: str, dice: random.Random) -> str:
    places = [place for place, one in enumerate(host) if one in _CYRILLIC]
    at = dice.choice(places) if places else 0
    return host[:at] + _CYRILLIC.get(host[at], "а") + host[at + 1 :]


def _alike(host: str, dice: random.Random) -> str:
    old, new = dice.choice([pair for pair in _ALIKE if pair[0] in host] or [(host[0], f"{host[0]}{host[0]}")])
    return host.replace(old, new, 1)


_HOST_FORGERIES: dict[str, Callable[[str, random.Random], str]] = {
    "Cyrillic letter in a host": lambda link, dice: _in_host(link, lambda host: _cyrillic(host, dice)),
    "look-alike host": lambda link, dice: _in_host(link, lambda host: _alike(host, dice)),
    "host with another ending": lambda link, _: _in_host(link, lambda host: f"{host}.help.org"),
    "name before the host": lambda link, dice: _in_host(link, lambda host: f"{host}@{_account(dice)}.net"),
}
_LINK_FORGERIES = _HOST_FORGERIES | {
    "invisible character in a link": lambda link, dice: _inserted(link, dice.choice(_INVISIBLE), dice),
}
_NUMBER_FORGERIES: dict[str, Callable[[str, random.Random], str]] = {
    "two digits swapped": _swapped,
    "a digit changed": _another,
    "a digit of full width": lambda number, _: re.sub(r"\d", lambda one: one[0].translate(_FULL_WIDTH), number, count=1),
    "O for 0, l for 1": lambda number, dice: number.replace("0", "O", 1) if "0" in number else number.replace("1", "l", 1),
    "invisible character in a number": lambda number, dice: _inserted(number, dice.choice(_INVISIBLE), dice),
    "digit added": lambda number, dice: f"{number}{dice.randrange(10)}",
}


def _inserted(text: str, character: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(text)) if len(text) > 1 else 1
    return text[:at] + character + text[at:]


def _digits(dice: random.Random) -> str:
    return dice.choice(("010", "138", "02", "070", "186")) + "".join(str(dice.randrange(10)) for _ in range(8))


def _number(dice: random.Random) -> str:
    digits, between = _digits(dice), dice.choice((" ", "-", ".", "", "/", "·", "~", "–"))
    return dice.choice(("", "+82 ", "+86-")) + between.join((digits[:3], digits[3:7], digits[7:]))


_SPELT = {
    ENGLISH: ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    KOREAN: tuple("공일이삼사오육칠팔구"),
    CHINESE: tuple("零一二三四五六七八九"),
}


def _spelt(dice: random.Random, language: str) -> str:
    """A number in words, or partly so."""
    digits, words = _digits(dice), _SPELT.get(language, _SPELT[ENGLISH])
    if dice.random() < 0.2:
        words = ("〇", "幺", "两", *words[3:]) if language == CHINESE else words
    between = " " if words is _SPELT[ENGLISH] else dice.choice(("", " ", "-", ", ", "."))
    mixed = dice.random() < 0.2
    return between.join(one if mixed and at % 3 == 0 else words[int(one)] for at, one in enumerate(digits))


def _account(dice: random.Random) -> str:
    return dice.choice(("kim", "help", "lina", "bridge", "safe")) + dice.choice(("_", "")) + str(dice.randrange(100, 9999))


def _name(dice: random.Random) -> str:
    """A name that is a word."""
    return dice.choice(("helpkim", "safebridge", "teacherli", "pastorlee"))


def _messenger(dice: random.Random, language: str) -> str:
    account, name = _account(dice), _name(dice)
    ways = {
        ENGLISH: (
            f"WeChat ID: {name}",
            f"KakaoTalk ID {account}",
            f"Telegram @{name}",
            f"t.me/{name}",
            f"Add {name} on WeChat.",
            f"QQ: {name}",
        ),
        KOREAN: (
            f"카카오톡 아이디 {name}",
            f"위챗 {account}",
            f"텔레그램 @{name}",
            f"카톡: {name}",
            f"아이디: {account}",
            f"라인 아이디 {account}",
        ),
        CHINESE: (f"微信号：{name}", f"加微信{account}", f"微信 {name}", f"QQ号{_digits(dice)}", f"Telegram @{name}", f"威信 {account}"),
    }
    return dice.choice(ways.get(language, ways[ENGLISH]))


def _invitation(dice: random.Random, language: str) -> str:
    ways = {
        ENGLISH: (
            "Call me on this line.",
            "Text me first.",
            "Contact me, I can help.",
            "Write to me, not to them.",
            "Ask for me at the church.",
        ),
        KOREAN: ("저에게 전화하십시오.", "나한테 련락 말고 저에게 연락하십시오.", "제 번호를 적으십시오.", "내 위챗으로 쓰십시오."),
        CHINESE: ("打给我。", "请联系我。", "加我好友。", "记下我的电话。", "先给我打电话。"),
    }
    return dice.choice(ways.get(language, ways[ENGLISH]))
