"""Answers under the bot's name in other chats: off unless the operator turns it on, and then green entries alone.

A person in danger must not search for it in somebody else's chat, where everybody present reads what she chose. Nothing is cached by
Telegram, nothing counted, and the words are matched as any other question and forgotten.
"""

from telegram import InlineQueryResultArticle, InputTextMessageContent

from bot.chat.rendering import Renderer
from bot.chat.sending import PLAIN
from bot.core.answering import Responder
from bot.core.knowledge import EntryId, Risk
from bot.core.languages import Language
from bot.core.replies import Answer, Choices, Reply

MOST = 4


def results(reply: Reply, responder: Responder, renderer: Renderer) -> list[InlineQueryResultArticle]:
    """What may be offered of a reply; nothing where it is about more than general facts."""
    return [_article(id, reply.language, responder, renderer) for id in _entries(reply) if _is_green(id, responder)][:MOST]


def _entries(reply: Reply) -> tuple[EntryId, ...]:
    match reply:
        case Answer(entry=entry, also=also, urgent=False):
            return (entry, *also)
        case Choices(entries=entries):
            return entries
        case _:
            return ()


def _is_green(id: EntryId, responder: Responder) -> bool:
    entry = responder.edition.knowledge.entries[id]
    return entry.risk is Risk.GREEN and not entry.urgent


def _article(id: EntryId, language: Language, responder: Responder, renderer: Renderer) -> InlineQueryResultArticle:
    page = renderer.render(Answer(language, id))
    title = responder.edition.knowledge.entries[id].wording(language).title
    return InlineQueryResultArticle(id, title, InputTextMessageContent(page.html, **PLAIN))
