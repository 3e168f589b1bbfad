"""Whatever goes wrong, and wherever, the log says what and where and repeats no word of anybody."""

import subprocess
import sys
from textwrap import dedent

import pytest

from bot.settings import ROOT
from tests.prove.forms import forms_of
from tests.prove.scanner import Scanner

SAID = "카나리뷁쉙qzxv"
_ANYBODY = Scanner(forms_of(SAID))

ACCIDENTS = {
    "the program ends with an error": "raise ValueError(SAID)",
    "an error with others behind it": """
        try:
            raise KeyError(SAID)
        except KeyError as error:
            raise RuntimeError(SAID) from error
        """,
    "a group of errors": "raise ExceptionGroup(SAID, [ValueError(SAID)])",
    "an error that notes something": """
        error = ValueError("plain")
        error.add_note(SAID)
        raise error
        """,
    "a thread": "thread = threading.Thread(target=fail, name=SAID); thread.start(); thread.join()",
    "an object that cannot be removed": """
        class Kept:
            def __del__(self): fail()
        kept = Kept()
        del kept
        """,
    "a warning": "warnings.warn(SAID)",
    "a log line with too few values": "logging.getLogger('bot.x').error('%s %s', SAID)",
    "a log line of a library": "logging.getLogger('httpx').error('asked %s', SAID)",
    "a log line of a library with its error": """
        try:
            fail()
        except ValueError:
            logging.getLogger('some.library').exception(SAID, stack_info=True)
        """,
    "an error of ours with its traceback": """
        try:
            fail()
        except ValueError:
            logging.getLogger('bot.x').exception('an accident')
        """,
    "a task nobody waits for": """
        async def main():
            tame(asyncio.get_running_loop())
            task = asyncio.create_task(late(), name=SAID)
            await asyncio.sleep(0.01)
            del task
            gc.collect()
        async def late(): fail()
        asyncio.run(main())
        """,
    "a call of the loop": """
        async def main():
            tame(asyncio.get_running_loop())
            asyncio.get_running_loop().call_soon(fail, SAID)
            await asyncio.sleep(0.01)
        asyncio.run(main())
        """,
    "a slow task, watched": """
        async def main():
            tame(asyncio.get_running_loop())
            asyncio.get_running_loop().set_debug(True)
            await asyncio.create_task(slow(SAID), name=SAID)
        async def slow(said): time.sleep(0.2)
        asyncio.run(main())
        """,
    "a database that refuses a row": """
        from sqlalchemy import text
        from bot.store.database import opened, writing_alone
        with tempfile.TemporaryDirectory() as folder:
            with writing_alone(opened(f'sqlite:///{folder}/x.sqlite')) as connection:
                connection.execute(text('INSERT INTO nothing VALUES (:said)'), {'said': SAID})
        """,
    "a full disk beneath the log": """
        sys.stderr.flush()
        logging.getLogger('bot.x').handlers[:] = [logging.FileHandler('/dev/full')]
        logging.getLogger('bot.x').error('to a full disk: %s', 1)
        raise ValueError(SAID)
        """,
}
_PROGRAM = """\
import asyncio, gc, logging, sys, tempfile, threading, time, warnings
from bot.logs import set_up, tame
set_up("DEBUG")
SAID = {said!r}
def fail(*_): raise ValueError(SAID)
{accident}
"""


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_an_accident_is_told_without_anybodys_words(accident: str) -> None:
    program = _PROGRAM.format(said=SAID, accident=dedent(ACCIDENTS[accident]))
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60, check=False)
    said = done.stdout + done.stderr
    assert [str(one) for one in _ANYBODY.in_bytes(said, accident)] == []
    if accident != "a log line with too few values":
        assert b"ERROR" in said or b"WARNING" in said, "nothing was told at all"
    assert b"Traceback" not in said


def test_only_one_handler_writes_and_everything_goes_through_it() -> None:
    """A library that brings its own handler, as servers do, would write past the filter."""
    program = dedent("""
        import logging, bot.__main__
        from bot.logs import set_up
        set_up("DEBUG")
        loggers = [logging.getLogger(), *(one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger))]
        print([(one.name, handler) for one in loggers for handler in one.handlers if not isinstance(handler, logging.NullHandler)])
    """)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60, check=True)
    assert done.stdout.decode().count("StreamHandler") == 1
    assert done.stdout.decode().startswith("[('root', <StreamHandler")
    assert done.stdout.decode().count("Handler") == 1


def test_a_new_database_is_made_without_a_word() -> None:
    """Alembic tells of its plugins at INFO, line by line, to the person who publishes for the first time."""
    program = dedent("""
        import tempfile
        from bot.logs import set_up
        set_up("DEBUG")
        from bot.store.database import opened
        with tempfile.TemporaryDirectory() as folder:
            opened(f"sqlite:///{folder}/new.sqlite").dispose()
    """)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout + done.stderr == ""
