"""Who may do what to which post: every route about a post, as each role, with a post of one's own and one of others."""

import pytest
from flask import Flask

from app.services import drafting, publishing
from app.services.drafts import Draft, Editor
from app.storage.models import Author, Post, Role
from tests.studio_cast import NAMES, NOW, database_of, logged_in, named

ROUTES = (
    ("GET", ""),
    ("POST", "/save"),
    ("POST", "/autosave"),
    ("POST", "/discard"),
    ("POST", "/publication"),
    ("POST", "/withdrawal"),
    ("POST", "/author"),
    ("POST", "/trash"),
    ("POST", "/restoration"),
    ("POST", "/purge"),
    ("GET", "/revisions"),
    ("GET", "/revisions/1"),
    ("POST", "/revisions/1/restoration"),
    ("GET", "/preview-links"),
    ("POST", "/preview-links"),
    ("POST", "/preview-links/99/revocation"),
)
LOOKING = {"", "/revisions", "/revisions/1"}
PUBLISHING = {"/publication", "/withdrawal"}
DIRECTING = {"/author"}


def add_post(app: Flask, owner: str, *, is_published: bool) -> int:
    with database_of(app).write.begin() as session:
        author: Author = named(session, owner)
        post: Post = drafting.begin(session, Draft("Title", "Text."), author=author, now=NOW)
        if is_published:
            publishing.publish(session, post, editor=Editor(author, post.version), now=NOW)
        return post.id


def expected(role: Role, *, is_own: bool, is_published: bool, path: str) -> str:
    """Return `hidden` where the post is as if it were not there, `closed` where the author sees it but may not."""
    if role in (Role.OWNER, Role.EDITOR):
        return "open"
    if not is_own:
        return "hidden"
    if path in DIRECTING or (role is Role.CONTRIBUTOR and path not in LOOKING and (is_published or path in PUBLISHING)):
        return "closed"
    return "open"


@pytest.mark.parametrize("state", ["draft", "published"])
@pytest.mark.parametrize("whose", ["own", "another's"])
@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_to_a_post_what_the_table_says(studio: Flask, role: Role, whose: str, state: str) -> None:
    name, is_own, is_published = NAMES[role], whose == "own", state == "published"
    other = "olga" if name != "olga" else "anna"
    person = logged_in(studio, name)
    found = {}
    for method, path in ROUTES:
        post_id = add_post(studio, name if is_own else other, is_published=is_published)
        address = f"/studio/posts/{post_id}{path}"
        fields = {"version": "1", "title": "T", "source": "S"}
        answer = person.get(address) if method == "GET" else person.post(address, **fields)
        found[path] = {403: "closed", 404: "hidden"}.get(answer.status_code, "open")
        assert answer.status_code < 500
    wanted = {path: expected(role, is_own=is_own, is_published=is_published, path=path) for _, path in ROUTES}
    wanted["/preview-links/99/revocation"] = found["/preview-links/99/revocation"]  # There is no such link anyway.
    assert found == wanted


@pytest.mark.parametrize("role", Role)
def test_a_preview_shows_no_pictures_or_names_of_a_post_that_its_author_may_not_see(studio: Flask, role: Role) -> None:
    post_id = add_post(studio, "edgar", is_published=False)
    person = logged_in(studio, NAMES[role])
    answer = person.browser.post(
        "/studio/preview", json={"post_id": post_id, "source": "x"}, headers={"X-CSRFToken": person.token()}
    )
    assert answer.status_code == (200 if role in (Role.OWNER, Role.EDITOR) else 404)


def test_nothing_changes_by_looking(studio: Flask) -> None:
    post_id = add_post(studio, "anna", is_published=True)
    person = logged_in(studio, "anna")
    for path in ("save", "autosave", "discard", "publication", "withdrawal", "author", "trash", "restoration", "purge"):
        assert person.get(f"/studio/posts/{post_id}/{path}").status_code == 405
    assert person.get(f"/studio/posts/{post_id}/revisions/1/restoration").status_code == 405
    assert person.get("/studio/posts").status_code == 405
    assert person.get("/studio/preview").status_code == 405


def test_a_contributor_who_may_not_change_a_post_any_more_can_still_read_it(studio: Flask) -> None:
    post_id = add_post(studio, "carl", is_published=True)
    page = logged_in(studio, "carl").get(f"/studio/posts/{post_id}").text
    assert "You may read this post here but not change it." in page
    assert "data-source readonly" in page
    assert "data-save>" not in page
