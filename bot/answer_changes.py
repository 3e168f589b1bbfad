"""What a change did to the answers to test questions: each before and after, and whether it is better or worse for who asks."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

from bot.evaluation import Asked, BadQuestions


class Worth(IntEnum):
    """What a reply is worth to who asked, worst first."""

    FORBIDDEN = 0
    WRONG = 1
    LOST = 2
    OFFERED = 3
    FIRST = 4
    RIGHT = 5


class Verdict(StrEnum):
    """How a reply changed; `OTHER` is another reply that is worth the same."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that is answered in another way than before."""

    asked: Asked
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def verdict(self) -> Verdict:
        """Whether it is answered better."""
        before, after = worth(self.asked, self.before), worth(self.asked, self.after)
        return Verdict.OTHER if before == after else Verdict.BETTER if after > before else Verdict.WORSE


def worth(asked: Asked, result: Mapping[str, Any]) -> Worth:
    """What a reply is worth: the right answer most, a wrong one less than none."""
    outcome, entry, choices = result["outcome"], result["entry"], list(result["choices"])
    if outcome == "answer" and entry in asked.never:
        return Worth.FORBIDDEN
    if entry is not None:
        if entry in asked.labels:
            return Worth.RIGHT
        return Worth.OFFERED if outcome == "answer" and {*choices} & {*asked.labels} else Worth.WRONG
    if not asked.labels:  # none of our business: to say so is right
        return Worth.RIGHT if outcome == "not_understood" else Worth.OFFERED
    if choices and choices[0] in asked.labels:
        return Worth.FIRST
    return Worth.OFFERED if {*choices} & {*asked.labels} else Worth.LOST


def read_results(path: Path) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The results that `evaluate --json` wrote, by text and language.

    Raises:
        BadQuestions: naming the first line that is none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"{path}: cannot be read ({type(error).__name__}). Write it with: evaluate … --json {path}") from None
    results: dict[tuple[str, str], Mapping[str, Any]] = {}
    for number, line in enumerate(lines, 1):
        try:
            one = json.loads(line)
            results[one["text"], one["lang"]] = {key: one[key] for key in ("outcome", "entry", "choices")}
        except (ValueError, KeyError, TypeError) as error:
            raise BadQuestions(f"{path}:{number}: no result of evaluate ({type(error).__name__}). Write it with: --json {path}") from None
    return results


def changes(before: Mapping[tuple[str, str], Mapping[str, Any]], results: Iterable[tuple[Asked, Mapping[str, Any]]]) -> Iterator[Changed]:
    """The questions of both that are answered in another way."""
    for asked, after in results:
        former = before.get((asked.text, asked.lang))
        if former is not None and _reply(former) != _reply(after):
            yield Changed(asked, former, after)


def table(changed: Iterable[Changed], asked: int, compared: int) -> Iterator[str]:
    """Lines for people: worse first, then better, then other; with how many questions could be compared."""
    by_verdict: dict[Verdict, list[Changed]] = defaultdict(list)
    for one in changed:
        by_verdict[one.verdict].append(one)
    for verdict in Verdict:
        if some := by_verdict[verdict]:
            yield f"{verdict}: {len(some)}"
            for one in some:
                yield f"  {one.asked.lang}  {one.asked.text}"
                yield f"      expected  {', '.join(one.asked.labels) or 'nothing of ours'}"
                yield f"      before    {_told(one.before)}"
                yield f"      after     {_told(one.after)}"
    counts = ", ".join(f"{len(by_verdict[verdict])} {verdict}" for verdict in Verdict)
    new = f"; {asked - compared} question(s) are not in the file of before" if asked > compared else ""
    yield f"{compared} questions compared: {counts}, {compared - sum(map(len, by_verdict.values()))} as before{new}"


def _reply(result: Mapping[str, Any]) -> tuple[str, str | None, tuple[str, ...]]:
    """What makes two replies the same: buttons below an answer may change places."""
    choices = tuple(result["choices"]) if result["entry"] is None else ()
    return result["outcome"], result["entry"], choices


def _told(result: Mapping[str, Any]) -> str:
    match result["outcome"], result["entry"]:
        case "answer", entry:
            return f"answers {entry}"
        case "refused", _:
            return "refuses"
        case "small_talk", kind:
            return f"small talk: {kind}"
        case "choices", _:
            return f"offers {', '.join(result['choices'])}"
        case _:
            return "says that it did not understand"
