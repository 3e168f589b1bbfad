"""The command line, and the one place that knows all: it reads settings, opens the store, and puts the parts together.

What only verbs on content need (tables of Chinese, gettext, reports) is imported by them: it is half of a second of a bot's start.
"""

import argparse
import asyncio
import json
import logging
import sys
from collections.abc import Callable
from contextlib import closing, nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import SystemRandom

from bot import evaluation, logs, reliability, terminal
from bot.chat.app import run_polling
from bot.chat.handlers import Voice, uncounted
from bot.chat.polling import CannotPoll
from bot.chat.rendering import Renderer
from bot.content.problem import BrokenContent, Level
from bot.core.answering import Question, Responder
from bot.core.edition import Edition
from bot.core.languages import Language, language_of_code
from bot.core.matching.semantic import Encoder, load_encoder
from bot.core.tallying import week_of
from bot.explanation import explained
from bot.flushing import counting
from bot.settings import ROOT, Settings, WrongSetting
from bot.store.editions import KEPT, Editions, NoEdition, Outrun, StoreUnavailable
from bot.store.local_copy import LocalCopy
from bot.store.tallies import Tallies
from bot.switching import NothingToSay, Switching
from bot.warming import Warming

log = logging.getLogger("bot")

WRONG = 1
"""Exit code for anything the person at the keyboard can put right."""
_MOST_WEEKS = 520


class Wrong(Exception):
    """A sentence for the person at the keyboard."""


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; every expected error is one line on stderr."""
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.load()
        logs.set_up(settings.log_level)
        return int(options.verb(settings, options) or 0)
    except (WrongSetting, StoreUnavailable, NoEdition, NothingToSay, CannotPoll, Wrong, evaluation.BadQuestions) as error:
        print(f"gilbeot: {error}", file=sys.stderr)
    except BrokenContent as broken:
        for problem in broken.problems:
            print(problem, file=sys.stderr)
        print(f"gilbeot: {len(broken.problems)} problem(s) in the content; nothing was published", file=sys.stderr)
    except KeyboardInterrupt:
        pass
    return WRONG


def _run(settings: Settings, _: argparse.Namespace) -> None:
    """Answer in Telegram by long polling, or in the terminal when no token is set."""
    if settings.token is None:
        _chat(settings, _)
        return
    encoder = Warming(_encoder)
    switching = _switching(settings, encoder, asks_if_helped=settings.tallies)
    encoder.begin()
    asyncio.run(_answer(settings, settings.token, switching))


async def _answer(settings: Settings, token: str, switching: Switching) -> None:
    edition, database = switching.voice.responder.edition, settings.database_url
    async with counting(edition, database, SystemRandom()) if settings.tallies else nullcontext(uncounted) as count:
        with closing(switching), switching.following():
            await run_polling(token, settings.api_url, lambda: switching.voice, tidy=settings.tidy_chat, count=count)


def _chat(settings: Settings, _: argparse.Namespace) -> None:
    """Answer in the terminal."""
    voice = _voice(settings)
    terminal.chat(voice.responder, voice.renderer)


def _ask(settings: Settings, options: argparse.Namespace) -> None:
    """Show what would be answered to one question, and why."""
    language = None
    if options.lang and (language := language_of_code(options.lang)) is None:
        raise Wrong(f"--lang {options.lang}: no such language. Use en, ko, zh or zh-hant.")
    voice = _voice(settings)
    decision = voice.responder.decide(Question(" ".join(options.text), language))
    if options.json:
        print(json.dumps({"text": " ".join(options.text), **evaluation.result_of(decision), "why": decision.why}, ensure_ascii=False))
    else:
        print(explained(decision, voice.responder.edition))
        print("\n" + voice.renderer.render(decision.reply).plain)


def _evaluate(settings: Settings, options: argparse.Namespace) -> None:
    """Measure questions from a file; without one, how far probabilities can be believed (leave-one-out on the phrasings)."""
    if options.file is None:
        print(reliability.report(_voice(settings).responder.edition))
        return
    questions = evaluation.read_questions(options.file)
    results = list(evaluation.evaluate(_voice(settings).responder, questions))
    if options.json:
        lines = [json.dumps(result, ensure_ascii=False) for _, result in results]
        options.json.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(evaluation.table(evaluation.figures(results)))


def _check(settings: Settings, options: argparse.Namespace) -> int:
    """Check everything people wrote; warnings are work to be done, errors keep it from being published."""
    from bot.content.editions import check, read_content
    from bot.content.figures import figures

    if options.figures:
        print("\n".join(figures(read_content(ROOT, date.today()))))
        return 0
    problems = check(ROOT, date.today())
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    for problem in problems:
        print(problem)
    if errors:
        print(f"{len(errors)} error(s), {len(problems) - len(errors)} warning(s)")
        return WRONG
    print(f"All good: {_summary()}{f', {len(problems)} warning(s)' if problems else ''}")
    return 0


def _summary() -> str:
    """What there is, in one line."""
    from bot.content.editions import read_content

    content = read_content(ROOT, date.today())
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


def _refresh(settings: Settings, options: argparse.Namespace) -> int:
    """Bring the translation files up to date with knowledge/ and the code."""
    from bot.content.refresh import refresh, refreshed_files

    if options.check:
        old = [path for path, text in refreshed_files(ROOT) if not path.exists() or path.read_text(encoding="utf-8") != text]
        for path in old:
            print(f"{path.relative_to(ROOT)} is out of date. Run: python -m bot refresh")
        return WRONG if old else 0
    changed = refresh(ROOT)
    for path in changed:
        print(f"{path.relative_to(ROOT)} refreshed")
    if not changed:
        print("Everything is up to date.")
    return 0


def _glossary(settings: Settings, _: argparse.Namespace) -> None:
    """Write the glossary page from the lexicon."""
    from bot.content.editions import read_content
    from bot.content.glossary import PAGE, glossary

    page = ROOT / PAGE
    page.parent.mkdir(exist_ok=True)
    page.write_text(glossary(read_content(ROOT, date.today()).written.lexicon), encoding="utf-8", newline="\n")
    print(f"{PAGE.as_posix()} written.")


def _publish(settings: Settings, _: argparse.Namespace) -> None:
    """Check, compile and activate the content as a new edition; the same content again changes nothing."""
    from bot import publishing

    with closing(Editions.open(settings.database_url)) as editions:
        try:
            publishing.publish(editions, ROOT, datetime.now(UTC), _encoder(), lambda line: print(line, flush=True))
        except Outrun:
            raise Wrong("Somebody else published or rolled back meanwhile; nothing was changed. Run: python -m bot editions") from None


def _editions(settings: Settings, _: argparse.Namespace) -> None:
    """List the published editions, and what changed in each."""
    from bot import publishing

    with closing(Editions.open(settings.database_url)) as editions:
        for line in publishing.listed(editions):
            print(line)


def _rollback(settings: Settings, options: argparse.Namespace) -> None:
    """Make an older edition the active one: the one before, or the one named."""
    with closing(Editions.open(settings.database_url)) as editions:
        print(f"Edition {editions.rollback(options.id)} is active.")


def _prune(settings: Settings, _: argparse.Namespace) -> None:
    """Remove all but the last 20 editions, never the active one, and models that none of them uses."""
    with closing(Editions.open(settings.database_url)) as editions:
        gone, models = editions.prune()
        print(f"{gone} edition(s) and {models} model(s) removed; the last {KEPT} are kept.")


def _report(settings: Settings, options: argparse.Namespace) -> None:
    """Show what was asked and what came of it, by week: which answers do not help, what is not understood."""
    from bot.report import as_csv, as_text, tables_of
    from bot.report_page import page

    first = datetime.now(UTC).date() - timedelta(weeks=options.weeks - 1)
    with closing(Tallies.open(settings.database_url)) as store:
        tallies = store.since(week_of(first))
    if not tallies:
        print("Nothing was counted in these weeks. A bot writes its counts once a day and when it stops.")
        return
    tables = tables_of(tallies)
    print(as_text(tables))
    if options.csv:
        _write(options.csv, as_csv(tallies))
    if options.page:
        _write(options.page, page(tables))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Wrong(f"{path} cannot be written ({type(error).__name__}). Name a file in a folder that exists.") from None
    print(f"{path} written.")


def _voice(settings: Settings) -> Voice:
    """The voice of the active edition."""
    with closing(_switching(settings, _encoder())) as switching:
        return switching.voice


def _switching(settings: Settings, encoder: Encoder | None, *, asks_if_helped: bool = False) -> Switching:
    """What follows the active edition, started."""

    def speak(edition: Edition) -> Voice:
        return Voice(Responder(edition, encoder), Renderer(edition, date.today, settings.operator, asks_if_helped=asks_if_helped))

    switching = Switching(settings.database_url, LocalCopy(settings.cache_folder, settings.database_url), speak)
    switching.start()
    return switching


def _encoder() -> Encoder | None:
    encoder = load_encoder()
    if encoder is None:
        log.warning("the sentence encoder is not installed: questions are matched by words alone")
    return encoder


def _weeks(text: str) -> int:
    """A number of weeks from the command line."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MOST_WEEKS):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of weeks from 1 to {_MOST_WEEKS}")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Short, sourced answers for people who left North Korea, and nothing kept about them."
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Callable[[Settings, argparse.Namespace], int | None]) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=(run.__doc__ or "").partition("\n")[0], description=run.__doc__)
        added.set_defaults(verb=run)
        return added

    verb("run", _run)
    verb("chat", _chat)
    ask = verb("ask", _ask)
    ask.add_argument("--lang", help="language of the asker's Telegram: en, ko, zh, zh-hant")
    ask.add_argument("--json", action="store_true", help="one line of JSON")
    ask.add_argument("text", nargs="+")
    evaluate = verb("evaluate", _evaluate)
    evaluate.add_argument("file", type=Path, nargs="?", help="questions as .jsonl, or as in tests/questions")
    evaluate.add_argument("--json", type=Path, metavar="OUT", help="write one line of JSON per question")
    verb("check", _check).add_argument("--figures", action="store_true", help="the content in figures")
    verb("refresh", _refresh).add_argument("--check", action="store_true", help="change nothing, fail when something is out of date")
    verb("glossary", _glossary)
    verb("publish", _publish)
    verb("editions", _editions)
    verb("prune", _prune)
    verb("rollback", _rollback).add_argument("id", type=int, nargs="?", help="number of the edition")
    report = verb("report", _report)
    report.add_argument("--weeks", type=_weeks, default=8, help="how many, the running one included (default: 8)")
    report.add_argument("--csv", type=Path, metavar="FILE", help="write every cell as CSV")
    report.add_argument("--page", type=Path, metavar="FILE", help="write a page with charts (HTML)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
