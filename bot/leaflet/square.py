"""A QR code, drawn in the page itself."""

from urllib.parse import urlsplit

import segno
from markupsafe import Markup

_LONGEST = 200
"""Characters of an address: a longer one makes squares too small for an old camera."""


class NoAddress(ValueError):
    """What is to be put into a QR code is no address; says what would be one."""


def square_of(url: str) -> Markup:
    """The code as SVG that says to a screen reader where it leads.

    Raises:
        NoAddress: for anything but a web address.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or not url.isascii() or not url.isprintable() or " " in url or len(url) > _LONGEST:
        raise NoAddress(f"--qr {url}: no web address. It looks like https://t.me/…, at most {_LONGEST} characters.")
    code = segno.make(url, error="m", micro=False)
    drawn = code.svg_inline(border=4, dark="#000", light="#fff", title=url, omitsize=True)  # the style sheet gives the size: else it is cut
    return Markup(drawn)  # noqa: S704  segno escapes the title, and the rest is a path
