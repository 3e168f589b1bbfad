"""What is worked around in the libraries is still there: an upgrade that mends or moves it fails here, and its workaround goes or follows.

Measured on python-telegram-bot 22.8, httpx 0.28 and httpcore 1.0.
"""

import inspect
import logging
from importlib.metadata import version

import httpx
import pytest
import telegram
from telegram.ext import AIORateLimiter, Application, CallbackContext
from telegram.request import BaseRequest, HTTPXRequest

from bot import logs

_PERSON = {"id": 7_310_000_001, "is_bot": False, "first_name": "카나리"}
_MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 7_310_000_001, "type": "private"}, "from": _PERSON, "text": "카나리뷁쉙"}


@pytest.mark.parametrize(("library", "measured"), [("python-telegram-bot", "22.8"), ("httpx", "0.28"), ("httpcore", "1.0")])
def test_the_versions_are_those_the_workarounds_were_measured_on(library: str, measured: str) -> None:
    assert f"{version(library)}.".startswith(f"{measured}."), f"Measure again: python -m tests.prove; then raise {measured} here"


def test_the_library_still_gives_up_a_whole_batch_for_one_unreadable_update(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram.Update, "de_list", classmethod(telegram.TelegramObject.de_list.__func__))  # type: ignore[attr-defined]
    broken = {"update_id": 1, "message": {**_MESSAGE, "message_id": None, "from": {"id": 1}}}
    with pytest.raises(TypeError):
        telegram.Update.de_list([broken, {"update_id": 2, "message": _MESSAGE}], None)


def test_get_updates_still_parses_by_what_is_replaced() -> None:
    assert "Update.de_list(" in inspect.getsource(telegram.Bot.get_updates)


def test_the_application_still_marks_ids_by_what_is_replaced() -> None:
    assert "_mark_for_persistence_update(update=" in inspect.getsource(Application.process_update)
    assert "_mark_for_persistence_update" in vars(Application)


def test_contexts_still_offer_places_to_keep_something() -> None:
    assert all(isinstance(vars(CallbackContext)[place], property) for place in ("user_data", "chat_data"))


@pytest.mark.parametrize("name", logs._LOUD)
def test_the_loggers_that_are_silenced_still_exist_and_repeat_what_they_got(name: str) -> None:
    assert name in logging.Logger.manager.loggerDict


def test_truncated_json_is_still_logged_with_its_words(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("telegram.request.BaseRequest").disabled = False
    with pytest.raises(telegram.error.TelegramError):
        BaseRequest.parse_json_payload('{"text": "카나리뷁쉙"'.encode())
    assert "카나리뷁쉙" in caplog.text


def test_requests_still_take_the_limits_that_keep_no_connection() -> None:
    request = HTTPXRequest(httpx_kwargs={"limits": httpx.Limits(max_connections=1, max_keepalive_connections=0)})
    assert request._client._transport._pool._max_keepalive_connections == 0  # type: ignore[attr-defined]


def test_the_limiter_of_the_library_still_stops_everybody_for_one() -> None:
    assert "halt *all* requests" in (inspect.getdoc(AIORateLimiter) or "")
