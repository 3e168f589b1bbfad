"""What tests say in each language, and what they look for in the answers."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bot.core.edition import Edition
from bot.core.languages import Language, language_of_code
from tests.telegram.chats import Message


class Speech(NamedTuple):
    """A language as a client of Telegram names it, and a question in it that the small project answers."""

    code: str
    question: str

    @property
    def language(self) -> Language:
        """The bot's language for it."""
        return language_of_code(self.code) or Language.ENGLISH


SPEECHES = (
    Speech("ko", "여권을 잃어버렸어요"),
    Speech("zh-hans", "我的护照丢了"),
    Speech("zh-hant", "我的護照丟了"),
    Speech("en", "I lost my passport"),
)
CODES = tuple(one.code for one in SPEECHES)


def words_of(edition: Edition, code: str) -> Callable[[str], str]:
    """The bot's words in the language of a client, given the English ones; those of English itself stand for themselves."""
    language = language_of_code(code) or Language.ENGLISH
    words: Mapping[str, str] = edition.interface.get(language, {})
    return (lambda english: english) if language is Language.ENGLISH else words.__getitem__


def says(*words: str) -> Callable[[Message], bool]:
    """A page of the bot that has all of some words."""
    return lambda message: message.from_bot and all(word in message.text for word in words)


NOT_READ = "I did not open what you sent, and removed it. I can only read text. Please never send photos, places or documents."
