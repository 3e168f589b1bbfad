"""A real browser: Debian's chromium, started headless, told by its own driver what to do.

Selenium, because it speaks the standard protocol of drivers (W3C), and Debian builds chromium-driver from the same source and version as
chromium; Playwright promises to work with its own builds alone, which come from neither PyPI nor Debian. What a reader with a screen
reader gets is checked by axe-core, of which a package on PyPI carries a copy.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # half a second that only the tests with a browser should pay
    from selenium import webdriver

_DRIVER = shutil.which("chromedriver")

needs_a_browser = pytest.mark.skipif(_DRIVER is None, reason="chromium-driver is not installed: make system")
needs_paper = pytest.mark.skipif(
    not all(map(shutil.which, ("chromium", "pdftotext", "zbarimg"))),
    reason="chromium, poppler-utils or zbar-tools is missing: make system",
)

_TAB = "\ue004"
ENTER = "\ue007"
"""Keys as the protocol of drivers writes them."""

_AXE = """
const done = arguments[arguments.length - 1];
axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}).then(
    (found) => done(found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`)),
    (error) => done([`axe failed: ${error}`]));
"""


_SEEN = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).map((one) => one.innerText);"


class NoBrowser(Exception):
    """There is none to start; the message says what to do."""


class Browser:
    """One window; remembers what pages asked for and complained of."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        """Take a started browser."""
        self._driver = driver

    def open(self, file: Path, fragment: str = "") -> None:
        """Open a file as somebody does by a double click."""
        self._driver.get("about:blank")  # else the same file with another fragment would not be loaded again
        self._driver.get(file.resolve().as_uri() + fragment)

    def narrow(self, width: int) -> None:
        """Make the window as wide as a phone."""
        self._driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": 740, "deviceScaleFactor": 2, "mobile": True}
        )

    def picture(self, png: Path, width: int, height: int) -> None:
        """A picture of the page as a window of this size shows it, twice as fine."""
        size = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": False}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        png.write_bytes(self._driver.get_screenshot_as_png())
        self.widen()

    def widen(self) -> None:
        """Make it a window of a computer again."""
        self._driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def scheme(self, name: str) -> None:
        """Prefer light or dark colours."""
        self._driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})

    def document(self) -> str:
        """The whole page as its scripts have left it."""
        return str(self.run("return document.documentElement.outerHTML"))

    def run(self, script: str) -> Any:
        """The value of some JavaScript."""
        return self._driver.execute_script(script)

    def press(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        self._driver.switch_to.active_element.send_keys(*keys)

    def tab(self) -> str:
        """Go on to what the tab key leads to; its text or label."""
        self.press(_TAB)
        return self.focused()

    def focused(self) -> str:
        """What has the focus, as it would be read out."""
        return str(self._driver.switch_to.active_element.accessible_name)

    def type_into(self, selector: str, text: str) -> None:
        """Type into a field, in place of what stood there."""
        field = self._driver.find_element("css selector", selector)
        field.clear()
        field.send_keys(text)

    def click(self, selector: str) -> None:
        """Click something."""
        self._driver.find_element("css selector", selector).click()

    def choose(self, selector: str, value: str) -> None:
        """Choose a line of a list."""
        self._driver.find_element("css selector", f'{selector} option[value="{value}"]').click()

    def seen(self, selector: str) -> list[str]:
        """The texts of what is on the page and can be seen."""
        found: list[str] = self._driver.execute_script(_SEEN, selector)
        return found

    def barriers(self) -> list[str]:
        """What axe-core finds that keeps somebody from reading the page."""
        self._driver.execute_script(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
        found: list[str] = self._driver.execute_async_script(_AXE)
        return found

    def is_too_wide(self) -> bool:
        """Whether one has to scroll sideways."""
        return bool(self.run("return document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def complaints(self) -> list[str]:
        """What the console has said since last asked."""
        return [entry["message"] for entry in self._driver.get_log("browser")]  # type: ignore[no-untyped-call]

    def requests(self) -> list[str]:
        """The addresses asked for since last asked."""
        events = [json.loads(entry["message"])["message"] for entry in self._driver.get_log("performance")]  # type: ignore[no-untyped-call]
        return [one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"]


@contextmanager
def started() -> Iterator[Browser]:
    """A browser; nothing of it stays.

    Raises:
        NoBrowser: chromium-driver is not installed.
    """
    if _DRIVER is None:
        raise NoBrowser("chromium-driver is not installed. Run: make system")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--disable-gpu", "--window-size=1280,900", "--no-first-run", "--disable-background-networking"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # chromium's own cannot be built as root, and a container is one
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, Service(_DRIVER))
    try:
        yield Browser(driver)
    finally:
        driver.quit()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests: to start it takes seconds."""
    with started() as browser:
        yield browser
