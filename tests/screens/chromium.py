"""Debian's chromium, started once for one file."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

NAME = shutil.which("chromium")
_SECONDS = 120
"""A busy machine starts it in ten."""


class NoBrowser(Exception):
    """Chromium is not installed; the message says what to do."""


def dom(file: Path) -> str:
    """The document after its script has run."""
    return _run(file, "--dump-dom")


def picture(file: Path, png: Path, height: int) -> None:
    """A picture of a document, 320 px wide and twice as fine."""
    _run(file, f"--screenshot={png}", f"--window-size=320,{height}", "--force-device-scale-factor=2", "--hide-scrollbars")


def heights(document: str) -> list[int]:
    """How high each screen of a document is, in its order."""
    return [*map(int, re.findall(r'class="screen" data-height="([0-9]+)"', document))]


def _run(file: Path, *options: str) -> str:
    if NAME is None:
        raise NoBrowser("chromium is not installed. Run: make system")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # chromium's own cannot be built as root, and a container is one
    with tempfile.TemporaryDirectory() as profile:
        always = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", f"--user-data-dir={profile}"]
        command = [NAME, *always, *sandbox, *options, file.resolve().as_uri()]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=_SECONDS).stdout
