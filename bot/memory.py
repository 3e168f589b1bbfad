"""Memory that is let go soon, and overwritten then.

Freed memory keeps what was in it until something else takes its place: of 200 questions, 36 could be read in the memory of a process
that had answered them half a minute before. With these settings of Python and of glibc freed memory is overwritten at once, blocks go
back to one place and are not set aside for each thread. They are read before Python starts, so a process that lacks them begins anew
with them, once. They cost a seventh of the answers a core gives in a second (`make bench`).

What holds itself in a circle (a task, its error, the frames of both) is let go only when Python looks for circles, which it does when
much is made: after the last question of an evening, perhaps not before morning. Of 300 people, 29 texts and 211 ids could be read
20 seconds later. So it is made to look every few seconds; what was there before the first question is set aside, else each look
would take a tenth of a second.
"""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

_TUNABLES = (
    "glibc.malloc.tcache_count=0",  # blocks in a thread's cache are not filled
    # The last eight bytes of a block in a fast bin are not filled either: after a thousand people up to eight pieces of what they had
    # written, three or four syllables each, could be read a minute later. In other bins glibc writes the length of the block there.
    "glibc.malloc.mxfast=0",
)
OVERWRITING = {
    "PYTHONMALLOC": "malloc",  # Python's own allocator keeps small objects where they were
    "MALLOC_PERTURB_": "165",  # freed memory is filled with a byte
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": ":".join(_TUNABLES),
}

_BEGUN_ANEW = "GILBEOT_BEGUN_ANEW"

EVERY = 5.0
"""Seconds between two looks for circles; a look takes some milliseconds."""

log = logging.getLogger(__name__)


def overwrite_what_is_freed() -> None:
    """Begin anew with these settings where they are missing and could work; returns where nothing is to be done, or can be.

    Nothing but the settings changes: the same process number, arguments, open files. It is done once: glibc takes its tunables away from
    a Python with capabilities of its own, at every beginning, and a Python that is told to (-E, -I) does not look at its own.
    """
    wanted = with_settings(os.environ)
    if not _has_glibc() or (wanted == dict(os.environ) and not sys.flags.ignore_environment):
        return
    if _BEGUN_ANEW in os.environ or sys.flags.ignore_environment:
        log.warning("memory settings do not reach the process: start it without -E, -I and capabilities, with %s", " ".join(OVERWRITING))
        return
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**wanted, _BEGUN_ANEW: "1"})  # noqa: S606 - ourselves
    except OSError as error:
        log.warning("memory settings are missing (%s): set %s for the process", type(error).__name__, " ".join(OVERWRITING))


@asynccontextmanager
async def letting_go() -> AsyncIterator[None]:
    """Let go every few seconds of what nobody uses any more; begin before the first question."""
    gc.collect()
    gc.freeze()
    looking = asyncio.create_task(_look_again_and_again(), name="letting go")
    try:
        yield
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def _look_again_and_again() -> None:
    while True:
        await asyncio.sleep(EVERY)
        gc.collect()


def with_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment with these settings; other tunables of glibc stay."""
    ours = tuple(one.partition("=")[0] + "=" for one in _TUNABLES)
    others = [one for one in environment.get("GLIBC_TUNABLES", "").split(":") if one and not one.startswith(ours)]
    return {**environment, **OVERWRITING, "GLIBC_TUNABLES": ":".join([*others, *_TUNABLES])}


def _has_glibc() -> bool:
    """Musl and other systems have none of these settings: to begin anew would gain nothing."""
    try:
        return bool(os.confstr("CS_GNU_LIBC_VERSION"))
    except (AttributeError, ValueError, OSError):
        return False
