"""The question inside a long message: where to look for it.

People tell what happened and ask at the end, or ask first and explain. Of a long message the first and the last 500 characters
are read, sentence by sentence; no piece is longer than is safe to match (`text.LONGEST`).
"""

import re

from bot.core.text import LONGEST

_EDGE = 500
_SENTENCE = re.compile(r"[^.!?…。！？\n]+[.!?…。！？\n]*")
_SHORT = 15


def pieces_of(message: str) -> tuple[str, ...]:
    """A short message as it is; a long one as its sentences, those of a few letters joined to the next."""
    message = message.strip()
    if len(message) <= LONGEST:
        return (message,)
    edges = message if len(message) <= 2 * _EDGE else f"{message[:_EDGE]}\n{message[-_EDGE:]}"
    pieces: list[str] = []
    pending = ""
    for sentence in _SENTENCE.findall(edges):
        pending = f"{pending} {sentence.strip()}".strip()
        if len(pending) >= _SHORT:
            pieces += (pending[at : at + LONGEST] for at in range(0, len(pending), LONGEST))
            pending = ""
    if pending:
        pieces.append(pending[:LONGEST])
    return tuple(pieces) or (message[:LONGEST],)
