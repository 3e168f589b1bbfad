"""Pages on disk, as an HTML parser sees them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_EMPTY = {"meta", "link", "br", "input", "img", "hr"}


@dataclass
class WrittenPage(HTMLParser):
    """What matters of a page: its links, names, headings and language, and whether every tag is closed."""

    text: str
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    handlers: list[str] = field(default_factory=list)
    language: str = ""
    title: str = ""
    words: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        if tag not in _EMPTY:
            self._open.append(tag)
        if tag == "html":
            self.language = given["lang"]
        if tag == "a":
            self.links.append(given["href"])
        elif address := given.get("src") or given.get("href"):
            self.fetched.append(address)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))
        if "id" in given:
            self.names.append(given["id"])
        self.handlers += [name for name in given if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"{tag} closes something else"

    def handle_data(self, data: str) -> None:
        match self._open[-1:]:
            case ["title"]:
                self.title += data
            case ["style" | "script"]:
                pass
            case _:
                self.words += data


def written_page(path: Path) -> WrittenPage:
    """A page, read."""
    return WrittenPage(path.read_text(encoding="utf-8"))


def assert_headings_are_in_order(page: WrittenPage) -> None:
    """One title, and no level left out on the way down: a screen reader jumps from heading to heading."""
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), page.headings
