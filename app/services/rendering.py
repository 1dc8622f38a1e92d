"""Keeping the finished form of posts in step with their text."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.content import RENDERER_VERSION, ImageSource, Options, Rendered, render
from app.content.titles import render_title
from app.storage import files
from app.storage.models import Kind, Post, Rendering
from app.storage.queries import media as media_queries
from app.storage.queries import posts as post_queries

TEXT_FILE = re.compile(r"\.(?:md|markdown|mdown|mkd|qmd|rmd|mdx)\Z", re.IGNORECASE)
"""The endings of files that are posts."""

_HEADING = re.compile(r"\A(?P<before>\s*)(?:#[ \t]+(?P<atx>[^\n]*?)[ \t#]*|(?P<setext>[^\n]+)\n=+[ \t]*)(?=\n|\Z)")
_ATTRIBUTES = re.compile(r"\s*\{[^{}\n]*\}\s*\Z")


def refresh(session: Session, post: Post) -> Rendering:
    """Render a post, with its pictures and with links to other imported posts, and store the result."""
    return store(session, post, rendered(session, post))


def rendered(session: Session, post: Post) -> Rendered:
    """The finished form of a post as the database would have it now; nothing is stored."""
    source = body(post.source, post.title)
    options = Options(language=post.language, summary=post.summary, images=_images(session, post))
    result = render(source, options=options)
    links = _links(session, post, result)
    if not links:
        return result
    return render(source, options=Options(options.language, options.summary, images=options.images, links=links))


def store(session: Session, post: Post, result: Rendered) -> Rendering:
    """Put a finished form beside its post, in the place of the one before."""
    row = session.get(Rendering, post.id)
    if row is None:
        row = Rendering(post_id=post.id)
        session.add(row)
    for name, value in _columns(post.title, result).items():
        setattr(row, name, value)
    set_committed_value(post, "rendering", row)
    return row


def stale(*, every: bool = False) -> sa.Select[int]:
    """The ids of the posts whose finished form another version of the renderer made, or none; or of all."""
    return sa.select(Post.id).order_by(Post.id) if every else post_queries.stale(RENDERER_VERSION)


def body(source: str, title: str) -> str:
    """The text without a first heading that only repeats the title, which the page shows anyway.

    The lines stay where they are, so that what is said about line 12 is about line 12 of the source.
    """
    match = _HEADING.match(source)
    if match is None:
        return source
    heading = _ATTRIBUTES.sub("", match["atx"] or match["setext"] or "")
    if " ".join(heading.split()) != " ".join(title.split()):
        return source
    return "\n" * match[0].count("\n") + source[match.end() :]


def first_heading(source: str) -> str:
    """The text of a heading of the first level that the source begins with; empty if it begins otherwise."""
    match = _HEADING.match(source)
    return _ATTRIBUTES.sub("", match["atx"] or match["setext"] or "").strip() if match else ""


def _images(session: Session, post: Post) -> Mapping[str, ImageSource]:
    shown = session.scalars(media_queries.of_post(post.id))
    return {
        row.reference: ImageSource(
            files.address(row.media.digest, row.media.media_type), row.media.width, row.media.height
        )
        for row in shown
    }


def _links(session: Session, post: Post, result: Rendered) -> Mapping[str, str]:
    """Links to files that were imported too, by the address typed, with the page's address and the fragment typed."""
    targets = {reference.url: target for reference in result.references if (target := _target(post, reference.url))}
    if not targets:
        return {}
    found = session.execute(
        sa.select(Post.origin, Post.kind, Post.slug).where(Post.origin.in_(set(targets.values())))
    ).all()
    pages = {origin: f"/{slug}" if kind is Kind.PAGE else f"/posts/{slug}" for origin, kind, slug in found}
    return {
        typed: pages[target] + (f"#{fragment}" if (fragment := urlsplit(typed).fragment) else "")
        for typed, target in targets.items()
        if target in pages
    }


def _target(post: Post, address: str) -> str:
    """The origin that a relative link to a text file names; empty for every other link."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if post.origin is None or parts.scheme or parts.netloc or not TEXT_FILE.search(parts.path):
        return ""
    scheme, _, path = post.origin.partition(":")
    return f"{scheme}:{posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))}"


def _columns(title: str, result: Rendered) -> dict[str, Any]:
    shown = render_title(title)
    return {
        "title_html": shown.html,
        "title_text": shown.text,
        "excerpt_html": result.excerpt_html,
        "html": result.html,
        "plain_text": result.plain_text,
        "headings": [asdict(heading) for heading in result.headings],
        "references": [asdict(reference) for reference in result.references],
        "images": [asdict(image) for image in result.images],
        "problems": [asdict(problem) for problem in result.problems],
        "formula_count": len(result.formulas),
        "excerpt_formula_count": result.excerpt_html.count('<span class="math '),
        "word_count": result.word_count,
        "reading_minutes": result.reading_minutes,
        "renderer_version": result.renderer_version,
    }
