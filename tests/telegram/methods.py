"""The methods a small bot needs, as the real server carries them out; its refusals in its words."""

from dataclasses import replace

from tests.telegram.calls import Json, Refusal
from tests.telegram.chats import Chat, Message
from tests.telegram.keyboards import read_keyboard
from tests.telegram.people import LEFT, Group
from tests.telegram.profile import PROFILE, Handler
from tests.telegram.texts import read_text, utf16_length
from tests.telegram.updates import WEBHOOK_SET
from tests.telegram.webhook import Webhook
from tests.telegram.world import World

QUERY_SECONDS = 60
"""How long a press or inline query can be answered; Telegram names no figure, it is well below minutes."""
LONGEST_ANSWER = 200
MOST_DELETED = 100
LONGEST_RESULT_ID = 64

_POLLED_BESIDE_WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_QUERY_INVALID = "Bad Request: query is too old and response timeout expired or query ID is invalid"
_ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
    *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}


async def get_me(world: World, _: Json) -> Json:
    """The bot itself, with the flags that only getMe shows."""
    flags = ("can_join_groups", "supports_inline_queries")
    off = ("can_read_all_group_messages", "can_connect_to_business", "has_main_web_app", "has_topics_enabled", "can_manage_bots")
    return {**world.bot, **dict.fromkeys(flags, True), **dict.fromkeys(off, False)}


async def get_updates(world: World, p: Json) -> list[Json]:
    """Long polling."""
    if world.webhook:
        raise Refusal(409, _POLLED_BESIDE_WEBHOOK)
    if p.get("offset", 0) < 0:
        raise Refusal(501, "Not Implemented: the emulator knows no negative offset")
    world.updates.allow(p.get("allowed_updates"))
    return await world.updates.fetch(p.get("offset", 0), p.get("limit", 100), p.get("timeout", 0))


async def set_webhook(world: World, p: Json) -> bool:
    """Deliver by webhook from now on; an empty address ends it."""
    new = Webhook(world.updates, p) if p.get("url") else None
    if world.webhook:
        await world.webhook.close()
    if p.get("drop_pending_updates"):
        world.updates.drop()
    world.webhook = new
    if new:
        world.updates.allow(p.get("allowed_updates"))
        world.updates.end_poll(WEBHOOK_SET)
        for line in world.updates.lines():
            new.wake(line)
    return True


async def get_webhook_info(world: World, _: Json) -> Json:
    """Where updates go, how many wait, and the last failure."""
    allowed = {"allowed_updates": world.updates.allowed} if world.updates.allowed else {}
    address = world.webhook.info() if world.webhook else {"url": ""}
    return {**address, "has_custom_certificate": False, "pending_update_count": len(world.updates), **allowed}


async def send_message(world: World, p: Json) -> Json:
    """Write a text with its keyboard."""
    chat = _writable(world, p)
    text, entities = _formatted(world, p)
    reply = p.get("reply_parameters", {})
    if reply and reply["message_id"] not in chat.messages and not reply.get("allow_sending_without_reply"):
        raise Refusal(400, "Bad Request: message to be replied not found")
    message = Message(
        id=world.next_message_id(),
        chat=chat,
        sender=world.bot,
        date=world.now(),
        text=text,
        entities=entities,
        rows=read_keyboard(p.get("reply_markup")),
        sent_silently=p.get("disable_notification", False),
        preview_disabled=p.get("link_preview_options", {}).get("is_disabled", False),
        protected=p.get("protect_content", False),
        reply_to=chat.messages.get(reply.get("message_id", 0)),
    )
    chat.show(message)
    return message.json


async def edit_message_text(world: World, p: Json) -> Json:
    """Rewrite a message; without reply_markup its keyboard goes."""
    message = _editable(world, p)
    text, entities = _formatted(world, p)
    preview_disabled = p.get("link_preview_options", {}).get("is_disabled", False)
    edited = replace(message, text=text, entities=entities, rows=read_keyboard(p.get("reply_markup")), preview_disabled=preview_disabled)
    return _write_edit(world, message, edited)


async def edit_message_reply_markup(world: World, p: Json) -> Json:
    """Give a message another keyboard, or none."""
    message = _editable(world, p)
    return _write_edit(world, message, replace(message, rows=read_keyboard(p.get("reply_markup"))))


async def delete_message(world: World, p: Json) -> bool:
    """Delete one message on both sides."""
    chat = _known(world, p)
    message = chat.messages.get(p["message_id"])
    if message is None:
        raise Refusal(400, "Bad Request: message to delete not found")
    _delete(world, chat, [message])
    return True


async def delete_messages(world: World, p: Json) -> bool:
    """Delete up to a hundred messages.

    Ids that are unknown or belong to another chat are skipped. But one message of this chat that may not be deleted (too
    old, a fresh dice) makes the server refuse the whole call, and then nothing is deleted (TDLib, `delete_messages`).
    """
    ids = p["message_ids"]
    if not ids:
        raise Refusal(400, "Bad Request: message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise Refusal(400, "Bad Request: too many message identifiers specified")
    if min(ids) <= 0:
        raise Refusal(400, "Bad Request: invalid message identifier specified")
    chat = _known(world, p)
    found = [chat.messages[id_] for id_ in ids if id_ in chat.messages]
    _delete(world, chat, found)
    return True


async def answer_callback_query(world: World, p: Json) -> bool:
    """Stop the clock on a button; once, and in time."""
    press = world.presses.get(p["callback_query_id"])
    if press is None or press.answered or world.now() - press.date > QUERY_SECONDS:
        raise Refusal(400, _QUERY_INVALID)
    if utf16_length(p.get("text", "")) > LONGEST_ANSWER:
        raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
    press.answer = p
    press.user.changed.ring()
    return True


async def answer_inline_query(world: World, p: Json) -> bool:
    """Offer results to an inline query."""
    question = world.questions.get(p["inline_query_id"])
    if question is None or question.answer is not None or world.now() - question.date > QUERY_SECONDS:
        raise Refusal(400, _QUERY_INVALID)
    if len(p["results"]) > 50:
        raise Refusal(400, "Bad Request: RESULTS_TOO_MUCH")
    if len({result["id"] for result in p["results"]}) < len(p["results"]):
        raise Refusal(400, "Bad Request: RESULT_ID_DUPLICATE")
    for result in p["results"]:
        _check_result(world, result)
    question.answer = p
    question.user.changed.ring()
    return True


async def send_chat_action(world: World, p: Json) -> bool:
    """Show "typing…" for five seconds."""
    _writable(world, p)
    if p["action"] not in _ACTIONS:
        raise Refusal(400, "Bad Request: wrong parameter action in request")
    return True


async def get_chat(world: World, p: Json) -> Json:
    """What is known of a chat."""
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True)
    return {**_known(world, p).json, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


async def leave_chat(world: World, p: Json) -> bool:
    """Leave a group; the bot hears of its own leaving, too."""
    chat = _known(world, p)
    if not isinstance(chat, Group):
        raise Refusal(400, "Bad Request: chat member status can't be changed in private chats")
    if chat.closed:
        raise Refusal(403, chat.closed)
    chat.closed = LEFT
    chat.changed.ring()
    chat.member(world.bot, "member", "left")
    return True


def _delete(world: World, chat: Chat, messages: list[Message]) -> None:
    for message in messages:
        chat.check_deletable(message, world.now())
    world.deletions += [(chat, message) for message in messages]
    chat.remove({message.id for message in messages})


def _check_result(world: World, result: Json) -> None:
    if not 1 <= len(result["id"].encode()) <= LONGEST_RESULT_ID:
        raise Refusal(400, "Bad Request: RESULT_ID_INVALID")
    if not result.get("title", "").strip():
        raise Refusal(400, "Bad Request: ARTICLE_TITLE_EMPTY")
    content = result["input_message_content"]
    _formatted(world, {**content, "text": content["message_text"]})


def _known(world: World, p: Json) -> Chat:
    chat = world.chats.get(p["chat_id"]) if "chat_id" in p else None
    if chat is None or not chat.known:
        raise Refusal(400, "Bad Request: chat not found")
    return chat


def _writable(world: World, p: Json) -> Chat:
    chat = _known(world, p)
    if chat.closed:
        raise Refusal(403, chat.closed)
    return chat


def _formatted(world: World, p: Json) -> tuple[str, list[Json]]:
    if "rich_message" in p:
        raise Refusal(501, "Not Implemented: the emulator knows no rich messages")
    text, entities, dropped = read_text(p)
    world.complaints += [f'Telegram would drop the link "{link}" without a word' for link in dropped]
    return text, entities


def _editable(world: World, p: Json) -> Message:
    if "inline_message_id" in p:
        raise Refusal(501, "Not Implemented: the emulator knows no inline messages")
    message = _writable(world, p).messages.get(p.get("message_id", 0))
    if message is None:
        raise Refusal(400, "Bad Request: message to edit not found")
    if not message.from_bot:
        raise Refusal(400, "Bad Request: message can't be edited")
    return message


def _write_edit(world: World, old: Message, new: Message) -> Json:
    if (old.text, old.entities, old.rows, old.preview_disabled) == (new.text, new.entities, new.rows, new.preview_disabled):
        raise Refusal(400, _NOT_MODIFIED)
    new = replace(new, edit_date=world.now())
    new.chat.show(new)
    return new.json


HANDLERS: dict[str, Handler] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": set_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "sendChatAction": send_chat_action,
    "getChat": get_chat,
    "leaveChat": leave_chat,
    **PROFILE,
}
