"""An edition before its model is there: what people wrote, compiled."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.edition import Edition
from bot.core.knowledge import Knowledge
from bot.core.languages import Language
from bot.core.matching.learning import learn
from bot.core.matching.matcher import Model
from bot.core.matching.semantic import Encoder
from bot.core.text import Tables


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything of an `Edition` but the model; the attributes are the same."""

    digest: str
    knowledge: Knowledge
    interface: Mapping[Language, Mapping[str, str]]
    tables: Tables

    def learnt(self, encoder: Encoder | None) -> Model:
        """Train the model: minutes of work."""
        return learn(self.knowledge, self.tables, encoder)

    def with_model(self, model: Model) -> Edition:
        """The whole edition."""
        return Edition(self.digest, self.knowledge, self.interface, self.tables, model)
