"""Nodes of one site: real servers as `make run` starts them, on one PostgreSQL, one Redis and one object store."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from app.config import Settings

ROOT = Path(__file__).parents[2]

PATIENCE = 60.0
"""Seconds until a node that does not answer counts as broken."""


@dataclass
class Answer:
    """What a node answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass
class Node:
    """A server of the site with processes of its own."""

    port: int
    process: subprocess.Popen[bytes]

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        """Send one request over a connection of its own. Raises `OSError` if there is no whole answer."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                return Answer(answer.status, dict(answer.getheaders()), answer.read())
            except HTTPException as error:
                raise OSError("the answer broke off") from error

    def kill(self) -> None:
        """Take it away with all its processes, without a word; afterwards it takes no connection."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        with suppress(ConnectionRefusedError):
            while True:
                with suppress(ConnectionResetError), closing(socket.create_connection(("127.0.0.1", self.port))):
                    time.sleep(0.01)  # Its workers are still going.


@dataclass
class Browser:
    """An author's browser, whose requests a load balancer sends to any node: cookies go to all of them."""

    cookies: dict[str, str] = field(default_factory=dict)

    def log_in(self, node: Node, name: str, password: str) -> int:
        """Fill in the log-in form; return the status of the answer."""
        form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        return self._send(node, "POST", "/login", urlencode({"name": name, "password": password}), form).status

    def ask(self, node: Node, method: str, path: str, **sent: object) -> Answer:
        """Send JSON as the studio's scripts do."""
        as_json = {"Content-Type": "application/json", "Accept": "application/json"}
        return self._send(node, method, path, json.dumps(sent), as_json)

    def _send(self, node: Node, method: str, path: str, body: str, headers: dict[str, str]) -> Answer:
        token = node.ask("GET", "/login", Accept="application/json", Cookie=self._cookie())
        self._keep(token)
        said = {"Cookie": self._cookie(), "X-CSRFToken": str(json.loads(token.body)["csrf_token"])}
        answer = node.ask(method, path, body, **headers, **said)
        self._keep(answer)
        return answer

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep(self, answer: Answer) -> None:
        set_cookie = {name.lower(): value for name, value in answer.headers.items()}.get("set-cookie")
        if set_cookie:
            name, _, value = set_cookie.partition(";")[0].partition("=")
            self.cookies[name] = value


@contextmanager
def running_nodes(settings: Settings, count: int) -> Iterator[list[Node]]:
    """Start nodes with the same settings and wait until all answer; end them at the end."""
    nodes = [_started(settings) for _ in range(count)]
    try:
        for node in nodes:
            _wait_for(node)
        yield nodes
    finally:
        for node in nodes:
            if node.process.poll() is None:
                node.kill()


def _started(settings: Settings) -> Node:
    with closing(socket.socket()) as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "2", "--blocking-threads", "4", "--log-level", "error", "wsgi:app"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **_environment(settings)}, start_new_session=True)
    return Node(port, process)


def _environment(settings: Settings) -> dict[str, str]:
    """The settings as a machine's environment holds them."""
    plain = settings.model_dump(mode="python")
    return {f"LONGWAVE_{name.upper()}": _written(value) for name, value in plain.items() if _written(value)}


def _written(value: object) -> str:
    secret = getattr(value, "get_secret_value", None)
    return secret() if secret else str(int(value)) if isinstance(value, bool) else str(value)


def _wait_for(node: Node) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if node.ask("GET", "/healthz").status == 200:
                return
        except OSError:
            if node.process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
