"""`check`, `refresh` and `glossary`: what people wrote, looked over and carried on."""

import argparse
from datetime import date
from pathlib import Path

from bot.content.problem import Level
from bot.core.languages import Language
from bot.settings import Settings
from bot.verbs.command_line import WRONG, AddVerb, checkout_of


def add(verb: AddVerb) -> None:
    """Declare the verbs."""
    verb("check", check).add_argument("--figures", action="store_true", help="the content in figures")
    verb("refresh", refresh).add_argument("--check", action="store_true", help="change nothing, fail when something is out of date")
    verb("glossary", glossary)


def check(settings: Settings, options: argparse.Namespace) -> int:
    """Check everything people wrote; warnings are work to be done, errors keep it from being published."""
    from bot.content import editions
    from bot.content.figures import figures

    if options.figures:
        print("\n".join(figures(editions.read_content(settings.root, date.today()))))
        return 0
    problems = editions.check(settings.root, date.today())
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    for problem in problems:
        print(problem)
    if errors:
        print(f"{len(errors)} error(s), {len(problems) - len(errors)} warning(s)")
        return WRONG
    print(f"All good: {_summary(settings.root)}{f', {len(problems)} warning(s)' if problems else ''}")
    return 0


def _summary(root: Path) -> str:
    """What there is, in one line."""
    from bot.content.editions import read_content

    content = read_content(root, date.today())
    entries = sum(1 for _ in content.written.entries())
    shares = []
    for language in (Language.KOREAN, Language.CHINESE):
        done = sum(
            1
            for text in content.english
            if (found := content.translations.find(language, "answers", text.identity)) and not found.is_stale(text.english)
        )
        shares.append(f"{language} {100 * done // max(1, len(content.english))} %")
    return f"{entries} entries, {len(content.written.contacts)} contacts, {', '.join(shares)}"


def refresh(settings: Settings, options: argparse.Namespace) -> int:
    """Bring the translation files up to date with knowledge/ and the code."""
    from bot.content import refresh

    root = checkout_of(settings)
    if options.check:
        old = [path for path, text in refresh.refreshed_files(root) if not path.exists() or path.read_text(encoding="utf-8") != text]
        for path in old:
            print(f"{path.relative_to(root)} is out of date. Run: python -m bot refresh")
        return WRONG if old else 0
    changed = refresh.refresh(root)
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
