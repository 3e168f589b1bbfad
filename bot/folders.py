"""Folders: the content that is read, and the folder where a database may be made.

In a checkout the content is edited in knowledge/ and locales/, and what the program makes goes to var/ beside them. A wheel carries a
copy of both inside the package (`bot/project`, put there when it is built), and never writes beside it: the folder of a package may be
read-only, and an upgrade replaces it.
"""

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_state_path

_PACKAGE = Path(__file__).resolve().parent
_IN_A_WHEEL = _PACKAGE / "project"


def content_root() -> Path:
    """The folder that holds knowledge/, locales/ and the lock."""
    return _IN_A_WHEEL if _IN_A_WHEEL.is_dir() else _PACKAGE.parent


def is_checkout(root: Path) -> bool:
    """Whether the content may be edited where it lies."""
    return root != _IN_A_WHEEL


def state_folder(root: Path, environment: Mapping[str, str]) -> Path:
    """Where the database and the copy of the edition go if no setting says so; systemd names a folder, else it is of the user."""
    if given := environment.get("STATE_DIRECTORY"):
        return Path(given.partition(":")[0])
    return root / "var" if is_checkout(root) else user_state_path("gilbeot", appauthor=False)


def env_file(root: Path) -> Path:
    """The file with settings: of the checkout, else of the folder the program is started in."""
    return (root if is_checkout(root) else Path.cwd()) / ".env"
