"""The command line: reads settings, runs one verb, and turns every expected error into a line that says what to do."""

import argparse
import sys

from bot import evaluation, logs
from bot.chat.obstacles import CannotRun
from bot.content.problem import BrokenContent
from bot.listening import CannotListen
from bot.settings import ROOT, Settings, WrongSetting
from bot.store.editions import NoEdition, StoreUnavailable
from bot.switching import NothingToSay
from bot.verbs import answering, content, counts, editions, keeping, showing, understanding
from bot.verbs.command_line import WRONG, Run, Wrong

GROUPS = (answering, understanding, content, keeping, showing, editions, counts)


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; every expected error is one line on stderr."""
    options = parser().parse_args(arguments)
    try:
        settings = Settings.load(ROOT)
        logs.set_up(settings.log_level)
        return int(options.verb(settings, options) or 0)
    except (WrongSetting, StoreUnavailable, NoEdition, NothingToSay, CannotRun, CannotListen, Wrong, evaluation.BadQuestions) as error:
        print(f"gilbeot: {error}", file=sys.stderr)
    except BrokenContent as broken:
        for problem in broken.problems:
            print(problem, file=sys.stderr)
        print(f"gilbeot: {len(broken.problems)} problem(s) in the content; nothing was published", file=sys.stderr)
    except KeyboardInterrupt:
        pass
    return WRONG


def parser() -> argparse.ArgumentParser:
    """All verbs with their options."""
    whole = argparse.ArgumentParser(
        prog="python -m bot", description="Short, sourced answers for people who left North Korea, and nothing kept about them."
    )
    verbs = whole.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Run) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=(run.__doc__ or "").partition("\n")[0], description=run.__doc__)
        added.set_defaults(verb=run)
        return added

    for group in GROUPS:
        group.add(verb)
    return whole


if __name__ == "__main__":
    sys.exit(main())
