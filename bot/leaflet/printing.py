"""PDF by chromium, where it is installed. Pages are files of ours; chromium is kept from the network all the same."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 120
"""Seconds for one page on a busy machine; it takes one or two."""


class NotPrinted(Exception):
    """Chromium made no PDF; says what it said."""


def chromium() -> str | None:
    """The path of a chromium, if there is one."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def print_pdf(program: str, page: Path, pdf: Path) -> None:
    """Print a page.

    Raises:
        NotPrinted: there is no PDF.
    """
    with TemporaryDirectory() as profile:
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-extensions",
            "--disable-background-networking",
            "--disable-component-update",
            "--host-resolver-rules=MAP * ~NOTFOUND",  # nothing it might look up tells that a leaflet is being printed
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",  # they would print the path of the file on every page
            f"--print-to-pdf={pdf.resolve()}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),  # chromium's own cannot be built as root
            page.resolve().as_uri(),
        ]
        pdf.unlink(missing_ok=True)
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotPrinted(f"{Path(program).name} did not print ({type(error).__name__}).") from None
    if not pdf.is_file():
        last = done.stderr.strip().splitlines()[-1:] or ["nothing"]
        raise NotPrinted(f'{Path(program).name} ended with code {done.returncode} and said "{last[0]}".')
