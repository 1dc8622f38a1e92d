"""What the media library shows: the values that its views build and its template reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import Session, joinedload

from app.services import library, permissions, pictures
from app.services.permissions import Action
from app.storage.models import Author, Media, Post
from app.storage.queries import media as queries
from app.storage.queries import posts as post_queries
from app.web import visit
from app.web.studio.pages import Moment, moment

PER_PAGE = 24
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Use:
    """A post that shows a picture, and its editor."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture in the library. `other_uses` counts posts that this author may not see, `avatar_of` names authors."""

    id: int
    digest: str
    url: str
    preview_url: str
    width: int
    height: int
    byte_count: int
    name: str
    description: str
    uploader: str
    uploaded_at: Moment | None
    uses: tuple[Use, ...]
    other_uses: int
    avatar_of: tuple[str, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class PicturesPage:
    """A page of the library; `asked` is the picture whose deletion waits for a confirmation."""

    q: str
    only_unused: bool
    rows: tuple[PictureRow, ...]
    total: int
    number: int
    last: int
    previous_url: str
    next_url: str
    asked: PictureRow | None


@dataclass(frozen=True, slots=True)
class Search:
    """What the address asks for."""

    q: str = ""
    only_unused: bool = False
    page: int = 1

    def url(self, page: int) -> str:
        """The address of another page of the same search; empty if there can be none."""
        wanted = {"q": self.q, "unused": "1" if self.only_unused else "", "page": str(page) if page > 1 else ""}
        query = urlencode({name: value for name, value in wanted.items() if value})
        return url_for("studio.pictures") + (f"?{query}" if query else "") if page else ""


def pictures_page(session: Session, author: Author, search: Search, *, asked_id: int = 0) -> PicturesPage:
    """The page of the library that a search asks for, or the last one if it has not so many."""
    found = queries.library(search.q.split(), only_unused=search.only_unused)
    total = session.scalar(sa.select(sa.func.count()).select_from(found.order_by(None).subquery())) or 0
    last = max(1, -(-total // PER_PAGE))
    number = min(search.page, last)
    loaded = queries.with_variants(found).options(joinedload(Media.uploader))
    shown = session.scalars(loaded.limit(PER_PAGE).offset((number - 1) * PER_PAGE)).all()
    asked = queries.with_variants(queries.by_id(asked_id)).options(joinedload(Media.uploader))
    waiting = session.scalars(asked).all() if asked_id else []
    return PicturesPage(
        q=search.q,
        only_unused=search.only_unused,
        rows=_rows(session, author, shown),
        total=total,
        number=number,
        last=last,
        previous_url=search.url(number - 1),
        next_url=search.url(number + 1) if number < last else "",
        asked=next(iter(_rows(session, author, waiting)), None),
    )


def as_sent(page: PicturesPage) -> dict[str, Any]:
    """A page of the library for a script that lets its author choose a picture."""
    pictures_sent = [
        {
            "digest": row.digest,
            "url": row.url,
            "preview_url": row.preview_url,
            "width": row.width,
            "height": row.height,
            "name": row.description or row.name,
        }
        for row in page.rows
    ]
    return {"pictures": pictures_sent, "total": page.total, "next_url": page.next_url}


def may_change(author: Author, media: Media, users: Sequence[Post], shown: Sequence[Author]) -> bool:
    """Whether an author may describe and delete a picture: their own, as long as it stands for nobody else.

    `users` are the posts that show it, `shown` the authors beside whose names it stands.
    """
    if permissions.may(author, Action.MANAGE_MEDIA):
        return True
    is_elsewhere = any(other.id != author.id for other in shown)
    is_own = media.is_uploaded_by(author) and not is_elsewhere
    return is_own and all(permissions.may(author, Action.EDIT, post) for post in users)


def users_of(session: Session, shown: Sequence[Media]) -> dict[int, list[Post]]:
    """The posts that show each of these pictures."""
    ids = library.users_of(session, [media.id for media in shown])
    wanted = {post_id for found in ids.values() for post_id in found}
    posts = {post.id: post for post in session.scalars(post_queries.by_ids(list(wanted)))} if wanted else {}
    return {media_id: [posts[post_id] for post_id in sorted(found)] for media_id, found in ids.items()}


def _rows(session: Session, author: Author, shown: Sequence[Media]) -> tuple[PictureRow, ...]:
    users = users_of(session, shown)
    avatars = library.avatars_of(session, [media.id for media in shown])
    return tuple(_row(author, media, users.get(media.id, []), avatars.get(media.id, [])) for media in shown)


def _row(author: Author, media: Media, users: Sequence[Post], avatars: Sequence[Author]) -> PictureRow:
    seen = [post for post in users if permissions.may(author, Action.VIEW, post) or post.is_visible(visit.now())]
    return PictureRow(
        id=media.id,
        digest=media.digest,
        url=pictures.address_of(media),
        preview_url=pictures.smallest_of(media),
        width=media.width,
        height=media.height,
        byte_count=media.byte_count,
        name=media.filename,
        description=media.description,
        uploader=media.uploader.display_name if media.uploader else "",
        uploaded_at=moment(media.uploaded_at, visit.site().zone) if media.uploaded_at else None,
        uses=tuple(Use(post.title, f"{url_for('studio.home')}posts/{post.id}") for post in seen),
        other_uses=len(users) - len(seen),
        avatar_of=tuple(other.display_name for other in avatars),
        may_change=may_change(author, media, users, avatars),
    )
