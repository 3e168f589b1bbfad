"""From an update to a page and back: the only lines that see who asks, each as short as can be."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.buttons import Erase, target_of
from bot.chat.rendering import Page, Renderer
from bot.core.answering import Question, Responder
from bot.core.edition import Edition
from bot.core.knowledge import EntryId
from bot.core.languages import Language, language_of_code
from bot.core.replies import Answer, Home, Languages, Noted, Notice, Privacy, Reply, Urgent, Verify
from bot.core.tallying import Asked, Event, Judged, Pressed
from bot.logs import place_of

SWEPT = 100
"""Messages deleted in one call (the most Telegram takes); ids of other chats among them are skipped by Telegram."""
ERASED_BACK = 10
"""Calls of `/erase`: the last 1,000 numbers of the bot's one counter."""
_SILENT: dict[str, Any] = {
    "parse_mode": ParseMode.HTML,
    "link_preview_options": LinkPreviewOptions(is_disabled=True),
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Voice:
    """What answers: one edition's responder and renderer, swapped together."""

    responder: Responder
    renderer: Renderer


def uncounted(_: Edition, __: Event) -> None:
    """Count nothing."""


@dataclass(frozen=True, slots=True)
class Handlers:
    """The handlers of the application.

    Attributes:
        voice: gives the current edition's voice; called once per update, so that no answer mixes two editions.
        count: told what was answered, always after the answer was sent; no id reaches it.
    """

    voice: Callable[[], Voice]
    tidy: bool
    count: Callable[[Edition, Event], None] = uncounted

    async def on_text(self, update: Update, _: object) -> None:
        """A question, new or edited."""
        voice, message = self.voice(), _message(update)
        text = message.text or ""
        reply = voice.responder.reply_to(Question(text, _client_language(update)))
        await self._send(message, voice, reply)
        self.count(voice.responder.edition, Asked(text, reply))

    async def on_start(self, update: Update, _: object) -> None:
        """`/start`, alone or with the id of an entry (a deep link)."""
        language, voice = _client_language(update) or Language.ENGLISH, self.voice()
        wanted = EntryId((_message(update).text or "").partition(" ")[2].strip())
        known = wanted in voice.responder.edition.knowledge.entries
        reply = Answer(language, wanted) if known else Home(language)
        await self._send(_message(update), voice, reply)
        self.count(voice.responder.edition, Pressed(reply))

    async def on_urgent(self, update: Update, _: object) -> None:
        """`/urgent`."""
        await self._send(_message(update), self.voice(), Urgent(_client_language(update) or Language.ENGLISH))

    async def on_language(self, update: Update, _: object) -> None:
        """`/language`."""
        await self._send(_message(update), self.voice(), Languages(_client_language(update) or Language.ENGLISH))

    async def on_privacy(self, update: Update, _: object) -> None:
        """`/privacy`, which Telegram asks every bot to answer."""
        await self._send(_message(update), self.voice(), Privacy(_client_language(update) or Language.ENGLISH))

    async def on_verify(self, update: Update, _: object) -> None:
        """`/verify`: who runs this bot."""
        await self._send(_message(update), self.voice(), Verify(_client_language(update) or Language.ENGLISH))

    async def on_erase(self, update: Update, _: object) -> None:
        """`/erase`."""
        await self._erase(_message(update), _client_language(update) or Language.ENGLISH)

    async def on_other(self, update: Update, _: object) -> None:
        """A photo, a voice message, a place …: never fetched, deleted at once."""
        language = _client_language(update) or Language.ENGLISH
        await self._delete(_message(update), [_message(update).message_id])
        await self._send(_message(update), self.voice(), Noted(language, Notice.NOT_READ))

    async def on_button(self, update: Update, _: object) -> None:
        """A press: the page is changed in place, or a judgement is taken."""
        query, voice = update.callback_query, self.voice()
        if query is None:
            return
        target = target_of(query.data or "", voice.responder.edition.knowledge)
        language = language_of_code(query.from_user.language_code) or Language.ENGLISH
        if isinstance(target, Judged):
            await self._take(query, voice, target)
            return
        await _answered(query)
        if isinstance(query.message, Message) and isinstance(target, Erase):
            await self._erase(query.message, target.language)
        elif isinstance(query.message, Message):
            reply = _reply(target, language)
            await self._edit(query.message, voice.renderer.render(reply))
            self.count(voice.responder.edition, Pressed(reply))

    async def on_group(self, update: Update, _: object) -> None:
        """Added to a group: leave it, answering nobody."""
        if update.effective_chat and update.effective_chat.type != "private":
            await update.effective_chat.leave()

    async def on_error(self, _: object, context: Any) -> None:
        """Type and place of an error, never its words, the update or an id."""
        error = context.error
        if isinstance(error, Forbidden):
            return  # blocked, deleted or frozen: nobody to answer
        log.error("an answer failed: %s", place_of(error))

    async def _send(self, message: Message, voice: Voice, reply: Reply) -> None:
        """Send a page; then remove the question and older pages, so that a phone shows one page and no question."""
        page = voice.renderer.render(reply)
        await message.get_bot().send_message(message.chat_id, page.html, reply_markup=keyboard(page), disable_notification=True, **_SILENT)
        if self.tidy:
            await self._delete(message, _before(message.message_id))

    async def _take(self, query: CallbackQuery, voice: Voice, judged: Judged) -> None:
        """Thank and count; the chat stays as it is.

        Each press counts, also a second one of the same person under the same answer: to know it again, she would have to be remembered.
        """
        await _answered(query, voice.renderer.thanks(judged.language))
        self.count(voice.responder.edition, judged)

    async def _edit(self, message: Message, page: Page) -> None:
        try:
            await message.edit_text(page.html, reply_markup=keyboard(page), **_SILENT)
        except BadRequest as error:
            if "not modified" not in error.message:  # else it shows that page already
                await message.get_bot().send_message(
                    message.chat_id, page.html, reply_markup=keyboard(page), disable_notification=True, **_SILENT
                )

    async def _erase(self, message: Message, language: Language) -> None:
        """Sweep back over the bot's message numbers, then say honestly what remains."""
        newest = message.message_id
        for call in range(ERASED_BACK):
            if newest <= call * SWEPT or not await self._delete(message, _before(newest - call * SWEPT)):
                break  # whatever stands before a message that is too old is older still
        page = self.voice().renderer.render(Noted(language, Notice.ERASED))
        await message.get_bot().send_message(message.chat_id, page.html, reply_markup=keyboard(page), disable_notification=True, **_SILENT)

    async def _delete(self, message: Message, ids: list[int]) -> bool:
        """Delete what can be deleted; False when some could not.

        Telegram passes over numbers of other chats, but refuses a whole call for one message older than 48 hours: it is then halved,
        the newer half first.
        """
        try:
            await message.get_bot().delete_messages(message.chat_id, ids)
        except BadRequest:
            half = len(ids) // 2
            if half and await self._delete(message, ids[half:]):
                await self._delete(message, ids[:half])
            return False
        except TelegramError as error:
            log.info("some messages were not deleted: %s", type(error).__name__)
            return False
        return True


def keyboard(page: Page) -> InlineKeyboardMarkup:
    """A page's buttons for Telegram."""
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(one.label, callback_data=one.data)
                if one.data is not None
                else InlineKeyboardButton(one.label, copy_text=CopyTextButton(one.copied or ""))
                for one in row
            ]
            for row in page.buttons
        ]
    )


def _reply(target: Reply | Erase | None, language: Language) -> Reply:
    return Noted(language, Notice.OUTDATED) if target is None or isinstance(target, Erase) else target


def _before(newest: int) -> list[int]:
    """The numbers of the last messages up to one, itself included."""
    return list(range(max(1, newest - SWEPT + 1), newest + 1))


def _message(update: Update) -> Message:
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message reached a message handler")
    return message


def _client_language(update: Update) -> Language | None:
    return language_of_code(update.effective_user.language_code) if update.effective_user else None


async def _answered(query: CallbackQuery, text: str | None = None) -> None:
    """Take the spinner off the button, with a word that pops up; a query too old for that does no harm."""
    try:
        await query.answer(text)
    except BadRequest as error:
        log.info("a press could not be acknowledged: %s", type(error).__name__)
