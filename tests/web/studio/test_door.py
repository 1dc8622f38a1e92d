"""Every route of the studio, as a stranger and as each role."""

import re

import pytest
from flask import Flask

from app.storage.models import Role
from tests.studio_cast import NAMES, Person, add_signer, database_of, logged_in

EVERYBODY = frozenset(Role)
OWNERS = frozenset({Role.OWNER})

DOORS = {
    "studio.home": EVERYBODY,
    "studio.begin_post": EVERYBODY,
    "studio.act_on_many": EVERYBODY,
    "studio.editor": EVERYBODY,
    "studio.save": EVERYBODY,
    "studio.autosave": EVERYBODY,
    "studio.discard": EVERYBODY,
    "studio.publish": EVERYBODY,
    "studio.withdraw": EVERYBODY,
    "studio.assign": EVERYBODY,
    "studio.trash": EVERYBODY,
    "studio.recover": EVERYBODY,
    "studio.purge": EVERYBODY,
    "studio.preview": EVERYBODY,
    "studio.completions": EVERYBODY,
    "studio.revisions": EVERYBODY,
    "studio.revision": EVERYBODY,
    "studio.restore": EVERYBODY,
    "studio.conflict": EVERYBODY,
    "studio.preview_links": EVERYBODY,
    "studio.create_preview_link": EVERYBODY,
    "studio.revoke_preview_link": EVERYBODY,
    "studio.confirmation": EVERYBODY,
    "studio.confirm": EVERYBODY,
    "studio.profile": EVERYBODY,
    "studio.change_profile": EVERYBODY,
    "studio.change_avatar": EVERYBODY,
    "studio.remove_avatar": EVERYBODY,
    "studio.change_password": EVERYBODY,
    "studio.end_session": EVERYBODY,
    "studio.end_other_sessions": EVERYBODY,
    "studio.authors": OWNERS,
    "studio.change_role": OWNERS,
    "studio.deactivate_author": OWNERS,
    "studio.reactivate_author": OWNERS,
    "studio.invite_back": OWNERS,
    "studio.invite": OWNERS,
    "studio.revoke_invitation": OWNERS,
    "studio.pictures": EVERYBODY,
    "studio.add_picture": EVERYBODY,
    "studio.describe_picture": EVERYBODY,
    "studio.delete_picture": EVERYBODY,
}
"""Who may come in by which door; a route that is not listed fails the test below.

What is about one post is open to everybody here and decided by the post: `test_rights.py`.
"""


@pytest.fixture
def addresses(studio: Flask) -> dict[str, tuple[str, str]]:
    """The method and an address of every route of the studio, by its endpoint."""
    with database_of(studio).write.begin() as session:
        somebody = str(add_signer(session, "somebody").id)
    rules = [rule for rule in studio.url_map.iter_rules() if rule.rule.startswith("/studio")]
    return {
        rule.endpoint: (
            "POST" if "POST" in (rule.methods or set()) else "GET",
            re.sub(r"<int[^>]*:\w+>", somebody, rule.rule),
        )
        for rule in rules
    }


def call(person: Person, method: str, address: str) -> int:
    return (person.post(address) if method == "POST" else person.get(address)).status_code


def test_every_route_of_the_studio_is_listed(addresses: dict[str, tuple[str, str]]) -> None:
    assert set(addresses) == set(DOORS)


@pytest.mark.parametrize("endpoint", DOORS)
def test_a_stranger_stays_outside(studio: Flask, addresses: dict[str, tuple[str, str]], endpoint: str) -> None:
    method, address = addresses[endpoint]
    stranger = Person(studio)
    answer = stranger.post(address) if method == "POST" else stranger.get(address)
    if method == "POST":
        assert answer.status_code == 401
    else:
        assert answer.status_code == 303
        assert answer.location == f"/login?next={address}"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("endpoint", DOORS)
def test_each_role_passes_its_doors_and_no_other(
    studio: Flask, addresses: dict[str, tuple[str, str]], endpoint: str, role: Role
) -> None:
    status = call(logged_in(studio, NAMES[role]), *addresses[endpoint])
    if role in DOORS[endpoint]:
        assert status not in {401, 403, 405, 500}
    else:
        assert status == 403


@pytest.mark.parametrize("endpoint", sorted(name for name, roles in DOORS.items() if roles == OWNERS))
@pytest.mark.parametrize("disguise", ["{}/", "/{}", "/./{}", "{}%2f", "{}.css", "{};x", "{}%0a", "UPPER"])
def test_another_spelling_of_the_address_opens_nothing(
    studio: Flask, addresses: dict[str, tuple[str, str]], endpoint: str, disguise: str
) -> None:
    method, address = addresses[endpoint]
    spelled = address.upper() if disguise == "UPPER" else disguise.format(address)
    assert call(logged_in(studio, "carl"), method, spelled) in {308, 403, 404, 405}


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_a_header_does_not_change_the_method(studio: Flask, header: str) -> None:
    owner = logged_in(studio, "olga")
    answer = owner.get("/studio/sessions/end-others", headers={header: "POST"})
    assert answer.status_code == 405


def test_a_page_that_is_asked_for_by_head_is_closed_too(studio: Flask) -> None:
    assert Person(studio).browser.head("/studio/profile").status_code == 303


def test_a_script_is_told_to_log_in(studio: Flask) -> None:
    answer = Person(studio).get("/studio/profile", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json()["log_in"] == "/login"


def test_nobody_keeps_a_copy_of_a_page_of_the_studio(studio: Flask) -> None:
    for address in ("/login", "/studio/profile", "/setup/nothing"):
        answer = logged_in(studio, "olga").get(address)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers["Vary"]
