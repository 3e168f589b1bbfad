"""The leaflets as files."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup

from bot.chat.rendering import Operator, Renderer
from bot.core.edition import Edition
from bot.core.knowledge import Country
from bot.core.languages import Language
from bot.leaflet.answers import answers_of
from bot.leaflet.sheet import sheet_of
from bot.templating import templates_in

_TEMPLATES = Path(__file__).parent / "templates"


class Leaflets:
    """What is written of one edition on one day."""

    def __init__(self, edition: Edition, today: date, square: Markup | None = None, address: str = "") -> None:
        """Bind an edition; `square` is a QR code that leads to `address`, on every page."""
        self._edition, self._today, self._square, self._address = edition, today, square, address
        self._renderer = Renderer(edition, lambda: today, Operator())
        self._templates = templates_in(_TEMPLATES)

    def sheets(self, languages: Sequence[Language], countries: Sequence[Country]) -> Iterator[tuple[str, str]]:
        """A page to print for each country and language: file name (`TH-ko.html`) and text."""
        for country in countries:
            for language in languages:
                sheet = sheet_of(self._edition, self._renderer, language, country, self._today)
                yield f"{country}-{sheet.tag}.html", self._made("sheet.html", sheet=sheet)

    def answers(self, languages: Sequence[Language]) -> Iterator[tuple[str, str]]:
        """One file of answers a language: file name (`answers-ko.html`) and text."""
        for language in languages:
            if answers := answers_of(self._edition, self._renderer, language, self._today):
                yield f"answers-{answers.tag}.html", self._made("answers.html", answers=answers)

    def _made(self, template: str, **values: object) -> str:
        return self._templates.get_template(template).render(values, square=self._square, address=self._address)
