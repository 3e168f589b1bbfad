"""The command line, and the one place that knows all: it reads settings, opens the store, and puts the parts together."""

import argparse
import asyncio
import json
import logging
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from bot import evaluation, logs, terminal
from bot.chat.app import run_polling
from bot.chat.handlers import Voice
from bot.chat.polling import CannotPoll
from bot.chat.rendering import Renderer
from bot.content.editions import check, compile_edition, digest_of, read_content
from bot.content.figures import figures
from bot.content.glossary import PAGE, glossary
from bot.content.packing import BrokenEdition, pack, unpack
from bot.content.problem import BrokenContent, Level
from bot.content.refresh import refresh, refreshed_files
from bot.core.answering import Question, Responder
from bot.core.languages import Language, language_of_code
from bot.core.matching.semantic import Encoder, load_encoder
from bot.explanation import explained
from bot.settings import ROOT, Settings, WrongSetting
from bot.store.editions import Editions, StoreUnavailable

log = logging.getLogger("bot")

WRONG = 1
"""Exit code for anything the person at the keyboard can put right."""


class Wrong(Exception):
    """A sentence for the person at the keyboard."""


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; every expected error is one line on stderr."""
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.load()
        logs.set_up(settings.log_level)
        return int(options.verb(settings, options) or 0)
    except (WrongSetting, StoreUnavailable, CannotPoll, Wrong, evaluation.BadQuestions) as error:
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
    voice = _voice(settings)
    asyncio.run(run_polling(settings.token, settings.api_url, lambda: voice, tidy=settings.tidy_chat))


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
    """Measure questions from a file of JSON lines."""
    questions = evaluation.read_questions(options.file)
    results = list(evaluation.evaluate(_voice(settings).responder, questions))
    if options.json:
        lines = [json.dumps(result, ensure_ascii=False) for _, result in results]
        options.json.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(evaluation.table(evaluation.figures(results)))


def _check(settings: Settings, options: argparse.Namespace) -> int:
    """Check everything people wrote; warnings are work to be done, errors keep it from being published."""
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
    page = ROOT / PAGE
    page.parent.mkdir(exist_ok=True)
    page.write_text(glossary(read_content(ROOT, date.today()).written.lexicon), encoding="utf-8", newline="\n")
    print(f"{PAGE.as_posix()} written.")


def _publish(settings: Settings, _: argparse.Namespace) -> None:
    """Check, compile and activate the content as a new edition; the same content again changes nothing."""
    editions = Editions.open(settings.database_url)
    try:
        digest, current = digest_of(ROOT), editions.active()
        if current and current[1] == digest:
            print(f"Edition {current[0]} is up to date.")
            return
        print("Compiling the knowledge; this takes a minute or two …", flush=True)
        edition = compile_edition(ROOT, date.today(), _encoder())
        number, _changed = editions.publish(digest, pack(edition), datetime.now(UTC))
        print(f"Edition {number} published: {len(edition.knowledge.entries)} entries, digest {digest[:12]}.")
    finally:
        editions.close()


def _editions(settings: Settings, _: argparse.Namespace) -> None:
    """List the published editions."""
    editions = Editions.open(settings.database_url)
    for one in editions.all():
        print(f"{'*' if one.is_active else ' '} {one.number:>4}  {one.published:%Y-%m-%d %H:%M}  {one.digest[:12]}")
    editions.close()


def _rollback(settings: Settings, options: argparse.Namespace) -> None:
    """Make an older edition the active one: the one before, or the one named."""
    editions = Editions.open(settings.database_url)
    try:
        numbers = [one.number for one in editions.all()]
        active = editions.active()
        if active is None:
            raise Wrong("No edition is published yet. Run: python -m bot publish")
        wanted = options.id or max((number for number in numbers if number < active[0]), default=None)
        if wanted is None:
            raise Wrong(f"There is no edition before {active[0]}.")
        if not editions.activate(wanted):
            raise Wrong(f"There is no edition {wanted}. See: python -m bot editions")
        print(f"Edition {wanted} is active.")
    finally:
        editions.close()


def _voice(settings: Settings) -> Voice:
    """The voice of the active edition."""
    editions = Editions.open(settings.database_url)
    try:
        if (active := editions.active()) is None:
            raise Wrong("No edition is published yet. Run: python -m bot publish")
        edition = unpack(editions.content(active[0]))
    except BrokenEdition as error:
        raise Wrong(f"Edition {active[0] if active else '?'} is {error}. Run: python -m bot publish") from None
    finally:
        editions.close()
    return Voice(Responder(edition, _encoder()), Renderer(edition, date.today, settings.operator))


def _encoder() -> Encoder | None:
    encoder = load_encoder()
    if encoder is None:
        log.warning("the sentence encoder is not installed: questions are matched by words alone")
    return encoder


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
    evaluate.add_argument("file", type=Path)
    evaluate.add_argument("--json", type=Path, metavar="OUT", help="write one line of JSON per question")
    verb("check", _check).add_argument("--figures", action="store_true", help="the content in figures")
    verb("refresh", _refresh).add_argument("--check", action="store_true", help="change nothing, fail when something is out of date")
    verb("glossary", _glossary)
    verb("publish", _publish)
    verb("editions", _editions)
    verb("rollback", _rollback).add_argument("id", type=int, nargs="?", help="number of the edition")
    return parser


if __name__ == "__main__":
    sys.exit(main())
