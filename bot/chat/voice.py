"""What answers, and what is told of it; for every adapter."""

from dataclasses import dataclass

from bot.chat.rendering import Renderer
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.tallying import Event


@dataclass(frozen=True, slots=True)
class Voice:
    """What answers: one edition's responder and renderer, swapped together."""

    responder: Responder
    renderer: Renderer


def uncounted(_: Edition, __: Event) -> None:
    """Count nothing."""
