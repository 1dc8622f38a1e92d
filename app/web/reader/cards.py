"""Posts as listings and other pages name them: cards, entries of the archive, neighbours."""

from html import escape

from app.storage.models import Post, Rendering
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader import pages
from app.web.reader.choosing import Choice, shown

_FORMULA = '<span class="math '


def address_of(post: Post) -> Address:
    """Where readers find a post."""
    return addresses.post(post.slug)


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


def card(post: Post, choice: Choice) -> pages.Card:
    """A post in a listing."""
    rendering = finished(post)
    return pages.Card(
        scope=scope(post),
        url=visit.url(address_of(post)),
        title_html=rendering.title_html,
        title_text=rendering.title_text,
        excerpt_html=rendering.excerpt_html,
        language=post.language,
        published_at=post.published_at or post.updated_at,
        category=category_link(post),
        author=author_link(post),
        reading_minutes=rendering.reading_minutes,
        formula_count=rendering.formula_count,
        tags=tuple(shown(tag, choice) for tag in post.tags),
        is_pinned=post.pinned,
    )


def entry(post: Post) -> pages.Entry:
    """A post in the archive."""
    return pages.Entry(
        scope=scope(post),
        url=visit.url(address_of(post)),
        title_html=finished(post).title_html,
        language=post.language,
        published_at=post.published_at or post.updated_at,
    )


def neighbour(post: Post | None) -> pages.Neighbour | None:
    """The post before or after in time, if there is one."""
    if post is None:
        return None
    rendering = finished(post)
    return pages.Neighbour(visit.url(address_of(post)), rendering.title_html, rendering.title_text, post.language)


def scope(post: Post) -> str:
    """The name in which the formulas of a post keep their macros, labels and numbers."""
    return f"p{post.id}"


def author_link(post: Post) -> pages.Link:
    """The way to the other posts of its author."""
    return pages.Link(post.author.display_name, visit.url(addresses.author(post.author.name)))


def category_link(post: Post) -> pages.Link | None:
    """The way to the other posts on its shelf, if it stands on one."""
    if post.category is None:
        return None
    return pages.Link(post.category.name, visit.url(addresses.category(post.category.slug)))
