"""Where the program runs: tokens, database, addresses. They come from the environment or a `.env` file.

How a desk works is no setting of this kind: it lives in the database.
"""

from enum import StrEnum
from typing import Annotated, TypeVar

import platformdirs
from pydantic import AfterValidator, BeforeValidator, Field, PositiveFloat, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

T = TypeVar("T", bound="Tools")

SLACK = "https://slack.com/api/"
DATABASE_FILE = "helpdesk.db"
DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")

WHERE = {
    "slack_bot_token": "the bot token (xoxb-…): https://api.slack.com/apps → your app → OAuth & Permissions",
    "slack_app_token": "an app-level token (xapp-…) with connections:write: "
    "https://api.slack.com/apps → your app → Basic Information → App-Level Tokens",
    "slack_api_url": f"the address of the Web API, {SLACK} if you leave it out",
    "database_url": "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE; "
    "a file in your own data directory if you leave it out",
    "log_level": "debug, info, warning or error",
    "lease_seconds": "a number of seconds, 60 if you leave it out",
}


class CannotStart(Exception):  # noqa: N818  it says what happened
    """The program cannot run as it is set up. Its text is one sentence for whoever started it."""


class LogLevel(StrEnum):
    """How much the log tells."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _bot_token(token: SecretStr) -> SecretStr:
    return _token(token, "xoxb-")


def _app_token(token: SecretStr) -> SecretStr:
    return _token(token, "xapp-")


def _token(token: SecretStr, beginning: str) -> SecretStr:
    stripped = token.get_secret_value().strip()
    if not stripped.startswith(beginning):
        raise ValueError(f"it does not begin with {beginning}")
    return SecretStr(stripped)


def _address(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError("it is no address that begins with https://")
    return url if url.endswith("/") else f"{url}/"


def _database(url: str) -> str:
    if not url.startswith(DATABASES):
        raise ValueError("it names no database that the helpdesk knows")
    return url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url


def own_database() -> str:
    """The embedded database: one file in the user's data directory."""
    return f"sqlite:///{platformdirs.user_data_path('helpdesk', ensure_exists=True) / DATABASE_FILE}"


class Tools(BaseSettings):
    """What every command needs to know: the database, and Slack, when it has to be asked."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)

    slack_bot_token: Annotated[SecretStr, AfterValidator(_bot_token)] | None = None
    slack_app_token: Annotated[SecretStr, AfterValidator(_app_token)] | None = None
    slack_api_url: Annotated[str, AfterValidator(_address)] = SLACK
    database_url: Annotated[str, AfterValidator(_database)] = Field(default_factory=own_database, repr=False)


class Settings(Tools):
    """What `helpdesk run` needs to know."""

    slack_bot_token: Annotated[SecretStr, AfterValidator(_bot_token)]
    slack_app_token: Annotated[SecretStr, AfterValidator(_app_token)]
    log_level: Annotated[LogLevel, BeforeValidator(str.lower)] = LogLevel.INFO
    lease_seconds: PositiveFloat = 60.0  # a process silent for so long is taken for dead, and its messages over


def load() -> Settings:
    """The settings of this process. Raises CannotStart, naming the first setting that is missing or wrong."""
    return _loaded(Settings)


def load_tools() -> Tools:
    """The settings of a command that runs beside the helpdesk: its tokens may be missing. Raises CannotStart."""
    return _loaded(Tools)


def _loaded(kind: type[T]) -> T:
    try:
        return kind()
    except ValidationError as wrong:
        raise CannotStart(_sentence(wrong.errors()[0])) from None  # the cause would print the value, a token maybe


def _sentence(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    if error["type"] == "missing":
        return f"{name.upper()} is missing: set it, in the environment or in .env, to {WHERE[name]}."
    reason = error["msg"].removeprefix("Value error, ")
    return f"{name.upper()} is wrong ({reason}): it should be {WHERE[name]}."
