"""The library forgets whom it served; a new version that does not is noticed here."""

import asyncio

import pytest
import telegram
from telegram.ext import Application

from bot.chat.app import build_application
from bot.chat.forgetting import BlindContext
from bot.chat.handlers import Handlers, Voice
from tests.running import TOKEN


def test_the_version_is_the_one_this_was_measured_on() -> None:
    assert telegram.__version__ == "22.8"


async def test_the_library_still_has_what_is_overridden_and_collects_ids_without_it() -> None:
    application = Application.builder().token(TOKEN).updater(None).job_queue(None).build()
    application._mark_for_persistence_update(update=_update(4242))
    assert 4242 in application._chat_ids_to_be_updated_in_persistence


async def test_ours_collects_none(voice: Voice) -> None:
    application = build_application(TOKEN, "http://127.0.0.1:1", Handlers(lambda: voice, True), asyncio.Semaphore(1))
    application._mark_for_persistence_update(update=_update(4242))
    assert not application._chat_ids_to_be_updated_in_persistence
    assert not application._user_ids_to_be_updated_in_persistence
    assert application._job_queue is None
    assert application.persistence is None


async def test_no_handler_can_keep_something_about_a_person(voice: Voice) -> None:
    application = build_application(TOKEN, "http://127.0.0.1:1", Handlers(lambda: voice, True), asyncio.Semaphore(1))
    context = BlindContext.from_update(_update(4242), application)
    for place in ("user_data", "chat_data"):
        with pytest.raises(AttributeError):
            getattr(context, place)


def _update(chat: int) -> telegram.Update:
    person = {"id": chat, "is_bot": False, "first_name": "Canary"}
    message = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "from": person, "text": "hello"}
    update = telegram.Update.de_json({"update_id": 1, "message": message}, None)
    assert update is not None
    return update
