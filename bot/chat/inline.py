"""Answers typed into other chats: the bot's name, then a question. Off unless an operator wants it.

What is chosen is posted where others read it, so only what harms nobody who is seen with it is offered: green entries, none that is
urgent, none whose text is withheld in the language of the question. The query is neither counted nor kept; Telegram is told not to
keep the answer either.
"""

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.thinking import Thinking
from bot.chat.voice import Voice
from bot.chat.words import Words
from bot.core.answering import Question
from bot.core.blocks import blocks
from bot.core.edition import Edition
from bot.core.knowledge import Entry, EntryId, Risk, State
from bot.core.languages import Language, language_of_code
from bot.core.replies import Answer, Choices, Reply

LONGEST_DESCRIPTION = 80
"""Characters under the title of a result: two lines of a small screen."""


async def on_inline(update: Update, voice: Voice, thinking: Thinking) -> None:
    """Offer what answers the words so far, and the way to the bot's own chat."""
    query = update.inline_query
    if query is None:
        return
    client = language_of_code(query.from_user.language_code)
    reply = await thinking.reply(voice.responder, Question(query.query, client)) if query.query.strip() else None
    language = reply.language if reply else client or Language.ENGLISH
    entries = _offered(reply, language, voice.responder.edition) if reply else []
    _ = Words(voice.responder.edition, language)
    try:
        await query.answer(
            [_card(entry, language, voice) for entry in entries],
            cache_time=0,
            is_personal=True,
            button=InlineQueryResultsButton(_("Ask in your own chat with this bot"), start_parameter="start"),
        )
    except BadRequest:
        return  # the next letter was typed meanwhile: nobody waits for this answer


def _offered(reply: Reply, language: Language, edition: Edition) -> list[Entry]:
    """The entries of a reply that may be seen by others."""
    match reply:
        case Answer(entry=first, also=also):
            ids: tuple[EntryId, ...] = (first, *also)
        case Choices(entries=entries):
            ids = entries
        case _:
            ids = ()
    named = [edition.knowledge.entries[id] for id in ids]
    harmless = [entry for entry in named if entry.risk is Risk.GREEN and not entry.urgent]
    return [entry for entry in harmless if entry.wording(language).state is not State.WITHHELD]


def _card(entry: Entry, language: Language, voice: Voice) -> InlineQueryResultArticle:
    """An entry in the list, with its whole page behind it: sources, years and notices belong to it wherever it is read."""
    wording = entry.wording(language)
    page = voice.renderer.render(Answer(language, entry.id))
    content = InputTextMessageContent(page.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
    description = next((block for block in blocks(wording.answer) if isinstance(block, str)), "")
    if len(description) > LONGEST_DESCRIPTION:
        description = f"{description[: LONGEST_DESCRIPTION - 1]}…"
    return InlineQueryResultArticle(entry.id, wording.title, content, description=description)
