"""Servers that a measurement starts by itself, on ports that are free, and ends with everything they started."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.footprint import family

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds until a server that does not answer counts as broken."""

GRACE = 15.0
"""Seconds that a server may take to end before it is killed."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: where it answers, and the process that was started."""

    address: str
    process: int

    @property
    def family(self) -> list[int]:
        """The processes of the server: whatever the one that was started, which is `make`, has started."""
        return family(self.process)[1:]

    @property
    def port(self) -> int:
        """The port in the address."""
        return int(self.address.rsplit(":", 1)[1])


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, log: Path, **variables: str) -> Iterator[Served]:
    """Run a server in a process group of its own; wait until it answers anything, and end the group afterwards.

    Raises `RuntimeError` with the end of its log if it ends or does not answer.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(variables), stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait_for(process, port, log)
        yield Served(f"http://127.0.0.1:{port}", process.pid)
    finally:
        end(process)


def answers(port: int, path: str = "/", headers: Mapping[str, str] | None = None) -> int:
    """Return the status of a request, 0 where nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the group of a process that leads one to end; kill what does not."""
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    except ProcessLookupError:
        process.wait()


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment without what an outer `make` says to an inner one, which would take it for its own."""
    outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    return {name: value for name, value in os.environ.items() if name not in outer} | dict(variables)


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not answers(port):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{process.args!r} does not serve:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.02)
