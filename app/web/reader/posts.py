"""Posts and the pages that stand alone."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

from flask import abort, render_template
from flask_babel import gettext as _

from app import database
from app.content.graphemes import graphemes
from app.content.macros import definitions_html
from app.services import pictures
from app.storage import files
from app.storage.models import Post, Rendering
from app.storage.queries import media
from app.storage.queries import posts as queries
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader import cards, citation, contents, lookup, structured
from app.web.reader.choosing import NO_CHOICE, shown
from app.web.reader.pages import Cover, Head, PostPage
from app.web.refusals import missing

DESCRIPTION_LENGTH = 160
"""Characters of a description; search engines and previews show no more."""


def post(slug: str) -> str:
    """A post, whole; from an address that it had before, the way to the present one."""
    found = lookup.find(lambda spelling: queries.post_by_slug(spelling, visit.now()), slug)
    if found is None:
        _follow(slug)
        missing(_("There is no post at this address: it was never written, or it has been taken back."))
    visit.settle(addresses.post(found.slug))
    return render_template("reader/post.html", page=_post_page(found))


def static_page(slug: str) -> str:
    """A page that stands alone."""
    found = lookup.find(lambda spelling: queries.page_by_slug(spelling, visit.now()), slug)
    if found is None:
        _follow(slug)
        abort(404)
    visit.settle(addresses.static_page(found.slug))
    return render_template("reader/post.html", page=_static_page(found))


def _follow(slug: str) -> None:
    """Send the reader on for good if something visible had this address before."""
    present = lookup.find(lambda spelling: queries.redirect_by_slug(spelling, visit.now()), slug)
    if present is not None:
        abort(visit.moved(_address(present), 308))


def _address(post: Post) -> Address:
    return addresses.of_post(post.kind, post.slug)


def _post_page(post: Post) -> PostPage:
    session, now = database.session(), visit.now()
    rendering = cards.finished(post)
    cover = _cover(post)
    image = visit.origin() + cover.url if cover else _first_image(post, rendering)
    description = _description(rendering)
    older = cards.neighbour(session.scalars(queries.older(post, now)).first())
    newer = cards.neighbour(session.scalars(queries.newer(post, now)).first())
    formulas = (rendering.title_html, *(beside.title_html for beside in (older, newer) if beside))
    return replace(
        _page(post, rendering),
        head=replace(
            _head(post, rendering, description),
            kind="article",
            image=image,
            structured=structured.post(post, rendering, description=description, image=image),
        ),
        has_formulas=rendering.formula_count > 0 or any(map(cards.has_formulas, formulas)),
        contents=contents.tree(rendering.headings),
        older=older,
        newer=newer,
        citation=citation.citation(post, rendering.title_text),
        cover=cover,
    )


def _static_page(post: Post) -> PostPage:
    rendering = cards.finished(post)
    description = _description(rendering)
    return replace(
        _page(post, rendering),
        is_static=True,
        head=replace(
            _head(post, rendering, description),
            structured=structured.static_page(post, rendering, description=description),
        ),
    )


def _page(post: Post, rendering: Rendering) -> PostPage:
    """What posts and static pages have in common."""
    published_at = post.published_at or post.updated_at
    has_formulas = rendering.formula_count > 0 or cards.has_formulas(rendering.title_html)
    return PostPage(
        head=_head(post, rendering, ""),
        scope=cards.scope(post),
        is_static=False,
        title_html=rendering.title_html,
        title_text=rendering.title_text,
        html=rendering.html,
        language=post.language,
        author=cards.author_link(post),
        category=cards.category_link(post),
        tags=tuple(shown(tag, NO_CHOICE) for tag in post.tags),
        published_at=published_at,
        updated_at=max(post.updated_at, published_at),
        is_revised=_is_revised(post),
        reading_minutes=rendering.reading_minutes,
        word_count=rendering.word_count,
        formula_count=rendering.formula_count,
        has_formulas=has_formulas,
        definitions_html=definitions_html(post.macros) if has_formulas else "",
    )


def _is_revised(post: Post) -> bool:
    """Whether the post was changed on a later day than it was published on, as the site counts days."""
    if post.published_at is None:
        return False
    zone = visit.site().zone
    return post.updated_at.astimezone(zone).date() - post.published_at.astimezone(zone).date() >= timedelta(days=1)


def _head(post: Post, rendering: Rendering, description: str) -> Head:
    """The head of a text. Its one address is that without a language: the text is the same in each interface."""
    return Head(
        title=f"{rendering.title_text} · {visit.site().title}",
        description=description,
        canonical=visit.origin() + _address(post).written(),
        language=post.language,
        published_at=post.published_at,
        updated_at=post.updated_at,
    )


def _description(rendering: Rendering) -> str:
    """The beginning of the text on one line, never cut within a character as readers see it."""
    text = " ".join(rendering.plain_text[: DESCRIPTION_LENGTH * 8].split())
    start = "".join(islice(graphemes(text), DESCRIPTION_LENGTH))
    return start if start == text else f"{start.rstrip()}…"


def _cover(post: Post) -> Cover | None:
    """The picture that the author set above the post."""
    if post.cover is None:
        return None
    source = pictures.source_of(post.cover)
    forms = [*((variant.url, variant.width) for variant in source.variants), (source.url, source.width)]
    candidates = ", ".join(f"{url} {width}w" for url, width in forms)
    return Cover(source.url, candidates, source.width, source.height, source.description)


def _first_image(post: Post, rendering: Rendering) -> str:
    """The absolute address of the first picture of the text, empty if it shows none of the site's own."""
    typed = [image["url"] for image in rendering.images]
    if not typed:
        return ""
    shown_here = {row.reference: row.media for row in database.session().scalars(media.of_post(post.id))}
    own = next((picture for url in typed if (picture := shown_here.get(url))), None)
    return visit.origin() + files.address(own.digest, own.media_type) if own else ""
