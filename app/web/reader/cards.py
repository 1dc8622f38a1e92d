"""Posts as listings and other pages name them: cards, entries of the archive, neighbours."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape

from app import database
from app.storage import prepared
from app.storage.models import Post, Rendering
from app.storage.queries import reading
from app.storage.queries.reading import CardRow, NeighbourRow, TagRow, TextRow
from app.web import addresses, kept, markup, visit
from app.web.reader import pages

_FORMULA = '<span class="math '


def finished(post: Post) -> Rendering:
    """The stored form of a post; of one that was never rendered, its title only: reading renders nothing."""
    return post.rendering or Rendering(
        title_html=escape(post.title, quote=False),
        title_text=post.title,
        excerpt_html="",
        html="",
        plain_text="",
        headings=[],
        images=[],
        formula_count=0,
        excerpt_formula_count=0,
        word_count=0,
        reading_minutes=1,
    )


def has_formulas(html: str) -> bool:
    """Whether stored HTML holds a formula for MathJax."""
    return _FORMULA in html


def by_ids(ids: Sequence[int], level: int) -> tuple[str, ...]:
    """The posts with these keys as finished cards with headings of a level, in this order.

    A card is made once for a version of the content and shown with whatever listing the post is on.
    """
    parts, language = kept.parts(visit.now()), visit.language()
    found = {key: parts.get(("card", key, level, language)) for key in ids}
    for key, card in _cards([key for key, part in found.items() if part is None]).items():
        found[key] = made = markup.part("fragments/_card.html", post=card, level=level, language=language)
        parts.put(("card", key, level, language), made)
    return tuple(part for part in found.values() if part is not None)


def _cards(ids: Sequence[int]) -> dict[int, pages.Card]:
    """What the cards of these posts show; one statement for the posts, one for their tags."""
    if not ids:
        return {}
    connection = database.connection()
    rows = {row[0]: CardRow(*row) for row in prepared.rows(connection, reading.cards(), {"ids": ids})}
    tags = tags_of(ids)
    carried = visit.carried()
    return {key: _card(rows[key], tags.get(key, ()), carried) for key in ids}


def tags_of(ids: Sequence[int]) -> dict[int, list[TagRow]]:
    """The tags of the posts with these keys, by name; a post without tags is missing."""
    found: dict[int, list[TagRow]] = {}
    for row in prepared.rows(database.connection(), reading.tags(), {"ids": ids}):
        found.setdefault(row[0], []).append(TagRow(*row))
    return found


def _card(row: CardRow, tags: Iterable[TagRow], carried: str) -> pages.Card:
    return pages.Card(
        scope=f"p{row.id}",
        url=addresses.post(row.slug).written(carried),
        title_html=shown_title(row),
        excerpt_html=row.excerpt_html or "",
        language=row.language,
        published_at=row.published_at or row.updated_at,
        category=shelf_link(row, carried),
        reading_minutes=row.reading_minutes or 1,
        tags=tag_links(tags, carried),
        is_pinned=row.is_pinned,
    )


def shown_title(row: CardRow | TextRow | NeighbourRow) -> str:
    """The finished title; of a post that was never rendered, the title as typed: reading renders nothing."""
    return row.title_html if row.title_html is not None else escape(row.title, quote=False)


def plain_title(row: TextRow) -> str:
    """The title in plain text, as `shown_title`."""
    return row.title_text if row.title_text is not None else row.title


def tag_links(tags: Iterable[TagRow], carried: str) -> tuple[pages.Tag, ...]:
    """The ways to the other posts of these tags; `carried` as in `visit.carried`."""
    return tuple(_tag_link(tag.name, tag.slug, carried) for tag in tags)


@lru_cache(maxsize=1024)
def _tag_link(name: str, slug: str, carried: str) -> pages.Tag:
    """Listings show the same few tags again and again, fifty on a page."""
    return pages.Tag(name, addresses.tag(slug).written(carried))


def shelf_link(row: CardRow | TextRow, carried: str) -> pages.Link | None:
    """The way to the other posts on its shelf, if it stands on one."""
    if row.category_slug is None or row.category_name is None:
        return None
    return pages.Link(row.category_name, addresses.category(row.category_slug).written(carried))


def entry(post: Post) -> pages.Entry:
    """A post in the archive."""
    return pages.Entry(
        scope=scope(post),
        url=visit.url(addresses.post(post.slug)),
        title_html=finished(post).title_html,
        language=post.language,
        published_at=post.published_at or post.updated_at,
    )


def scope(post: Post) -> str:
    """The name in which the formulas of a post keep their macros, labels and numbers."""
    return f"p{post.id}"
