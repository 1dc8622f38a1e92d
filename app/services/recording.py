"""Revisions: every text that a post ever had is kept in one, and the newest of them is what authors work on.

A post that readers may see keeps in its row what they see; what was saved since waits in its newest revision. The row
of every other post holds the newest revision's text.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.services import pictures
from app.services.drafts import Draft, Editor, draft_of, draft_of_post, snapshot
from app.storage.models import Post, Revision, RevisionKind, State
from app.storage.queries import revisions


@dataclass(frozen=True, slots=True)
class Entry:
    """What a revision says about itself besides its text."""

    kind: RevisionKind
    author_id: int
    now: datetime
    base_version: int
    branch: str = ""

    @classmethod
    def of(cls, kind: RevisionKind, editor: Editor, now: datetime) -> "Entry":
        """The entry for what comes from an editor."""
        return cls(kind, editor.author.id, now, editor.version, editor.branch)


def lock(session: Session, post: Post) -> None:
    """Read a post again and let nobody else change it until the end of the transaction.

    SQLite has one writer at a time anyway; on PostgreSQL the row is locked, so that of two who save the same version
    the second sees what the first did.
    """
    session.flush()  # A refresh would throw away what is not written yet.
    session.refresh(post, with_for_update=True)


def present(session: Session, post: Post) -> Revision | None:
    """The revision that authors work on; None for a post that was not written in the studio and not changed since."""
    return session.scalars(revisions.by_version(post.id, post.version)).first()


def head(session: Session, post: Post) -> Draft:
    """The text that authors work on, which may be newer than what readers see."""
    revision = present(session, post)
    return draft_of(revision) if revision else in_row(session, post)


def in_row(session: Session, post: Post) -> Draft:
    """The text in the row of a post: what readers see, if they see it."""
    session.flush()  # As in `lock`.
    session.refresh(post, ["category", "tags", "series", "cover"])
    return draft_of_post(post)


def has_unpublished_changes(session: Session, post: Post) -> bool:
    """Whether something was saved or restored that readers of a published post do not see yet."""
    revision = present(session, post) if post.state is State.PUBLISHED else None
    return revision is not None and revision.kind in (RevisionKind.SAVE, RevisionKind.RESTORE)


def keep_present(session: Session, post: Post, *, now: datetime) -> Revision:
    """The revision that authors work on, made if there is none: before another text takes its place, for example."""
    revision = present(session, post)
    if revision is None:
        entry = Entry(RevisionKind.IMPORT, post.author_id, now, post.version)
        revision = record(session, post, in_row(session, post), entry, version=post.version)
    return revision


def record(session: Session, post: Post, draft: Draft, entry: Entry, *, version: int | None = None) -> Revision:
    """Keep a text for good; the post must be locked, since its revisions are counted."""
    revision = Revision(
        post_id=post.id,
        number=(session.scalar(revisions.last_number(post.id)) or 0) + 1,
        kind=entry.kind,
        title=draft.title,
        source=draft.source,
        settings=snapshot(draft.settings),
        author_id=entry.author_id,
        branch=entry.branch,
        base_version=entry.base_version,
        version=version,
        removed=0,
        created_at=entry.now,
        updated_at=entry.now,
    )
    session.add(revision)
    session.flush()  # Working copies and the next number depend on it.
    pictures.tie(session, post.id, draft.source, draft.settings.summary)
    return revision


def find(session: Session, post: Post, number: int) -> Revision | None:
    """A revision of a post by its number, with its author."""
    return session.scalars(revisions.by_number(post.id, number)).first()
