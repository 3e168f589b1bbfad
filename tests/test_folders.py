"""Where the program reads and writes, in a checkout and installed."""

from pathlib import Path

import pytest

from bot import folders
from bot.settings import Settings
from bot.verbs.command_line import Wrong, checkout_of


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of an installed program, which is started elsewhere."""
    root = tmp_path / "site-packages" / "bot" / "project"
    root.mkdir(parents=True)
    monkeypatch.setattr(folders, "_IN_A_WHEEL", root)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return root


def test_a_checkout_reads_its_own_content_and_writes_beside_it(tmp_path: Path) -> None:
    root = folders.content_root()
    assert (root / "pyproject.toml").is_file()
    assert folders.state_folder(root, {}) == root / "var"
    assert folders.env_file(tmp_path) == tmp_path / ".env"


def test_an_installed_program_reads_its_copy_and_writes_to_the_folder_of_the_user(installed: Path, tmp_path: Path) -> None:
    assert folders.content_root() == installed
    settings = Settings.of({}, installed)
    assert settings.database_url == f"sqlite:///{tmp_path / 'state' / 'gilbeot' / 'gilbeot.sqlite'}"
    assert settings.cache_folder == tmp_path / "state" / "gilbeot"


def test_an_installed_program_takes_settings_from_the_folder_it_is_started_in(installed: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TIDY_CHAT=off\n")
    (installed / ".env").write_text("TIDY_CHAT=nonsense\n")
    assert not Settings.load(installed).tidy_chat


def test_the_folder_that_systemd_gives_comes_first(tmp_path: Path) -> None:
    settings = Settings.of({"STATE_DIRECTORY": "/var/lib/gilbeot:/var/lib/other"}, tmp_path)
    assert settings.database_url == "sqlite:////var/lib/gilbeot/gilbeot.sqlite"
    postgresql = Settings.of({"STATE_DIRECTORY": "/var/lib/gilbeot", "DATABASE_URL": "postgresql:///gilbeot"}, tmp_path)
    assert postgresql.cache_folder == Path("/var/lib/gilbeot")


def test_what_people_wrote_is_changed_in_a_checkout_only(installed: Path, tmp_path: Path) -> None:
    assert checkout_of(Settings.of({}, tmp_path)) == tmp_path
    with pytest.raises(Wrong, match="Run it in a checkout"):
        checkout_of(Settings.of({}, installed))
