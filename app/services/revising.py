"""Going back: the revisions of a post, what changed between two of them, and making one the post's text again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.content.differences import Line, hunks
from app.content.page_differences import Block, compare_pages
from app.services import recording
from app.services.appearance import appearance
from app.services.applying import advance
from app.services.drafts import Draft, draft_of, snapshot
from app.services.recording import Entry
from app.storage.models import Author, Post, Revision, RevisionKind
from app.storage.queries import revisions


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting, or the title, before and after."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two texts differ: groups of lines of their sources, blocks of their pages, and what is said about them."""

    source: tuple[tuple[Line, ...], ...]
    page: tuple[Block, ...]
    settings: tuple[SettingChange, ...]


def history(session: Session, post: Post) -> Sequence[Revision]:
    """The revisions of a post, newest first, without their texts."""
    return session.scalars(revisions.of_post(post.id)).all()


def find(session: Session, post: Post, number: int) -> Draft | None:
    """What a revision of a post holds; None if it has no such revision."""
    revision = session.scalars(revisions.by_number(post.id, number)).first()
    return draft_of(revision) if revision else None


def compare(session: Session, post: Post, old: Draft, new: Draft) -> Comparison:
    """How one text of a post differs from another; both pages are made as the renderer makes them now."""
    pages = [appearance(session, post, draft).html for draft in (old, new)]
    return Comparison(hunks(old.source, new.source), compare_pages(pages[0], pages[1]), tuple(_settings(old, new)))


def restore(session: Session, post: Post, revision: Revision, *, author: Author, now: datetime) -> Revision:
    """Make the text of a revision the post's, as a new revision; what is there now stays in its own.

    Readers of a published post see it when it is published. Nothing happens if the post has this text already.
    """
    recording.lock(session, post)
    draft = draft_of(revision)
    present = recording.keep_present(session, post, now=now)
    if draft_of(present) == draft:
        return present
    return advance(session, post, draft, Entry(RevisionKind.RESTORE, author.id, now, post.version))


def _settings(old: Draft, new: Draft) -> list[SettingChange]:
    before = {"title": old.title} | snapshot(old.settings)
    after = {"title": new.title} | snapshot(new.settings)
    return [SettingChange(name, before[name], after[name]) for name in before if before[name] != after[name]]
