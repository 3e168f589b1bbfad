"""Problems as a maintainer reads them: by language, then by file, each with its line and what to do."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from bot.content.problem import Level, Problem


def grouped(problems: Iterable[Problem]) -> Iterator[str]:
    """Lines: a heading for each language, below it its files, below each what is wrong there."""
    in_order = sorted(problems, key=lambda one: (one.language, one))
    for language, of_language in groupby(in_order, key=lambda one: one.language):
        some = list(of_language)
        yield f"{language}: {counted(some)}"
        for file, in_file in groupby(some, key=lambda one: one.file):
            yield f"  {file}"
            for one in in_file:
                where = f"line {one.line}, " if one.line else ""
                yield f"    {where}{one.level}: {f'{one.entry}: ' if one.entry else ''}{one.message}"
                if one.remedy:
                    yield f"      {one.remedy}"


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are."""
    levels = [one.level for one in problems]
    return f"{levels.count(Level.ERROR)} error(s), {levels.count(Level.WARNING)} warning(s)"
