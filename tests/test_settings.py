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
    assert not settings.inline_mode
    assert settings.bot_name == ""
    assert Settings.of({"INLINE_MODE": "on"}, tmp_path).inline_mode


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "nonsense"),
        ("TELEGRAM_TOKEN_FILE", "/no/such/file"),
        ("TELEGRAM_API_URL", "ftp://somewhere"),
        ("TIDY_CHAT", "perhaps"),
        ("TALLIES", "maybe"),
        ("INLINE_MODE", "sometimes"),
        ("BOT_NAME", "x" * 65),
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


WEBHOOK = {"TELEGRAM_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example.org/telegram", "WEBHOOK_SECRET": "s" * 32}


def test_a_webhook_listens_on_loopback_unless_told_otherwise(tmp_path: Path) -> None:
    settings = Settings.of(WEBHOOK, tmp_path)
    assert settings.webhook is not None
    assert str(settings.webhook.listen) == "127.0.0.1:8443"
    assert settings.health is None
    assert "s" * 32 not in f"{settings!r} {settings.webhook!r}"
    elsewhere = Settings.of({**WEBHOOK, "WEBHOOK_LISTEN": "unix:/run/bot", "HEALTH_LISTEN": "[::1]:8081"}, tmp_path)
    assert elsewhere.webhook is not None
    assert (str(elsewhere.webhook.listen), str(elsewhere.health)) == ("unix:/run/bot", "[::1]:8081")


def test_the_secret_of_a_webhook_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("f" * 40 + "\n")
    settings = Settings.of({**WEBHOOK, "WEBHOOK_SECRET_FILE": str(tmp_path / "secret")}, tmp_path)
    assert settings.webhook is not None
    assert settings.webhook.secret == "f" * 40


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("WEBHOOK_SECRET", "", "openssl rand -hex 32"),
        ("WEBHOOK_SECRET", "tooshort", "openssl rand -hex 32"),
        ("WEBHOOK_SECRET", "with a space in it and long", "openssl rand -hex 32"),
        ("WEBHOOK_SECRET", "비밀" * 20, "openssl rand -hex 32"),
        ("WEBHOOK_SECRET_FILE", "/no/such/file", "Check its path"),
        ("WEBHOOK_URL", "http://bot.example.org", "speaks https"),
        ("WEBHOOK_LISTEN", "8443", "Use host:port"),
        ("HEALTH_LISTEN", "everywhere", "Use host:port"),
        ("WEBHOOK_LISTN", "127.0.0.1:1", "Did you mean WEBHOOK_LISTEN"),
    ],
)
def test_a_wrong_webhook_is_refused_with_a_remedy(tmp_path: Path, name: str, value: str, remedy: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        Settings.of({**WEBHOOK, name: value}, tmp_path)
    assert name in str(caught.value)
    assert remedy in str(caught.value)
    if "SECRET" in name and value:
        assert value not in str(caught.value)
