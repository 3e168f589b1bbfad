"""An encoder that loads beside the first questions."""

import threading
from collections.abc import Callable, Sequence

from bot.core.matching.semantic import Encoder, Floats


class Warming:
    """Counts as no encoder (is false) until the real one has read its first text, which takes it one to two seconds.

    Until then questions are answered by words alone, as they are where it is not installed.
    """

    def __init__(self, load: Callable[[], Encoder | None]) -> None:
        """Take what loads it; nothing is done until `begin`."""
        self._encoder: Encoder | None = None
        self._thread = threading.Thread(target=self._warm, args=(load,), name="encoder", daemon=True)

    def begin(self) -> None:
        """Load it, in a thread; once the bot can answer by words, which the loading would only delay."""
        self._thread.start()

    def __bool__(self) -> bool:
        return self._encoder is not None

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Sentence vectors; once it has begun, waits for the encoder if need be."""
        self._thread.join()
        if self._encoder is None:
            raise RuntimeError("there is no encoder")
        return self._encoder(texts)

    def _warm(self, load: Callable[[], Encoder | None]) -> None:
        encoder = load()
        if encoder is not None:
            encoder(["길"])
        self._encoder = encoder
