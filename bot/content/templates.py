"""What is to be translated, of code and knowledge: extracted by Babel, as a catalogue without translations (.pot)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import polib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

_KNOWLEDGE_EXTRACTOR = "bot.content.extraction:extract_knowledge"


@dataclass(frozen=True, slots=True)
class Message:
    """One text to be translated; `files` is where it stands, `flags` what gettext tools should check."""

    context: str | None
    text: str
    notes: str
    files: tuple[str, ...]
    flags: tuple[str, ...]

    @property
    def identity(self) -> str:
        """What a translation is carried over by."""
        return self.context or self.text


def messages_of(root: Path, domain: str) -> list[Message]:
    """All messages of a domain, in the order of their files; a text that stands in several files comes once."""
    if domain == "interface":
        folder, methods, options = "bot", [("**.py", "python")], {}
    else:
        folder, methods, options = "knowledge", [("**.toml", _KNOWLEDGE_EXTRACTOR)], {"**.toml": {"domain": domain}}
    found = extract_from_dir(
        str(root / folder),
        methods,
        options,
        keywords={"_": None, "pgettext": ((1, "c"), 2)},
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    catalogue = Catalog(domain=domain)
    messages: dict[str, Message] = {}
    for filename, _, message, comments, context in sorted(found, key=lambda one: (_file_order(one[0]), one[1])):
        text = message[-1] if isinstance(message, tuple) else message
        flags = catalogue.add(text, context=context).flags - {"python-format"}  # Babel gives the one for {placeholders}
        one = Message(context, text, "\n".join(comments), (f"{folder}/{filename}",), tuple(sorted(flags)))
        if known := messages.get(one.identity):
            one = replace(known, notes=known.notes or one.notes, files=tuple(sorted({*known.files, *one.files})))
        messages[one.identity] = one
    return list(messages.values())


def template_of(messages: Iterable[Message]) -> polib.POFile:
    """Messages as a catalogue without translations."""
    template = polib.POFile(wrapwidth=0)
    template.metadata = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    for one in messages:
        template.append(
            polib.POEntry(
                msgctxt=one.context,
                msgid=one.text,
                comment=one.notes,
                occurrences=[(file, "") for file in one.files],
                flags=list(one.flags),
            )
        )
    return template


def _file_order(name: str) -> tuple[bool, str]:
    return name in ("contacts.toml", "small_talk.toml"), name
