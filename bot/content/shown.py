"""Everything a reader may be shown, and everything that is only compared with what they ask: for rules that must miss no text."""

from collections.abc import Iterator

from bot.content.texts import Content, Text

SOURCE = "source"
"""In place of a language: titles and publishers of sources stand as they are in every language."""


def shown(content: Content) -> Iterator[Text]:
    """Every text in every language, the bot's own words, and what is cited."""
    yield from content.texts
    for language, domains in content.translations.catalogues.items():
        for english, found in domains.get("interface", {}).items():
            yield Text(f"locales/{language}/LC_MESSAGES/interface.po", found.line, english, language, found.text, found.english)
    for topic, entry in content.written.entries():
        file, sources = f"knowledge/{topic}.toml", (*entry.sources, *(one for variant in entry.variant.values() for one in variant.sources))
        words = "\n".join(f"{source.publisher}\n{source.title}" for source in sources)
        yield Text(file, content.line(file, entry.id), entry.id, SOURCE, words, words)


def asked(content: Content) -> Iterator[Text]:
    """Every way to ask, those of an entry and a language as one text with a line for each."""
    small_talk = (("small_talk", id, f"small-talk.{id}", kind.phrasings) for id, kind in content.written.small_talk.items())
    entries = ((topic, entry.id, entry.id, entry.phrasings) for topic, entry in content.written.entries())
    for topic, id, name, phrasings in (*entries, *small_talk):
        file, words = f"knowledge/{topic}.toml", "\n".join(phrasings)
        yield Text(file, content.line(file, id), name, "en", words, words)
    for language, domains in content.translations.catalogues.items():
        for identity, found in domains.get("phrasings", {}).items():
            name = identity.removesuffix(".phrasings")
            yield Text(f"locales/{language}/LC_MESSAGES/phrasings.po", found.line, name, language, found.text, found.english)
