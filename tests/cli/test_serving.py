"""`serve`: one process that prepares and loads, and workers that are forked from it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.conftest import Site

ROOT = Path(__file__).parents[2]
LONGEST_START = 60.0


class Served:
    """A site that is served."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        environment = {**os.environ, "LONGWAVE_DATA_DIR": str(folder), "GRANIAN_WORKERS": "2"}
        command = [str(Path(sys.executable).with_name("flask")), "--app", "wsgi", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--respawn-failed-workers", "--workers-kill-timeout", "10"],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.PIPE,
        )
        end = time.monotonic() + LONGEST_START
        while self.status("/") != 200:
            assert self.process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)

    def status(self, path: str) -> int:
        """Return how a request is answered; 0 if nothing answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return sorted(int(child) for task in tasks for child in task.read_text().split())

    def log(self) -> str:
        """End it and return what it said."""
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=LONGEST_START)
        return said.decode()


@pytest.fixture
def served(new_site: Site) -> Iterator[Served]:
    """A site that was never started before, served with two workers."""
    served = Served(new_site.where.settings.data_dir)
    yield served
    if served.process.poll() is None:
        served.log()


def open_files(pid: int) -> set[str]:
    """Return the files that a process has open."""
    return {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()}


def test_a_new_site_is_prepared_and_served(served: Served) -> None:
    assert served.status("/posts/vae-elbo") == 200
    assert len(served.workers) == 2


def test_no_connection_to_the_database_is_shared_with_the_workers(served: Served) -> None:
    assert [name for name in open_files(served.process.pid) if "sqlite3" in name] == []


def test_it_ends_when_it_is_asked_to_without_a_complaint(served: Served) -> None:
    time.sleep(1)  # The second worker may only just be there.
    assert "Traceback" not in served.log()
    assert served.process.returncode == 0


def test_a_worker_that_died_comes_back(served: Served) -> None:
    before = set(served.workers)
    os.kill(min(before), signal.SIGKILL)
    end = time.monotonic() + LONGEST_START
    while len(set(served.workers) - before) == 0:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert served.status("/") == 200
