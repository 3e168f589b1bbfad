"""`python -m tests.bench.speed`: what an answer costs, on the project's own content and questions, in one process and one run.

Times are given in milliseconds of this process's own computing, which other processes do not lengthen as they do the clock's, and as
multiples of rapidfuzz `ratio` over the same phrasings: a machine twice as slow gives the same multiple.
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from rapidfuzz import fuzz, process

from bot.core.answering import Question, Responder
from bot.core.languages import WRITTEN
from bot.core.matching.semantic import load_encoder
from bot.core.text import normalise
from bot.evaluation import Asked, read_questions
from bot.settings import ROOT
from tests.real import Compiling

MESSAGE = 4096
"""Characters Telegram allows."""
_SEED = 7
_REPEATS = 5
T = TypeVar("T")


def main() -> int:
    """Measure and print."""
    cache = ROOT / ".pytest_cache" / "d" / "editions"
    cache.mkdir(parents=True, exist_ok=True)
    edition = Compiling(cache).edition()
    began = time.process_time()
    responder = Responder(edition, load_encoder())
    responder.reply_to(Question("hello"))
    ready = time.process_time() - began
    questions = [one for path in sorted((ROOT / "tests" / "questions").glob("*.toml")) for one in read_questions(path)]
    entries = edition.knowledge.entries.values()
    phrasings = {one[:2]: [text for entry in entries for text in entry.phrasings[one]] for one in WRITTEN}
    short = [one for one in questions if one.kind != "story"]
    random.Random(_SEED).shuffle(short)

    def ratio(asked: Asked) -> None:
        process.extractOne(normalise(asked.text, WRITTEN[0], edition.tables), phrasings[asked.lang[:2]], scorer=fuzz.ratio)

    def answer(asked: Asked) -> None:
        responder.decide(Question(asked.text))

    yardstick = float(np.median(_times(ratio, short[:300])))
    print("| what | questions | ms p50 | ms p99 | × ratio p50 | × ratio p99 |\n| --- | --- | --- | --- | --- | --- |")
    for name, some in (("questions", short), ("stories", [one for one in questions if one.kind == "story"])):
        p50, p99 = np.percentile(_times(answer, some), (50, 99))
        print(f"| {name} | {len(some)} | {p50:.2f} | {p99:.2f} | {p50 / yardstick:.1f} | {p99 / yardstick:.1f} |")
    worst = {name: min(_times(lambda text: responder.decide(Question(text)), [text] * _REPEATS)) for name, text in nasty_texts()}
    slowest = max(worst, key=worst.__getitem__)
    print(f"\nWorst of {len(worst)} nasty texts of {MESSAGE} characters: {worst[slowest]:.1f} ms, {slowest}.")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"From an edition in memory to the first answer: {ready:.1f} s. Memory: {memory} MB.")
    return 0


def _times(ask: Callable[[T], object], questions: Sequence[T]) -> list[float]:
    times = []
    for question in questions:
        began = time.process_time()
        ask(question)
        times.append((time.process_time() - began) * 1000)
    return times


def nasty_texts() -> Iterator[tuple[str, str]]:
    """Messages as long as Telegram allows that a matcher may stumble over, each with what it is."""
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


if __name__ == "__main__":
    sys.exit(main())
