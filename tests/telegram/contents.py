"""What a person can send besides text, as realistic JSON: one example of each kind, unique to its sender and message.

File ids, coordinates and phone numbers hold the sender's id and the message's, so that a test can look for them anywhere.
"""

from collections.abc import Callable

from tests.telegram.calls import API, Json


def _file(kind: str, mark: str, **more: object) -> Json:
    return {"file_id": f"AgAC{kind}{mark}", "file_unique_id": f"AQAD{kind}{mark}", "file_size": 48_213, **more}


def _thumbnail(mark: str) -> Json:
    return _file("thumbnail", mark, width=320, height=180)


def _location(mark: str) -> Json:
    digits = int(mark.split("-")[0]) % 10_000
    return {"latitude": round(42.97 + digits / 1e6, 6), "longitude": round(129.84 + digits / 1e6, 6), "horizontal_accuracy": 25.0}


def _animation(mark: str) -> Json:
    film = _file("animation", mark, width=480, height=270, duration=4, mime_type="video/mp4", file_name="wave.mp4")
    return {"animation": film, "document": _file("animation", mark, mime_type="video/mp4", file_name="wave.mp4")}


def _poll(mark: str) -> Json:
    options = [{"persistent_id": f"{mark}-{number}", "text": text, "voter_count": 0} for number, text in enumerate(("yes", "no"))]
    flags = {"is_closed": False, "is_anonymous": True, "allows_multiple_answers": False, "allows_revoting": True, "members_only": False}
    return {"id": mark, "question": "Which way?", "options": options, "total_voter_count": 0, "type": "regular", **flags}


def _venue(mark: str) -> Json:
    return {"venue": {"location": _location(mark), "title": "Station", "address": f"{mark} Road"}, "location": _location(mark)}


def _game(mark: str) -> Json:
    return {"title": "Lumberjack", "description": "Chop the tree.", "photo": [_file("game", mark, width=640, height=360)]}


def _contact(mark: str) -> Json:
    user = int(mark.split("-")[0])
    return {"phone_number": f"+8613{user % 10**9:09}", "first_name": "영희", "last_name": "리", "user_id": user}


def _sticker(mark: str) -> Json:
    look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return _file("sticker", mark, emoji="🙏", set_name="Kind", thumbnail=_thumbnail(mark), **look)


def _story(mark: str) -> Json:
    poster = {"id": -1_001_234_567_890, "type": "channel", "title": "News", "username": "news"}
    return {"story": {"chat": poster, "id": int(mark.split("-")[1])}}


def _live_location(mark: str) -> Json:
    return {"location": {**_location(mark), "live_period": 3600, "heading": 90, "proximity_alert_radius": 100}}


def _paid_media(mark: str) -> Json:
    photo = {"type": "photo", "photo": [_file("paid", mark, width=1280, height=960)]}
    return {"paid_media": {"star_count": 5, "paid_media": [photo]}}


def _gift(mark: str) -> Json:
    return {"gift": {"gift": {"id": mark, "sticker": _sticker(mark), "star_count": 15}, "text": f"for you {mark}"}}


def _checklist(mark: str) -> Json:
    return {"checklist": {"title": f"List {mark}", "tasks": [{"id": 1, "text": "bread"}, {"id": 2, "text": "salt"}]}}


def _live_photo(mark: str) -> Json:
    film = {"width": 720, "height": 960, "duration": 3}
    return {"live_photo": _file("live", mark, **film)}


def _giveaway(mark: str) -> Json:
    channel = {"id": -1_001_234_567_890, "type": "channel", "title": mark}
    return {"giveaway": {"chats": [channel], "winners_selection_date": 1_900_000_000, "winner_count": 1}}


def _invoice(mark: str) -> Json:
    return {"invoice": {"title": mark, "description": "Tea", "start_parameter": "tea", "currency": "XTR", "total_amount": 1}}


def _passport(mark: str) -> Json:
    credentials = {"data": mark, "hash": "aGFzaA==", "secret": "c2VjcmV0"}
    return {"passport_data": {"data": [{"type": "phone_number", "phone_number": f"+86{mark}", "hash": "x"}], "credentials": credentials}}


_KINDS: dict[str, Callable[[str], Json]] = {
    "photo": lambda mark: {"photo": [_file("small", mark, width=90, height=67), _file("photo", mark, width=1280, height=960)]},
    "voice": lambda mark: {"voice": _file("voice", mark, duration=7, mime_type="audio/ogg")},
    "audio": lambda mark: {"audio": _file("audio", mark, duration=183, performer="림진강", title="Song", mime_type="audio/mpeg")},
    "document": lambda mark: {"document": _file("document", mark, file_name=f"passport-{mark}.pdf", mime_type="application/pdf")},
    "sticker": lambda mark: {"sticker": _sticker(mark)},
    "video": lambda mark: {"video": _file("video", mark, width=720, height=1280, duration=12, thumbnail=_thumbnail(mark))},
    "video_note": lambda mark: {"video_note": _file("note", mark, length=384, duration=9, thumbnail=_thumbnail(mark))},
    "animation": _animation,
    "location": lambda mark: {"location": _location(mark)},
    "venue": _venue,
    "contact": lambda mark: {"contact": _contact(mark)},
    "poll": lambda mark: {"poll": _poll(mark)},
    "dice": lambda mark: {"dice": {"emoji": "🎲", "value": int(mark.split("-")[1]) % 6 + 1}},
    "game": lambda mark: {"game": _game(mark)},
    "story": _story,
    "live_location": _live_location,
    "live_photo": _live_photo,
    "paid_media": _paid_media,
    "gift": _gift,
    "checklist": _checklist,
    "giveaway": _giveaway,
    "invoice": _invoice,
    "passport_data": _passport,
    "users_shared": lambda mark: {"users_shared": {"request_id": 1, "users": [{"user_id": int(mark.split("-")[0]) + 1}]}},
    "chat_shared": lambda mark: {"chat_shared": {"request_id": 1, "chat_id": -int(mark.split("-")[0])}},
    "web_app_data": lambda mark: {"web_app_data": {"data": mark, "button_text": "Send"}},
    "unknown": lambda mark: {"hologram": {"file_id": f"AgAChologram{mark}", "depth": 3}},
}

_SERVICE: dict[str, Callable[[str], Json]] = {
    "message_auto_delete_timer_changed": lambda _: {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
    "chat_background_set": lambda _: {
        "chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🏠"}},
    },
    "write_access_allowed": lambda _: {"write_access_allowed": {"from_request": True}},
}

KINDS = tuple(_KINDS)
"""What `User.send` knows; "unknown" is a kind no library has heard of yet."""

SERVICE = tuple(_SERVICE)
"""What Telegram itself writes into a chat when a person changes something about it."""

CAPTIONED = ("photo", "voice", "audio", "document", "video", "animation")
"""The kinds that may carry a caption."""


_CONTENTS = ("rich_message", "web_app_data")
_ABOUT_OTHERS = ("caption", "caption_entities", "show_caption_above_media", "has_media_spoiler")


def all_contents() -> dict[str, Json]:
    """For every field in which the Bot API says a message can carry something, an example with what that requires."""
    fields = API["types"]["Message"]["fields"]
    names = [field["name"] for field in fields]
    first, last = (names.index(name) for name in _CONTENTS)
    return {
        field["name"]: {field["name"]: _made_up(field["types"][0])}
        for field in fields[first : last + 1]
        if field["name"] not in _ABOUT_OTHERS
    }


def _made_up(name: str) -> object:
    """The least that is of a type of the Bot API."""
    plain: dict[str, object] = {"Integer": 1, "Float": 1.5, "Boolean": True, "String": "x"}
    if name in plain:
        return plain[name]
    if name.startswith("Array of "):
        return [_made_up(name.removeprefix("Array of "))]
    described = API["types"][name]
    if subtypes := described.get("subtypes"):
        return _made_up(subtypes[0])
    return {field["name"]: _made_up(field["types"][0]) for field in described.get("fields", ()) if field["required"]}


def content(kind: str, user_id: int, message_id: int) -> Json:
    """An example of a kind of content, as fields of a message."""
    return (_KINDS | _SERVICE)[kind](f"{user_id}-{message_id}")
