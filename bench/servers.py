"""The servers that are compared: the yardstick, and the site as `make run` serves it, with any settings."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.processes import ROOT, Served, free_port, running

SECRET = "a secret that only measurements use, 0123456789"  # noqa: S105 - signs nothing that outlives the run
PASSWORD = "nine amber swifts\n"  # noqa: S105
CHEAP_PASSWORDS = {"LONGWAVE_PASSWORD_MEMORY": "64", "LONGWAVE_PASSWORD_PASSES": "1"}
PREPARED = (".venv/python", ".venv/run", "node_modules/installed", "static/dist/built")
"""What `make bench` has made before it starts: an inner `make` must not install it again."""


@contextmanager
def yardstick(folder: Path) -> Iterator[Served]:
    """Serve 30 KB by bare Flask under gunicorn: two synchronous workers."""
    port = free_port()
    command = [*_gunicorn(), "--workers", "2", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    with running([*command, "bench.baseline:app"], port, folder / "yardstick.log") as served:
        yield served


@contextmanager
def site(folder: Path, **settings: str) -> Iterator[Served]:
    """Serve the site that lies in the folder by the very command of `make run`, and sample posts if it is new.

    `settings` are variables of docs/configuration.md without their prefix, in small letters: `page_cache_bytes="0"`.
    """
    port = free_port()
    command = ["make", "--silent", "run", *(f"--old-file={name}" for name in PREPARED)]
    with running(
        [*command, f"PORT={port}"], port, folder / "server.log", **variables(folder, port, **settings)
    ) as served:
        yield served


def variables(folder: Path, port: int, **settings: str) -> dict[str, str]:
    """Return the environment of a site in a folder. Everything that a `.env` file could say otherwise is said here."""
    chosen = {
        "data_dir": str(folder),
        "database_url": f"sqlite:///{folder / 'longwave.sqlite3'}",
        "site_url": f"http://127.0.0.1:{port}",
        "secret_key": SECRET,
        "environment": "development",
        **settings,
    }
    return {f"LONGWAVE_{name.upper()}": value for name, value in chosen.items()}


def settle(folder: Path) -> None:
    """Make the site in a folder one that is not new: it has its tables, the sample posts and an owner."""
    for arguments in (["prepare"], ["author", "create", "olga", "--role", "owner"]):
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        environment = {**os.environ, **variables(folder, 8000), **CHEAP_PASSWORDS}
        subprocess.run(command, cwd=ROOT, env=environment, input=PASSWORD.encode(), check=True, capture_output=True)


def _gunicorn() -> list[str]:
    """The command of gunicorn: GUNICORN=/path/to/gunicorn if that is set, else the environment's own."""
    named = os.environ.get("GUNICORN") or shutil.which("gunicorn")
    if not named:
        raise FileNotFoundError("gunicorn is missing: `make bench` installs it, or set GUNICORN=/path/to/gunicorn.")
    return [named]
