"""Everything the bot needs to answer, as one value: swapped as a whole, never half."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.core.knowledge import Knowledge
from bot.core.languages import Language
from bot.core.matching.matcher import Model
from bot.core.text import Tables


class Texts(Protocol):
    """What pages are made of: all of an edition but what was learnt of it."""

    @property
    def digest(self) -> str:
        """SHA-256 of the inputs."""

    @property
    def knowledge(self) -> Knowledge:
        """What the bot knows."""

    @property
    def interface(self) -> Mapping[Language, Mapping[str, str]]:
        """The bot's own words."""

    @property
    def tables(self) -> Tables:
        """What is to be known of Chinese characters."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A published snapshot of the content.

    Attributes:
        digest: SHA-256 of the inputs, so the same on every machine.
        interface: the bot's own words: language -> English -> translation.
    """

    digest: str
    knowledge: Knowledge
    interface: Mapping[Language, Mapping[str, str]]
    tables: Tables
    model: Model
