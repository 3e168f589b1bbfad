"""How learning and matching grow with the number of entries, on generated knowledge: `python -m tests.bench.growth publish N FILE`.

An entry has two phrasings in each of the three languages, of words that are invented here and as unevenly frequent as words are.
Learning runs in a process of its own on all cores, as `publish` does it, and leaves the packed model in a file; matching runs in another
on one core, as in a bot. What `publish` does beside learning (reading files, checks) is not in it.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from bot.content.packing import pack_model, unpack_model
from bot.core.knowledge import Lexicon
from bot.core.languages import WRITTEN, Language
from bot.core.matching.groups import Groups
from bot.core.matching.learning import learn_from
from bot.core.matching.matcher import NOTHING, Matcher
from bot.core.matching.semantic import load_encoder
from bot.settings import ROOT
from tests.bench.figures import Figure, Target
from tests.small_project import real_tables

PHRASINGS = 2
"""Per entry and language. The project's own have twenty: with 10,000 entries that would be kernels of 160 GB."""
QUESTIONS = 300
LARGEST, MATCHING, PUBLISH = 10_000, 20.0, 600.0
"""Entries, and with so many the milliseconds of matching and the seconds of learning that are allowed."""
_VOCABULARY = 5000
_WORDS = 6
_SEED = 7
_SYLLABLES = {
    Language.ENGLISH: ([one + other for one in "bcdfghklmnprstvw" for other in ("a", "e", "i", "o", "u", "an", "er", "ing")], (1, 3)),
    Language.KOREAN: ([chr(code) for code in range(0xAC00, 0xD7A3, 23)], (1, 3)),
    Language.CHINESE: ([chr(code) for code in range(0x4E00, 0x8E00, 11)], (1, 2)),
}


@dataclass(frozen=True, slots=True)
class Grown:
    """What a number of entries costs.

    Attributes:
        seconds: of learning and packing, on the clock.
        memory: megabytes, at most while learning.
        size: megabytes of the packed model.
        times: milliseconds of computing, one a question.
    """

    entries: int
    seconds: float
    memory: float
    size: float
    times: tuple[float, ...]

    def percentile(self, percent: float) -> float:
        """Of the times."""
        return float(np.percentile(self.times, percent))


Phrasings = dict[str, dict[Language, tuple[str, ...]]]


def generated(entries: int) -> Phrasings:
    """Phrasings of so many entries, the same in every run."""
    dice, words = Random(_SEED), {language: vocabulary(language) for language in WRITTEN}
    known = {
        f"entry-{number}": {language: tuple(sentence(words[language], language, dice) for _ in range(PHRASINGS)) for language in WRITTEN}
        for number in range(entries)
    }
    return {NOTHING: known.pop("entry-0"), **known}


def vocabulary(language: Language) -> list[str]:
    """Invented words."""
    dice, (syllables, (least, most)) = Random(f"{_SEED} {language}"), _SYLLABLES[language]
    words = (("".join(dice.choices(syllables, k=dice.randint(least, most)))) for _ in range(4 * _VOCABULARY))
    return list(dict.fromkeys(words))[:_VOCABULARY]


def sentence(words: Sequence[str], language: Language, dice: Random) -> str:
    """Some words; the tenth is a tenth as frequent as the first."""
    drawn = [words[min(len(words) - 1, int(len(words) ** dice.random()) - 1)] for _ in range(_WORDS)]
    return ("" if language is Language.CHINESE else " ").join(drawn)


def grown(entries: int, folder: Path) -> Grown:
    """Learn, then ask, each in a process of its own."""
    file = folder / f"{entries}.npz"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    learnt = _run("publish", entries, file, environment)
    asked = _run("ask", entries, file, dict(os.environ))
    size = file.stat().st_size / 1e6
    file.unlink()
    return Grown(entries, learnt["seconds"], learnt["memory"], size, tuple(asked["times"]))


def figures(sizes: Sequence[int], folder: Path) -> Iterator[Figure]:
    """Of each size, and how much more it costs than the one before."""
    before: Grown | None = None
    for entries in sizes:
        found = grown(entries, folder)
        last = entries == LARGEST
        yield Figure.of(f"{entries:,} entries, matching p50", "ms", [found.percentile(50)])
        growth = {"beside": f"ms, {before.entries:,} entries", "reference": [before.percentile(99)]} if before else {}
        linear = (Target(entries / before.entries, of_ratio=True),) if before else ()
        bounds = (*linear, *((Target(MATCHING),) if last else ()))
        yield Figure.of(f"{entries:,} entries, matching p99", "ms", [found.percentile(99)], bounds, **growth)
        yield Figure.of(f"{entries:,} entries, learning", "s", [found.seconds], (Target(PUBLISH),) if last else ())
        yield Figure.of(f"{entries:,} entries, memory of learning at most", "MB", [found.memory])
        yield Figure.of(f"{entries:,} entries, size of the model", "MB", [found.size])
        before = found


def _run(verb: str, entries: int, file: Path, environment: dict[str, str]) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.bench.growth", verb, str(entries), str(file)]
    found: dict[str, object] = json.loads(subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True).stdout)
    return found


def _learn(entries: int, file: Path) -> dict[str, object]:
    import resource  # not on Windows

    phrasings, tables, encoder = generated(entries), real_tables(), load_encoder()
    began = time.monotonic()
    model = learn_from(phrasings, tables, Groups(Lexicon({}, {}, {}), tables), encoder)
    file.write_bytes(pack_model(model))
    seconds = time.monotonic() - began
    return {"seconds": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _ask(entries: int, file: Path) -> dict[str, object]:
    tables = real_tables()
    matcher = Matcher(unpack_model(file.read_bytes()), tables, Groups(Lexicon({}, {}, {}), tables), load_encoder())
    times = []
    for number, (language, text) in enumerate(_questions(entries)):
        began = time.process_time()
        matcher.rank([matcher.take(text, language)])
        if number >= len(WRITTEN):  # the first of each language is slower by what is made only once
            times.append((time.process_time() - began) * 1000)
    return {"times": times}


def _questions(entries: int) -> Iterator[tuple[Language, str]]:
    """Phrasings with one word changed, in each language in turn."""
    dice, phrasings = Random(_SEED + 1), list(generated(entries).values())
    words = {language: vocabulary(language) for language in WRITTEN}
    for number in range(QUESTIONS + len(WRITTEN)):
        language = WRITTEN[number % len(WRITTEN)]
        said = dice.choice(dice.choice(phrasings)[language])
        yield language, f"{said} {dice.choice(words[language])}"


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    work = {"publish": _learn, "ask": _ask}[sys.argv[1]]
    sys.stdout.write(json.dumps(work(int(sys.argv[2]), Path(sys.argv[3]))))
