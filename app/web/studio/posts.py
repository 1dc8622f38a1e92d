"""The list of posts: where each stands, found by words, author, tag and category; and what is done to many at once."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.database import session, write_session
from app.services import bulk, permissions
from app.services.bulk import Action as Deed
from app.services.permissions import Action
from app.storage.models import Post
from app.web import visit
from app.web.access import acting_author, current_author
from app.web.studio.post_list import asked_for, posts_page
from app.web.studio.submission import tags_from

NEEDED = {
    Deed.PUBLISH: Action.PUBLISH,
    Deed.WITHDRAW: Action.PUBLISH,
    Deed.TRASH: Action.TRASH,
    Deed.RECOVER: Action.TRASH,
    Deed.TAG: Action.EDIT,
    Deed.UNTAG: Action.EDIT,
    Deed.CATEGORISE: Action.EDIT,
}
"""What one must be allowed to do to each post."""

MOST_AT_ONCE = 200


def show() -> ResponseReturnValue:
    """The list, for each author of what they may see."""
    return render_template("studio/posts.html", page=posts_page(session(), current_author(), asked_for(request.args)))


def act_on_many() -> ResponseReturnValue:
    """Do one thing to each of the chosen posts, and say of each what became of it."""
    deed, ids = _deed(), request.form.getlist("post", type=int)[:MOST_AT_ONCE]
    writing = write_session()
    author = acting_author(writing)

    def may(post: Post) -> bool:
        return permissions.may(author, NEEDED[deed], post)

    order = bulk.Order(deed, author, tags_from(request.form.get("names", "")), may)
    outcomes = bulk.apply(writing, order, [number for number in ids if 0 < number < 2**31], now=visit.now())
    writing.commit()
    return render_template("studio/bulk.html", outcomes=outcomes, back=url_for("studio.home"))


def _deed() -> Deed:
    try:
        return Deed(request.form.get("action", ""))
    except ValueError:
        abort(422)
