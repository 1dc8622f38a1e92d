"""The list of posts: where each stands, found by words, author, tag and category; and what is done to many at once."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.database import session, write_session
from app.services import bulk, permissions
from app.services.bulk import Action as Deed
from app.services.permissions import Action
from app.storage.models import Post
from app.web import visit
from app.web.access import acting_author, current_author
from app.web.studio.answers import worded
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
    Deed.PURGE: Action.PURGE,
}
"""What one must be allowed to do to each post."""

MOST_AT_ONCE = 200


def show() -> ResponseReturnValue:
    """The list, for each author of what they may see."""
    return render_template("studio/posts.html", page=posts_page(session(), current_author(), asked_for(request.args)))


def act_on_many() -> ResponseReturnValue:
    """Do one thing to each of the chosen posts, and say of each what became of it."""
    deed, ids = _deed(), _chosen()
    writing = write_session()
    author = acting_author(writing)

    def may(post: Post) -> bool:
        return permissions.may(author, NEEDED[deed], post)

    if deed is Deed.PURGE and "confirmed" not in request.form:
        return _ask_first(
            [post for post in writing.scalars(sa.select(Post).where(Post.id.in_(ids)).order_by(Post.id)) if may(post)]
        )
    is_early = "early" in request.form and permissions.may(author, Action.MANAGE_SITE)
    order = bulk.Order(deed, author, tags_from(request.form.get("names", "")), may, is_early)
    outcomes = bulk.apply(writing, order, ids, now=visit.now())
    writing.commit()
    back = url_for("studio.home", state="trashed" if deed is Deed.PURGE else None)
    reasons = {outcome.post_id: worded(outcome.reason, outcome.values) for outcome in outcomes if outcome.reason}
    return render_template("studio/bulk.html", outcomes=outcomes, reasons=reasons, deed=deed.value, back=back)


def _ask_first(posts: Sequence[Post]) -> ResponseReturnValue:
    """Nothing is deleted for good before its titles were shown."""
    if not posts:
        return render_template("studio/bulk.html", outcomes=(), deed="", back=url_for("studio.home", state="trashed"))
    may_purge_early = permissions.may(current_author(), Action.MANAGE_SITE)
    return render_template("studio/bulk_purge.html", posts=posts, may_purge_early=may_purge_early)


def _chosen() -> list[int]:
    numbers = request.form.getlist("post", type=int)[:MOST_AT_ONCE]
    return [number for number in numbers if 0 < number < 2**31]


def _deed() -> Deed:
    try:
        return Deed(request.form.get("action", ""))
    except ValueError:
        abort(422)
