"""What the tests of the studio's posts share: writing as somebody, as a browser's form and as a script do it."""

import json
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from app.services import recording
from app.services.drafts import Draft, draft_of
from app.storage.models import Post, Revision
from tests.studio_cast import Person, database_of, logged_in


@dataclass
class Writer:
    """Somebody who is logged in and writes; `path` is that of the post."""

    app: Flask
    name: str
    person: Person = field(init=False)

    def __post_init__(self) -> None:
        self.person = logged_in(self.app, self.name)

    def begin(self, source: str = "", title: str = "") -> int:
        """Begin a post, save it if there is something to save, and return its id."""
        answer = self.person.post("/studio/posts")
        assert answer.status_code == 303
        post_id = int(answer.location.rsplit("/", 1)[1])
        if source or title:
            assert self.save(post_id, title=title, source=source, version=1).status_code == 200
        return post_id

    def open(self, post_id: int) -> dict[str, str]:
        """Open the editor and return what its form holds, as a browser would send it."""
        answer = self.person.get(f"/studio/posts/{post_id}")
        assert answer.status_code == 200
        return form_of(answer.text)

    def send(self, path: str, **values: Any) -> TestResponse:
        """Send JSON as the editor's script does."""
        return self.person.browser.post(
            path,
            data=json.dumps(values),
            content_type="application/json",
            headers={"X-CSRFToken": self.person.token()},
            environ_base={"REMOTE_ADDR": self.person.address},
        )

    def save(self, post_id: int, **values: Any) -> TestResponse:
        """Save as a script does."""
        return self.send(f"/studio/posts/{post_id}/save", **values)

    def autosave(self, post_id: int, **values: Any) -> TestResponse:
        """Autosave as a script does."""
        return self.send(f"/studio/posts/{post_id}/autosave", **values)

    def publish(self, post_id: int, **values: Any) -> TestResponse:
        """Publish as a script does, by default the newest version."""
        version = post_of(self.app, post_id).version
        return self.send(f"/studio/posts/{post_id}/publication", **{"version": version, **values})


def form_of(page: str) -> dict[str, str]:
    """Return the fields of the editor's form, or of the page after a conflict."""
    return fields_of(page, "form#editor, form[data-conflict]")


def fields_of(page: str, selector: str) -> dict[str, str]:
    """Return the fields of a form as a browser sends them: line ends become CR LF."""
    form = LexborHTMLParser(page).css_first(selector)
    assert form
    found: dict[str, str] = {}
    for node in form.css("input[name], textarea[name]"):
        kind, name = node.attributes.get("type"), node.attributes["name"] or ""
        if kind == "checkbox" and "checked" not in node.attributes:
            continue
        found[name] = node.text(strip=False) if node.tag == "textarea" else node.attributes.get("value") or ""
    for select in form.css("select[name]"):
        chosen = select.css_first("option[selected]") or select.css_first("option")
        found[select.attributes["name"] or ""] = (chosen.attributes.get("value") or "") if chosen else ""
    return {name: value.replace("\r\n", "\n").replace("\n", "\r\n") for name, value in found.items()}


def post_of(app: Flask, post_id: int) -> Post:
    """Return the row of a post."""
    with database_of(app).read() as session:
        return session.get_one(Post, post_id)


def head_of(app: Flask, post_id: int) -> Draft:
    """Return the newest saved text of a post."""
    with database_of(app).read() as session:
        return recording.head(session, session.get_one(Post, post_id))


def kept(app: Flask, post_id: int) -> list[str]:
    """Return the sources of all revisions, oldest first."""
    with database_of(app).read() as session:
        rows = session.query(Revision).filter_by(post_id=post_id).order_by(Revision.number)
        return [draft_of(row).source for row in rows]
