"""The edition a running bot answers with, and how it follows the one that is published.

A thread of its own looks every second which edition is active, loads it, builds all it needs to speak, and only then puts one
reference in the place of another: no answer is ever of two editions, and answering never waits for a database. Whatever goes wrong,
the last good edition goes on answering, and one line says so.

A thread that dies with the process, not one of the loop's: a stopped server may hold it for half a minute.
"""

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.chat.handlers import Voice
from bot.content.packing import BrokenEdition, unpack_draft, unpack_model
from bot.core.edition import Edition
from bot.core.matching.matcher import Model
from bot.logs import place_of
from bot.mendable import Mendable
from bot.store.editions import Damaged, Editions, NoEdition, Stored, StoreUnavailable
from bot.store.local_copy import LocalCopy

EVERY = 1.0
"""Seconds between two looks: loading and building take one to three more, and all of it must be done within five."""

TRIED_AGAIN = 60.0
"""Seconds until an edition is tried again that failed for another reason than its bytes: no memory left just then, for example."""

log = logging.getLogger("bot.switching")


@dataclass(frozen=True, slots=True)
class Speaking:
    """What a bot answers with, and which edition that is."""

    number: int
    digest: str
    model_digest: str
    model: Model
    voice: Voice


class NothingToSay(Mendable):
    """There is no edition to start from; the message says what to do."""


class Switching:
    """The voice in use."""

    def __init__(self, address: str, copy: LocalCopy, speak: Callable[[Edition], Voice]) -> None:
        """Name the database and the local copy; `speak` makes the voice of an edition."""
        self._address, self._copy, self._speak = address, copy, speak
        self._editions: Editions | None = None
        self._now: Speaking | None = None
        self._refused: tuple[int, str] | None = None
        self._refused_until = 0.0
        self._trouble: str | None = None
        self._uncopied: Stored | None = None
        self._stop = threading.Event()

    @property
    def voice(self) -> Voice:
        """The voice of the edition in use."""
        return self._speaking.voice

    @property
    def number(self) -> int:
        """The number of the edition in use."""
        return self._speaking.number

    def start(self) -> None:
        """Load the active edition, or the local copy while the database cannot give it.

        Raises:
            NothingToSay: there is neither.
            StoreUnavailable: there is no local copy, and the database cannot be used.
        """
        try:
            active = self._database().active()
            if active is None:
                raise NoEdition("No edition is published yet. Run: python -m bot publish")
            if active != self._copy.which() or not self._from_copy():
                self._switch(active[0])
        except (StoreUnavailable, NoEdition, Damaged, BrokenEdition) as error:
            if not self._from_copy():
                self.close()
                if isinstance(error, Damaged | BrokenEdition):
                    raise NothingToSay(f"The active edition is {error}. Run: python -m bot publish") from None
                raise NothingToSay(str(error)) from None if isinstance(error, NoEdition) else error
            log.warning("%s; answering with edition %d, kept in a file", error, self.number)
            self._trouble = str(error)

    @contextmanager
    def following(self) -> Iterator[None]:
        """Follow what is published, while the bot runs."""
        thread = threading.Thread(target=self._follow, name="editions", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join(1.0)

    def look(self) -> bool:
        """Switch if another edition is active; whether it did."""
        try:
            return self._look()
        except StoreUnavailable as error:
            self._tell(f"{error}; answering goes on with edition {self.number}")
        except Exception as error:  # the thread must live as long as the bot
            self._tell(f"looking for a new edition failed ({place_of(error)}); answering goes on with edition {self.number}")
        return False

    def close(self) -> None:
        """Let go of the database."""
        if self._editions:
            self._editions.close()

    def _follow(self) -> None:
        while not self._stop.wait(EVERY):
            self.look()
            try:
                self._keep_copy()
            except Exception as error:
                log.warning("edition %d is not kept in a file (%s)", self.number, place_of(error))

    def _look(self) -> bool:
        active = self._database().active()
        is_refused = active == self._refused and time.monotonic() < self._refused_until
        if active is None or active == (self.number, self._speaking.digest) or is_refused:
            self._tell(None)
            return False
        try:
            self._switch(active[0])
        except (StoreUnavailable, NoEdition):
            raise  # only now it is known whether the database can be used: of one whose disk is bad the small rows may still be read
        except (Damaged, BrokenEdition) as error:
            self._tell(None)
            self._refuse(active, f"{error}. If it was published by a newer program, update this one; else run: python -m bot publish")
        except Exception as error:  # a voice that cannot be made of it, no memory left …
            self._refuse(active, f"of no use ({place_of(error)}); it is tried again", time.monotonic() + TRIED_AGAIN)
        else:
            self._tell(None)
            self._refused = None
            log.info("edition %d answers now", self.number)
            return True
        return False

    def _refuse(self, active: tuple[int, str], why: str, until: float = math.inf) -> None:
        if active != self._refused:
            log.error("edition %d is refused, edition %d goes on answering: it is %s", active[0], self.number, why)
        self._refused, self._refused_until = active, until

    def _switch(self, number: int) -> None:
        known = self._now.model_digest if self._now else None
        stored = self._database().load(number, known)
        self._use(stored)
        self._uncopied = stored

    def _from_copy(self) -> bool:
        """Whether the local copy is of use."""
        try:
            self._use(self._copy.read())
        except (Damaged, BrokenEdition):
            return False
        return True

    def _use(self, stored: Stored) -> None:
        model = self._now.model if stored.model is None and self._now else unpack_model(stored.model or b"")
        edition = unpack_draft(stored.content).with_model(model)
        if edition.digest != stored.digest:
            raise BrokenEdition("not the one its digest names")
        voice = self._speak(edition)
        if self._now:  # a start should be quick; a switch has time, and answering must not wait for it afterwards
            voice.responder.prepare()
        self._now = Speaking(stored.number, stored.digest, stored.model_digest, model, voice)

    def _keep_copy(self) -> None:
        """Keep what was loaded as a file; when that fails, say so once and leave it until the next edition."""
        stored, self._uncopied = self._uncopied, None
        if stored is None:
            return
        try:
            try:
                self._copy.write(stored)
            except Damaged:  # its model was known, and is not in the file
                self._copy.write(self._database().load(stored.number))
        except (StoreUnavailable, NoEdition, Damaged) as error:
            log.warning("%s", error)

    def _database(self) -> Editions:
        if self._editions is None:
            self._editions = Editions.open(self._address)
        return self._editions

    def _tell(self, trouble: str | None) -> None:
        """Log a change of state, once."""
        if trouble and not self._trouble:
            log.warning("%s", trouble)
        elif self._trouble and not trouble:
            log.info("the database can be used again")
        self._trouble = trouble

    @property
    def _speaking(self) -> Speaking:
        if self._now is None:
            raise RuntimeError("a bot must be started before it speaks")
        return self._now
