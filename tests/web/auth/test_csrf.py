"""Requests that change something come from a page of this site (ASVS 5.0 V3.5.1)."""

import pytest
from flask import Flask

from tests.studio_cast import PASSWORD, Person, logged_in


def unsafe_addresses(app: Flask) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}]
    values = {
        "author_id": 1,
        "session_id": 1,
        "invitation_id": 1,
        "secret": "x",
        "post_id": 1,
        "number": 1,
        "link_id": 1,
        "media_id": 1,
    }
    with app.test_request_context():
        return [rule.build({name: values[name] for name in rule.arguments})[1] for rule in rules]  # type: ignore[index]


@pytest.mark.parametrize("kind", ["no token", "wrong token", "somebody else's token"])
def test_every_unsafe_route_demands_the_token_of_its_session(studio: Flask, kind: str) -> None:
    olga = logged_in(studio, "olga")
    token = {"no token": "", "wrong token": "x.y.z"}.get(kind) or Person(studio).token()
    token = "" if kind == "no token" else token
    addresses = unsafe_addresses(studio)
    assert "/login" in addresses
    assert {address: olga.post(address, token).status_code for address in addresses} == dict.fromkeys(addresses, 400)
    assert olga.get("/studio/profile").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_from_another_site_is_refused_even_with_a_token(studio: Flask, site: str) -> None:
    anna = Person(studio)
    form = {"csrf_token": anna.token(), "name": "anna", "password": PASSWORD}
    assert anna.browser.post("/login", data=form, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert anna.browser.post("/login", data=form, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_a_form_sent_as_plain_text_is_refused(studio: Flask) -> None:
    anna = Person(studio)
    body = f"csrf_token={anna.token()}&name=anna&password={PASSWORD}"
    assert anna.browser.post("/login", data=body, content_type="text/plain").status_code == 400


def test_a_missing_cookie_is_told_as_being_logged_out(studio: Flask) -> None:
    answer = Person(studio).browser.post("/studio/profile", data={"csrf_token": "x"})
    assert answer.status_code == 401


def test_a_page_from_before_another_log_in_says_what_to_do(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    stale = anna.token()
    anna.log_in("anna")
    answer = anna.post("/studio/profile", stale, display_name="Anna")
    assert answer.status_code == 400
    assert "reload it and send it again" in answer.text
