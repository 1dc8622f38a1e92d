"""What is written down at the door (ASVS 5.0 V16.3.1, V16.3.2, V16.4.1)."""

import json
from typing import Any

import pytest
from flask import Flask

from tests.studio_cast import PASSWORD, Person, logged_in


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The log of everything."""
    caplog.set_level("DEBUG")
    return caplog


def lines(log: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [json.loads(record.getMessage()) for record in log.records if record.name == "longwave.security"]


def test_coming_and_going_is_written_down(studio: Flask, log: pytest.LogCaptureFixture) -> None:
    logged_in(studio, "anna", "192.0.2.44").post("/logout")
    came = {"event": "logged in", "address": "192.0.2.44", "author": "anna"}
    assert lines(log) == [came, {**came, "event": "logged out"}]


def test_a_refusal_is_written_down_with_a_name_only_if_somebody_has_it(
    studio: Flask, log: pytest.LogCaptureFixture
) -> None:
    Person(studio).log_in("anna", "wrong")
    Person(studio).log_in(PASSWORD, "anna")
    assert [(line["event"], line["author"]) for line in lines(log)] == [
        ("log-in refused", "anna"),
        ("log-in refused", None),
    ]
    assert all(record.levelname == "WARNING" for record in log.records if record.name == "longwave.security")


def test_nobody_forges_a_line(studio: Flask, log: pytest.LogCaptureFixture) -> None:
    person = Person(studio)
    person.log_in('anna\r\n{"event": "logged in"}', "wrong")
    person.get("/setup/%0d%0a{}")
    assert all("\n" not in record.getMessage() and "\r" not in record.getMessage() for record in log.records)


def test_owners_deeds_are_written_down(studio: Flask, log: pytest.LogCaptureFixture) -> None:
    olga = logged_in(studio, "olga")
    olga.post("/studio/authors/3/role", role="editor")
    olga.post("/studio/authors/3/deactivate")
    olga.post("/studio/invitations", role="author", note="Nina")
    assert [(line["event"], line.get("other")) for line in lines(log)[1:]] == [
        ("role changed to editor", "anna"),
        ("deactivated", "anna"),
        ("invited", None),
    ]


def test_no_secret_is_ever_written_down(studio: Flask, log: pytest.LogCaptureFixture) -> None:
    """ASVS 5.0 V16.2.5."""
    olga = logged_in(studio, "olga")
    page = olga.post("/studio/invitations", role="author", note="Nina").text
    link = page.split("<code>")[1].split("</code>")[0]
    olga.post("/studio/password", current_password="wrong", password="nine amber swifts")
    olga.post("/studio/password", current_password=PASSWORD, password="nine amber swifts")
    nina = Person(studio)
    nina.post(link.removeprefix("http://127.0.0.1:8000"), name="nina", password="six copper wrens")
    written = log.text
    for secret in (PASSWORD, "nine amber swifts", "six copper wrens", link.rpartition("/")[2], nina.cookie() or "?"):
        assert secret not in written
