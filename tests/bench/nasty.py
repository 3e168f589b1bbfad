"""Messages as long as Telegram allows that a matcher may stumble over."""

import random
from collections.abc import Iterator

MESSAGE = 4096
"""Characters Telegram allows."""
_SEED = 7


def nasty_texts() -> Iterator[tuple[str, str]]:
    """Each with what it is."""
    dice = random.Random(_SEED)

    def drawn(low: int, high: int, blanks: bool) -> str:
        return "".join(" " if blanks and dice.random() < 0.2 else chr(dice.randint(low, high)) for _ in range(MESSAGE))

    yield "one letter", "a" * MESSAGE
    yield "laughter", "ㅋ" * MESSAGE
    yield "question marks", "?" * MESSAGE
    yield "blanks and a word", "a" + " " * (MESSAGE - 2) + "b"
    yield "line ends", "why\n" * (MESSAGE // 4)
    yield "pictures", "😀" * MESSAGE
    yield "invisible characters", "a\u200b\u202e" * (MESSAGE // 3)
    yield "heaped accents", "e" + "\u0301" * (MESSAGE - 1)
    yield "decomposed syllables", "\u1100\u1161\u11a8" * (MESSAGE // 3)
    yield "full-width letters", "ｈｅｌｐ " * (MESSAGE // 5)
    for name, low, high in (("syllables", 0xAC00, 0xD7A3), ("Chinese characters", 0x4E00, 0x9FA5), ("letters", ord("a"), ord("z"))):
        yield f"random {name} in one piece", drawn(low, high, blanks=False)
        yield f"random {name} with blanks", drawn(low, high, blanks=True)
    yield "anything", drawn(0x20, 0xFFFF, blanks=True).encode("utf-8", "ignore").decode()
    for name, sentence in (
        ("Korean sentences", "경찰이 언니를 데려갔는데 어디로 갔는지 모릅니다. "),
        ("Chinese sentences", "警察把我姐姐带走了，不知道带到哪里去了。"),
        ("English sentences", "The police took my sister and nobody knows where she is. "),
        ("pinyin", "jingcha ba wo jiejie dai zou le "),
        ("romanised Korean", "gyeongchari eonnireul deryeogasseoyo "),
        ("keys", "rudckfdl djsslfmf "),
    ):
        yield f"{name} over and over", (sentence * MESSAGE)[:MESSAGE]
