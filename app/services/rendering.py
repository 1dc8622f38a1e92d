"""Keeping the finished form of posts in step with their text."""

import posixpath
import re
from collections.abc import Container, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.content import ImageSource, Options, Rendered, SourceBlock, render, render_blocks
from app.content.pipeline import RENDERER_VERSION
from app.content.titles import render_title
from app.services import pictures
from app.services.checking import own_problems
from app.storage.models import Kind, Post, Rendering
from app.storage.queries import media as media_queries
from app.storage.queries import posts as post_queries

AWAITS_LINKS = ""
"""In the place of a version: links to other posts are not known yet, so this finished form is stale too."""

TEXT_FILE = re.compile(r"\.(?:md|markdown|mdown|mkd|qmd|rmd|mdx)\Z", re.IGNORECASE)
"""The endings of files that are posts."""

_HEADING = re.compile(r"\A\s*(?:#[ \t]+(?P<atx>[^\n]{1,1000})|(?P<setext>[^\n]{1,1000})\n=+[ \t]*)(?=\n|\Z)")
_CLOSING = re.compile(r"(?:(?<=[ \t])#+)?[ \t]*\Z")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}[ \t]*\Z")


def refresh(session: Session, post: Post) -> Rendering:
    """Render a post, with its pictures and with links to other imported posts, and store the result."""
    return store(session, post, rendered(session, post))


def rendered(session: Session, post: Post) -> Rendered:
    """The finished form of a post as the database would have it now; nothing is stored."""
    task = assignment(session, post)
    result = render(task.source, options=task.options)
    options = _with_links(session, post, task.options, result)
    return result if options is task.options else render(task.source, options=options)


def rendered_blocks(session: Session, post: Post) -> tuple[Rendered, tuple[SourceBlock, ...]]:
    """As `rendered`, with the blocks of the text and their lines."""
    task = assignment(session, post)
    made = render_blocks(task.source, options=task.options)
    options = _with_links(session, post, task.options, made[0])
    return made if options is task.options else render_blocks(task.source, options=options)


@dataclass(frozen=True, slots=True)
class Assignment:
    """All that rendering a post takes, so that it can be done without the database, in another process for example."""

    post_id: int
    version: int
    source: str
    options: Options


def assignment(session: Session, post: Post) -> Assignment:
    """What rendering a post takes; links to other posts are those that its finished form is known to have.

    A link to one of the post's pictures (a small one that leads to the large one) leads to the stored picture.
    """
    before = session.get(Rendering, post.id)
    known = [] if before is None else [str(reference["url"]) for reference in before.references]
    images, deleted = pictures_of(session, post.id, post.source, post.summary)
    links = {typed: image.url for typed, image in images.items()} | _links(session, post, known)
    options = Options(
        post.language, post.summary, images=images, links=links, deleted=deleted, macros=post.macros or ""
    )
    return Assignment(post.id, post.version, body(post.source, post.title), options)


def carry_out(task: Assignment) -> Rendered:
    """Render a post without the database."""
    return render(task.source, options=task.options)


def store_result(session: Session, task: Assignment, result: Rendered) -> bool:
    """Store what came of an assignment; False if the post has been saved or removed in the meantime.

    If the new finished form links to other posts than the one before, it is made again at once.
    """
    post = session.get(Post, task.post_id)
    if post is None or post.version != task.version:
        return False
    if _links(session, post, _links_in(result)).items() <= task.options.links.items():
        store(session, post, result)
    else:
        refresh(session, post)
    return True


def store(session: Session, post: Post, result: Rendered) -> Rendering:
    """Put a finished form beside its post, in the place of the one before."""
    row = session.get(Rendering, post.id)
    if row is None:
        row = Rendering(post_id=post.id)
        session.add(row)
    for name, value in _columns(post, result).items():
        setattr(row, name, value)
    set_committed_value(post, "rendering", row)
    return row


def stale(*, every: bool = False) -> sa.Select[int]:
    """The ids of the posts whose finished form another version of the renderer made, or none; or of all."""
    return sa.select(Post.id).order_by(Post.id) if every else post_queries.stale(RENDERER_VERSION)


def links_to(origin: str, addresses: Iterable[str], origins: Container[str]) -> bool:
    """Whether a text of this origin links to one of these files."""
    return any(_target(origin, address) in origins for address in addresses)


def await_links(session: Session, prefix: str, origins: Container[str]) -> None:
    """Mark the posts whose origins begin so and that link to one of these files: its address is new, they are stale."""
    with_references = sa.select(Post.id, Post.origin, Rendering.references).join(Rendering)
    rows = session.execute(with_references.where(Post.origin.startswith(prefix, autoescape=True)))
    ids = [id_ for id_, origin, found in rows if links_to(origin or "", [each["url"] for each in found], origins)]
    for start in range(0, len(ids), 500):  # Databases limit the number of parameters.
        outdated = Rendering.post_id.in_(ids[start : start + 500])
        session.execute(sa.update(Rendering).where(outdated).values(renderer_version=AWAITS_LINKS))


def body(source: str, title: str) -> str:
    """The text without a first heading that only repeats the title, which the page shows anyway.

    The lines stay where they are, so that what is said about line 12 is about line 12 of the source.
    """
    match = _HEADING.match(source)
    if match is None:
        return source
    if " ".join(_heading_text(match).split()) != " ".join(title.split()):
        return source
    return "\n" * match[0].count("\n") + source[match.end() :]


def first_heading(source: str) -> str:
    """The text of a heading of the first level that the source begins with; empty if it begins otherwise."""
    match = _HEADING.match(source)
    return _heading_text(match).strip() if match else ""


def _heading_text(match: re.Match[str]) -> str:
    """The words of a heading, without the signs that close it and without attributes."""
    words = match["setext"] if match["atx"] is None else _CLOSING.sub("", match["atx"], count=1)
    return _ATTRIBUTES.sub("", words, count=1)


def pictures_of(session: Session, post_id: int, *texts: str) -> tuple[dict[str, ImageSource], frozenset[str]]:
    """What the pipeline needs to show a post's pictures, by the address typed, and the addresses of deleted ones.

    `texts` may name stored pictures (`/media/…`) that the post has not shown before, as one does that is being typed.
    """
    rows = session.scalars(media_queries.to_render(post_id)).all()
    shown = {row.reference: row.media for row in rows if row.media is not None} | pictures.named_in(session, *texts)
    images = {typed: pictures.source_of(media) for typed, media in shown.items()}
    return images, frozenset(row.reference for row in rows) - images.keys()


def _with_links(session: Session, post: Post, options: Options, result: Rendered) -> Options:
    """The same options, or others with links to other posts that only the finished text has told of."""
    links = _links(session, post, _links_in(result))
    return options if links.items() <= options.links.items() else replace(options, links={**options.links, **links})


def _links_in(result: Rendered) -> list[str]:
    return [reference.url for reference in result.references]


def _links(session: Session, post: Post, addresses: Iterable[str]) -> dict[str, str]:
    """Links to files that were imported too, by the address typed, with the page's address and the fragment typed."""
    targets = {address: target for address in addresses if (target := _target(post.origin, address))}
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


def _target(origin: str | None, address: str) -> str:
    """The origin that a relative link to a text file names; empty for every other link."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if origin is None or parts.scheme or parts.netloc or not TEXT_FILE.search(parts.path):
        return ""
    scheme, _, path = origin.partition(":")
    return f"{scheme}:{posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))}"


def _columns(post: Post, result: Rendered) -> dict[str, Any]:
    shown = render_title(post.title, macros=post.macros or "")
    return {
        "title_html": shown.html,
        "title_text": shown.text,
        "excerpt_html": result.excerpt_html,
        "html": result.html,
        "plain_text": result.plain_text,
        "headings": [asdict(heading) for heading in result.headings],
        "references": [asdict(reference) for reference in result.references],
        "images": [asdict(image) for image in result.images],
        "problems": [asdict(problem) for problem in own_problems(result)],
        "formula_count": len(result.formulas),
        "excerpt_formula_count": result.excerpt_html.count('<span class="math '),
        "word_count": result.word_count,
        "reading_minutes": result.reading_minutes,
        "renderer_version": result.renderer_version,
    }
