"""The person's side: what somebody with a phone can do, and what she sees."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.telegram import contents
from tests.telegram.calls import Json
from tests.telegram.chats import Chat, Message
from tests.telegram.keyboards import Button
from tests.telegram.texts import LONGEST_TEXT, read_text, utf16_length

if TYPE_CHECKING:
    from tests.telegram.world import World

BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"
LEFT = "Forbidden: bot is not a member of the group chat"
KICKED = "Forbidden: bot was kicked from the group chat"

_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?")


@dataclass(slots=True, eq=False)
class Spinner:
    """A pressed button, turning until the bot answers."""

    id: str
    user: "User"
    message: Message
    data: str
    date: int
    answer: Json | None = field(default=None, repr=False)

    @property
    def answered(self) -> bool:
        """Whether the bot answered."""
        return self.answer is not None

    @property
    def text(self) -> str:
        """What popped up, if anything."""
        return str((self.answer or {}).get("text", ""))

    @property
    def alert(self) -> bool:
        """Whether it popped up as a window to close."""
        return bool((self.answer or {}).get("show_alert"))

    async def wait(self, seconds: float = 5) -> "Spinner":
        """Wait until the bot has answered."""
        await self.user.wait_until(lambda: self.answered, seconds)
        return self


@dataclass(slots=True, eq=False)
class InlineQuestion:
    """A question typed after the bot's name in some other chat."""

    id: str
    user: "User"
    query: str
    date: int
    answer: Json | None = field(default=None, repr=False)

    @property
    def results(self) -> list[Json]:
        """The results offered."""
        return list((self.answer or {}).get("results", ()))

    def pick(self, number: int = 0) -> str:
        """The text that choosing a result posts into that chat."""
        content = self.results[number]["input_message_content"]
        return read_text({**content, "text": content["message_text"]}).text

    async def wait(self, seconds: float = 5) -> "InlineQuestion":
        """Wait until the bot has answered."""
        await self.user.wait_until(lambda: self.answer is not None, seconds)
        return self


class Group(Chat):
    """A small group; without administrator rights the bot sees only commands, replies to it and its name."""

    def __init__(self, world: "World", id_: int, title: str) -> None:
        super().__init__(id_, {"id": id_, "type": "group", "title": title})
        self._world = world
        self.closed = LEFT

    async def add_bot(self, by: "User") -> None:
        """Somebody adds the bot: it hears of its membership, and of a service message."""
        self.known, self.closed = True, ""
        self.member(by.json_as_sender, "left", "member")
        await by.post({"new_chat_members": [self._world.bot]}, self)

    async def remove_bot(self, by: "User") -> None:
        """Somebody throws the bot out."""
        self.closed = KICKED
        self.member(by.json_as_sender, "member", "kicked")

    def member(self, by: Json, old: str, new: str) -> None:
        """Tell the bot that its standing in this chat changed."""
        tell_membership(self._world, self, by, old, new)


class User(Chat):
    """A person and her private chat with the bot, which has her id."""

    def __init__(self, world: "World", id_: int, first_name: str, **more: str | None) -> None:
        names = {"first_name": first_name, **{name: value for name, value in more.items() if value and name != "language_code"}}
        super().__init__(id_, {"id": id_, **names, "type": "private"})
        language = {"language_code": code} if (code := more.get("language_code")) else {}
        self.json_as_sender: Json = {"id": id_, "is_bot": False, **names, **language}
        self._world = world

    async def start(self, payload: str = "") -> Message:
        """Press Start, or follow a link with a payload; whoever had blocked the bot unblocks it so."""
        if self.closed == BLOCKED:
            self.unblock()
        return await self.say(f"/start {payload}".strip())

    async def say(self, text: str, to: Chat | None = None, reply_to: Message | None = None) -> Message:
        """Write a message, in the private chat if no group is given."""
        if not 1 <= utf16_length(text.strip()) <= LONGEST_TEXT:
            raise ValueError("Telegram's clients send 1 to 4096 characters at a time")
        return await self.post({"text": text, "entities": _commands_in(text)}, to, reply_to)

    async def forward(self, text: str, sender_name: str = "Somebody") -> Message:
        """Pass on what somebody else wrote."""
        origin = {"type": "hidden_user", "date": self._world.now() - 600, "sender_user_name": sender_name}
        return await self.post({"text": text, "entities": _commands_in(text), "forward_origin": origin})

    async def pin(self, message: Message) -> Message:
        """Pin a message; Telegram writes a line about it."""
        return await self.post({"pinned_message": message.json})

    async def send(self, kind: str, caption: str = "", to: Chat | None = None, **fields: object) -> Message:
        """Send something else than text, see contents.KINDS; fields overrule those of the example."""
        if caption and kind not in contents.CAPTIONED:
            raise ValueError(f"a {kind} has no caption")
        message_id = self._world.next_message_id()
        content = contents.content(kind, self.id, message_id)
        if fields:
            content[kind] = content[kind] | fields
        return await self.post(content | ({"caption": caption} if caption else {}), to, message_id=message_id)

    async def post(self, content: Json, to: Chat | None = None, reply_to: Message | None = None, message_id: int = 0) -> Message:
        """Post any content, given as fields of a message."""
        if self.closed:
            raise ValueError(f"She cannot write now ({self.closed}): unblock() first")
        chat, content = to or self, dict(content)
        text, entities = content.pop("text", ""), content.pop("entities", [])
        message = Message(
            id=message_id or self._world.next_message_id(),
            chat=chat,
            sender=self.json_as_sender,
            date=self._world.now(),
            text=text,
            entities=entities,
            content=content,
            reply_to=reply_to,
        )
        chat.show(message)
        if chat is self:
            self.known = True
        if chat is self or (not chat.closed and self._is_for_the_bot(message)):
            self._world.updates.push("message", message.json, chat.id)
        return message

    async def send_unreadable(self, text: str = "unreadable", without: str = "message_id") -> None:
        """Let a message of hers arrive that lacks a required field, as after a change of the Bot API.

        python-telegram-bot 22.8 fails on a missing message_id or on a missing first_name of the sender (`from.first_name`);
        a missing chat it reads as None.
        """
        message = Message(self._world.next_message_id(), self, dict(self.json_as_sender), self._world.now(), text).json
        self.known = True
        *outer, lost = without.split(".")
        del (message[outer[0]] if outer else message)[lost]
        self._world.updates.push("message", message, self.id)

    async def edit(self, message: Message, text: str) -> Message:
        """Rewrite one of her messages."""
        edited = replace(message, text=text, entities=_commands_in(text), edit_date=self._world.now())
        message.chat.show(edited)
        if message.chat is self or self._is_for_the_bot(edited):
            self._world.updates.push("edited_message", edited.json, message.chat.id)
        return edited

    def delete(self, message: Message) -> None:
        """Delete a message for both sides; the bot is not told."""
        message.chat.remove({message.id})

    async def press(self, button: str | Callable[[Button], bool], message: Message | None = None) -> Spinner:
        """Press a button of the newest page: by its text, by a part of it that no other button has, or by a predicate."""
        page = message or self.newest_page
        found = _find(button, page.buttons)
        if found.callback_data is None:
            raise AssertionError(f"{found} acts on the phone alone, the bot does not hear of it")
        return await self.press_data(found.callback_data, page)

    async def press_data(self, data: str, message: Message | None = None) -> Spinner:
        """Press a button with any data, as a forged client can, under any message, also one that is gone."""
        world, page = self._world, message or self.newest_page
        seen = page.chat.messages.get(page.id)
        gone = {"chat": page.chat.json, "message_id": page.id, "date": 0}
        press = Spinner(world.next_query_id(), self, page, data, world.now())
        world.presses[press.id] = press
        page.chat.turn_to_the_bot()
        query = {"id": press.id, "from": self.json_as_sender, "message": seen.json if seen else gone, "data": data}
        world.updates.push("callback_query", {**query, "chat_instance": str(-page.chat.id * 977)}, self.id)
        return press

    async def ask_inline(self, query: str) -> InlineQuestion:
        """Type the bot's name and a question in another chat."""
        world = self._world
        question = InlineQuestion(world.next_query_id(), self, query, world.now())
        world.questions[question.id] = question
        update = {"id": question.id, "from": self.json_as_sender, "query": query, "offset": "", "chat_type": "private"}
        world.updates.push("inline_query", update, self.id)
        return question

    def block(self) -> None:
        """Block the bot, which hears of it."""
        self.closed = BLOCKED
        tell_membership(self._world, self, self.json_as_sender, "member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        self.closed = ""
        tell_membership(self._world, self, self.json_as_sender, "kicked", "member")

    def freeze(self, reason: str) -> None:
        """Let every message to her be refused for a reason in Telegram's words."""
        self.closed = reason

    def deactivate(self) -> None:
        """Delete her account; nobody is told."""
        self.closed = DEACTIVATED

    def _is_for_the_bot(self, message: Message) -> bool:
        addressed = message.text.startswith("/") or f"@{self._world.bot['username']}" in message.text
        return addressed or "new_chat_members" in message.content or bool(message.reply_to and message.reply_to.from_bot)


def tell_membership(world: "World", chat: Chat, by: Json, old: str, new: str) -> None:
    """Send my_chat_member: in a private chat it means blocked or unblocked, in a group added or removed."""
    members = [{"status": status, "user": world.bot, **({"until_date": 0} if status == "kicked" else {})} for status in (old, new)]
    change = {"chat": chat.json, "from": by, "date": world.now(), "old_chat_member": members[0], "new_chat_member": members[1]}
    world.updates.push("my_chat_member", change, chat.id)


def _commands_in(text: str) -> list[Json]:
    return [
        {"type": "bot_command", "offset": utf16_length(text[: found.start()]), "length": len(found[0])} for found in _COMMAND.finditer(text)
    ]


def _find(wanted: str | Callable[[Button], bool], buttons: list[Button]) -> Button:
    if not isinstance(wanted, str):
        found = [button for button in buttons if wanted(button)]
    else:
        found = [button for button in buttons if button.text == wanted] or [button for button in buttons if wanted in button.text]
    if len(found) != 1:
        raise AssertionError(f"{wanted!r} is {len(found)} of the buttons {[button.text for button in buttons]}, not one")
    return found[0]
