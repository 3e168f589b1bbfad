"""Rules that protect the reader: what no text may contain, and what it must say exactly.

Each is a small function that yields problems; the docstring names the danger.
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.content.compiling import OF_CODE, simplified
from bot.content.problem import Problem
from bot.content.shown import SOURCE, asked, shown
from bot.content.texts import Content, Text, problem_at
from bot.core.languages import Language

_NUMBER = re.compile(r"\+?\d[\d\s().\-]{4,}\d")
_SPREAD_NUMBER = re.compile(r"\+?\d(?:[ ().\-–—·/,，、~_:：*]{0,3}\d){6,}")
"""The same with whatever else may stand between digits; from seven on, because years and times of day stand side by side too."""
_LINK = re.compile(r"https?:|www\.|\bt\.me\b|[\w.]+@[\w.]+|@\w{3,}|\b[a-z0-9-]+\.(?:org|com|net|kr|cn|int|io|gov|me)\b", re.IGNORECASE)
_HINT_OF_A_NUMBER = re.compile(r"\d.{3,}\d")
_HINT_OF_A_LINK = re.compile(r"[@.:](?:(?<=@)|(?<=[\w-]\.)\w|(?<=www\.)|(?<=http:|ttps:))", re.IGNORECASE)
"""Something of this is in everything that the patterns beside it find, and most texts have nothing of it."""
_COORDINATES = re.compile(r"\d{1,3}\.\d{3,}\s*[,°]|\d{1,3}°\s*\d")
_YEARS = re.compile(r"(?<![\d-])(?:19|20)\d\d(?:\s*[-–~.]\s*(?:19|20)?\d{1,2}){0,2}(?![\d-])")  # but 010-2019-5678 is no year
_TIMES_AND_AMOUNTS = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)|(?<![\d-])\d{1,3}(?:,\d{3})+(?![\d-])|(?<![\d.])\d{1,3}\.\d+(?![\d.])")


def no_numbers_or_links_in_texts(content: Content) -> Iterator[Problem]:
    """Numbers and links live in contacts.toml alone, where their source stands: elsewhere a slip or a forger could change one."""
    short = {phone for contact in content.written.contacts.values() for phone in contact.phone if len(phone) <= 5}
    known = frozenset(_digits(phone) for contact in content.written.contacts.values() for phone in contact.phone)
    for one in shown(content):
        text = _YEARS.sub(" ", unicodedata.normalize("NFKC", re.sub(r"\{[^{}]*\}", " ", one.text)))
        yield from _numbers_in(one, text, known if _may_name_a_number(one) else frozenset())
        for found, what in ((_link_in(text), "a link or an address"), (_COORDINATES.search(text), "coordinates")):
            if found and one.language != SOURCE:
                yield problem_at(one, f"{found.group()} looks like {what}.", "Put it into contacts.toml or sources.")
        if _may_name_a_number(one):
            continue
        for number in re.findall(r"(?<![\d.,])\d{3,5}(?![\d,]|\.\d)", text):
            if number in short and number not in _PLAIN_NUMBERS:
                yield problem_at(one, f"{number} is a number to call.", "Name the contact instead, so that its country stands beside it.")


def no_numbers_or_links_in_phrasings(content: Content) -> Iterator[Problem]:
    """What people are quoted with is public: a number or an address in it is somebody's."""
    for one in asked(content):
        for line in unicodedata.normalize("NFKC", one.text).splitlines():
            if _HINT_OF_A_NUMBER.search(line):
                for number in _SPREAD_NUMBER.findall(_TIMES_AND_AMOUNTS.sub(" ", _YEARS.sub(" ", line))):
                    if _BEGINS_A_NUMBER.match(number):
                        yield problem_at(one, f"{number} looks like a phone number.", "Remove it from the phrasing.")
            if found := _link_in(line):
                yield problem_at(one, f"{found.group()} looks like a link or an address.", "Remove it from the phrasing.")


_BEGINS_A_NUMBER = re.compile(r"\+|0|1[3-9]\d|\d{7}")
"""Lists of amounts or of short numbers (110, 119, 120) begin otherwise."""


def _link_in(text: str) -> re.Match[str] | None:
    return _LINK.search(text) if _HINT_OF_A_LINK.search(text) else None


def _may_name_a_number(one: Text) -> bool:
    """A number is part of some names (1366) and titles; it stands beside the contact itself, or in what is cited."""
    return one.language == SOURCE or (one.identity.startswith("contact.") and one.identity.endswith(".name"))


def _numbers_in(one: Text, text: str, known: frozenset[str] = frozenset()) -> Iterator[Problem]:
    found = [number for number in _NUMBER.findall(text) if len(_digits(number)) >= (_FEWEST_CITED if one.language == SOURCE else 6)]
    if not found:
        found = _SPREAD_NUMBER.findall(_TIMES_AND_AMOUNTS.sub(" ", text.replace(",", ";") if one.language == SOURCE else text))
    for number in found:
        if _digits(number) not in known:
            yield problem_at(
                one, f"{number.strip()} looks like a phone number.", "Put it into knowledge/contacts.toml and name the contact."
            )


_FEWEST_CITED = 7
"""Laws and cases that are cited have shorter numbers."""


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())


_PLAIN_NUMBERS = {"120"}
"""Emergency contraception works within 120 hours; the number of the Chinese ambulance is the same."""


def no_markup(content: Content) -> Iterator[Problem]:
    """Code owns HTML: a stray < would be a failed message, and RLO or zero-width characters can turn a text around."""
    for one in shown(content):
        if found := re.search(r"[<>*_`#]", re.sub(r"\{[^{}]*\}", "", one.text)):
            yield problem_at(one, f"The character {found.group()} would show as such.", "Remove it: texts have no markup.")
        for character in dict.fromkeys(one.text):
            if unicodedata.category(character) in ("Cf", "Cc", "Co") and character not in "\n":
                yield problem_at(one, f"An invisible character (U+{ord(character):04X}).", "Delete and retype the place.")
                break


def no_forbidden_words(content: Content) -> Iterator[Problem]:
    """No promise the facts do not carry, no word that despises people, no plan for South Korea where China may read it."""
    forbidden = {
        kind: {str(OF_CODE[code]): {word: word.lower() for word in some} for code, some in words.items() if code in OF_CODE}
        for kind, words in content.written.lexicon.forbidden.items()
    }
    for one in shown(content):
        is_traditional = one.language == Language.TRADITIONAL_CHINESE
        language, said = (Language.CHINESE, simplified(one.text)) if is_traditional else (one.language, one.text)
        for kind, words in forbidden.items():
            if kind == "going-south" and not one.in_china:
                continue
            text = re.sub(r'["“「『][^"”」』]*["”」』]', " ", said) if kind == "disrespect" else said
            lowered, whole = text.lower(), kind == "call-me" and language == Language.ENGLISH
            for word, small in words.get(language, {}).items():
                if small in lowered and (not whole or _is_a_word(lowered, small)):
                    yield problem_at(
                        one, f"“{word}” is forbidden ({kind}).", "Say it another way; see forbidden words in knowledge/lexicon.toml."
                    )


def _is_a_word(text: str, word: str) -> bool:
    """Whether a text has a word as it is: "text me" is not in "text messages". Elsewhere a word may have any ending."""
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))


_AMOUNT = re.compile(
    r"\d[\d,]*(?:\.\d+)?\s*(?:million |billion )?(?:won|yuan|dollars?|baht|USD|KRW|RMB)\b"
    r"|\d[\d,]*(?:\.\d+)?\s*(?:억|천만|백만|만)?\s*(?:원|위안|딸라|달러|바트)"
    r"|\d[\d,]*(?:\.\d+)?\s*(?:万|亿)?\s*(?:韩元|元|美元|泰铢|块钱)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BROKER_ENTRIES = ("brokers", "broker-fees-korea", "debt-bondage", "cannot-help", "job-or-marriage-offer")
_STREET = re.compile(
    r"\b\d+\s+[A-Z][a-z]+\s+(?:Road|Street|Avenue|Lane)\b|[가-힣]+(?:로|길)\s?\d+(?:번길|-\d+)?(?=[\s,.]|$)|[\u4e00-\u9fff]{2,}(?:路|街|巷)\d+号"
)


def no_price_of_a_broker(content: Content) -> Iterator[Problem]:
    """A price helps to find and to run the trade in people: entries about brokers name no sum."""
    for one in content.texts:
        if one.is_answer and one.identity.split(".")[0] in _BROKER_ENTRIES and (found := _AMOUNT.search(one.text)):
            yield problem_at(one, f"{found.group()} is a sum in a text about brokers.", "Say it without the sum.")


def sums_carry_their_year(content: Content) -> Iterator[Problem]:
    """Sums change every year: a sum without its year is a promise nobody made."""
    for one in content.texts:
        if one.is_answer and (found := _AMOUNT.search(one.text)) and not _YEAR.search(one.text):
            yield problem_at(one, f"{found.group()} stands without a year.", "Say of which year it is.")


def no_address_of_a_place(content: Content) -> Iterator[Problem]:
    """An address of a shelter leads those there who look for the people in it."""
    for one in content.texts:
        if found := _STREET.search(one.text):
            yield problem_at(one, f"{found.group()} looks like an address.", "Leave it out: whoever is called says where to go.")


_MEDICINE = (
    (re.compile(r"HIV", re.IGNORECASE), re.compile(r"\b72\b|72(?=시간|小时)"), "72 hours for medicine against HIV"),
    (
        re.compile(r"emergency contracepti|pill against pregnancy|medicine against pregnancy|임신을 막는 약|응급 ?피임|紧急避孕"),
        re.compile(r"120"),
        "120 hours for emergency contraception",
    ),
)


def limits_of_medicine_are_exact(content: Content) -> Iterator[Problem]:
    """After rape the medicine against HIV must begin within 72 hours, that against pregnancy within 120: a wrong hour is a life."""
    for one in content.texts:
        if one.is_answer and one.identity.split(".")[0] in _RAPE_ENTRIES:
            for named, limit, what in _MEDICINE:
                if named.search(one.text) and not limit.search(one.text):
                    yield problem_at(one, f"It names the medicine without its limit: {what}.", "State the limit exactly; sooner is better.")


_RAPE_ENTRIES = ("sexual-violence", "rights-of-women", "womens-services", "china-health", "medical-emergency", "forced-prostitution")


def the_same_numbers_in_every_language(content: Content) -> Iterator[Problem]:
    """Hours, ages and years must not change on the way into another language."""
    for one in content.texts:
        found = content.translations.find(one.language, "answers", one.identity)
        if one.language == Language.ENGLISH or not one.is_answer or found is None or found.is_stale(one.english):
            continue
        for number in sorted(_plain_numbers(one.text) - _plain_numbers(one.english)):
            yield problem_at(one, f"{number} stands here and not in the English.", "Compare the two.")


_IN_TEN_THOUSANDS = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:[만억万亿]|million|billion)")


def _plain_numbers(text: str) -> set[str]:
    """Years, and numbers from 25 to 999: smaller ones and sums are written in words by some languages."""
    text = _IN_TEN_THOUSANDS.sub(" ", _AMOUNT.sub(" ", re.sub(r"\{[^{}]*\}", " ", text))).replace(",", "")
    return {number for number in re.findall(r"(?<!\d)\d{2,4}(?!\d)", text) if 25 <= int(number) <= 999 or 1900 <= int(number) <= 2099}
