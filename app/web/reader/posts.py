"""Posts and the pages that stand alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import abort, render_template
from flask_babel import gettext as _

from app import database
from app.content.graphemes import first
from app.content.macros import definitions_html
from app.services import pictures
from app.storage import files, prepared
from app.storage.models import Kind
from app.storage.queries import media, reading
from app.storage.queries import posts as queries
from app.storage.queries.reading import NeighbourRow, TagRow, TextRow
from app.web import addresses, kept, visit
from app.web.reader import cards, citation, contents, lookup, structured
from app.web.reader.pages import Cover, Head, Link, Neighbour, PostPage
from app.web.refusals import missing

_BODY = "\0body\0"
"""Where the body comes in a page; no text of the site has such a character (CommonMark §2.3)."""

DESCRIPTION_LENGTH = 160
"""Characters of a description; search engines and previews show no more."""


def post(slug: str) -> str:
    """A post, whole; from an address that it had before, the way to the present one."""
    page = _shown(Kind.POST, slug, _post_page)
    if page is None:
        _follow(slug)
        missing(_("There is no post at this address: it was never written, or it has been taken back."))
    return page


def static_page(slug: str) -> str:
    """A page that stands alone."""
    page = _shown(Kind.PAGE, slug, _static_page)
    if page is None:
        _follow(slug)
        abort(404)
    return page


def _shown(kind: Kind, slug: str, make: Callable[[TextRow], PostPage]) -> str | None:
    """The page of a text, None if there is none at this address.

    What is around the body is made once for a version of the content and kept; the body, which is most of it, is read.
    """
    parts, language = kept.parts(visit.now()), visit.language()
    frame = parts.get(("text", kind, slug, language))
    body = _body(kind, slug) if frame is not None else None
    if frame is not None and body is not None:
        visit.settle(addresses.of_post(kind, slug))
        return frame.replace(_BODY, body)
    found = _found(kind, slug)
    if found is None:
        return None
    visit.settle(addresses.of_post(kind, found.slug))
    frame = render_template("reader/post.html", page=make(found._replace(html=_BODY)))
    parts.put(("text", kind, found.slug, language), frame)
    return frame.replace(_BODY, found.html or "")


def _body(kind: Kind, slug: str) -> str | None:
    found = prepared.first(database.connection(), reading.body(), {"slug": slug, "kind": kind, "now": visit.now()})
    return (found[0] or "") if found else None


def _found(kind: Kind, slug: str) -> TextRow | None:
    connection, now = database.connection(), visit.now()
    for spelling in lookup.spellings(slug):
        row = prepared.first(connection, reading.text(), {"slug": spelling, "kind": kind, "now": now})
        if row is not None:
            return TextRow(*row)
    return None


def _follow(slug: str) -> None:
    """Send the reader on for good if something visible had this address before."""
    present = lookup.find(lambda spelling: queries.redirect_by_slug(spelling, visit.now()), slug)
    if present is not None:
        abort(visit.moved(addresses.of_post(present.kind, present.slug), 308))


def _post_page(row: TextRow) -> PostPage:
    tags = cards.tags_of([row.id]).get(row.id, ())
    cover = _cover(row)
    image = visit.origin() + cover.url if cover else _first_image(row)
    description = _description(row)
    older, newer = _neighbour(reading.older(), row), _neighbour(reading.newer(), row)
    formulas = (cards.shown_title(row), *(beside.title_html for beside in (older, newer) if beside))
    said = structured.post(row, tags, description=description, image=image)
    return replace(
        _page(row, replace(_head(row, description, said), kind="article", image=image), tags),
        has_formulas=bool(row.formula_count) or any(map(cards.has_formulas, formulas)),
        contents=contents.tree(row.headings or ()),
        older=older,
        newer=newer,
        citation=citation.citation(row),
        cover=cover,
    )


def _static_page(row: TextRow) -> PostPage:
    description = _description(row)
    head = _head(row, description, structured.static_page(row, description=description))
    return replace(_page(row, head, cards.tags_of([row.id]).get(row.id, ())), is_static=True)


def _neighbour(statement: sa.Select[*tuple[Any, ...]], row: TextRow) -> Neighbour | None:
    """The post that the statement finds beside this one in time, if there is one."""
    place = {"moment": row.published_at, "id": row.id, "now": visit.now()}
    found = prepared.first(database.connection(), statement, place)
    if found is None:
        return None
    beside = NeighbourRow(*found)
    return Neighbour(visit.url(addresses.post(beside.slug)), cards.shown_title(beside), beside.language)


def _page(row: TextRow, head: Head, tags: Sequence[TagRow]) -> PostPage:
    """What posts and static pages have in common."""
    published_at, carried = row.published_at or row.updated_at, visit.carried()
    title_html = cards.shown_title(row)
    has_formulas = bool(row.formula_count) or cards.has_formulas(title_html)
    return PostPage(
        head=head,
        scope=f"p{row.id}",
        is_static=False,
        title_html=title_html,
        html=row.html or "",
        language=row.language,
        author=Link(row.author_display_name, addresses.author(row.author_name).written(carried)),
        category=cards.shelf_link(row, carried),
        tags=cards.tag_links(tags, carried),
        published_at=published_at,
        updated_at=max(row.updated_at, published_at),
        is_revised=_is_revised(row),
        reading_minutes=row.reading_minutes or 1,
        word_count=row.word_count or 0,
        formula_count=row.formula_count or 0,
        has_formulas=has_formulas,
        definitions_html=definitions_html(row.macros) if has_formulas and row.macros else "",
    )


def _is_revised(row: TextRow) -> bool:
    """Whether the post was changed on a later day than it was published on, as the site counts days."""
    if row.published_at is None:
        return False
    zone = visit.site().zone
    return row.updated_at.astimezone(zone).date() - row.published_at.astimezone(zone).date() >= timedelta(days=1)


def _head(row: TextRow, description: str, said: Mapping[str, Any]) -> Head:
    """The head of a text. Its one address is that without a language: the text is the same in each interface."""
    return Head(
        title=f"{cards.plain_title(row)} · {visit.site().title}",
        description=description,
        canonical=visit.origin() + addresses.of_post(row.kind, row.slug).written(),
        language=row.language,
        published_at=row.published_at,
        updated_at=row.updated_at,
        structured=said,
    )


def _description(row: TextRow) -> str:
    """The beginning of the text on one line, never cut within a character as readers see it."""
    text = " ".join((row.beginning or "").split())
    start = first(text, DESCRIPTION_LENGTH)
    return start if start == text else f"{start.rstrip()}…"


def _cover(row: TextRow) -> Cover | None:
    """The picture that the author set above the post."""
    if row.cover_id is None:
        return None
    source = pictures.source_of(database.session().scalars(media.with_variants(media.by_id(row.cover_id))).one())
    forms = [*((variant.url, variant.width) for variant in source.variants), (source.url, source.width)]
    candidates = ", ".join(f"{url} {width}w" for url, width in forms)
    return Cover(source.url, candidates, source.width, source.height, source.description)


def _first_image(row: TextRow) -> str:
    """The absolute address of the first picture of the text, empty if it shows none of the site's own."""
    typed = [image["url"] for image in row.images or ()]
    if not typed:
        return ""
    found = prepared.rows(database.connection(), reading.pictures(), {"id": row.id})
    shown_here = {reference: files.address(digest, media_type) for reference, digest, media_type in found}
    own = next((address for url in typed if (address := shown_here.get(url))), None)
    return visit.origin() + own if own else ""
