"""The sentence encoder, for the verbs that learn or answer by meaning."""

import logging

from bot.core.matching.semantic import Encoder
from bot.encoder import load_encoder

log = logging.getLogger(__name__)


def loaded_encoder() -> Encoder | None:
    """The sentence encoder; without it a warning, and words alone."""
    encoder = load_encoder()
    if encoder is None:
        log.warning("the sentence encoder is not installed: questions are matched by words alone")
    return encoder
