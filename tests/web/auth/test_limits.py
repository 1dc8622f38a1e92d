"""Guessing is slow (ASVS 5.0 V2.4.1 and V6.3.1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from app.config import ConfigurationError
from tests.redis import Redis, running_redis
from tests.studio_cast import PASSWORD, Person, add_account, site_in


def guess(person: Person, name: str, times: int) -> list[int]:
    token = person.token()
    return [person.post("/login", token, name=name, password=f"guess {n}").status_code for n in range(times)]


def test_guesses_at_one_name_are_stopped_and_its_owner_still_gets_in(studio: Flask) -> None:
    statuses = guess(Person(studio, "198.51.100.9"), "anna", 20)
    assert statuses == [401] * 5 + [429] * 15
    assert Person(studio, "192.0.2.1").log_in("anna").status_code == 303


def test_one_guess_at_each_of_many_names_is_stopped(studio: Flask) -> None:
    person = Person(studio, "198.51.100.9")
    statuses = [guess(person, f"name{n}", 1)[0] for n in range(30)]
    assert statuses == [401] * 20 + [429] * 10


def test_another_spelling_of_a_name_is_no_other_name(studio: Flask) -> None:
    person = Person(studio)
    assert [guess(person, name, 1)[0] for name in ("anna", "ANNA", " anna", "Anna ", "ＡＮＮＡ", "aNNa")][-1] == 429


def test_a_subscriber_of_ipv6_counts_once(studio: Flask) -> None:
    statuses = [guess(Person(studio, f"2001:db8:1:2::{n:x}"), "anna", 1)[0] for n in range(8)]
    assert statuses == [401] * 5 + [429] * 3
    assert guess(Person(studio, "2001:db8:1:3::1"), "anna", 1) == [401]


def test_who_is_stopped_is_told_for_how_long(studio: Flask) -> None:
    person = Person(studio)
    guess(person, "anna", 5)
    answer = person.log_in("anna")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "Too many attempts" in answer.text
    assert "Wait 1 minute, then try again." in answer.text


def test_known_and_unknown_names_are_stopped_alike(studio: Flask) -> None:
    assert guess(Person(studio, "198.51.100.1"), "anna", 8) == guess(Person(studio, "198.51.100.2"), "nobody", 8)


def test_an_invented_address_does_not_help(studio: Flask) -> None:
    """ASVS 5.0 V4.1.3: nobody counts as a proxy unless the settings say so."""
    person = Person(studio)
    form = {"csrf_token": person.token(), "name": "anna", "password": "guess"}
    headers = [{"X-Forwarded-For": f"198.51.100.{n}", "Forwarded": f"for=198.51.100.{n}"} for n in range(8)]
    assert [person.browser.post("/login", data=form, headers=header).status_code for header in headers][-1] == 429


def test_looking_for_links_is_stopped(studio: Flask) -> None:
    person = Person(studio)
    assert [person.get(f"/setup/{n}").status_code for n in range(25)] == [404] * 20 + [429] * 5


def test_reading_is_never_limited(studio: Flask) -> None:
    person = Person(studio)
    guess(person, "anna", 30)
    assert {person.get("/login").status_code for _ in range(50)} == {200}


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """A Redis server."""
    with running_redis(tmp_path) as server:
        yield server


def test_processes_count_together_in_redis_and_alone_without_it(tmp_path: Path, redis: Redis) -> None:
    first, second = (site_in(tmp_path, redis_url=redis.url) for _ in range(2))
    add_account(first, "anna")
    assert guess(Person(first), "anna", 3) == [401] * 3
    assert guess(Person(second), "anna", 4) == [401, 401, 429, 429]
    redis.end()
    for app in (first, second):
        person = Person(app)
        assert person.log_in("anna", PASSWORD).status_code == 303
        assert guess(Person(app), "anna", 8)[-1] == 429


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost", "redis://localhost:port"])
def test_an_address_that_is_none_of_redis_is_refused_at_the_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigurationError, match="LONGWAVE_REDIS_URL"):
        site_in(tmp_path, redis_url=SecretStr(url))
