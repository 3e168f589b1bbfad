"""A chat while it is answered, and what can be done in it."""

from dataclasses import dataclass, replace
from html import escape

from telegram import Bot
from telegram.error import BadRequest

from bot.chat.pages import LONGEST_PAGE, Page
from bot.chat.sending import change, send
from bot.chat.sweeping import Sweep, erase, tidy
from bot.chat.voice import Voice
from bot.chat.words import Words
from bot.core.languages import Language
from bot.core.replies import Noted, Notice, Reply


@dataclass(frozen=True, slots=True)
class Conversation:
    """Made for one update and gone with it: nothing else in the bot holds the id of a chat.

    Attributes:
        tidy: leave no more than one page in it.
        in_haste: others wait; look only a little way back for older pages.
    """

    bot: Bot
    chat: int
    voice: Voice
    tidy: bool
    in_haste: bool

    async def answer(self, message: int, reply: Reply, *, is_partly_unread: bool = False) -> None:
        """Send a page, then remove the message it answers and older pages, so that a phone shows one page and no question."""
        page = self._page(reply)
        sent = await send(self.bot, self.chat, self._noting_the_unread(page, reply.language) if is_partly_unread else page)
        if self.tidy:
            await tidy(self.bot, self.chat, sent, message, in_haste=self.in_haste)

    async def turn(self, page: int, reply: Reply, *, is_accessible: bool) -> None:
        """Show another page in the place of one; a fresh one where Telegram does not let it be changed."""
        if not (is_accessible and await change(self.bot, self.chat, page, self._page(reply))):
            await self.answer(page, reply)

    async def remove(self, message: int) -> None:
        """Remove one message, if Telegram lets it be removed."""
        await Sweep(self.bot, self.chat, patience=1).delete([message])

    async def erase(self, language: Language) -> None:
        """Sweep back from a page that says so, and then say on it what became of it."""
        sent = await send(self.bot, self.chat, self._page(Noted(language, Notice.ERASING)))
        is_gone = await erase(self.bot, self.chat, sent - 1)
        await self.turn(sent, Noted(language, Notice.ERASED if is_gone else Notice.PARTLY_ERASED), is_accessible=True)

    async def vanish(self, page: int, language: Language) -> None:
        """Remove the page itself; one that is too old for that says how to do it by hand."""
        try:
            await self.bot.delete_message(self.chat, page)
        except BadRequest as error:
            if "not found" in error.message:
                return  # pressed twice: it is gone
            await self.turn(page, Noted(language, Notice.PARTLY_ERASED), is_accessible=True)

    def _page(self, reply: Reply) -> Page:
        return self.voice.renderer.render(reply)

    def _noting_the_unread(self, page: Page, language: Language) -> Page:
        """The page with a line above it; a page that has no room for one goes without."""
        _ = Words(self.voice.responder.edition, language)
        line = escape(_("I read only your words. What came with them I did not open, and removed it."))
        noted = f"<i>{line}</i>\n\n{page.html}"
        return replace(page, html=noted) if len(noted) <= LONGEST_PAGE else page
