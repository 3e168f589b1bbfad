"""From an update to a page and back: the only lines that see who asks, each as short as can be."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, InaccessibleMessage, Message, Update
from telegram.error import BadRequest, Forbidden

from bot.chat import inline, sweeping
from bot.chat.buttons import Discard, Erase, Target, target_of
from bot.chat.rendering import Renderer
from bot.chat.sending import send, show
from bot.core.answering import Question, Responder
from bot.core.edition import Edition
from bot.core.knowledge import EntryId
from bot.core.languages import Language, language_of_code
from bot.core.replies import Answer, Home, Languages, Noted, Notice, Privacy, Reply, Urgent, Verify
from bot.core.tallying import Asked, Event, Judged, Pressed
from bot.logs import place_of

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
        await self._send(message, voice, reply, again=update.edited_message is not None)
        self.count(voice.responder.edition, Asked(text, reply))

    async def on_start(self, update: Update, _: object) -> None:
        """`/start`, alone or with the id of an entry (a deep link)."""
        language, voice = _language(update), self.voice()
        wanted = EntryId((_message(update).text or "").partition(" ")[2].strip())
        known = wanted in voice.responder.edition.knowledge.entries
        reply = Answer(language, wanted) if known else Home(language)
        await self._send(_message(update), voice, reply)
        self.count(voice.responder.edition, Pressed(reply))

    async def on_urgent(self, update: Update, _: object) -> None:
        """`/urgent`."""
        await self._send(_message(update), self.voice(), Urgent(_language(update)))

    async def on_language(self, update: Update, _: object) -> None:
        """`/language`."""
        await self._send(_message(update), self.voice(), Languages(_language(update)))

    async def on_privacy(self, update: Update, _: object) -> None:
        """`/privacy`, which Telegram asks every bot to answer."""
        await self._send(_message(update), self.voice(), Privacy(_language(update)))

    async def on_verify(self, update: Update, _: object) -> None:
        """`/verify`: who runs this bot."""
        await self._send(_message(update), self.voice(), Verify(_language(update)))

    async def on_erase(self, update: Update, _: object) -> None:
        """`/erase`."""
        await self._erase(_message(update), _language(update))

    async def on_other(self, update: Update, _: object) -> None:
        """A photo, a voice message, a place …: never fetched, deleted at once."""
        message = _message(update)
        await sweeping.remove(message.get_bot(), message.chat_id, message.message_id)
        await self._send(message, self.voice(), Noted(_language(update), Notice.NOT_READ))

    async def on_button(self, update: Update, _: object) -> None:
        """A press: the page is changed in place, or a judgement is taken."""
        query, voice = update.callback_query, self.voice()
        if query is None:
            return
        target = target_of(query.data or "", voice.responder.edition.knowledge)
        await _answered(query, voice.renderer.thanks(target.language) if isinstance(target, Judged) else None)
        if isinstance(target, Judged):
            # Each press counts, also a second one of the same person: to know it again, she would have to be remembered.
            self.count(voice.responder.edition, target)
        elif isinstance(query.message, Message):
            await self._pressed(query.message, voice, target, _language(update))
        elif isinstance(query.message, InaccessibleMessage):  # too old to be changed
            page = voice.renderer.render(_reply(target, _language(update)))
            await send(query.get_bot(), query.message.chat.id, page)

    async def on_inline(self, update: Update, _: object) -> None:
        """A question under the bot's name in another chat; only where the operator allows it."""
        if (query := update.inline_query) is None:
            return
        voice = self.voice()
        reply = voice.responder.reply_to(Question(query.query, _client_language(update)))
        await query.answer(inline.results(reply, voice.responder, voice.renderer), cache_time=0, is_personal=True)

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

    async def _send(self, message: Message, voice: Voice, reply: Reply, *, again: bool = False) -> None:
        """Send a page; then remove the question and older pages, so that a phone shows one page and no question.

        A question that is answered `again` has a page below it already.
        """
        bot, chat = message.get_bot(), message.chat_id
        sent = await send(bot, chat, voice.renderer.render(reply))
        if self.tidy and again:
            await sweeping.sweep(bot, chat, sent.message_id - 1)
        if self.tidy:
            await sweeping.sweep(bot, chat, message.message_id)

    async def _pressed(self, page: Message, voice: Voice, target: Target | None, language: Language) -> None:
        match target:
            case Erase(language):
                await self._erase(page, language)
            case Discard(language) if await sweeping.remove(page.get_bot(), page.chat_id, page.message_id):
                return
            case _:
                reply = _reply(target, language)
                await show(page, voice.renderer.render(reply))
                self.count(voice.responder.edition, Pressed(reply))

    async def _erase(self, message: Message, language: Language) -> None:
        """Say what is done and what remains, and sweep back from there."""
        bot, chat, renderer = message.get_bot(), message.chat_id, self.voice().renderer
        sent = await send(bot, chat, renderer.render(Noted(language, Notice.ERASED)))
        if not await sweeping.sweep_back(bot, chat, sent.message_id - 1):
            await show(sent, renderer.render(Noted(language, Notice.ERASED_IN_PART)))


def _reply(target: Target | None, language: Language) -> Reply:
    """The page a press leads to; a fresh one where it leads nowhere."""
    match target:
        case None | Erase() | Judged():
            return Noted(language, Notice.OUTDATED)
        case Discard(language):
            return Home(language)
        case _:
            return target


def _message(update: Update) -> Message:
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message reached a message handler")
    return message


def _client_language(update: Update) -> Language | None:
    return language_of_code(update.effective_user.language_code) if update.effective_user else None


def _language(update: Update) -> Language:
    """The language to answer in where no words tell it."""
    return _client_language(update) or Language.ENGLISH


async def _answered(query: CallbackQuery, text: str | None = None) -> None:
    """Take the spinner off the button, with a word that pops up; a query too old for that does no harm."""
    try:
        await query.answer(text)
    except BadRequest as error:
        log.info("a press could not be acknowledged: %s", type(error).__name__)
