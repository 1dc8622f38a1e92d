"""Making a text the post's: its next version, in the row or, while readers see the row, in a revision alone."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.content.slugs import slug_of
from app.services import naming, recording, writing
from app.services.drafts import Draft
from app.services.recording import Entry
from app.storage.models import Post, Revision, State
from app.storage.queries import media as media_queries


@dataclass(frozen=True, slots=True)
class Showing:
    """Whether and from when readers may see a post."""

    state: State
    published_at: datetime | None


def advance(session: Session, post: Post, draft: Draft, entry: Entry) -> Revision:
    """Give a locked post its next version. What readers of a published post see stays as it is."""
    recording.keep_present(session, post, now=entry.now)
    if post.state is State.PUBLISHED:
        post.version += 1
    else:
        _write(session, post, draft, Showing(post.state, post.published_at), entry.now)
    return recording.record(session, post, draft, entry, version=post.version)


def show(session: Session, post: Post, draft: Draft, entry: Entry, showing: Showing) -> Revision:
    """Give a locked post its next version, in its row: readers see this text, if they see the post."""
    recording.keep_present(session, post, now=entry.now)
    _write(session, post, draft, showing, entry.now)
    return recording.record(session, post, draft, entry, version=post.version)


def manuscript(draft: Draft, showing: Showing, *, slug: str) -> writing.Manuscript:
    """A draft as the row of a post takes it."""
    settings = draft.settings
    return writing.Manuscript(
        title=draft.shown_title,
        source=draft.source,
        slug=slug,
        language=settings.language,
        summary=settings.summary,
        category=settings.category,
        tags=settings.tags,
        pinned=settings.pinned,
        state=showing.state,
        published_at=showing.published_at,
    )


def set_extras(session: Session, post: Post, draft: Draft) -> None:
    """Set what a manuscript does not carry: macros, series and cover. A cover that is gone is left out."""
    settings = draft.settings
    post.macros = settings.macros
    post.series = naming.series_of(session, settings.series)
    post.series_place = settings.series_place if post.series else None
    post.cover = session.scalars(media_queries.by_digest(settings.cover)).first() if settings.cover else None


def _write(session: Session, post: Post, draft: Draft, showing: Showing, now: datetime) -> None:
    follows_title = not draft.settings.slug and post.published_at is None
    slug = slug_of(draft.title) if follows_title else draft.settings.slug
    # A scheduled post changes for readers when it appears.
    changed_at = max(now, showing.published_at) if showing.published_at and showing.state is State.PUBLISHED else now
    written = replace(manuscript(draft, showing, slug=slug), kind=post.kind, updated_at=changed_at)
    set_extras(session, post, draft)
    writing.change(session, post, written, now=now, found=_found(session, post))


def _found(session: Session, post: Post) -> writing.Found:
    """The pictures and the file that a post came with stay with it."""
    pictures = {row.reference: row.media for row in session.scalars(media_queries.of_post(post.id))}
    return writing.Found(post.origin, post.origin_digest, pictures)
