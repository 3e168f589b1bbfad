"""python-telegram-bot 22.8 made to forget. Everything in here overrides its internals: the version is pinned, the tests watch it.

What it does otherwise, with no persistence configured (measured): it keeps every chat and user id since the start in two sets; one
update it cannot parse is fetched and logged in full for ever, and nobody is answered; freed memory keeps most ids.
"""

import logging
import os
from collections.abc import Sequence
from typing import Any, NoReturn

import httpx
import telegram
from telegram.ext import Application, CallbackContext, ExtBot
from telegram.request import HTTPXRequest

from bot.logs import place_of

os.environ["PTB_TIMEDELTA"] = "true"  # else it warns at every 429 that durations will be timedeltas

log = logging.getLogger(__name__)


class ForgetfulApplication(Application[Any, Any, Any, Any, Any, Any]):
    """An application that does not collect the ids of whom it served."""

    __slots__ = ()

    def _mark_for_persistence_update(self, **_: object) -> None:
        """Do not note the ids: nothing is ever persisted, and the set would grow for ever."""


class BlindContext(CallbackContext[ExtBot[Any], Any, Any, Any]):
    """A context without a place to keep something about a person."""

    @property  # type: ignore[misc]
    def user_data(self) -> NoReturn:
        """Refuse: state per person is what a seizure would look for."""
        raise AttributeError("nothing is kept about a person")

    @property  # type: ignore[misc]
    def chat_data(self) -> NoReturn:
        """Refuse, likewise."""
        raise AttributeError("nothing is kept about a chat")


class ForgetfulRequest(HTTPXRequest):
    """Requests over connections that are not kept, whose buffers would keep what people wrote."""

    def __init__(self, pool: int, read_timeout: float) -> None:
        """Allow `pool` connections at once."""
        limits = httpx.Limits(max_connections=pool, max_keepalive_connections=0)
        super().__init__(connection_pool_size=pool, read_timeout=read_timeout, pool_timeout=60.0, httpx_kwargs={"limits": limits})


def parse_one_by_one() -> None:
    """Let one unreadable update pass as an empty one instead of blocking everybody behind it."""
    telegram.Update.de_list = classmethod(_parsed)  # type: ignore[assignment]


def parsed(update: dict[str, Any], bot: telegram.Bot) -> telegram.Update:
    """One update; an empty one in the place of what cannot be read."""
    return _parsed(telegram.Update, (update,), bot)[0]


def _parsed(cls: type[telegram.Update], data: Sequence[dict[str, Any]] | None, bot: Any = None) -> tuple[telegram.Update, ...]:
    updates = []
    for one in data or ():
        try:
            updates.append(cls.de_json(one, bot))
        except Exception as error:
            log.error("an unreadable update was passed over: %s", place_of(error))
            updates.append(cls(update_id=int(one["update_id"])))
    return tuple(updates)
