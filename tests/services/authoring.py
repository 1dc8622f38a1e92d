"""What the tests of writing share: a database, those who write, and short ways to say what they do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.services import drafting
from app.services.drafting import Saved
from app.services.drafts import Draft, Editor, PostSettings, draft_of
from app.storage.models import Author, Post, Revision
from app.storage.sessions import write_sessions

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def later(**much: float) -> datetime:
    """Return a moment after the tests' beginning: `later(minutes=3)`."""
    return NOW + timedelta(**much)


def text(source: str, title: str = "Entropy", **settings: object) -> Draft:
    """Return a draft."""
    return Draft(title, source, replace(PostSettings(language="en"), **settings))


@dataclass(slots=True)
class Desk:
    """A session and two authors at work in it."""

    session: Session
    ada: Author
    emmy: Author

    def begin(self, source: str = "Once.", **settings: object) -> Post:
        """Let Ada begin a post."""
        return drafting.begin(self.session, text(source, **settings), author=self.ada, now=NOW)

    def editor(self, post: Post, author: Author | None = None, branch: str = "tab") -> Editor:
        """Open an editor as it is opened now."""
        author = author or self.ada
        opened = drafting.open_editor(self.session, post, author)
        return Editor(author, opened.version, opened.copy_version, branch)

    def save(self, post: Post, draft: Draft, *, now: datetime = NOW) -> Saved:
        """Let Ada save what nobody else has touched."""
        saved = drafting.save(self.session, post, draft, editor=self.editor(post), now=now)
        assert isinstance(saved, Saved)
        return saved

    def kept(self, post: Post) -> list[Draft]:
        """Return all texts that revisions hold, oldest first."""
        self.session.flush()
        found = sa.select(Revision).where(Revision.post_id == post.id).order_by(Revision.number)
        return [draft_of(row) for row in self.session.scalars(found)]

    def kinds(self, post: Post) -> list[str]:
        """Return what made each revision, oldest first."""
        found = sa.select(Revision.kind).where(Revision.post_id == post.id).order_by(Revision.number)
        return [kind.value for kind in self.session.scalars(found)]


@contextmanager
def desk(engine: sa.Engine) -> Iterator[Desk]:
    """Open a desk on an empty database; nothing is committed."""
    with write_sessions(engine)() as session:
        authors = [Author(name=name, display_name=name.title(), bio="", created_at=NOW) for name in ("ada", "emmy")]
        session.add_all(authors)
        session.flush()
        yield Desk(session, *authors)


def after(editor: Editor, saved: object) -> Editor:
    """Return the editor as it is after an answer."""
    assert hasattr(saved, "version")
    assert hasattr(saved, "copy_version")
    return replace(editor, version=saved.version, copy_version=saved.copy_version)
