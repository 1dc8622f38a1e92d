"""A post as the holder of a link reads it: as readers will, before they do."""

from dataclasses import asdict

from flask import render_template
from flask_babel import gettext as _

from app.content.macros import definitions_html, has_formulas
from app.database import session
from app.services import previews
from app.services.previews import Preview
from app.storage.models import Kind
from app.web import addresses, visit
from app.web.reader import cards, contents
from app.web.reader.pages import Head, Link, PostPage
from app.web.reader.pages import Tag as ShownTag
from app.web.refusals import missing


def show(token: str) -> str:
    """The post that a link leads to. Unknown, expired and revoked links look alike."""
    found = previews.resolve(session(), token, now=visit.now())
    if found is None:
        missing(_("This link leads nowhere: it has expired or was taken back. Ask for another one."))
    return render_template("reader/post.html", page=post_page(found))


def post_page(found: Preview) -> PostPage:
    """The page of a text that may not be published, without what only published posts have: neighbours, citation."""
    post, rendered, settings = found.post, found.rendered, found.draft.settings
    moment = post.published_at or visit.now()
    formulas = len(rendered.formulas)
    needs_math = formulas > 0 or has_formulas(found.title.html)
    author = Link(post.author.display_name, visit.url(addresses.author(post.author.name)))
    return PostPage(
        head=Head(f"{found.title.text} · {visit.site().title}", "", "", settings.language, robots="noindex"),
        scope=cards.scope(post),
        is_static=post.kind is Kind.PAGE,
        title_html=found.title.html,
        html=rendered.html,
        language=settings.language,
        author=author,
        category=Link(settings.category, visit.url(addresses.HOME)) if settings.category else None,
        tags=tuple(ShownTag(name, visit.url(addresses.TAGS)) for name in settings.tags),
        published_at=moment,
        updated_at=moment,
        is_revised=False,
        reading_minutes=rendered.reading_minutes,
        word_count=rendered.word_count,
        formula_count=formulas,
        has_formulas=needs_math,
        contents=contents.tree([asdict(heading) for heading in rendered.headings]),
        definitions_html=definitions_html(settings.macros) if needs_math else "",
    )
