"""Two nodes are one site: what an author does on one is so on the other, and readers do not notice when one dies."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from threading import Event

import pytest
from PIL import Image
from pydantic import SecretStr

from app import create_app
from app.config import Settings
from app.storage import schema
from tests.nodes.cluster import Browser, Node, running_nodes
from tests.object_store import ObjectStore, settings_of
from tests.postgresql import Server
from tests.redis import running_redis
from tests.studio_cast import PASSWORD, add_account, database_of
from tests.web.catalogues import compile_catalogues

SOON = 0.1
"""Seconds within which every node shows what was acknowledged."""


@pytest.fixture(scope="module")
def settings(
    tmp_path_factory: pytest.TempPathFactory, postgresql: Server, object_store: ObjectStore
) -> Iterator[Settings]:
    """A site on one PostgreSQL, one Redis and one object store, in which Anna has an account."""
    folder = tmp_path_factory.mktemp("nodes")
    compile_catalogues()
    with running_redis(folder) as redis:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            data_dir=folder,
            secret_key=SecretStr("k" * 16 + "0123456789abcdef"),
            database_url=postgresql.url(postgresql.create()),
            redis_url=redis.url,
            site_url="http://127.0.0.1:8000",
            password_memory=64,
            password_passes=1,
            **settings_of(object_store.bucket()),
        )
        app = create_app(settings)
        schema.upgrade(database_of(app).engine)
        add_account(app, "anna")
        database_of(app).engine.dispose()
        yield settings


@pytest.fixture(scope="module")
def nodes(settings: Settings) -> Iterator[list[Node]]:
    """Two running nodes."""
    with running_nodes(settings, 2) as nodes:
        yield nodes


@pytest.fixture
def anna(nodes: list[Node]) -> Browser:
    """Anna, who has logged in on the first node."""
    browser = Browser()
    assert browser.log_in(nodes[0], "anna", PASSWORD) == 200
    return browser


def begun(browser: Browser, node: Node) -> str:
    """Let an author begin a post on a node; return its address in the studio."""
    answer = browser.ask(node, "POST", "/studio/posts")
    assert answer.status == 303
    return answer.headers["location"]


def publish(browser: Browser, node: Node, title: str) -> None:
    """Let an author write and publish a post on a node."""
    url = begun(browser, node)
    sent = {"title": title, "source": "Some $x$.", "version": 1, "copy_version": 0, "branch": "tab"}
    saved = browser.ask(node, "POST", f"{url}/save", **sent)
    assert saved.status == 200, saved.text
    published = browser.ask(node, "POST", f"{url}/publication", version=json.loads(saved.body)["version"])
    assert published.status == 200, published.text


def test_what_is_published_on_one_node_is_read_on_the_other(nodes: list[Node], anna: Browser) -> None:
    first, second = nodes
    for number in range(10):
        for _ in range(3):  # Both nodes keep the page as it is before.
            assert f"Wave {number}" not in first.ask("GET", "/").text + second.ask("GET", "/").text
        publish(anna, first, f"Wave {number}")
        time.sleep(SOON)
        for _ in range(3):
            assert f"Wave {number}" in second.ask("GET", "/").text
            assert f"Wave {number}" in first.ask("GET", "/").text
        assert f"Wave {number}" in second.ask("GET", "/feed.xml").text


def test_a_session_is_one_on_all_nodes(nodes: list[Node], anna: Browser) -> None:
    assert anna.ask(nodes[0], "GET", begun(anna, nodes[1])).status == 200


def test_guesses_are_counted_together(nodes: list[Node]) -> None:
    guessing = Browser()
    statuses = [guessing.log_in(nodes[number % 2], "nobody", "guess") for number in range(8)]
    assert statuses == [401] * 5 + [429] * 3


def test_a_picture_that_came_to_one_node_is_shown_by_the_other(nodes: list[Node], settings: Settings) -> None:
    app = create_app(settings)
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(drawn, "PNG")
    store = database_of(app).files
    name = "a" * 64 + ".png"
    store.write(name, drawn.getvalue())
    database_of(app).engine.dispose()
    for node in nodes:
        assert node.ask("GET", f"/media/{name}").body == drawn.getvalue()


@dataclass
class Tally:
    """What readers met: answers, and requests for which no node had one."""

    answered: int = 0
    in_flight: int = 0
    lost: list[str] = field(default_factory=list)


@dataclass
class Reader:
    """Somebody who reads page after page through a load balancer."""

    nodes: list[Node]
    is_dying: Event
    is_dead: Event
    tally: Tally = field(default_factory=Tally)

    def read(self, is_over: Event) -> Tally:
        """Read until it is over."""
        for number in count():
            if is_over.is_set():
                break
            order = self.nodes if number % 2 else self.nodes[::-1]
            if not any(self._got(node, ("/", "/feed.xml", "/archive")[number % 3]) for node in order):
                self.tally.lost.append("no node took the request")
        return self.tally

    def _got(self, node: Node, path: str) -> bool:
        """Whether the node answered; one that takes no connection is left for the other.

        What a node had taken when it died is in flight there: it is counted, and asked again.
        """
        try:
            answer = node.ask("GET", path)
        except ConnectionRefusedError:
            return False
        except OSError:
            self.tally.in_flight += 1
            if self.is_dead.is_set() or not self.is_dying.is_set():
                self.tally.lost.append("broken off by a node that was not dying")
            return False
        self.tally.answered += 1
        if answer.status != 200:
            self.tally.lost.append(f"answered {answer.status}")
        return True


def test_a_node_that_dies_takes_only_what_it_was_answering(settings: Settings) -> None:
    is_over, is_dying, is_dead = Event(), Event(), Event()
    readers_count = 4
    with running_nodes(settings, 2) as nodes, ThreadPoolExecutor(readers_count) as readers:
        asked = [readers.submit(Reader(nodes, is_dying, is_dead).read, is_over) for _ in range(readers_count)]
        try:
            time.sleep(1)
            is_dying.set()
            nodes[0].kill()
            time.sleep(0.5)  # A reader who was told so has noticed.
            is_dead.set()
            author = Browser()
            assert author.log_in(nodes[1], "anna", PASSWORD) == 200
            publish(author, nodes[1], "Written after the fall")
            time.sleep(1)
        finally:
            is_over.set()
        tallies = [reader.result() for reader in asked]
        assert "Written after the fall" in nodes[1].ask("GET", "/").text
    assert [lost for tally in tallies for lost in tally.lost] == []
    assert all(tally.answered > 10 for tally in tallies)
