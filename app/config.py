"""Settings: their names, documented defaults and the one reader of the environment; unsafe ones are refused."""

import os
import secrets
import tempfile
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app import dangers, notation

LEAST_PASSWORD_MEMORY = 19_456
"""KiB: the least that the OWASP cheat sheet on storing passwords allows for Argon2id (with two passes)."""


class ConfigurationError(ValueError):
    """The settings cannot be used; the message says which variable, why, and what to set."""


class Environment(StrEnum):
    """Where the site runs: production refuses what is only good enough for one's own machine."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class LogLevel(StrEnum):
    """The least serious message that is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(BaseSettings):
    """Every setting with its default; read from the environment, then from `.env`. See docs/configuration.md."""

    model_config = SettingsConfigDict(
        env_prefix="LONGWAVE_",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        env_ignore_empty=True,
    )

    environment: Environment = Field(
        default=Environment.DEVELOPMENT,
        description="`production` demands a secret, an address and no debugger; `development` runs without any setting",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="signs what visitors bring back; in development one is made once and kept in the data folder",
    )
    data_dir: Path = Field(
        default=Path("instance"),
        validation_alias=AliasChoices("LONGWAVE_DATA_DIR", "DATA_DIR"),
        description="the folder of everything that the site keeps: database, pictures, development secret",
    )
    database_url: str = Field(
        default="",
        validation_alias=AliasChoices("LONGWAVE_DATABASE_URL", "DATABASE_URL"),
        description="`postgresql://…` or `sqlite:///…`; empty means `longwave.sqlite3` in the data folder",
    )
    database_read_url: str = Field(
        default="",
        validation_alias=AliasChoices("LONGWAVE_DATABASE_READ_URL", "DATABASE_READ_URL"),
        description="`postgresql://…`, a replica that readers' pages are read from; empty means the database itself",
    )
    page_cache_bytes: int = Field(
        default=16_777_216, ge=0, description="bytes of finished pages that each process keeps in memory; 0 keeps none"
    )
    shared_cache_seconds: int = Field(
        default=1,
        ge=0,
        le=86_400,
        description="how long a cache in front (nginx, a CDN) may answer with a page before it asks again",
    )
    purge_url: str = Field(
        default="",
        description="`https://…`, asked with POST after each change that readers see, so that a CDN drops its copies",
    )
    purge_token: SecretStr = Field(
        default=SecretStr(""), description="sent along as `Authorization: Bearer …`; empty means no such header"
    )
    host: str = Field(default="127.0.0.1", description="the address that the server listens on")
    port: int = Field(default=8000, ge=1, le=65535, description="the port that the server listens on")
    site_url: str = Field(
        default="",
        description="the address that readers use, without a path; empty means `http://HOST:PORT` (development only)",
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=10, description="how many proxies stand in front and set `X-Forwarded-*`"
    )
    max_request_bytes: int = Field(
        default=33_554_432, ge=1024, description="the largest request body in bytes; a larger one is answered with 413"
    )
    redis_url: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("LONGWAVE_REDIS_URL", "REDIS_URL"),
        description="`redis://…`, where several processes count attempts together; empty means in memory, each its own",
    )
    s3_bucket: str = Field(
        default="",
        validation_alias=AliasChoices("LONGWAVE_S3_BUCKET", "S3_BUCKET"),
        description="a bucket of an S3-compatible object store, for the pictures; empty means the data folder",
    )
    s3_endpoint: str = Field(
        default="",
        validation_alias=AliasChoices("LONGWAVE_S3_ENDPOINT", "S3_ENDPOINT"),
        description="`https://…`, the address of the object store; empty means Amazon's",
    )
    s3_region: str = Field(
        default="us-east-1",
        validation_alias=AliasChoices("LONGWAVE_S3_REGION", "S3_REGION"),
        description="the region that the object store's bucket lies in",
    )
    s3_access_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("LONGWAVE_S3_ACCESS_KEY", "S3_ACCESS_KEY"),
        description="the name of the key that opens the bucket",
    )
    s3_secret_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("LONGWAVE_S3_SECRET_KEY", "S3_SECRET_KEY"),
        description="the secret that belongs to that key",
    )
    s3_path_style: bool = Field(
        default=False,
        validation_alias=AliasChoices("LONGWAVE_S3_PATH_STYLE", "S3_PATH_STYLE"),
        description="puts the bucket's name into the path, not into the host's name: for most stores but Amazon's",
    )
    session_idle_days: int = Field(
        default=7, ge=1, le=90, description="an author who has not come for so many days logs in again"
    )
    session_days: int = Field(
        default=30, ge=1, le=365, description="an author logs in again after so many days in any case"
    )
    password_memory: int = Field(
        default=65_536,
        ge=64,
        le=1_048_576,
        description="KiB of memory that hashing a password takes (Argon2id); production takes at least 19456",
    )
    password_passes: int = Field(
        default=3, ge=1, le=20, description="how often hashing a password goes through that memory"
    )
    log_level: LogLevel = Field(default=LogLevel.INFO, description="`debug`, `info`, `warning` or `error`")
    debug: bool = Field(
        default=False,
        validation_alias=AliasChoices("LONGWAVE_DEBUG", "FLASK_DEBUG"),
        description="shows errors with their code to the visitor; refused in production",
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("database_url", "database_read_url")
    @classmethod
    def _name_the_driver(cls, value: str) -> str:
        return notation.database(value)

    @field_validator("site_url")
    @classmethod
    def _bare_address(cls, value: str) -> str:
        return notation.site(value)

    @field_validator("s3_endpoint")
    @classmethod
    def _address_of_store(cls, value: str) -> str:
        return notation.web_address(value, like="https://s3.example.org")

    @field_validator("purge_url")
    @classmethod
    def _address_of_purge(cls, value: str) -> str:
        return notation.web_address(value, like="https://cdn.example.org/purge")

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        """Settings that follow from others; a frozen model is still being made here."""
        if not self.database_url:
            url = f"sqlite:///{(self.data_dir / 'longwave.sqlite3').absolute()}"
            object.__setattr__(self, "database_url", url)
        if not self.site_url and not self.is_production:
            object.__setattr__(self, "site_url", f"http://{notation.bracketed(self.host)}:{self.port}")
        return self

    @property
    def is_production(self) -> bool:
        """Whether readers from outside are expected."""
        return self.environment is Environment.PRODUCTION

    @property
    def media_dir(self) -> Path:
        """The folder of the pictures' bytes."""
        return self.data_dir / "media"


def load_settings() -> Settings:
    """Read the settings, make the data folder and, in development, the secret.

    Raises `ConfigurationError` for a setting that is malformed or unsafe in production.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        raise ConfigurationError(_explain(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f".env cannot be read as text in UTF-8: {error}") from error
    refused = [*unsafe(settings), *_incomplete_store(settings)]
    if refused:
        raise ConfigurationError(
            "Longwave does not start with these settings:\n" + "\n".join(f"  {reason}" for reason in refused)
        )
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data_dir):
            pass  # The folder can be written to.
        if not settings.secret_key.get_secret_value():
            return settings.model_copy(update={"secret_key": SecretStr(_kept_secret(settings.data_dir))})
    except OSError as error:
        raise ConfigurationError(
            f"LONGWAVE_DATA_DIR: cannot write to {settings.data_dir} ({error.strerror}); "
            "set it to a folder that this user may write to"
        ) from error
    return settings


def unsafe(settings: Settings) -> list[str]:
    """What must not be in production: the variable, why, and what to set. Nothing is refused in development."""
    if not settings.is_production:
        return []
    found = [dangers.of_secret(settings.secret_key.get_secret_value()), dangers.of_address(settings.site_url)]
    if settings.debug:
        found.append("LONGWAVE_DEBUG (FLASK_DEBUG): the debugger lets any visitor run code; set it to 0")
    if settings.password_memory < LEAST_PASSWORD_MEMORY:
        found.append(
            f"LONGWAVE_PASSWORD_MEMORY: lets stolen hashes be guessed fast; set it to {LEAST_PASSWORD_MEMORY} or more"
        )
    return [danger for danger in found if danger]


def _incomplete_store(settings: Settings) -> list[str]:
    """What an object store lacks: with only some of its settings pictures would land where nobody expects them."""
    keys = ("s3_access_key", "s3_secret_key")
    if settings.s3_bucket:
        missing = [name for name in keys if not getattr(settings, name).get_secret_value()]
        return [f"LONGWAVE_{name.upper()}: is not set, but LONGWAVE_S3_BUCKET is; set both" for name in missing]
    if settings.s3_endpoint or any(getattr(settings, name).get_secret_value() for name in keys):
        return ["LONGWAVE_S3_BUCKET: is not set, but other settings of the object store are; set it or unset those"]
    return []


def _explain(error: ValidationError) -> str:
    lines = ["Longwave does not start with these settings:"]
    for fault in error.errors():
        name = str(fault["loc"][0]) if fault["loc"] else "settings"
        variable = name if name.isupper() else f"LONGWAVE_{name.upper()}"
        message = fault["msg"].removeprefix("Value error, ")
        lines.append(f"  {variable}: {message}; see docs/configuration.md")
    return "\n".join(lines)


def _kept_secret(folder: Path) -> str:
    """The development secret, made at the first call; two processes that start together agree on one."""
    path = folder / "secret_key"
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".secret-", encoding="ascii") as file:  # mode 0600
            file.write(secrets.token_urlsafe(48))
            file.flush()
            with suppress(FileExistsError):  # The other process was first: its secret counts.
                os.link(file.name, path)
    return path.read_text(encoding="ascii")
