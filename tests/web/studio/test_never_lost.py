"""Whatever two authors with three tabs do, every text that was acknowledged is found again."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.studio.desk import Writer, form_of, head_of, kept, post_of

TABS = ("anna-1", "anna-2", "olga-1")
STEPS = ("autosave", "autosave", "save", "save", "form", "publish", "withdraw", "restore", "trash", "open")

OTHER_STEPS = {
    "publish": ["publication"],
    "withdraw": ["withdrawal"],
    "restore": ["revisions/1/restoration"],
    "trash": ["trash", "restoration"],
}

Writers = dict[str, Writer]

words = count(1)


@dataclass
class Tab:
    """A tab of a browser: its author, what it heard of the post, and the last text that was acknowledged to it."""

    writer: Writer
    branch: str
    versions: dict[str, int]
    text: str
    has_seen: int
    last: str | None = None

    def type(self) -> str:
        """Type another word."""
        self.text += f"\nword{next(words):05}"
        return self.text

    def send(self, post_id: int, how: str) -> int:
        """Save or autosave what was typed, take over what is answered; return the status."""
        text = self.type()
        answer = self.writer.send(f"/studio/posts/{post_id}/{how}", source=text, branch=self.branch, **self.versions)
        told: dict[str, Any] = answer.get_json()
        assert answer.status_code in (200, 409)
        self.versions = {name: told[name] for name in ("version", "copy_version")}
        self.last = text
        if how == "save" or answer.status_code == 409:  # An autosave shows nobody what others did.
            self.has_seen = told["version"]
        if answer.status_code == 409:
            self.text = told["merged"]["source"]
        return int(answer.status_code)

    def send_form(self, post_id: int) -> str:
        """Save what was typed as a browser without scripts does; return it."""
        text = self.type()
        versions = {name: str(version) for name, version in self.versions.items()}
        form = {"source": text.replace("\n", "\r\n"), "branch": self.branch, **versions}
        answer = self.writer.person.post(f"/studio/posts/{post_id}/save", **form)
        assert answer.status_code == 303
        if "/conflicts/" in answer.location:
            assert form_of(self.writer.person.get(answer.location).text)["source"]
        return text


def opened(writer: Writer, branch: str, post_id: int) -> Tab:
    form = writer.open(post_id)
    versions = {name: int(form[name]) for name in ("version", "copy_version")}
    return Tab(writer, branch, versions, form["source"].replace("\r\n", "\n"), versions["version"])


@pytest.fixture
def writers(studio: Flask) -> Writers:
    return {name: Writer(studio, name) for name in ("anna", "olga")}


def take_step(step: str, tab: Tab, post_id: int) -> list[str]:
    """Let a tab do something; return what must now be found for ever."""
    if step in ("save", "autosave"):
        tab.send(post_id, step)
        return [str(tab.last)] if step == "save" else []
    if step == "form":
        return [tab.send_form(post_id)]
    for path in OTHER_STEPS[step]:
        version = str(post_of(tab.writer.app, post_id).version)
        assert tab.writer.person.post(f"/studio/posts/{post_id}/{path}", version=version).status_code == 303
    return []


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(TABS)), min_size=3, max_size=14))
def test_every_acknowledged_text_is_in_a_revision(
    studio: Flask, writers: Writers, steps: list[tuple[str, str]]
) -> None:
    post_id = writers["anna"].begin("Begun.", "Title")
    tabs = {name: opened(writers[name[:4]], name, post_id) for name in TABS}
    forever = ["Begun."]
    for step, name in steps:
        if step == "open":
            tabs[name] = opened(writers[name[:4]], name, post_id)
        else:
            forever += take_step(step, tabs[name], post_id)
        found = kept(studio, post_id)
        assert set(forever) <= set(found)
        assert {tab.last for tab in tabs.values() if tab.last} <= set(found)
        assert head_of(studio, post_id).source in found


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.sampled_from(("autosave", "save")), st.sampled_from(TABS)), min_size=2, max_size=10))
def test_nobody_saves_over_what_they_have_not_seen(
    studio: Flask, writers: Writers, steps: list[tuple[str, str]]
) -> None:
    post_id = writers["anna"].begin("Begun.", "Title")
    tabs = {name: opened(writers[name[:4]], name, post_id) for name in TABS}
    for step, name in steps:
        before = head_of(studio, post_id).source
        version = post_of(studio, post_id).version
        knows = tabs[name].has_seen == version
        status = tabs[name].send(post_id, step)
        if step == "save":
            assert (status == 200) == knows
            assert head_of(studio, post_id).source == (tabs[name].last if knows else before)
        else:
            assert head_of(studio, post_id).source == before
