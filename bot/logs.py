"""Logs that cannot betray anybody: our own lines, and of others only where they come from.

Measured with python-telegram-bot 22.8: httpx at INFO logs the address with the bot token; an update that cannot be parsed logs the
whole batch at CRITICAL, endlessly; truncated JSON logs its body at ERROR; DEBUG logs everything. So a record of any other
logger loses its words and keeps its place, tracebacks lose their values, and a full disk does not print the record to stderr.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio  # 0.1 s, which verbs without a loop need not wait

OURS = "bot"
_LOUD = ("telegram.request.BaseRequest", "telegram.Bot", "telegram.ext.ExtBot")
"""Loggers of PTB that log what people wrote when something goes wrong."""
_CHATTY = ("telegram", "httpx", "httpcore", "asyncio", "sqlalchemy", "alembic", "hpack")

log = logging.getLogger(f"{OURS}.logs")


class _Redacting(logging.Filter):
    """Lets our own records through, and strips those of others."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name != OURS and not record.name.startswith(f"{OURS}."):
            record.msg, record.args = f"{record.levelname.lower()} in {record.filename}:{record.lineno}", ()
        if record.exc_info and record.exc_info[1]:
            record.msg, record.args = f"{record.getMessage()} ({place_of(record.exc_info[1])})", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def set_up(level: str) -> None:
    """Make all logging of the process safe; call once, before anything else runs."""
    logging.raiseExceptions = False
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Redacting())
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _LOUD:
        logging.getLogger(name).disabled = True
    logging.captureWarnings(True)  # else a warning is printed with its words, past every filter
    sys.excepthook = _on_crash
    threading.excepthook = lambda args: _on_crash(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _on_crash(args.exc_type, args.exc_value, args.exc_traceback)


def tame(loop: "asyncio.AbstractEventLoop") -> None:
    """Keep "Task exception was never retrieved" from printing the exception's words."""
    loop.set_exception_handler(_on_loop_error)


def place_of(error: BaseException) -> str:
    """Type of an error and the last line of our own code it passed: no message, which may quote what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/bot/" in frame.filename.replace("\\", "/")] or frames[-1:]
    where = f" at {ours[-1].filename.replace(chr(92), '/').rpartition('/bot/')[2]}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"


def _on_crash(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.error("unexpected: %s", place_of(error) if error else kind.__name__)


def _on_loop_error(_: "asyncio.AbstractEventLoop", context: Mapping[str, Any]) -> None:
    error = context.get("exception")
    log.error("unexpected in the loop: %s", place_of(error) if isinstance(error, BaseException) else "no exception")
