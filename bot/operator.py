"""Who runs a bot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this bot, as it says of itself; empty where the operator has not said.

    Attributes:
        bot: the official @name of the bot, to be compared letter by letter.
    """

    name: str = ""
    contact: str = ""
    source_url: str = ""
    bot: str = ""
