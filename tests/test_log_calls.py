"""Every line the bot may write to a log or to standard error was read by somebody before it could be written.

`tests/log_calls.txt` lists them: file, how, words, values. A new or changed call fails here until it was read with one question in
mind, whether a word, name, id or time of a person could be in it, and its line added.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT

LISTED = Path(__file__).parent / "log_calls.txt"
_LEVELS = {"debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log"}
_PRINTERS = {"print_exc", "print_exception", "print_last", "print_stack", "print_tb"}


def test_every_call_that_logs_is_listed_and_every_listed_one_exists() -> None:
    listed = LISTED.read_text(encoding="utf-8").splitlines()
    found = sorted(_calls())
    assert found == listed, f"Read each new line, then bring {LISTED.name} up to date:\n" + "\n".join(
        f"{sign} {line}" for sign, lines in (("+", set(found) - set(listed)), ("-", set(listed) - set(found))) for line in sorted(lines)
    )


def test_no_call_puts_values_into_its_words() -> None:
    for line in _calls():
        assert line.split(" | ")[2].startswith(("'", '"')), f"{line}: the words of a log line are written out, values come as %s"


def test_no_call_logs_an_error_with_its_words() -> None:
    for line in _calls():
        assert "exc_info" not in line, line
        assert ".exception" not in line, line


def _calls() -> Iterator[str]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (how := _writes(node)):
                words, values = _parts(node, how)
                yield " | ".join((path.relative_to(ROOT).as_posix(), how, words, values)).removesuffix(" | ")


def _writes(call: ast.Call) -> str:
    """How a call writes where a log is kept, or "" when it does not."""
    match call.func:
        case ast.Attribute(value, attribute) if attribute in _LEVELS and any(
            word in ast.unparse(value).lower() for word in ("log", "warn")
        ):
            return f"log.{attribute}"
        case ast.Attribute(_, attribute) if attribute in _PRINTERS:
            return attribute
        case ast.Attribute(value, "write" | "writelines") if "stderr" in ast.unparse(value):
            return "stderr"
        case ast.Name("print") if any(one.arg == "file" for one in call.keywords):
            return "print"
        case _:
            return ""


def _parts(call: ast.Call, how: str) -> tuple[str, str]:
    arguments = [*map(ast.unparse, call.args), *(f"{one.arg}={ast.unparse(one.value)}" for one in call.keywords)]
    if how == "print":  # to the person at the keyboard, by what they did
        return '""', ", ".join(arguments)
    return (arguments[0] if arguments else ""), ", ".join(arguments[1:])
