"""From an update to a page and back: the only lines that see who asks, each as short as can be."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import CallbackQuery, ChatMember, MaybeInaccessibleMessage, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.chat.buttons import Erase, Vanish, target_of
from bot.chat.commands import SHOWS, linked, words_after
from bot.chat.conversation import Conversation
from bot.chat.inline import on_inline
from bot.chat.thinking import Thinking
from bot.chat.voice import Voice, uncounted
from bot.core.answering import Question
from bot.core.edition import Edition
from bot.core.languages import Language, language_of_code
from bot.core.replies import Noted, Notice
from bot.core.tallying import Asked, Event, Judged, Pressed
from bot.logs import place_of

__all__ = ["Handlers", "Voice", "uncounted"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handlers:
    """The handlers of the application.

    Attributes:
        voice: gives the current edition's voice; called once per update, so that no answer mixes two editions.
        count: told what was answered, always after the answer was sent; no id reaches it.
        is_busy: whether others wait for their answer.
        inline: answer also what is typed behind the bot's name in other chats.
        thinking: where questions are understood.
    """

    voice: Callable[[], Voice]
    tidy: bool
    count: Callable[[Edition, Event], None] = uncounted
    is_busy: Callable[[], bool] = lambda: False
    inline: bool = False
    thinking: Thinking = field(default_factory=Thinking)

    async def on_text(self, update: Update, _: object) -> None:
        """A question, new or edited."""
        message = _message(update)
        await self._answer(update, message.text or "")

    async def on_start(self, update: Update, _: object) -> None:
        """`/start`, alone or with the id of an entry (a deep link)."""
        voice, message = self.voice(), _message(update)
        reply = linked(words_after(message.text or ""), _client_language(update), voice.responder.edition.knowledge)
        await self._in(message, voice).answer(message.message_id, reply)
        self.count(voice.responder.edition, Pressed(reply))

    async def on_command(self, update: Update, _: object) -> None:
        """A command that shows a page; one we do not know is a question if there are words behind it."""
        voice, message = self.voice(), _message(update)
        text = message.text or ""
        shows, language = SHOWS.get(_command(text)), _client_language(update)
        if shows is None and words_after(text):
            await self._answer(update, words_after(text))
            return
        reply = shows(language) if shows else Noted(language, Notice.UNKNOWN_COMMAND)
        await self._in(message, voice).answer(message.message_id, reply)

    async def on_erase(self, update: Update, _: object) -> None:
        """`/erase`."""
        await self._in(_message(update), self.voice()).erase(_client_language(update))

    async def on_other(self, update: Update, _: object) -> None:
        """A photo, a voice message, a place …: never fetched, deleted at once; words written below it are a question."""
        voice, message = self.voice(), _message(update)
        chat = self._in(message, voice)
        await chat.remove(message.message_id)
        if message.caption:
            await self._answer(update, message.caption)
        else:
            await chat.answer(message.message_id, Noted(_client_language(update), Notice.NOT_READ))

    async def on_service(self, update: Update, _: object) -> None:
        """A line that Telegram writes itself, about a pinned page or a timer: removed; the page she reads stays."""
        message = _message(update)
        await self._in(message, self.voice()).remove(message.message_id)

    async def on_button(self, update: Update, _: object) -> None:
        """A press: the page is changed in place, or a judgement is taken."""
        query, voice = update.callback_query, self.voice()
        if query is None:
            return
        target, page = target_of(query.data or "", voice.responder.edition.knowledge), query.message
        if isinstance(target, Judged):
            await self._take(query, voice, target)
            return
        await _answered(query)
        if page is None:
            return
        if page.chat.type != ChatType.PRIVATE:
            await page.chat.leave()
            return
        chat = self._in(page, voice)
        match target:
            case Erase(language):
                await chat.erase(language)
            case Vanish(language):
                await chat.vanish(page.message_id, language)
            case _:
                reply = target or Noted(_client_language(update), Notice.OUTDATED)
                await chat.turn(page.message_id, reply, is_accessible=isinstance(page, Message))
                self.count(voice.responder.edition, Pressed(reply))

    async def on_inline(self, update: Update, _: object) -> None:
        """Words behind the bot's name in another chat; not counted, since every letter typed is one."""
        await on_inline(update, self.voice(), self.thinking)

    async def on_group(self, update: Update, _: object) -> None:
        """Added to a group: leave it, answering nobody; when that is done, Telegram tells it here, too."""
        member = update.my_chat_member
        is_out = member is not None and member.new_chat_member.status in (ChatMember.LEFT, ChatMember.BANNED)
        if update.effective_chat and update.effective_chat.type != ChatType.PRIVATE and not is_out:
            await update.effective_chat.leave()

    async def on_error(self, _: object, context: Any) -> None:
        """Type and place of an error, never its words, the update or an id."""
        error = context.error
        if isinstance(error, Forbidden):
            return  # blocked, deleted or frozen: nobody to answer
        log.error("an answer failed: %s", place_of(error))

    def _in(self, message: MaybeInaccessibleMessage, voice: Voice) -> Conversation:
        return Conversation(message.get_bot(), message.chat.id, voice, self.tidy, self.is_busy())

    async def _answer(self, update: Update, text: str) -> None:
        voice, message = self.voice(), _message(update)
        reply = await self.thinking.reply(voice.responder, Question(text, _known_language(update)))
        await self._in(message, voice).answer(message.message_id, reply, is_partly_unread=not message.text)
        self.count(voice.responder.edition, Asked(text, reply))

    async def _take(self, query: CallbackQuery, voice: Voice, judged: Judged) -> None:
        """Thank and count; the chat stays as it is.

        Each press counts, also a second one of the same person under the same answer: to know it again, she would have to be remembered.
        """
        await _answered(query, voice.renderer.thanks(judged.language))
        self.count(voice.responder.edition, judged)


def _message(update: Update) -> Message:
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message reached a message handler")
    return message


def _command(text: str) -> str:
    """The name of the command a text begins with."""
    return text.split()[0].removeprefix("/").partition("@")[0].lower()


def _known_language(update: Update) -> Language | None:
    return language_of_code(update.effective_user.language_code) if update.effective_user else None


def _client_language(update: Update) -> Language:
    return _known_language(update) or Language.ENGLISH


async def _answered(query: CallbackQuery, text: str | None = None) -> None:
    """Take the spinner off the button, with a word that pops up; a query too old for that does no harm."""
    try:
        await query.answer(text)
    except BadRequest as error:
        log.info("a press could not be acknowledged: %s", type(error).__name__)
