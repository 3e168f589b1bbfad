"""Chats and the messages in them, as they stand now on the phones of both sides."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.telegram.calls import Json, Refusal
from tests.telegram.keyboards import Button, Rows, keyboard_json

DELETABLE_HOURS = 48
"""A bot may delete a message, its own or the other side's, for two days."""
DICE_HOURS = 24
"""A dice of a private chat may only be deleted after a day, lest somebody rolls again."""


class Bell(asyncio.Event):
    """Wakes everyone who waits at this moment, as often as it rings."""

    def ring(self) -> None:
        """Wake them."""
        self.set()
        self.clear()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Message:
    """One version of a message; an edit makes a new one with the same id."""

    id: int
    chat: "Chat"
    sender: Json
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    rows: Rows = ()
    content: Json = field(default_factory=dict)
    sent_silently: bool = False
    preview_disabled: bool = False
    protected: bool = False
    edit_date: int | None = None
    reply_to: "Message | None" = None

    def __repr__(self) -> str:
        who = "bot" if self.from_bot else "person"
        return f"<{self.id} {who}: {self.text!r} {[button.text for button in self.buttons]} {sorted(self.content)}>"

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.sender["is_bot"])

    @property
    def buttons(self) -> list[Button]:
        """The buttons of all rows, from the top left."""
        return [button for row in self.rows for button in row]

    @property
    def json(self) -> Json:
        """The message as the Bot API writes it; empty fields are left out."""
        optional: Json = {
            "edit_date": self.edit_date,
            "reply_to_message": self.reply_to and {k: v for k, v in self.reply_to.json.items() if k != "reply_to_message"},
            "has_protected_content": self.protected,
            "text": self.text,
            "entities": self.entities,
            "link_preview_options": {"is_disabled": True} if self.preview_disabled else None,
            "reply_markup": keyboard_json(self.rows) if self.rows else None,
            **self.content,
        }
        required = {"message_id": self.id, "from": self.sender, "chat": self.chat.json, "date": self.date}
        return required | {name: value for name, value in optional.items() if value}


class Chat:
    """A place the bot may write to; what it shows, and whoever waits for something new in it."""

    def __init__(self, id_: int, json: Json) -> None:
        self.id, self.json = id_, json
        self.messages: dict[int, Message] = {}
        self.changed = Bell()
        self.known = False  # a bot cannot write first: an id it has never met is "chat not found"
        self.closed = ""  # why the bot may not write here, in Telegram's words
        self._news: list[Message] = []

    def __repr__(self) -> str:
        return f"<{self.json['type']} chat {self.id}>"

    @property
    def chat(self) -> list[Message]:
        """What the chat shows now, both directions, the oldest first; what was deleted is gone."""
        return list(self.messages.values())

    @property
    def newest_page(self) -> Message:
        """The last message of the bot that has buttons."""
        pages = [message for message in self.chat if message.from_bot and message.rows]
        if not pages:
            raise AssertionError(f"The chat shows no page with buttons: {self.chat}")
        return pages[-1]

    def show(self, message: Message) -> None:
        """Add a message, or put its new version in the place of the old one."""
        self.messages[message.id] = message
        if message.from_bot:
            self._news.append(message)
        else:
            self.turn_to_the_bot()
        self.changed.ring()

    def turn_to_the_bot(self) -> None:
        """Expect an answer from now on: what the bot wrote before is no news."""
        self._news.clear()

    def remove(self, ids: set[int]) -> None:
        """Take messages away on both sides."""
        self.messages = {id_: message for id_, message in self.messages.items() if id_ not in ids}
        self.changed.ring()

    def check_deletable(self, message: Message, now: int) -> None:
        """Refuse what a bot that is no administrator may not delete."""
        hours, private = (now - message.date) / 3600, self.json["type"] == "private"
        if not private and not message.from_bot:
            raise Refusal(400, "Bad Request: message can't be deleted")
        if hours > DELETABLE_HOURS or (private and "dice" in message.content and hours < DICE_HOURS):
            raise Refusal(400, "Bad Request: message can't be deleted for everyone")

    async def wait_for(self, wanted: Callable[[Message], bool] | None = None, seconds: float = 5) -> Message:
        """Wait until the bot sent or edited a message (that fits) since the person last did something or last waited."""
        found: list[Message] = []

        def fits() -> bool:
            while self._news and not found:
                message = self._news.pop(0)
                if wanted is None or wanted(message):
                    found.append(message)
            return bool(found)

        await self.wait_until(fits, seconds)
        return found[0]

    async def wait_until(self, condition: Callable[[], bool], seconds: float = 5) -> None:
        """Wait until a condition holds, looking again after each change of the chat or answer to a press."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(f"Nothing that fits in {seconds} s; the chat shows {self.chat}") from None
