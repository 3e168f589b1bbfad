"""What the bot says about its own texts, and about what is no question."""

from typing import Literal, assert_never

from bot.chat.words import Words
from bot.core.knowledge import Entry
from bot.core.replies import Notice, Shown

Said = Literal[Notice.NOT_READ, Notice.NONE_OF_THESE, Notice.UNKNOWN_COMMAND, Notice.OUTDATED, Notice.GONE]
"""Notices that are a line above topics; what is said when a chat is erased stands in `farewell`."""


def about_text(shown: Shown, entry: Entry, _: Words) -> str | None:
    """How far the text below is to be relied on; None where there is nothing to say."""
    match shown:
        case Shown.CURRENT:
            return None
        case Shown.UNTRANSLATED:
            return _("Not yet translated. This is the English text.")
        case Shown.OLD_TRANSLATION:
            return _(
                "The English text has changed since this was translated. "
                "Check it with somebody you trust. From China do not phone about it."
            )
        case Shown.EXPIRED:
            notice = _(
                "This was to be checked again by {date} and has not been. "
                "Check it with somebody you trust. From China do not phone about it."
            )
            return notice.replace("{date}", _.day(entry.review_by))
        case Shown.CONTACTS_ONLY:
            return _(
                "This answer is being checked and is not shown now, because a mistake could hurt you. "
                "You can ask here, but read each warning first. In China every call is a risk; call the police only to save a life:"
            )
        case _:
            assert_never(shown)


def about_chat(notice: Said, _: Words) -> str:
    """A kind reply about something that is no question."""
    match notice:
        case Notice.NOT_READ:
            return _("I did not open what you sent, and removed it. I can only read text. Please never send photos, places or documents.")
        case Notice.NONE_OF_THESE:
            return _("Then please say it in other words, or choose a topic.")
        case Notice.UNKNOWN_COMMAND:
            return _("I do not know this command. Ask in your own words, or choose below.")
        case Notice.OUTDATED:
            return _("That button is from an older version. Here is a fresh page.")
        case Notice.GONE:
            return _("We are sorry: the page you came for is no longer here.")
        case _:
            assert_never(notice)
