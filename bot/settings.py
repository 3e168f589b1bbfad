"""Settings from the environment; a wrong or missing one is one line that names the variable and the remedy."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dotenv import dotenv_values

from bot.folders import content_root, env_file, state_folder
from bot.hints import did_you_mean
from bot.listening import Address
from bot.mendable import Mendable
from bot.operator import Operator

ROOT = content_root()
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_LONGEST_NAME = 64
_SQLITE = "sqlite:///"
NAMES = (
    "TELEGRAM_TOKEN",
    "TELEGRAM_TOKEN_FILE",
    "TELEGRAM_API_URL",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET_FILE",
    "WEBHOOK_SECRET",
    "WEBHOOK_LISTEN",
    "HEALTH_LISTEN",
    "DATABASE_URL",
    "CACHE_FOLDER",
    "TIDY_CHAT",
    "TALLIES",
    "OPERATOR_NAME",
    "OPERATOR_CONTACT",
    "OPERATOR_BOT",
    "INLINE_MODE",
    "BOT_NAME",
    "SOURCE_URL",
    "LOG_LEVEL",
)


_TELEGRAM = "https://api.telegram.org"
_WEBHOOK_LISTEN = "127.0.0.1:8443"
_SHORTEST_SECRET = 24


class WrongSetting(Mendable):
    """A setting that cannot be used; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where Telegram brings updates, what it says to be let in, and where the bot listens for it behind a proxy."""

    url: str
    secret: str
    listen: Address

    def __repr__(self) -> str:
        """Never the secret."""
        return "WebhookSettings(…)"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can set.

    Attributes:
        root: the folder with knowledge/ and locales/.
        token: None: no Telegram, the terminal chat instead.
        webhook: None: long polling.
        health: where it is told whether the bot is well; None: nowhere.
        cache_folder: where the last good edition is kept as a file, for starting while the database is down.
        operator: shown by /verify and /privacy.
        tidy_chat: delete the question and older pages after each answer, so that at most one page stays on the phone.
        inline_mode: answer also what is typed behind the bot's name in other chats.
        bot_name: what Telegram calls the bot; empty: as its owner named it with @BotFather.
        tallies: count weekly what is asked and what came of it, with noise and without people.
    """

    root: Path
    token: str | None
    api_url: str
    database_url: str
    cache_folder: Path
    tidy_chat: bool
    tallies: bool
    inline_mode: bool
    bot_name: str
    log_level: str
    operator: Operator
    webhook: WebhookSettings | None = None
    health: Address | None = None

    def __repr__(self) -> str:
        """Never the token, never the address of a database: settings end up in tracebacks."""
        return "Settings(…)"

    @classmethod
    def load(cls, root: Path) -> Self:
        """Read the process environment and a file `.env` (the environment wins)."""
        file = {name: value for name, value in dotenv_values(env_file(root)).items() if value is not None}
        for name in file:
            if name not in NAMES:
                raise WrongSetting(f".env: {name} is no setting. {did_you_mean(name, NAMES)}".rstrip())
        return cls.of({**file, **os.environ}, root)

    @classmethod
    def of(cls, environment: Mapping[str, str], root: Path) -> Self:
        """Make settings of variables.

        Raises:
            WrongSetting: naming the variable and the remedy.
        """
        level = environment.get("LOG_LEVEL", "INFO").upper()
        if level not in LEVELS:
            raise WrongSetting(f"LOG_LEVEL is {level!r}. Use one of {', '.join(LEVELS)}.")
        api_url = environment.get("TELEGRAM_API_URL", _TELEGRAM).rstrip("/")
        if not api_url.startswith(("https://", "http://")):
            raise WrongSetting("TELEGRAM_API_URL is no http(s) address. Leave it out to use Telegram's own.")
        for name in environment:
            if name.startswith(("TELEGRAM_", "OPERATOR_", "WEBHOOK_", "HEALTH_")) and name not in NAMES:
                raise WrongSetting(f"{name} is no setting. {did_you_mean(name, NAMES)}".rstrip())
        state = state_folder(root, environment)
        database_url = environment.get("DATABASE_URL") or f"{_SQLITE}{state / 'gilbeot.sqlite'}"
        return cls(
            root=root,
            token=_token(environment),
            api_url=api_url,
            database_url=database_url,
            cache_folder=Path(environment.get("CACHE_FOLDER") or _beside(database_url, state)),
            tidy_chat=_switch(environment, "TIDY_CHAT", default=True),
            tallies=_switch(environment, "TALLIES", default=True),
            inline_mode=_switch(environment, "INLINE_MODE", default=False),
            bot_name=_bot_name(environment),
            log_level=level,
            operator=Operator(
                environment.get("OPERATOR_NAME", ""),
                environment.get("OPERATOR_CONTACT", ""),
                environment.get("SOURCE_URL", ""),
                environment.get("OPERATOR_BOT", ""),
            ),
            webhook=_webhook(environment, api_url),
            health=_address(environment, "HEALTH_LISTEN", ""),
        )


def _bot_name(environment: Mapping[str, str]) -> str:
    name = environment.get("BOT_NAME", "").strip()
    if len(name) > _LONGEST_NAME:
        raise WrongSetting(f"BOT_NAME has {len(name)} characters. Telegram takes up to {_LONGEST_NAME}.")
    return name


def _beside(database_url: str, state: Path) -> Path:
    """The folder of an SQLite file, or the folder of state where the database is somewhere else."""
    file = database_url.removeprefix(_SQLITE)
    return Path(file).parent if file != database_url and file else state


def _token(environment: Mapping[str, str]) -> str | None:
    token = _secret(environment, "TELEGRAM_TOKEN")
    if not token:
        return None
    number, colon, secret = token.partition(":")
    if not (colon and number.isdigit() and len(secret) >= 30 and secret.isascii() and secret.replace("-", "").replace("_", "").isalnum()):
        raise WrongSetting("TELEGRAM_TOKEN is not a bot token. It looks like 123456:ABC-…, and @BotFather gives it.")
    return token


def _secret(environment: Mapping[str, str], name: str) -> str:
    """A secret from its file, which /proc does not show as it shows the environment; else from its variable."""
    if not (path := environment.get(f"{name}_FILE")):
        return environment.get(name, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(f"{name}_FILE cannot be read ({type(error).__name__}). Check its path and permissions.") from None


def _webhook(environment: Mapping[str, str], api_url: str) -> WebhookSettings | None:
    url = environment.get("WEBHOOK_URL", "").strip()
    if not url:
        return None
    if not url.startswith("https://" if api_url == _TELEGRAM else ("https://", "http://")):
        raise WrongSetting("WEBHOOK_URL is no https address. Telegram brings updates to no other; a proxy before the bot speaks https.")
    secret = _secret(environment, "WEBHOOK_SECRET")
    if not secret:
        raise WrongSetting("WEBHOOK_SECRET_FILE is missing: without a secret anybody could send questions. Make one: openssl rand -hex 32")
    if not (_SHORTEST_SECRET <= len(secret) <= 256 and secret.isascii() and secret.replace("-", "").replace("_", "").isalnum()):
        raise WrongSetting("WEBHOOK_SECRET must have 24 to 256 letters, digits, _ or -. Make one: openssl rand -hex 32")
    listen = _address(environment, "WEBHOOK_LISTEN", _WEBHOOK_LISTEN)
    assert listen is not None
    return WebhookSettings(url, secret, listen)


def _address(environment: Mapping[str, str], name: str, default: str) -> Address | None:
    text = environment.get(name, "").strip() or default
    try:
        return Address.of(text) if text else None
    except ValueError:
        raise WrongSetting(f"{name} is {text!r}. Use host:port such as 127.0.0.1:8443, or unix:/path/of/a/socket.") from None


def _switch(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environment.get(name, "").strip().lower()
    if value in ("", "on", "true", "1", "yes"):
        return default if value == "" else True
    if value in ("off", "false", "0", "no"):
        return False
    raise WrongSetting(f"{name} is {value!r}. Use on or off.")
