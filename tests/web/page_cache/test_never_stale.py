"""Whatever happens in whatever order, on any worker: readers get what the database holds now, and nothing else."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from app import create_app
from app.config import Settings
from app.database import Database
from app.services import writing
from app.storage.models import Base, Post
from app.storage.versions import LONGEST_UNCHECKED
from app.web.page_cache.codings import CODECS, Coding
from tests.web.desk import NOW, Desk, on_both_databases

PATHS = (
    "/",
    "/?page=2",
    "/feed.xml",
    "/tags/",
    "/tags/alpha",
    "/posts/first",
    "/archive",
    "/sitemap.xml",
    "/?tag_ids=1",
)
KNOWN_EVERYWHERE = LONGEST_UNCHECKED * 1.2
"""Seconds after which every worker knows of a change, in which the promise is twice as long."""


@dataclass(frozen=True)
class Site:
    """Two workers with caches of their own, and one that keeps nothing and so tells the truth."""

    workers: tuple[Flask, Flask]
    truth: Flask
    is_server: bool

    def at(self, now: datetime) -> None:
        """Set every worker's clock."""
        for app in (*self.workers, self.truth):
            app.config["CLOCK"] = lambda: now

    @property
    def database(self) -> Database:
        """The database as the first worker reaches it."""
        found: Database = self.workers[0].extensions["longwave-database"]
        return found


@pytest.fixture
def site(settings: Settings, database_url: str) -> Iterator[Site]:
    """A site of two workers."""
    alone = settings.model_copy(update={"page_cache_bytes": 0})
    apps = [create_app(of) for of in (settings, settings, alone)]
    yield Site((apps[0], apps[1]), apps[2], database_url.startswith("postgresql"))
    for app in apps:
        app.extensions["longwave-database"].engine.dispose()


class Workers(RuleBasedStateMachine):
    """An author at work, time that passes, and readers who ask any worker for anything in any coding."""

    site: Site

    @initialize()
    def open_the_site(self) -> None:
        self.now = NOW
        self.site.at(NOW)
        self.bodies: dict[str, bytes] = {}
        self.held: dict[tuple[str, Coding], str] = {}
        self.session = self.site.database.write()
        for table in reversed(Base.metadata.sorted_tables):
            self.session.execute(sa.delete(table))
        self.desk = Desk(self.session)
        self.desk.decide(language="en", posts_per_page=2, title="Title")
        self.posts: list[Post] = [self.desk.post("First", "Words $x$.", slug="first", tags=("alpha",))]

    def teardown(self) -> None:
        self.session.close()

    @rule(tag=st.sampled_from(["alpha", "beta"]), hours=st.integers(-30, 30))
    def post(self, tag: str, hours: int) -> None:
        number = len(self.posts)
        at = self.now + timedelta(hours=hours)
        self.posts.append(self.desk.post(f"Post {number}", f"Text {number}.", tags=(tag,), published_at=at))

    @rule(which=st.integers(0, 50), word=st.sampled_from(["one", "two", "three"]))
    def edit(self, which: int, word: str) -> None:
        post = self.posts[which % len(self.posts)]
        post.title = f"{post.slug} {word}"
        self.session.commit()

    @rule(which=st.integers(0, 50))
    def withdraw(self, which: int) -> None:
        writing.withdraw(self.posts[which % len(self.posts)])
        self.session.commit()

    @rule(which=st.integers(0, 50))
    def publish_again(self, which: int) -> None:
        writing.publish(self.session, self.posts[which % len(self.posts)], now=self.now)
        self.session.commit()

    @rule(which=st.integers(0, 50))
    def pin(self, which: int) -> None:
        post = self.posts[which % len(self.posts)]
        post.pinned = not post.pinned
        self.session.commit()

    @rule(name=st.sampled_from(["Alpha", "Alphabet"]))
    def rename_tag(self, name: str) -> None:
        self.desk.tag("alpha").name = name
        self.session.commit()

    @rule(title=st.sampled_from(["Title", "Other"]))
    def rename_site(self, title: str) -> None:
        self.desk.decide(title=title)

    @rule()
    def change_and_think_better(self) -> None:
        self.posts[0].title = "Never said"
        self.session.flush()
        self.session.rollback()

    @rule(hours=st.sampled_from([1, 5, 24, -1, -7]))
    def let_time_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.site.at(self.now)

    @rule(path=st.sampled_from(PATHS), coding=st.sampled_from(Coding), worker=st.integers(0, 1), asks=st.booleans())
    def read(self, path: str, coding: Coding, worker: int, *, asks: bool) -> None:
        if self.site.is_server:
            time.sleep(KNOWN_EVERYWHERE)
        headers = {"Accept-Encoding": coding.value}
        if asks and (path, coding) in self.held:
            headers["If-None-Match"] = self.held[path, coding]
        answer = self.site.workers[worker].test_client(use_cookies=False).get(path, headers=headers)
        true = self.site.truth.test_client(use_cookies=False).get(path)
        assert "Set-Cookie" not in answer.headers
        if answer.status_code == 304:
            assert true.status_code == 200
            body = self.bodies[headers["If-None-Match"]]
            assert CODECS[coding].restore(body) == true.data
            return
        assert answer.status_code == true.status_code
        if answer.status_code == 200:
            assert CODECS[coding].restore(answer.data) == true.data
            tag = answer.headers["ETag"]
            assert self.bodies.setdefault(tag, answer.data) == answer.data
            self.held[path, coding] = tag


@on_both_databases
def test_no_worker_ever_shows_what_is_not_so(site: Site) -> None:
    machine = type("WorkersOfThisSite", (Workers,), {"site": site})
    examples = 12 if site.is_server else 40
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None))


@on_both_databases
def test_while_an_author_writes_every_reader_of_every_worker_is_up_to_date(site: Site) -> None:
    """Readers hammer both workers; what was committed before a request began, and long enough ago, is in its answer."""
    grace = KNOWN_EVERYWHERE if site.is_server else 0.0
    commits: list[tuple[float, int]] = [(time.monotonic(), 0)]
    is_over = Event()

    def read(worker: int) -> list[tuple[float, int]]:
        client, seen = site.workers[worker].test_client(use_cookies=False), []
        while not is_over.is_set():
            begun = time.monotonic()
            found = re.search(r"<title>State (\d+)\b", client.get("/").text)
            assert found is not None
            seen.append((begun, int(found[1])))
        return seen

    site.at(NOW)
    with site.database.write() as session, ThreadPoolExecutor(4) as readers:
        desk = Desk(session)
        desk.decide(language="en", title="State 0")
        asked = [readers.submit(read, number % 2) for number in range(4)]
        for number in range(1, 40):
            desk.decide(title=f"State {number}")
            commits.append((time.monotonic(), number))
            time.sleep(0.01)
        is_over.set()
        seen = [sight for reader in asked for sight in reader.result()]
    assert len({number for _, number in seen}) > 2
    for begun, number in seen:
        assert number >= max(said for at, said in commits if at + grace <= begun or said == 0)
