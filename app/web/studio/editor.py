"""The editor: a new post, and one that is there."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.database import session, write_session
from app.services import drafting
from app.services.drafts import Draft, PostSettings
from app.services.permissions import Action
from app.web import visit
from app.web.access import acting_author, current_author, demands
from app.web.studio.editor_page import editor_page
from app.web.studio.finding import seen


@demands(Action.WRITE)
def begin() -> ResponseReturnValue:
    """Begin a post: an empty draft in the language of the site."""
    writing = write_session()
    draft = Draft("", "", PostSettings(language=visit.site().language))
    post = drafting.begin(writing, draft, author=acting_author(writing), now=visit.now())
    writing.commit()
    return redirect(url_for("studio.editor", post_id=post.id), 303)


def show(post_id: int) -> ResponseReturnValue:
    """A post with all that can be done to it."""
    return render_template("studio/editor.html", page=editor_page(session(), seen(post_id), current_author()))
