"""Translation files in the common form that `refresh` writes, read at once.

polib reads line by line in Python: of 100,000 lines that is a third of `check`. Here a whole message is one pattern. Whatever is not in
the common form (obsolete messages, plurals, folded or spoilt lines, a message that stands twice or before the head) is left to polib,
which knows all forms and says what is wrong; where both can read a file they read the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = r'"[^"\\\n]*+(?:\\[nt"\\][^"\\\n]*+)*+"'
_STRING = rf"{_LINE}(?:\n{_LINE})*+"
_COMMENT = rf"#(?:[.:,]? +\S.*+|\| msg(?:ctxt|id) {_LINE}(?:\n#\| {_LINE})*+|)\n"
_MESSAGE = re.compile(rf"((?:{_COMMENT})*+)(?:msgctxt ({_STRING})\n)?msgid ({_STRING})\nmsgstr ({_STRING})(?:\n+|\Z)")
_FUZZY = re.compile(r"^#,(?: .*,)? *fuzzy *(?:,.*)?$", re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class PlainMessage:
    """One message; `line` is its first, 1-based, and `context` is None where it has none."""

    context: str | None
    english: str
    text: str
    fuzzy: bool
    line: int


def plain_messages(text: str) -> list[PlainMessage] | None:
    """The messages of a file, without its head; None when it is not in the common form."""
    messages = [*_messages(text)]
    names = {one.context or one.english for one in messages if one}
    if "\r" in text or not messages or not _is_head(messages[0]) or len(names) < len(messages):
        return None
    return [one for one in messages[1:] if one]


def _is_head(message: PlainMessage | None) -> bool:
    return message is not None and message.context is None and not message.english


def _messages(text: str) -> Iterator[PlainMessage | None]:
    """Each message, the head first; None in place of the first that is not in the common form, and of all after it."""
    at, line = 0, 1
    while at < len(text):
        if not (found := _MESSAGE.match(text, at)):
            yield None
            return
        comments, context, english, translation = found.groups()
        yield PlainMessage(context and _said(context), _said(english), _said(translation), bool(_FUZZY.search(comments)), line)
        line += text.count("\n", at, found.end())
        at = found.end()


def _said(string: str) -> str:
    """What a string of one or more lines says."""
    joined = string[1:-1].replace('"\n"', "")
    return _ESCAPED.sub(lambda match: _MEANT[match[1]], joined) if "\\" in joined else joined
