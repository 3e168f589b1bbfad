"""All that Telegram knows of one bot: its people, chats, messages and queues, in memory only."""

import time

from tests.telegram.calls import Call, Json
from tests.telegram.chats import Chat, Message
from tests.telegram.people import Group, InlineQuestion, Spinner, User
from tests.telegram.updates import Updates
from tests.telegram.webhook import Webhook

IDS = range(7_310_000_001, 7_320_000_000)
"""Ids of people and groups: above 2**32 as those of new accounts are, so that a bot cannot mistake them for small numbers."""


class World:
    """The state behind the server.

    Attributes:
        calls: every call that arrived, in order, also those a fault then kept from being carried out.
        complaints: what the bot did that the real server would refuse as malformed, ignore or drop; tests assert it empty.
        bot: the bot itself as a User.
        texts: name, description and short description by (field, language code).
        commands: the menus by (scope as JSON, language code).
        deletions: every message the bot deleted, with the chat the call named.
        refusals: what Telegram answers to a method instead of carrying it out, in its words.
    """

    def __init__(self, token: str, ids: range = IDS) -> None:
        if min(ids[0], ids[-1]) <= 2**32:
            raise ValueError(f"ids must be greater than 2**32, not {ids}")
        self.token = token
        self.bot: Json = {"id": int(token.split(":")[0]), "is_bot": True, "first_name": "Bot under test", "username": "under_test_bot"}
        self.calls: list[Call] = []
        self.complaints: list[str] = []
        self.chats: dict[int, Chat] = {}
        self.updates = Updates(self.now, self._wake_webhook)
        self.webhook: Webhook | None = None
        self.texts: dict[tuple[str, str], str] = {("name", ""): str(self.bot["first_name"])}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.deletions: list[tuple[Chat, Message]] = []
        self.refusals: dict[str, str] = {}
        self.presses: dict[str, Spinner] = {}
        self.questions: dict[str, InlineQuestion] = {}
        self._ids = iter(ids)
        self._last_message_id = 0
        self._last_query_id = 4_300_000_000_000_000_000
        self._skew = 0.0

    @property
    def spinners(self) -> list[Spinner]:
        """The presses the bot has not answered: a clock turns on those buttons."""
        return [press for press in self.presses.values() if not press.answered]

    def user(
        self, language_code: str | None = "en", first_name: str = "Alice", last_name: str | None = None, username: str | None = None
    ) -> User:
        """A new person, who has not met the bot yet."""
        user = User(self, next(self._ids), first_name, last_name=last_name, username=username, language_code=language_code)
        self.chats[user.id] = user
        return user

    def group(self, title: str = "A group") -> Group:
        """A new group, without the bot."""
        group = Group(self, -next(self._ids), title)
        self.chats[group.id] = group
        return group

    def called(self, method: str) -> list[Json]:
        """The parameters of every call of a method."""
        return [call.parameters for call in self.calls if call.method == method]

    def clock(self) -> float:
        """The emulator's time, in seconds since 1970."""
        return time.time() + self._skew

    def now(self) -> int:
        """The emulator's time as Telegram writes it."""
        return int(self.clock())

    def advance(self, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass here without waiting; a negative time makes what is said next an old message."""
        self._skew += hours * 3600 + minutes * 60 + seconds

    def next_message_id(self) -> int:
        """Private chats and small groups of one bot share one counter, so ids in one chat have gaps."""
        self._last_message_id += 1
        return self._last_message_id

    def skip_message_ids(self, number: int) -> None:
        """Let so many messages have been written in chats nobody looks at."""
        self._last_message_id += number

    def next_query_id(self) -> str:
        """The id of a press or an inline query."""
        self._last_query_id += 1
        return str(self._last_query_id)

    def _wake_webhook(self, line: int) -> None:
        if self.webhook:
            self.webhook.wake(line)
