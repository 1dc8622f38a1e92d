"""What was ever typed into a post."""

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload

from app.storage.models import Author, Revision, RevisionKind, WorkingCopy


def of_post(post_id: int) -> sa.Select[Revision]:
    """The revisions of a post, newest first, with their authors' names and without their texts."""
    listed = sa.select(Revision).where(Revision.post_id == post_id).order_by(Revision.number.desc())
    names = joinedload(Revision.author).load_only(Author.name, Author.display_name)
    return listed.options(defer(Revision.source, raiseload=True), names)


def by_number(post_id: int, number: int) -> sa.Select[Revision]:
    """One revision, whole."""
    found = sa.select(Revision).where(Revision.post_id == post_id, Revision.number == number)
    return found.options(joinedload(Revision.author))


def by_version(post_id: int, version: int) -> sa.Select[Revision]:
    """The revision that a post had as its text at a version."""
    return sa.select(Revision).where(Revision.post_id == post_id, Revision.version == version)


def last_number(post_id: int) -> sa.Select[int | None]:
    """The number of a post's newest revision; None if it has none."""
    return sa.select(sa.func.max(Revision.number)).where(Revision.post_id == post_id)


def newest(post_id: int, author_id: int, branch: str, kind: RevisionKind) -> sa.Select[Revision]:
    """The newest revision of this kind that an author made in one editor; at most one."""
    found = sa.select(Revision).where(
        Revision.post_id == post_id, Revision.author_id == author_id, Revision.branch == branch, Revision.kind == kind
    )
    return found.order_by(Revision.number.desc()).limit(1)


def working_copy(post_id: int, author_id: int) -> sa.Select[WorkingCopy]:
    """What an author has typed into a post since the last save, with the revision that holds it."""
    found = sa.select(WorkingCopy).where(WorkingCopy.post_id == post_id, WorkingCopy.author_id == author_id)
    return found.options(joinedload(WorkingCopy.revision))


def working_copies(post_id: int) -> sa.Select[WorkingCopy]:
    """What every author has typed into a post since the last save, with its authors' names; the latest first."""
    found = sa.select(WorkingCopy).join(WorkingCopy.revision).where(WorkingCopy.post_id == post_id)
    names = joinedload(WorkingCopy.revision).joinedload(Revision.author).load_only(Author.name, Author.display_name)
    return found.order_by(Revision.updated_at.desc(), Revision.id.desc()).options(names)
