"""`preview` and `leaflet`: the content on disk as pages to be reviewed, printed and kept."""

import argparse
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

from bot.core.knowledge import Country, Knowledge
from bot.core.languages import Language, language_of_code
from bot.leaflet.files import Leaflets
from bot.leaflet.printing import NotPrinted, chromium, print_pdf
from bot.leaflet.sheet import countries
from bot.leaflet.square import NoAddress, square_of
from bot.preview.site import GENERATOR, Compared, Site, Uncompared
from bot.settings import Settings
from bot.store.editions import Editions, StoreUnavailable
from bot.unpublished import unpublished
from bot.verbs.command_line import AddVerb, Wrong


def add(verb: AddVerb) -> None:
    """Declare the verbs."""
    verb("preview", preview).add_argument("folder", type=Path, metavar="DIR", help="new, empty, or with an older preview")
    leaflets = verb("leaflet", leaflet)
    leaflets.add_argument("folder", type=Path, metavar="DIR", help="files of the same names are replaced")
    leaflets.add_argument("--country", action="append", help="two letters, such as TH; may be repeated (default: all)")
    leaflets.add_argument("--lang", action="append", help="en, ko, zh, zh-hant; may be repeated (default: all)")
    leaflets.add_argument("--qr", metavar="URL", help="put a QR code on every page, such as of the bot: it tells what the page is about")


def preview(settings: Settings, options: argparse.Namespace) -> None:
    """Write a static site of the content on disk for reviewers, compared with the edition that bots answer with."""
    folder, today = options.folder, date.today()
    if folder.exists() and not _may_be_replaced(folder):
        raise Wrong(f"{folder} holds other files. Name a new or empty folder.")
    edition = unpublished(settings.root, today)
    compared = _compared(settings.database_url)
    if isinstance(compared, Uncompared):
        print(compared.told)
    site = Site(edition, today, settings.operator, compared)
    for old in (folder / "entries").glob("*.html"):
        old.unlink()
    number, size = _written(folder, dict(site.files()))
    print(f"{number} files, {size / 1e6:.1f} MB. Open {folder / 'index.html'}")


def leaflet(settings: Settings, options: argparse.Namespace) -> None:
    """Write leaflets to print, a country and language each, and one file a language of all answers but red ones, for no internet.

    Titles and file names are neutral.
    """
    languages = _languages(options.lang)
    try:
        square = square_of(options.qr) if options.qr else None
    except NoAddress as error:
        raise Wrong(str(error)) from None
    edition = unpublished(settings.root, date.today())
    leaflets = Leaflets(edition, date.today(), square, options.qr or "")
    sheets = dict(leaflets.sheets(languages, _countries(edition.knowledge, options.country)))
    answers = dict(leaflets.answers(languages))
    number, size = _written(options.folder, sheets | answers)
    print(f"{number} pages, {size / 1e6:.1f} MB: {len(sheets)} to print, {len(answers)} of answers.")
    _print([options.folder / name for name in sheets])


def _print(pages: Sequence[Path]) -> None:
    """Make PDF of pages, two at a time: chromium mostly waits for itself to start."""
    for page in pages:
        page.with_suffix(".pdf").unlink(missing_ok=True)  # one of yesterday must not pass for one of today
    if (program := chromium()) is None:
        print("No PDF: chromium is not installed (Debian: apt-get install chromium). Open a page in any browser and print it on A4.")
        return
    with ThreadPoolExecutor(2) as pool:
        pdfs = [pool.submit(print_pdf, program, page, page.with_suffix(".pdf")) for page in pages]
        try:
            for done in pdfs:
                done.result()
        except NotPrinted as error:
            pool.shutdown(cancel_futures=True)
            raise Wrong(f"{error} The pages are written; open them in any browser and print them on A4.") from None
    print(f"{len(pdfs)} PDF.")


def _languages(codes: Sequence[str] | None) -> tuple[Language, ...]:
    if codes is None:
        return tuple(Language)
    languages = {code: language_of_code(code) for code in codes}
    for code, language in languages.items():
        if language is None:
            raise Wrong(f"--lang {code}: no such language. Use en, ko, zh or zh-hant.")
    return tuple(dict.fromkeys(filter(None, languages.values())))


def _countries(knowledge: Knowledge, names: Sequence[str] | None) -> tuple[Country, ...]:
    known = countries(knowledge)
    for name in names or ():
        if name not in known:
            raise Wrong(f"--country {name}: no numbers are known for it. Use one of {', '.join(known)}.")
    return tuple(Country(name) for name in dict.fromkeys(names)) if names else known


def _may_be_replaced(folder: Path) -> bool:
    index = folder / "index.html"
    if not folder.is_dir():
        return False
    return GENERATOR in index.read_text(encoding="utf-8", errors="replace") if index.is_file() else not any(folder.iterdir())


def _compared(database_url: str) -> Compared | Uncompared:
    """The active edition; without one, or where it cannot be read, why there is nothing to compare with."""
    from bot.content.packing import BrokenEdition, unpack_draft

    try:
        with closing(Editions.open(database_url)) as editions:
            if (active := editions.active()) is None:
                return Uncompared("no edition is published yet. Run: python -m bot publish")
            return Compared(active[0], unpack_draft(editions.content(active[0])).knowledge)
    except StoreUnavailable as error:
        return Uncompared(f"{error}. See DATABASE_URL")
    except BrokenEdition as error:
        return Uncompared(f"the active edition is {error}. Run: python -m bot publish")


def _written(folder: Path, files: Mapping[str, str]) -> tuple[int, int]:
    """Write files under a folder; returns how many, and their bytes.

    Raises:
        Wrong: they cannot be written.
    """
    size = 0
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            content = text.encode()
            path.write_bytes(content)
            size += len(content)
    except OSError as error:
        raise Wrong(f"{folder} cannot be written ({type(error).__name__}). Name a folder that you may write to.") from None
    return len(files), size
