"""`python -m tests.screens DIR`: draw the pages, take their pictures, and write an index."""

import argparse
import sys
from pathlib import Path

from bot.chat.rendering import Operator, Renderer
from bot.core.languages import OWN_NAMES, Language
from tests.browser import Browser, NoBrowser, started
from tests.real import TODAY, draft
from tests.screens.chosen import chosen
from tests.screens.drawing import WIDTH, document, heights, index, screens


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    renderer = Renderer(draft(), lambda: TODAY, Operator(), asks_if_helped=True)
    try:
        with started() as browser:
            for language in OWN_NAMES:
                _draw(browser, renderer, language, folder)
    except NoBrowser as error:
        print(f"screens: {error}", file=sys.stderr)
        return 1
    written = folder / "index.html"
    written.write_text(index({language: list(chosen(language)) for language in OWN_NAMES}), encoding="utf-8")
    print(written)
    return 0


def _draw(browser: Browser, renderer: Renderer, language: Language, folder: Path) -> None:
    pages = {name: renderer.render(reply) for name, reply in chosen(language).items()}
    every = folder / f"{language}.html"
    every.write_text(document(language, language, screens(pages.values())), encoding="utf-8")
    browser.open(every)
    for (name, page), height in zip(pages.items(), heights(browser.document()), strict=True):
        file = folder / f"{language}-{name}.html"
        file.write_text(document(language, name, screens([page])), encoding="utf-8")
        browser.open(file)
        browser.picture(file.with_suffix(".png"), WIDTH, height)


if __name__ == "__main__":
    sys.exit(main())
