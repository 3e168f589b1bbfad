"""What one check says of a project, in the words a maintainer reads."""

import re

from bot.content.checks import Check
from bot.content.problem import Level, Problem
from tests.small_project import SmallProject


def caught(project: SmallProject, check: Check) -> list[str]:
    """The problems a check finds, without their line numbers: those are looked up, and must lead to what is named."""
    return [_told(project, problem) for problem in check(project.content())]


def _told(project: SmallProject, problem: Problem) -> str:
    warning = "warning: " if problem.level is Level.WARNING else ""
    if problem.line:
        lines = project.read(problem.file).splitlines()
        _assert_leads_to(lines[problem.line - 1 :], lines[: problem.line - 1], problem.entry)
    else:
        assert warning or problem.file == "knowledge" or problem.entry.startswith("topic."), f"no line: {problem}"
    assert problem.remedy, f"no remedy: {problem}"
    return f"{problem.file}: {warning}{problem.entry}: {problem.message} {problem.remedy}".rstrip()


def _assert_leads_to(lines: list[str], before: list[str], entry: str) -> None:
    """In a .toml the line is of the entry or table; in a .po the first message from that line on is the one named, or the line is in it."""
    id = re.sub(r"^(contact|small-talk)\.|(\.[A-Za-z]{2})?\.(question|answer|name|hours|caution)$", "", entry)
    message = next((line for line in lines if line.startswith("msgctxt")), "")
    heads = [line for line in [*before, lines[0]] if re.match(r"id = |\[(?!\[|entry)|msgctxt ", line)]
    begins = heads and heads[-1] in (f'id = "{id}"', f"[{id}]", f'msgctxt "{entry}.phrasings"')
    assert begins or message in (f'msgctxt "{entry}"', f'msgctxt "{entry}.question"', f'msgctxt "{entry}.phrasings"'), (
        f"{entry} is not at {lines[:3]}"
    )
