"""A page on its way into a chat: always silent, never with a preview of a link."""

from typing import Any

from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.pages import Page

_PLAIN: dict[str, Any] = {
    "parse_mode": ParseMode.HTML,
    "link_preview_options": LinkPreviewOptions(is_disabled=True),
}


async def send(bot: Bot, chat: int, page: Page) -> int:
    """Send a page; the number of its message."""
    sent = await bot.send_message(chat, page.html, reply_markup=keyboard(page), disable_notification=True, **_PLAIN)
    return sent.message_id


async def change(bot: Bot, chat: int, number: int, page: Page) -> bool:
    """Show another page in the place of one; False when Telegram does not let it be changed."""
    try:
        await bot.edit_message_text(page.html, chat, number, reply_markup=keyboard(page), **_PLAIN)
    except BadRequest as error:
        return "not modified" in error.message  # it shows that page already
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
