"""What the bot says about its own texts, and about what is no question."""

from typing import assert_never

from bot.chat.words import Words
from bot.core.knowledge import Entry
from bot.core.replies import Notice, Shown


def about_text(shown: Shown, entry: Entry, _: Words) -> str | None:
    """How far the text below is to be relied on; None where there is nothing to say."""
    match shown:
        case Shown.CURRENT:
            return None
        case Shown.UNTRANSLATED:
            return _("Not yet translated. This is the English text.")
        case Shown.OLD_TRANSLATION:
            return _("The English text has changed since this was translated. Please confirm by phone.")
        case Shown.EXPIRED:
            notice = _("This was to be checked again by {date} and has not been. Please confirm by phone.")
            return notice.replace("{date}", _.day(entry.review_by))
        case Shown.CONTACTS_ONLY:
            return _("This answer is being checked and is not shown now, because a mistake could hurt you. Please ask here:")
        case _:
            assert_never(shown)


def about_chat(notice: Notice, _: Words) -> str:
    """A kind reply about something that is no question."""
    match notice:
        case Notice.NOT_READ:
            return _("I did not open what you sent, and removed it. I can only read text. Please never send photos, places or documents.")
        case Notice.NONE_OF_THESE:
            return _("Then please say it in other words, or choose a topic.")
        case Notice.ERASED:
            return _("What Telegram lets me remove from this chat is removed: what you wrote and what I wrote.")
        case Notice.ERASED_IN_PART:
            return _(
                "Some messages here could not be removed: Telegram lets a bot remove only those of the last 48 hours. "
                "Please delete the older ones yourself."
            )
        case Notice.OUTDATED:
            return _("That button is from an older version. Here is a fresh page.")
        case _:
            assert_never(notice)


def last_traces(_: Words) -> list[str]:
    """What somebody has to do herself, tap by tap."""
    return [
        _("The chat itself is still in your list of chats. You can take it away with four taps:"),
        "\n".join(
            (
                _("1. Go back to the list of chats."),
                _("2. Hold a finger on this chat until a menu opens."),
                _("3. Choose “Delete chat” (in some apps: the bin)."),
                _("4. Confirm. If you are asked, delete it for the other side too."),
            )
        ),
        _("Then empty the recent searches: tap the magnifying glass, then “Clear”."),
    ]
