"""An author's desk for tests: writes posts as the command line and the studio do, and remembers the session."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.services import naming, site, writing
from app.services.writing import Manuscript
from app.storage.models import Kind, Post, State, Tag
from app.storage.queries import taxonomy

on_both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
"""Marks a test that runs on a site of each kind."""

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
"""The moment at which every request of a test is made, unless it moves the clock."""


@dataclass
class Desk:
    """Writes posts; each is a day older than the one before unless it says when it was published."""

    session: Session
    written: int = field(default=0)

    def post(self, title: str, source: str = "Some words.", *, author: str = "林间", **said: Any) -> Post:
        """A published post."""
        self.written += 1
        at = said.pop("published_at", NOW - timedelta(days=self.written))
        manuscript = Manuscript(
            title, source, **{"state": State.PUBLISHED, "published_at": at, "updated_at": at, "language": "en", **said}
        )
        post = writing.create(
            self.session, manuscript, author=naming.author_of(self.session, author, now=NOW), now=min(at, NOW)
        )
        self.session.commit()
        return post

    def page(self, title: str, source: str = "Some words.", **said: Any) -> Post:
        """A static page."""
        return self.post(title, source, kind=Kind.PAGE, **said)

    def move(self, post: Post, slug: str) -> None:
        """Give a post another address."""
        manuscript = Manuscript(
            post.title, post.source, slug=slug, kind=post.kind, state=post.state, published_at=post.published_at
        )
        writing.change(self.session, post, manuscript, now=NOW)
        self.session.commit()

    def decide(self, **settings: object) -> None:
        """Change the site's settings."""
        for key, value in settings.items():
            site.save(self.session, key, str(value))
        self.session.commit()

    def tag(self, name: str) -> Tag:
        """The tag of this name."""
        return self.session.scalars(taxonomy.tags_by_names([name])).one()
