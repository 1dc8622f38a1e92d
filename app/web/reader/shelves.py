"""The page of all tags and categories."""

from flask import render_template
from flask_babel import gettext as _

from app import database
from app.storage.queries import taxonomy
from app.web import addresses, visit
from app.web.reader import choosing, heads
from app.web.reader.choosing import NO_CHOICE
from app.web.reader.pages import Link, TagsPage


def tags() -> str:
    """Every tag that has posts, and every category."""
    visit.settle(addresses.TAGS)
    counted = database.session().execute(taxonomy.tags_with_counts(visit.now())).all()
    page = TagsPage(
        head=heads.head(_("Tags"), addresses.TAGS, description=_("What the posts are about")),
        tags=tuple(choosing.shown(tag, NO_CHOICE, count) for tag, count in counted),
        categories=categories(),
    )
    return render_template("reader/tags.html", page=page)


def categories() -> tuple[Link, ...]:
    """Every category that has posts, the fullest first."""
    return visit.same(("categories", visit.language()), _categories)


def _categories() -> tuple[Link, ...]:
    counted = database.session().execute(taxonomy.categories_with_counts(visit.now())).all()
    return tuple(
        Link(category.name, visit.url(addresses.category(category.slug)), count) for category, count in counted
    )
