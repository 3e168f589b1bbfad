"""What a person can send besides text, as realistic JSON: one example of each kind, unique to its sender and message.

File ids, coordinates and phone numbers hold the sender's id and the message's, so that a test can look for them anywhere.
"""

from collections.abc import Callable

from tests.telegram.calls import Json


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
    "unknown": lambda mark: {"hologram": {"file_id": f"AgAChologram{mark}", "depth": 3}},
}

KINDS = tuple(_KINDS)
"""What `User.send` knows; "unknown" is a kind no library has heard of yet."""

CAPTIONED = ("photo", "voice", "audio", "document", "video", "animation")
"""The kinds that may carry a caption."""


def content(kind: str, user_id: int, message_id: int) -> Json:
    """An example of a kind of content, as fields of a message."""
    return _KINDS[kind](f"{user_id}-{message_id}")
