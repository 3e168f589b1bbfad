"""What keeps a bot from running, in a sentence that says why and what to do."""

from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.logs import place_of
from bot.mendable import Mendable


class CannotRun(Mendable):
    """Telegram does not let this process be the bot; the message is for the operator."""


def obstacle(error: TelegramError, api_url: str) -> CannotRun:
    """Say what an error of a bot's own calls means."""
    match error:
        case InvalidToken():
            return CannotRun("Telegram does not know this token. Get a new one from @BotFather and set TELEGRAM_TOKEN.")
        case Conflict() if "webhook" in error.message.lower():
            return CannotRun("A webhook is set for this bot, so nobody can poll. Set WEBHOOK_URL here too, or run: python -m bot unhook")
        case Conflict():
            return CannotRun("Another process polls with this token; it goes on, this one ends. Stop the other one first.")
        case NetworkError():
            return CannotRun(f"{api_url} cannot be reached ({place_of(error)}). Check the network and TELEGRAM_API_URL.")
        case _:
            return CannotRun(f"Telegram refused to start the bot ({place_of(error)}).")
