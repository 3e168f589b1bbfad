"""A page as Telegram takes it: silent, without previews, its buttons below."""

from typing import Any

from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.pages import Page

PLAIN: dict[str, Any] = {
    "parse_mode": ParseMode.HTML,
    "link_preview_options": LinkPreviewOptions(is_disabled=True),
}


async def send(bot: Bot, chat: int, page: Page) -> Message:
    """Send a page."""
    return await bot.send_message(chat, page.html, reply_markup=keyboard(page), disable_notification=True, **PLAIN)


async def show(message: Message, page: Page) -> None:
    """Turn a message of the bot into another page; one that can no longer be edited is followed by a new one."""
    try:
        await message.edit_text(page.html, reply_markup=keyboard(page), **PLAIN)
    except BadRequest as error:
        if "not modified" not in error.message:  # else it shows that page already
            await send(message.get_bot(), message.chat_id, page)


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
