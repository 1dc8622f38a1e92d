"""How a text would look as that of a post: for previews and comparisons."""

from sqlalchemy.orm import Session

from app.content import Rendered
from app.services import rendering
from app.services.drafts import Draft
from app.storage.models import Post


def appearance(session: Session, post: Post, draft: Draft) -> Rendered:
    """The finished form that a post would have with another text, by the renderer that publishes; nothing is stored."""
    stand_in = Post(  # Never added to the session.
        id=post.id,
        version=post.version,
        origin=post.origin,
        title=draft.title,
        source=draft.source,
        summary=draft.settings.summary,
        macros=draft.settings.macros,
        language=draft.settings.language,
    )
    return rendering.rendered(session, stand_in)
