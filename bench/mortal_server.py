"""The application as `make run` serves it, to be killed and started again."""

import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[1]
PORT = int(os.environ.get("BENCH_PORT", "8198"))
SECRET = "k" * 16 + "0123456789abcdef"
"""That of the studio's tests, which make the site that is served."""

DEADLINE = 60.0
"""Seconds that a start may take."""


class Server:
    """The application under granian, which can be killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.kills = 0

    @property
    def is_running(self) -> bool:
        """Whether it was started and not killed."""
        return self._process is not None

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT)),
            *("--workers", "1", "--log-level", "error", "wsgi:app"),
        ]
        settings = {
            "LONGWAVE_DATA_DIR": str(self._folder),
            "LONGWAVE_SECRET_KEY": SECRET,
            "LONGWAVE_PASSWORD_MEMORY": "64",
            "LONGWAVE_PASSWORD_PASSES": "1",
        }
        log = (self._folder / "server.log").open("ab")
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log, start_new_session=True
        )
        end = time.monotonic() + DEADLINE
        while not self._answers():
            if time.monotonic() > end:
                raise TimeoutError((self._folder / "server.log").read_text(encoding="utf-8", errors="replace")[-2000:])
            time.sleep(0.1)

    def kill(self) -> None:
        """End it and its workers at once, without a word."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
            self.kills += 1

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=2)
        try:
            connection.request("GET", "/login")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
