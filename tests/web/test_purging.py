"""A cache in front is told of every change that readers see, and nothing waits for it or fails by it."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from app import create_app
from app.config import Settings
from app.storage.models import State
from app.web import purging
from app.web.purging import Purge
from tests.web.desk import Desk

Call = tuple[str, dict[str, str], bytes]

PATIENCE = 30


class Cache(ThreadingHTTPServer):
    """A cache that notes how it is asked to forget, and answers with the statuses it is given, then with 200."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.calls: Queue[Call] = Queue()
        self.statuses: list[int] = []

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.server_port}/zones/7/purge_cache"


class Door(BaseHTTPRequestHandler):
    """Takes one call."""

    server: Cache

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.put((self.path, dict(self.headers), body))
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.send_header("Location", "http://192.0.2.1/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def wait_for_calls() -> None:
    """Wait until nobody is being told anything."""
    for thread in threading.enumerate():
        if thread.name == "longwave-purge":
            thread.join(PATIENCE)


@pytest.fixture
def cache() -> Iterator[Cache]:
    """A running cache."""
    with Cache() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def app(settings: Settings, cache: Cache) -> Iterator[Flask]:
    """A site that tells the cache."""
    app = create_app(settings.model_copy(update={"purge_url": cache.url, "purge_token": SecretStr("s3cret")}))
    yield app
    app.extensions["longwave-database"].engine.dispose()


def test_a_change_that_readers_see_is_told(cache: Cache, desk: Desk) -> None:
    path, headers, body = cache.calls.get(timeout=PATIENCE)  # The desk has named the site.
    assert (path, json.loads(body)) == ("/zones/7/purge_cache", {"purge_everything": True})
    assert headers["Authorization"] == "Bearer s3cret"
    desk.post("Seen")
    assert cache.calls.get(timeout=PATIENCE)


def test_reading_and_drafts_are_not_told(cache: Cache, desk: Desk, client: FlaskClient) -> None:
    cache.calls.get(timeout=PATIENCE)
    client.get("/")
    desk.post("Draft", state=State.DRAFT)
    desk.post("Seen")
    cache.calls.get(timeout=PATIENCE)
    assert cache.calls.empty()


def test_changes_that_come_together_are_told_together(cache: Cache) -> None:
    purge = Purge(cache.url, "")
    for _ in range(50):
        purge.ask()
    assert "Authorization" not in cache.calls.get(timeout=PATIENCE)[1]
    wait_for_calls()
    assert cache.calls.qsize() <= 1


def test_a_cache_that_fails_is_asked_again(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(purging, "PAUSES", (0.0, 0.0))
    caplog.set_level(logging.WARNING, "longwave")
    cache.statuses = [500, 302, 200]  # A redirect is followed nowhere.
    purge = Purge(cache.url, "")
    purge.ask()
    for _ in range(3):
        cache.calls.get(timeout=PATIENCE)
    wait_for_calls()
    assert [record.getMessage() for record in caplog.records] == [
        "the cache in front could not be purged: it answered 500",
        "the cache in front could not be purged: it answered 302",
    ]


def test_a_cache_that_is_not_there_keeps_nobody_from_publishing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "PAUSES", ())
    app = create_app(settings.model_copy(update={"purge_url": "http://127.0.0.1:9/"}))
    with app.extensions["longwave-database"].write() as session:
        desk = Desk(session)
        desk.decide(language="en")
        desk.post("Seen")
    assert "Seen" in app.test_client().get("/").text
    wait_for_calls()
    app.extensions["longwave-database"].engine.dispose()
