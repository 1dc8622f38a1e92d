"""The page of all tags and categories."""

from flask import render_template
from flask_babel import gettext as _

from app import database
from app.services import subjects
from app.web import addresses, visit
from app.web.reader import choosing, heads, standing
from app.web.reader.choosing import NO_CHOICE
from app.web.reader.pages import Link, TagsPage


def tags() -> str:
    """Every tag that has posts, and every category."""
    visit.settle(addresses.TAGS)
    counted = subjects.every_tag(database.connection(), standing.waiting())
    page = TagsPage(
        head=heads.head(_("Tags"), addresses.TAGS, description=_("What the posts are about")),
        tags=tuple(choosing.shown(tag, NO_CHOICE) for tag in counted),
        categories=categories(),
    )
    return render_template("reader/tags.html", page=page)


def categories() -> tuple[Link, ...]:
    """Every category that has posts, the fullest first."""
    return tuple(
        Link(category.name, visit.url(addresses.category(category.slug)), category.post_count)
        for category in standing.categories()
    )
