"""Rows that tests put into a database: posts are one line to write, with what matters in the test alone."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from app.storage.models import Author, Category, Kind, Post, Rendering, State, Tag

NOW = datetime(2026, 5, 17, 12, 0, tzinfo=UTC)
"""The present of every test."""

_numbers = count(1)


def add_author(session: Session, name: str = "ada") -> Author:
    """Add someone who writes."""
    author = Author(name=name, display_name=name.title(), bio="", created_at=NOW)
    session.add(author)
    session.flush()
    return author


def add_tag(session: Session, name: str) -> Tag:
    """Add a tag whose address is its name."""
    tag = Tag(slug=name, name=name, folded=name)
    session.add(tag)
    session.flush()
    return tag


def add_category(session: Session, name: str) -> Category:
    """Add a category whose address is its name."""
    category = Category(slug=name, name=name, folded=name)
    session.add(category)
    session.flush()
    return category


def add_post(session: Session, slug: str = "", *, author: Author, tags: Sequence[Tag] = (), **columns: Any) -> Post:
    """Add a post that was published a minute after the one before, unless the columns say otherwise; with its form."""
    slug = slug or f"post-{next(_numbers)}"
    moment = NOW - timedelta(days=1) + timedelta(minutes=next(_numbers)) / 1000
    defaults = {"kind": Kind.POST, "state": State.PUBLISHED, "published_at": moment, "updated_at": moment}
    text = {"title": slug.title(), "source": f"The text of {slug}.", "language": "en", "created_at": moment}
    post = Post(slug=slug, author=author, tags=[*tags], **{**defaults, **text, **columns})
    session.add(post)
    session.flush()
    add_rendering(session, post)
    return post


def add_rendering(session: Session, post: Post, renderer_version: str = "cast") -> None:
    """Add a finished form of a post."""
    numbers = {"formula_count": 0, "excerpt_formula_count": 0, "word_count": 4, "reading_minutes": 1}
    lists: dict[str, Any] = {"headings": [], "references": [], "images": [], "problems": []}
    html = f"<p>{post.source}</p>"
    session.add(
        Rendering(
            post_id=post.id,
            title_html=post.title,
            title_text=post.title,
            excerpt_html=html,
            html=html,
            plain_text=post.source,
            renderer_version=renderer_version,
            **numbers,
            **lists,
        )
    )
    session.flush()
