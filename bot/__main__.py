"""The command line: reads settings, runs one verb, and turns every expected error into a line that says what to do."""

import argparse
import os
import sys
from importlib import import_module

from bot import logs
from bot.content.problem import BrokenContent
from bot.mendable import Mendable
from bot.settings import ROOT, Settings
from bot.verbs.command_line import WRONG, Run

GROUPS = {
    "answering": ("run", "unhook", "chat"),
    "understanding": ("ask", "evaluate"),
    "content": ("check", "refresh", "glossary"),
    "keeping": ("review", "contacts"),
    "showing": ("preview", "leaflet"),
    "editions": ("publish", "editions", "prune", "rollback"),
    "counts": ("report",),
}
"""Module of `verbs` -> its verbs. Only the module of the verb that is run is imported: Telegram and the store are a second of `check`."""


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; every expected error is one line on stderr."""
    words = sys.argv[1:] if arguments is None else arguments
    options = parser(*words[:1]).parse_args(words)
    try:
        settings = Settings.load(ROOT)
        logs.set_up(settings.log_level)
        code = int(options.verb(settings, options) or 0)
        sys.stdout.flush()
    except Mendable as error:
        print(f"gilbeot: {error}", file=sys.stderr)
    except BrokenContent as broken:
        for problem in broken.problems:
            print(problem, file=sys.stderr)
        print(f"gilbeot: {len(broken.problems)} problem(s) in the content; nothing was published", file=sys.stderr)
    except KeyboardInterrupt:
        pass
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python would write the rest when it ends
    else:
        return code
    return WRONG


def parser(wanted: str = "") -> argparse.ArgumentParser:
    """The verbs of the group that has the one wanted, with their options; all verbs, if none has it."""
    whole = argparse.ArgumentParser(
        prog="python -m bot", description="Short, sourced answers for people who left North Korea, and nothing kept about them."
    )
    verbs = whole.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Run) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=(run.__doc__ or "").partition("\n")[0], description=run.__doc__)
        added.set_defaults(verb=run)
        return added

    for group in [group for group, names in GROUPS.items() if wanted in names] or GROUPS:
        import_module(f"bot.verbs.{group}").add(verb)
    return whole


if __name__ == "__main__":
    sys.exit(main())
