"""The sample posts of a new site: loaded once, removed at a word, never mixed up with what authors wrote."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.services import first_start, library, rendering
from app.services.errors import RefusedError
from app.services.importing.facts import Habits
from app.services.importing.folder import Folder, listing
from app.services.importing.preparing import Job, Prepared, Standing, prepare
from app.services.importing.storing import known_digests, store
from app.storage.files import Store
from app.storage.models import Post, PostMedia, PostTag
from app.storage.queries import media as media_queries
from app.storage.queries import posts as post_queries
from app.storage.queries import taxonomy

PREFIX = "sample:"
"""How the origins of sample posts begin."""


class Removed(NamedTuple):
    """How many sample posts went, and the files of their pictures, which can go after the commit."""

    posts: int
    pictures: list[str]


def prepared(session: Session, folder: Path, *, habits: Habits, media: Store) -> list[Prepared]:
    """The sample posts made ready, without those that are loaded already. Raises `RefusedError` if one is broken."""
    samples = Folder(folder, PREFIX)
    known = known_digests(session, PREFIX)
    jobs = [Job(samples, path, habits, known.get(samples.origin(path)), media) for path in listing(folder).texts]
    ready = [prepare(job) for job in jobs]
    for file in ready:
        if file.standing in {Standing.REFUSED, Standing.SKIPPED}:
            raise RefusedError(f"The sample post {file.path} {file.reason}")
    return [file for file in ready if file.standing is Standing.READY]


def load(session: Session, ready: Sequence[Prepared], *, now: datetime) -> int:
    """Store sample posts that were made ready; gives their number."""
    origins = {file.origin for file in ready}
    for file in ready:
        store(session, file, origins=origins, now=now)
    session.flush()  # The stale ones are asked for next.
    stale = session.scalars(rendering.stale().where(Post.origin.startswith(PREFIX, autoescape=True))).all()
    for post in session.scalars(post_queries.by_ids(stale)):
        rendering.refresh(session, post)
    first_start.mark_over(session)
    return len(ready)


def remove(session: Session) -> Removed:
    """Remove the sample posts, and the tags, categories and pictures that nothing else uses."""
    ids = [post.id for post in session.scalars(post_queries.from_origins(PREFIX))]
    tags = _used(session, PostTag.tag_id, PostTag.post_id, ids)
    shelves = _used(session, Post.category_id, Post.id, ids)
    shown = _used(session, PostMedia.media_id, PostMedia.post_id, ids)
    session.execute(sa.delete(Post).where(Post.id.in_(ids)))
    for unused in (taxonomy.unused_tags(tags), taxonomy.unused_categories(shelves)):
        for row in session.scalars(unused):
            session.delete(row)
    unshown = session.scalars(media_queries.unused(shown)).all()
    names = [name for picture in unshown for name in library.forget(session, picture)]
    first_start.mark_over(session)
    return Removed(len(ids), names)


def _used(
    session: Session,
    what: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    by: InstrumentedAttribute[int],
    ids: Iterable[int],
) -> list[int]:
    return [used for used in session.scalars(sa.select(what).where(by.in_(list(ids))).distinct()) if used is not None]
