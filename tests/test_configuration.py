"""Settings: what they are by default, where they come from, and every one that is refused, with its reason."""

import multiprocessing
import stat
from collections.abc import Callable
from enum import Enum
from pathlib import Path

import pytest
from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo

from app.config import ConfigurationError, Environment, LogLevel, Settings, load_settings, unsafe
from app.services.site import DESCRIPTIONS, Site, as_text

PAGE = Path(__file__).parents[1] / "docs" / "configuration.md"
SECRET = "Wm3uD0vK1c9sQzYh7tLxNfRb5gPjE2aVoI8d"
PRODUCTION = {
    "LONGWAVE_ENVIRONMENT": "production",
    "LONGWAVE_SECRET_KEY": SECRET,
    "LONGWAVE_SITE_URL": "https://blog.example.org",
}

Loader = Callable[[dict[str, str]], Settings]


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no `.env` of this machine reaches these tests."""
    for variable in [name for field in variables().values() for name in field]:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Loader:
    """Read the settings from an environment with these variables and no others."""

    def read(variables: dict[str, str]) -> Settings:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return load_settings()

    return read


def variables() -> dict[str, list[str]]:
    """Return the variables of each setting; the first one counts where several are set."""
    return {name: names_of(name, field) for name, field in Settings.model_fields.items()}


def names_of(name: str, field: FieldInfo) -> list[str]:
    """Return the variables of a setting."""
    if isinstance(field.validation_alias, AliasChoices):
        return [str(choice) for choice in field.validation_alias.choices]
    return [f"LONGWAVE_{name.upper()}"]


def test_everything_has_a_default(load: Loader, tmp_path: Path) -> None:
    settings = load({})
    assert settings.environment is Environment.DEVELOPMENT
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'longwave.sqlite3'}"
    assert settings.site_url == "http://127.0.0.1:8000"
    assert settings.media_dir == Path("instance/media")
    assert (tmp_path / "instance").is_dir()


def test_an_empty_variable_means_the_default(load: Loader) -> None:
    settings = load({"LONGWAVE_PORT": "", "LONGWAVE_DATABASE_URL": "", "LONGWAVE_LOG_LEVEL": ""})
    assert (settings.port, settings.log_level) == (8000, LogLevel.INFO)
    assert settings.database_url.startswith("sqlite:///")


def test_the_environment_counts_before_the_file(load: Loader, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LONGWAVE_PORT=9001\nLONGWAVE_HOST='::1'\nLONGWAVE_UNKNOWN=1\n", encoding="utf-8")
    settings = load({"LONGWAVE_PORT": "9002"})
    assert (settings.port, settings.site_url) == (9002, "http://[::1]:9002")


def test_a_file_that_is_no_text_is_refused(load: Loader, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"LONGWAVE_HOST=\xff\xfe\n")
    with pytest.raises(ConfigurationError, match=r"\.env cannot be read"):
        load({})


@pytest.mark.parametrize("variable", ["LONGWAVE_DATA_DIR", "DATA_DIR"])
def test_the_data_folder_has_two_names(load: Loader, tmp_path: Path, variable: str) -> None:
    settings = load({variable: str(tmp_path / "a" / "b")})
    assert settings.database_url == f"sqlite:///{tmp_path / 'a' / 'b' / 'longwave.sqlite3'}"
    assert (tmp_path / "a" / "b").is_dir()


def test_only_settings_of_this_name_are_read(load: Loader) -> None:
    settings = load({"DEBUG": "1", "HOST": "0.0.0.0", "PORT": "1", "SECRET_KEY": "x"})  # noqa: S104 - of others
    assert (settings.debug, settings.host, settings.port) == (False, "127.0.0.1", 8000)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
@pytest.mark.parametrize("variable", ["LONGWAVE_DATABASE_URL", "DATABASE_URL"])
def test_every_address_of_postgresql_names_the_driver(load: Loader, scheme: str, variable: str) -> None:
    settings = load({variable: f"{scheme}://ada:p%40ss@db:5433/blog?sslmode=require"})
    assert settings.database_url == "postgresql+psycopg://ada:p%40ss@db:5433/blog?sslmode=require"


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("LONGWAVE_DATABASE_URL", "mysql://db/blog", "must begin with postgresql:// or sqlite:///"),
        ("LONGWAVE_DATABASE_URL", "blog.sqlite3", "must begin with"),
        ("LONGWAVE_DATABASE_URL", "sqlite://", "must name a file"),
        ("LONGWAVE_DATABASE_URL", "sqlite:///:memory:", "must name a file"),
        ("LONGWAVE_DATABASE_URL", "postgresql://ada:hunter2@db:port/blog", "must look like postgresql://"),
        ("LONGWAVE_SITE_URL", "blog.example.org", "must look like https://blog.example.org"),
        ("LONGWAVE_SITE_URL", "ftp://blog.example.org", "must look like"),
        ("LONGWAVE_SITE_URL", "https://ada:hunter2@blog.example.org", "must look like"),
        ("LONGWAVE_SITE_URL", "https://blog.example.org?x=1", "must look like"),
        ("LONGWAVE_SITE_URL", "https://a b", "must look like"),
        ("LONGWAVE_SITE_URL", "https://[::1", "IPv6"),
        ("LONGWAVE_SITE_URL", "https://blog.example.org:99999", "Port out of range"),
        ("LONGWAVE_SITE_URL", "https://example.org/blog", "must not have a path"),
        ("LONGWAVE_PORT", "0", "greater than or equal to 1"),
        ("LONGWAVE_PORT", "65536", "less than or equal to 65535"),
        ("LONGWAVE_PORT", "http", "valid integer"),
        ("LONGWAVE_TRUSTED_PROXIES", "-1", "greater than or equal to 0"),
        ("LONGWAVE_MAX_REQUEST_BYTES", "10", "greater than or equal to 1024"),
        ("LONGWAVE_ENVIRONMENT", "staging", "'development' or 'production'"),
        ("LONGWAVE_LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("LONGWAVE_DEBUG", "perhaps", "valid boolean"),
    ],
)
def test_what_is_malformed_is_refused_by_name_and_reason(load: Loader, variable: str, value: str, reason: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        load({variable: value})
    message = str(refusal.value)
    assert f"  {variable}: " in message
    assert reason in message
    assert "docs/configuration.md" in message
    assert "hunter2" not in message


@pytest.mark.parametrize("value", ["https://blog.example.org/", "https://博客.example:8443", "http://[::1]:8000"])
def test_an_address_is_kept_without_a_slash_at_its_end(load: Loader, value: str) -> None:
    assert load({"LONGWAVE_SITE_URL": value}).site_url == value.rstrip("/")


def test_log_levels_may_be_written_large(load: Loader) -> None:
    assert load({"LONGWAVE_LOG_LEVEL": "WARNING"}).log_level is LogLevel.WARNING


def test_a_safe_production_starts(load: Loader, tmp_path: Path) -> None:
    settings = load({**PRODUCTION, "LONGWAVE_DATA_DIR": str(tmp_path / "data")})
    assert settings.is_production
    assert settings.secret_key.get_secret_value() == SECRET
    assert not (tmp_path / "data" / "secret_key").exists()


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("LONGWAVE_SECRET_KEY", "", "is not set"),
        ("LONGWAVE_SECRET_KEY", "short", "too easy to guess"),
        ("LONGWAVE_SECRET_KEY", SECRET[:31], "too easy to guess"),
        ("LONGWAVE_SECRET_KEY", "a" * 64, "too easy to guess"),
        ("LONGWAVE_SECRET_KEY", "change-me", "too easy to guess"),
        ("LONGWAVE_SITE_URL", "", "is not set"),
        ("LONGWAVE_SITE_URL", "http://blog.example.org", "plain http"),
        ("LONGWAVE_SITE_URL", "http://192.0.2.1", "plain http"),
        ("LONGWAVE_DEBUG", "1", "lets any visitor run code"),
        ("FLASK_DEBUG", "1", "lets any visitor run code"),
    ],
)
def test_production_refuses_what_is_unsafe(
    load: Loader, tmp_path: Path, variable: str, value: str, reason: str
) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        load({**PRODUCTION, variable: value})
    message = str(refusal.value)
    assert variable in message
    assert reason in message
    assert not value or variable == "LONGWAVE_SITE_URL" or len(value) < 8 or value not in message
    assert not (tmp_path / "instance").exists()


def test_every_danger_is_named_at_once(load: Loader) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        load({"LONGWAVE_ENVIRONMENT": "production", "LONGWAVE_DEBUG": "1"})
    assert str(refusal.value).count("\n") == 3


@pytest.mark.parametrize("address", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_production_may_be_tried_on_ones_own_machine(load: Loader, address: str) -> None:
    assert load({**PRODUCTION, "LONGWAVE_SITE_URL": address}).site_url == address


def test_development_refuses_nothing_as_unsafe() -> None:
    assert unsafe(Settings(debug=True, secret_key=SecretStr("dev"))) == []


@pytest.mark.parametrize("place", ["file/data", "file", "/proc/self"], ids=["below a file", "a file", "no such place"])
@pytest.mark.parametrize("secret", ["", SECRET])
def test_a_folder_that_cannot_be_written_to_is_refused(load: Loader, tmp_path: Path, place: str, secret: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match=r"LONGWAVE_DATA_DIR: cannot write to .*set it to a folder"):
        load({"LONGWAVE_DATA_DIR": place, "LONGWAVE_SECRET_KEY": secret})


def test_the_secret_of_development_is_kept_and_nobody_else_reads_it(load: Loader, tmp_path: Path) -> None:
    first = load({}).secret_key.get_secret_value()
    path = tmp_path / "instance" / "secret_key"
    assert load({}).secret_key.get_secret_value() == path.read_text() == first
    assert len(first) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [kept.name for kept in path.parent.iterdir()] == ["secret_key"]


def secret_in_a_process(folder: str) -> str:
    """Start as a worker does and return its secret."""
    return load_settings_in(folder).secret_key.get_secret_value()


def load_settings_in(folder: str) -> Settings:
    """Read the settings with a data folder."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LONGWAVE_DATA_DIR", folder)
        return load_settings()


def test_processes_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        secrets = pool.map(secret_in_a_process, [str(tmp_path / "data")] * 6)
    assert len(set(secrets)) == 1


def test_a_secret_is_not_shown_by_accident(load: Loader) -> None:
    assert SECRET not in repr(load({"LONGWAVE_SECRET_KEY": SECRET}))


def rows(heading: str) -> list[str]:
    """Return the rows of the table below a heading of the page."""
    section = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| `")]


def default_of(field: FieldInfo) -> str:
    """Return a default as one would set it."""
    value = field.default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    elif isinstance(value, Enum):
        value = value.value
    elif isinstance(value, bool):
        value = int(value)
    return f"`{value}`" if value != "" else "empty"


def test_the_page_names_every_setting_with_its_default_and_meaning() -> None:
    assert rows("Settings of the machine") == [
        f"| {' or '.join(f'`{each}`' for each in variables()[name])} | {default_of(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]


def test_the_page_names_every_setting_of_the_site_with_its_default_and_meaning() -> None:
    assert rows("Settings of the site") == [
        f"| `{key}` | {f'`{value}`' if value else 'empty'} | {DESCRIPTIONS[key]} |"
        for key, value in as_text(Site()).items()
    ]
