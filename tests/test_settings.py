"""Settings, and what is said about wrong ones."""

from pathlib import Path

import pytest

from bot.settings import Settings, WrongSetting

TOKEN = "1234567:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


def test_without_any_variable_there_is_no_telegram_and_an_sqlite_file(tmp_path: Path) -> None:
    settings = Settings.of({}, tmp_path)
    assert settings.token is None
    assert settings.database_url.startswith("sqlite:///")
    assert settings.tidy_chat
    assert settings.tallies
    assert not Settings.of({"TALLIES": "off"}, tmp_path).tallies


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "nonsense"),
        ("TELEGRAM_TOKEN_FILE", "/no/such/file"),
        ("TELEGRAM_API_URL", "ftp://somewhere"),
        ("TIDY_CHAT", "perhaps"),
        ("TALLIES", "maybe"),
        ("LOG_LEVEL", "LOUD"),
        ("TELEGRAM_TOKN", "1"),
    ],
)
def test_a_wrong_setting_is_named_with_a_remedy_and_never_quoted_when_secret(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        Settings.of({name: value}, tmp_path)
    message = str(caught.value)
    assert name in message
    assert "\n" not in message
    assert "nonsense" not in message


def test_a_mistyped_name_is_met_with_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="Did you mean TELEGRAM_TOKEN"):
        Settings.of({"TELEGRAM_TOKEM": "x"}, tmp_path)


def test_an_unknown_name_in_the_env_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TIDY_CHATS=off\n")
    with pytest.raises(WrongSetting, match="TIDY_CHAT"):
        Settings.load(tmp_path)


def test_the_token_may_lie_in_a_file_and_is_never_shown(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    settings = Settings.of({"TELEGRAM_TOKEN_FILE": str(tmp_path / "token")}, tmp_path)
    assert settings.token == TOKEN
    assert TOKEN not in f"{settings!r} {settings}"
