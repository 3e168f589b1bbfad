"""`check`, `refresh` and `glossary`: what people wrote, looked over and carried on."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.content.problem import BrokenContent, Level, Problem
from bot.content.texts import Content
from bot.core.languages import WRITTEN, Language
from bot.hints import did_you_mean
from bot.settings import Settings
from bot.verbs.command_line import WRONG, AddVerb, Wrong, checkout_of


def add(verb: AddVerb) -> None:
    """Declare the verbs."""
    checking = verb("check", check)
    checking.add_argument("--figures", action="store_true", help="the content in figures")
    checking.add_argument("--language", metavar="L", help="only what concerns one language, a folder of locales/; knowledge/ is en")
    checking.add_argument("--format", choices=("people", "problem-matcher"), default="people", help="for people, or one line per problem")
    refreshing = verb("refresh", refresh)
    refreshing.add_argument("--check", action="store_true", help="change nothing, fail when something is out of date")
    refreshing.add_argument(
        "--unchanged", action="append", default=[], metavar="ID", help="the English of this entry was mended and means what it meant"
    )
    verb("glossary", glossary)


def check(settings: Settings, options: argparse.Namespace) -> int:
    """Check everything people wrote; warnings are work to be done, errors keep it from being published."""
    from bot.content.checks import problems_of
    from bot.content.editions import read_content
    from bot.content.figures import figures
    from bot.content.findings import counted, grouped

    _must_be_known(options.language, settings.root)
    content: Content | None = None
    try:
        content = read_content(settings.root, date.today())
        found = sorted(problems_of(content))
    except BrokenContent as broken:
        found = list(broken.problems)
    shown = [one for one in found if _is_wanted(one, options.language)]
    has_errors = any(one.level is Level.ERROR for one in shown)
    if options.figures and content:
        print("\n".join(figures(content)))
        if has_errors:
            named = f" --language {options.language}" if options.language else ""
            print(f"{counted(shown)}. Run: python -m bot check{named}", file=sys.stderr)
        return WRONG if has_errors else 0
    for line in grouped(shown) if options.format == "people" else (one.in_one_line for one in shown):
        print(line)
    if options.format == "people":
        for line in _begun(found) if options.language is None else ():
            print(line)
        warned = f", {counted(shown)}" if shown else ""
        print(counted(shown) if has_errors or not content else f"All good: {_summary(content, options.language)}{warned}")
    return WRONG if has_errors else 0


def _must_be_known(language: str | None, root: Path) -> None:
    from bot.content.catalogues import languages_in

    known = languages_in(root / "locales")
    if language is not None and language not in known:
        remedy = did_you_mean(language, known) or f"There are {', '.join(known)}."
        raise Wrong(f"--language {language}: no such folder in locales. {remedy}")


def _is_wanted(problem: Problem, language: str | None) -> bool:
    """Whether a problem is shown: one language if it was named, else all, but not what is missing in a language that is only begun."""
    if language is not None:
        return problem.language == language
    return problem.level is Level.ERROR or problem.language in [*Language]


def _begun(problems: list[Problem]) -> Iterator[str]:
    for language in sorted({one.language for one in problems} - {*map(str, Language)}):
        count = sum(one.language == language for one in problems)
        yield f"{language} is begun and not spoken yet: {count} text(s) to translate. See: python -m bot check --language {language}"


def _summary(content: Content, named: str | None) -> str:
    """What there is, in one line; how much of it in each language that is spoken, and in the one that was named."""
    entries = sum(1 for _ in content.written.entries())
    shares = []
    for language in dict.fromkeys((*map(str, WRITTEN), *filter(None, [named]))):
        if language == Language.ENGLISH:
            continue
        found = ((content.translations.find(language, "answers", text.identity), text.english) for text in content.english)
        done = sum(one is not None and not one.is_stale(english) for one, english in found)
        shares.append(f"{language} {100 * done // max(1, len(content.english))} %")
    return f"{entries} entries, {len(content.written.contacts)} contacts, {', '.join(shares)}"


def refresh(settings: Settings, options: argparse.Namespace) -> int:
    """Bring the translation files up to date with knowledge/ and the code."""
    from bot.content import refresh
    from bot.content.unchanged import NotUnchanged, declared

    root = checkout_of(settings)
    try:
        mended = declared(root, options.unchanged)
    except NotUnchanged as error:
        raise Wrong(str(error)) from None
    identities = {one.identity for one in mended}
    if options.check:
        old = refresh.out_of_date(root, identities)
        for path in old:
            print(f"{path.relative_to(root)} is out of date. Run: python -m bot refresh")
        return WRONG if old else 0
    changed = refresh.refresh(root, identities)
    for one in mended:
        print("\n".join(one.told()))
    for path in changed:
        print(f"{path.relative_to(root)} refreshed")
    if not changed:
        print("Everything is up to date.")
    return 0


def glossary(settings: Settings, _: argparse.Namespace) -> None:
    """Write the glossary page from the lexicon."""
    from bot.content.editions import read_content
    from bot.content.glossary import PAGE, glossary

    page = checkout_of(settings) / PAGE
    page.parent.mkdir(exist_ok=True)
    page.write_text(glossary(read_content(settings.root, date.today()).written.lexicon), encoding="utf-8", newline="\n")
    print(f"{PAGE.as_posix()} written.")
