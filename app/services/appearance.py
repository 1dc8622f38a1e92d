"""How a text would look as that of a post: for previews and comparisons."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.content import Problem, Rendered, SourceBlock
from app.content.macros import definitions_html, has_formulas
from app.content.titles import Title, render_title
from app.services import rendering
from app.services.checking import check
from app.services.drafts import Draft
from app.storage.models import Post


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text beside its source: the title, the finished text in blocks, and what its author should know of it.

    `definitions_html` defines the macros for the formulas of all of it and shows nothing.
    """

    title: Title
    definitions_html: str
    blocks: tuple[SourceBlock, ...]
    rendered: Rendered
    problems: tuple[Problem, ...]


def appearance(session: Session, post: Post, draft: Draft) -> Rendered:
    """The finished form that a post would have with another text, by the renderer that publishes; nothing is stored."""
    return rendering.rendered(session, _stand_in(post, draft))


def sheet(session: Session, post: Post, draft: Draft, *, site_url: str = "") -> Sheet:
    """The same in blocks, with all problems; `site_url` as in `checking.check`."""
    rendered, blocks = rendering.rendered_blocks(session, _stand_in(post, draft))
    title = render_title(draft.title)
    needs_macros = bool(rendered.formulas) or has_formulas(title.html)
    definitions = definitions_html(draft.settings.macros) if needs_macros else ""
    return Sheet(title, definitions, blocks, rendered, check(session, rendered, site_url=site_url))


def _stand_in(post: Post, draft: Draft) -> Post:
    return Post(  # Never added to the session.
        id=post.id,
        version=post.version,
        origin=post.origin,
        title=draft.title,
        source=draft.source,
        summary=draft.settings.summary,
        macros=draft.settings.macros,
        language=draft.settings.language,
    )
