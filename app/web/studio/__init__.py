"""The studio, where authors work: its route table. The door stands before every request to this room."""

from collections.abc import Callable

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from app.config import Settings
from app.web import access, limits
from app.web.deferred import deferred
from app.web.private import keep_private, speak, words

KEY = "int(max=2147483647)"
"""How rules name a row: larger numbers are no rows and would be an error for the database."""


def init_app(app: Flask, _settings: Settings) -> None:
    """Give the application its studio; the door of `app.web.auth` must be there already."""
    room = Blueprint("studio", __name__, url_prefix="/studio")
    room.before_request(access.door)
    room.before_request(speak)
    room.after_request(keep_private)
    room.context_processor(words)
    room.add_url_rule("/", "home", _view("posts:show"))
    _add_posts(room)
    _add_revisions(room)
    _add_preview_links(room)
    _add_profile(room, app)
    _add_authors(room)
    _add_pictures(room, app)
    app.register_blueprint(room)


def _add_posts(room: Blueprint) -> None:
    one = f"/posts/<{KEY}:post_id>"
    room.add_url_rule("/posts", "begin_post", _view("editor:begin"), methods=["POST"])
    room.add_url_rule("/posts/bulk", "act_on_many", _view("posts:act_on_many"), methods=["POST"])
    room.add_url_rule(one, "editor", _view("editor:show"))
    room.add_url_rule(f"{one}/save", "save", _view("saving:save"), methods=["POST"])
    room.add_url_rule(f"{one}/autosave", "autosave", _view("saving:autosave"), methods=["POST"])
    room.add_url_rule(f"{one}/discard", "discard", _view("saving:discard"), methods=["POST"])
    room.add_url_rule(f"{one}/publication", "publish", _view("publication:publish"), methods=["POST"])
    room.add_url_rule(f"{one}/withdrawal", "withdraw", _view("publication:withdraw"), methods=["POST"])
    room.add_url_rule(f"{one}/author", "assign", _view("publication:assign"), methods=["POST"])
    room.add_url_rule(f"{one}/trash", "trash", _view("publication:trash"), methods=["POST"])
    room.add_url_rule(f"{one}/restoration", "recover", _view("publication:recover"), methods=["POST"])
    room.add_url_rule(f"{one}/purge", "purge", _view("publication:purge"), methods=["POST"])
    room.add_url_rule("/preview", "preview", _view("preview:show"), methods=["POST"])
    room.add_url_rule("/completions", "completions", _view("completions:show"))


def _add_revisions(room: Blueprint) -> None:
    one = f"/posts/<{KEY}:post_id>"
    number = f"<{KEY}:number>"
    room.add_url_rule(f"{one}/revisions", "revisions", _view("revisions:listing"))
    room.add_url_rule(f"{one}/revisions/{number}", "revision", _view("revisions:show"))
    room.add_url_rule(f"{one}/revisions/{number}/restoration", "restore", _view("revisions:restore"), methods=["POST"])
    room.add_url_rule(f"{one}/conflicts/{number}", "conflict", _view("conflict:show"))


def _add_preview_links(room: Blueprint) -> None:
    links = f"/posts/<{KEY}:post_id>/preview-links"
    room.add_url_rule(links, "preview_links", _view("preview_links:show"))
    room.add_url_rule(links, "create_preview_link", _view("preview_links:create"), methods=["POST"])
    room.add_url_rule(
        f"{links}/<{KEY}:link_id>/revocation", "revoke_preview_link", _view("preview_links:revoke"), methods=["POST"]
    )


def _add_profile(room: Blueprint, app: Flask) -> None:
    tries = limits.limiter_of(app).limit(limits.PER_NAME, key_func=limits.author)
    room.add_url_rule("/confirmation", "confirmation", _view("confirmation:show"))
    room.add_url_rule("/confirmation", "confirm", tries(_view("confirmation:confirm")), methods=["POST"])
    room.add_url_rule("/profile", "profile", _view("profile:show"))
    room.add_url_rule("/profile", "change_profile", _view("profile:change"), methods=["POST"])
    uploads = limits.limiter_of(app).limit(limits.UPLOADS, key_func=limits.author)
    room.add_url_rule("/profile/picture", "change_avatar", uploads(_view("profile:change_avatar")), methods=["POST"])
    room.add_url_rule("/profile/picture/removal", "remove_avatar", _view("profile:remove_avatar"), methods=["POST"])
    room.add_url_rule("/password", "change_password", tries(_view("profile:change_password")), methods=["POST"])
    room.add_url_rule(
        f"/sessions/<{KEY}:session_id>/end", "end_session", _view("profile:end_session"), methods=["POST"]
    )
    room.add_url_rule(
        "/sessions/end-others", "end_other_sessions", _view("profile:end_other_sessions"), methods=["POST"]
    )


def _add_pictures(room: Blueprint, app: Flask) -> None:
    uploads = limits.limiter_of(app).limit(limits.UPLOADS, key_func=limits.author)
    one = f"/pictures/<{KEY}:media_id>"
    room.add_url_rule("/pictures", "pictures", _view("pictures:show"))
    room.add_url_rule("/pictures", "add_picture", uploads(_view("pictures:add")), methods=["POST"])
    room.add_url_rule(f"{one}/description", "describe_picture", _view("pictures:describe"), methods=["POST"])
    room.add_url_rule(f"{one}/deletion", "delete_picture", _view("pictures:delete"), methods=["POST"])
    room.register_error_handler(413, _view("pictures:too_large"))


def _add_authors(room: Blueprint) -> None:
    one = f"/authors/<{KEY}:author_id>"
    room.add_url_rule("/authors", "authors", _view("authors:show"))
    room.add_url_rule(f"{one}/role", "change_role", _view("authors:change_role"), methods=["POST"])
    room.add_url_rule(f"{one}/deactivate", "deactivate_author", _view("authors:deactivate"), methods=["POST"])
    room.add_url_rule(f"{one}/reactivate", "reactivate_author", _view("authors:reactivate"), methods=["POST"])
    room.add_url_rule(f"{one}/link", "invite_back", _view("authors:invite_back"), methods=["POST"])
    room.add_url_rule("/invitations", "invite", _view("authors:invite"), methods=["POST"])
    room.add_url_rule(
        f"/invitations/<{KEY}:invitation_id>/revoke",
        "revoke_invitation",
        _view("authors:revoke_invitation"),
        methods=["POST"],
    )


def _view(place: str) -> Callable[..., ResponseReturnValue]:
    return deferred(f"{__name__}.{place}")
