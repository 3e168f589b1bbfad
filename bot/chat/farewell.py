"""What is said when a chat is erased: honestly what became of it, and how to take away what a bot cannot."""

from collections.abc import Callable
from typing import Literal, assert_never

from bot.core.replies import Notice

Outcome = Literal[Notice.ERASING, Notice.ERASED, Notice.PARTLY_ERASED]


def farewell(outcome: Outcome, _: Callable[[str], str]) -> list[str]:
    """Paragraphs of the page, in the words of a language."""
    match outcome:
        case Notice.ERASING:
            return [_("I am removing the messages of this chat.")]
        case Notice.ERASED:
            return [_("Everything in this chat is removed. Only this page is left."), *_by_hand(_)]
        case Notice.PARTLY_ERASED:
            became = _("I removed what I could: messages of the last 48 hours. Older ones may remain. Look above this page.")
            return [became, *_by_hand(_)]
        case _:
            assert_never(outcome)


def _by_hand(_: Callable[[str], str]) -> list[str]:
    """The taps that take the chat out of the list; apps differ, so they are named by what they do."""
    steps = [
        _("1. Go back to the list of your chats."),
        _("2. Press and hold the name of this chat. On an iPhone slide it sideways."),
        _("3. Press “Delete”. If you are asked whether to delete it for both sides, choose that."),
        _("4. Press the search field, and remove this chat from what was searched last."),
    ]
    remains = _("What other apps or notifications showed, other devices, and Telegram's own records I cannot remove.")
    return [_("To remove the chat itself:"), "\n".join(steps), remains]
