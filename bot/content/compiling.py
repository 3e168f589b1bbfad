"""English files and translations put together to `Knowledge`, as readers of each language get it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from bot.content.translation_files import Translations
from bot.content.withdrawals import Withdrawals
from bot.content.written import WrittenEntry, WrittenKnowledge, WrittenSign
from bot.core.knowledge import (
    Confidence,
    Contact,
    ContactId,
    Country,
    Entry,
    EntryId,
    Knowledge,
    Lexicon,
    Sign,
    SignName,
    SmallTalk,
    Source,
    State,
    Topic,
    TopicId,
    Variant,
    Wording,
)
from bot.core.languages import WRITTEN, Language
from bot.core.text import Tables

if TYPE_CHECKING:
    import opencc

OF_CODE = {"en": Language.ENGLISH, "ko": Language.KOREAN, "zh": Language.CHINESE}
"""The language codes of lexicon.toml."""

_STATES = tuple(State)


class Compiler:
    """Looks texts up in the translations."""

    def __init__(self, written: WrittenKnowledge, translations: Translations) -> None:
        """Take what was read; nothing is checked here."""
        self._written, self._translations = written, translations
        self._withdrawals = Withdrawals(written.contacts)

    def knowledge(self) -> Knowledge:
        """The whole knowledge base in all languages."""
        written = self._written
        return Knowledge(
            topics=tuple(
                Topic(TopicId(name), self._texts(f"topic.{name}.title", topic.title), tuple(EntryId(e.id) for e in topic.current))
                for name, topic in written.topics.items()
            ),
            entries={EntryId(entry.id): self._entry(topic, entry) for topic, entry in written.entries()},
            contacts={ContactId(id): self._contact(id) for id in written.contacts},
            small_talk={
                id: SmallTalk(id, self._phrasings(f"small-talk.{id}", kind.phrasings), self._texts(f"small-talk.{id}.answer", kind.answer))
                for id, kind in written.small_talk.items()
            },
            lexicon=self._lexicon(),
            country_names={language: _country_names(language) for language in Language},
            withdrawn=frozenset(map(EntryId, written.withdrawn())),
        )

    def interface(self) -> dict[Language, dict[str, str]]:
        """The bot's own words in each language that has them."""
        words = {
            language: {english: one.text for english, one in self._catalogue(language).items() if not one.is_stale(english)}
            for language in WRITTEN
        }
        derived = {english: traditional(text) for english, text in words[Language.CHINESE].items()}
        own = self._catalogue(Language.TRADITIONAL_CHINESE)
        current = {english: one.text for english, one in own.items() if not one.is_stale(english)}
        return words | {Language.TRADITIONAL_CHINESE: derived | current}

    def _catalogue(self, language: Language):  # type: ignore[no-untyped-def]
        return self._translations.catalogues.get(language, {}).get("interface", {})

    def _entry(self, topic: str, entry: WrittenEntry) -> Entry:
        return Entry(
            id=EntryId(entry.id),
            topic=TopicId(topic),
            risk=entry.risk,
            urgent=entry.urgent,
            wordings=self._wordings(entry, f"{entry.id}.answer", entry.answer),
            sources=entry.sources,
            phrasings=self._phrasings(entry.id, (entry.question, *entry.phrasings)),
            review_by=entry.review_by,
            variants={
                Country(country): Variant(self._wordings(entry, f"{entry.id}.{country}.answer", variant.answer), variant.sources)
                for country, variant in entry.variant.items()
            },
            contacts=tuple(map(ContactId, self._withdrawals.listed(entry.contacts))),
            related=tuple(map(EntryId, entry.related)),
            country=Country(entry.country) if entry.country else None,
            when=frozenset(map(SignName, entry.when)),
            not_when=frozenset(map(SignName, entry.not_when)),
            reviewed=entry.reviewed,
        )

    def _wordings(self, entry: WrittenEntry, identity: str, answer: str) -> dict[Language, Wording]:
        answer = answer.strip()
        wordings: dict[Language, Wording] = {}
        for language in WRITTEN:
            title, title_state = self._text(language, f"{entry.id}.question", entry.question)
            text, state = self._text(language, identity, answer)
            state = max(title_state, state, key=_STATES.index) if state is not State.MISSING else state
            if state is State.STALE and entry.unsafe:
                state = State.WITHHELD
            really = Language.ENGLISH if state is State.MISSING else language
            if really is Language.ENGLISH and language is not Language.ENGLISH:
                title, text = wordings[Language.ENGLISH].title, wordings[Language.ENGLISH].answer
            wordings[language] = Wording(title, self._withdrawals.text(text, entry.contacts), really, state)
        return wordings | {Language.TRADITIONAL_CHINESE: self._traditional(entry, identity, answer, wordings[Language.CHINESE])}

    def _traditional(self, entry: WrittenEntry, identity: str, answer: str, chinese: Wording) -> Wording:
        """A translator's own title and text where they are current; each is derived from Simplified Chinese where it is not."""
        title, title_state = self._text(Language.TRADITIONAL_CHINESE, f"{entry.id}.question", entry.question)
        text, state = self._text(Language.TRADITIONAL_CHINESE, identity, answer)
        text = self._withdrawals.text(text, entry.contacts)
        own_title, own_text = title_state is State.CURRENT, state is State.CURRENT
        if own_title and own_text:
            return Wording(title, text, Language.TRADITIONAL_CHINESE)
        if chinese.language is Language.ENGLISH:
            return chinese
        title, text = title if own_title else traditional(chinese.title), text if own_text else traditional(chinese.answer)
        return Wording(title, text, Language.TRADITIONAL_CHINESE, chinese.state)

    def _text(self, language: Language, identity: str, english: str) -> tuple[str, State]:
        found = self._translations.find(language, "answers", identity)
        if language is Language.ENGLISH:
            return (found.text if found and not found.is_stale(english) else english), State.CURRENT  # else it would hide a repair
        if found is None:
            return english, State.MISSING
        return found.text, State.STALE if found.is_stale(english) else State.CURRENT

    def _texts(self, identity: str, english: str) -> dict[Language, str]:
        """A short text in every language; English stands in where it is missing or stale."""
        english = english.strip()
        texts = {}
        for language in WRITTEN:
            text, state = self._text(language, identity, english)
            texts[language] = text if state is State.CURRENT else english
        text, state = self._text(Language.TRADITIONAL_CHINESE, identity, english)
        texts[Language.TRADITIONAL_CHINESE] = text if state is State.CURRENT else traditional(texts[Language.CHINESE])
        return texts

    def _phrasings(self, id: str, english: Iterable[str]) -> dict[Language, tuple[str, ...]]:
        phrasings: dict[Language, tuple[str, ...]] = {}
        for language in WRITTEN:
            found = self._translations.find(language, "phrasings", f"{id}.phrasings")
            title = self._translations.find(language, "answers", f"{id}.question")
            lines = (
                *(english if language is Language.ENGLISH else ()),
                *((title.text,) if title and language is not Language.ENGLISH else ()),
                *(found.text.splitlines() if found else ()),
            )
            phrasings[language] = tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
        return phrasings

    def _contact(self, id: str) -> Contact:
        written = self._written.contacts[id]
        return Contact(
            id=ContactId(id),
            kind=written.kind,
            country=Country(written.country),
            name=self._texts(f"contact.{id}.name", written.name),
            confidence=written.confidence if written.is_shown else Confidence.LOW,
            as_of=written.as_of,
            source=Source(written.source.title, written.source.publisher, written.as_of, written.source.url),
            phones=written.phone,
            after_hours=written.after_hours,
            email=written.email,
            website=written.website,
            hours=self._texts(f"contact.{id}.hours", written.hours) if written.hours else None,
            caution=self._texts(f"contact.{id}.caution", written.caution) if written.caution else None,
            languages=written.languages,
            called=written.called,
        )

    def _lexicon(self) -> Lexicon:
        lexicon = self._written.lexicon
        return Lexicon(
            groups={name: _by_language(words) for name, words in lexicon.group.items()},
            signs={SignName(name): _sign(sign) for name, sign in lexicon.sign.items()},
            countries={Country(code): _by_language(words) for code, words in lexicon.country.items()},
        )


def traditional(text: str) -> str:
    """Simplified Chinese in Traditional characters, with the words of Taiwan."""
    return str(_converter("s2twp").convert(text))


def simplified(text: str) -> str:
    """Traditional Chinese in Simplified characters, with the words of the mainland."""
    return str(_converter("tw2sp").convert(text))


def tables() -> Tables:
    """What the core needs to know of Chinese characters, for those in everyday use (GB 2312, and Traditional ones)."""
    from pypinyin import Style, lazy_pinyin  # half a second, which `check` need not wait for

    simplify: Callable[[str], str] = _converter("t2s").convert
    characters = [chr(code) for code in range(0x4E00, 0x9FFF)]
    common = {character for character in characters if _is_common(character)}
    simplified = {one: simple for one in characters if (simple := simplify(one)) != one and len(simple) == 1}
    pinyin = {one: lazy_pinyin(one, style=Style.NORMAL, v_to_u=False)[0] for one in sorted(common | set(simplified.values()))}
    return Tables(simplified, pinyin)


@cache
def _converter(name: str) -> "opencc.OpenCC":
    import opencc

    return opencc.OpenCC(name)


def _is_common(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _country_names(language: Language) -> dict[Country, str]:
    names = Locale.parse(language).territories
    return {Country(code): name for code, name in names.items() if len(code) == 2}


def _by_language(words: Mapping[str, tuple[str, ...]]) -> dict[Language, tuple[str, ...]]:
    return {OF_CODE[code]: some for code, some in words.items() if code in OF_CODE}


def _sign(sign: WrittenSign) -> Sign:
    return Sign(_by_language({"en": sign.en, "ko": sign.ko, "zh": sign.zh}), _by_language(sign.unless))
