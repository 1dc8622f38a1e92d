"""The generator of load for machines without wrk: it counts whole answers, and nothing that went wrong."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench.sockets import requests_per_second

BODY = b"x" * 300_000  # more than one read of a socket gives


class Handler(BaseHTTPRequestHandler):
    """Keeps connections, closes them, sends nothing but a head, or fails, as the path says."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, body = {"/304": (304, b""), "/500": (500, b"no")}.get(self.path, (200, BODY))
        self.send_response(status)
        self.send_header("Content-Length", str(len(BODY if status == 304 else body)))
        if self.path == "/close":
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """Says nothing about clients that leave in the middle of an answer, as a generator does when its time is up."""

    def handle_error(self, *arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/", "/close", "/304"])
def test_answers_are_counted_however_the_server_ends_them(address: str, path: str) -> None:
    assert requests_per_second(address, path, {"Accept-Encoding": "gzip"}, connections=2, seconds=0.3) > 0


def test_an_answer_that_is_not_well_ends_the_measurement(address: str) -> None:
    with pytest.raises(ConnectionError, match="500"):
        requests_per_second(address, "/500", {}, connections=2, seconds=0.3)
