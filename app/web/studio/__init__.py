"""The studio, where authors work: its route table. The door stands before every request to this room."""

from flask import Blueprint, Flask

from app.config import Settings
from app.web import access, limits
from app.web.private import keep_private, speak, words
from app.web.studio import (
    authors,
    completions,
    confirmation,
    conflict,
    editor,
    pictures,
    posts,
    preview,
    preview_links,
    profile,
    publication,
    revisions,
    saving,
)

KEY = "int(max=2147483647)"
"""How rules name a row: larger numbers are no rows and would be an error for the database."""


def init_app(app: Flask, _settings: Settings) -> None:
    """Give the application its studio; the door of `app.web.auth` must be there already."""
    room = Blueprint("studio", __name__, url_prefix="/studio")
    room.before_request(access.door)
    room.before_request(speak)
    room.after_request(keep_private)
    room.context_processor(words)
    room.add_url_rule("/", "home", posts.show)
    _add_posts(room)
    _add_revisions(room)
    _add_preview_links(room)
    _add_profile(room, app)
    _add_authors(room)
    _add_pictures(room, app)
    app.register_blueprint(room)


def _add_posts(room: Blueprint) -> None:
    one = f"/posts/<{KEY}:post_id>"
    room.add_url_rule("/posts", "begin_post", editor.begin, methods=["POST"])
    room.add_url_rule("/posts/bulk", "act_on_many", posts.act_on_many, methods=["POST"])
    room.add_url_rule(one, "editor", editor.show)
    room.add_url_rule(f"{one}/save", "save", saving.save, methods=["POST"])
    room.add_url_rule(f"{one}/autosave", "autosave", saving.autosave, methods=["POST"])
    room.add_url_rule(f"{one}/discard", "discard", saving.discard, methods=["POST"])
    room.add_url_rule(f"{one}/publication", "publish", publication.publish, methods=["POST"])
    room.add_url_rule(f"{one}/withdrawal", "withdraw", publication.withdraw, methods=["POST"])
    room.add_url_rule(f"{one}/author", "assign", publication.assign, methods=["POST"])
    room.add_url_rule(f"{one}/trash", "trash", publication.trash, methods=["POST"])
    room.add_url_rule(f"{one}/restoration", "recover", publication.recover, methods=["POST"])
    room.add_url_rule(f"{one}/purge", "purge", publication.purge, methods=["POST"])
    room.add_url_rule("/preview", "preview", preview.show, methods=["POST"])
    room.add_url_rule("/completions", "completions", completions.show)


def _add_revisions(room: Blueprint) -> None:
    one = f"/posts/<{KEY}:post_id>"
    number = f"<{KEY}:number>"
    room.add_url_rule(f"{one}/revisions", "revisions", revisions.listing)
    room.add_url_rule(f"{one}/revisions/{number}", "revision", revisions.show)
    room.add_url_rule(f"{one}/revisions/{number}/restoration", "restore", revisions.restore, methods=["POST"])
    room.add_url_rule(f"{one}/conflicts/{number}", "conflict", conflict.show)


def _add_preview_links(room: Blueprint) -> None:
    links = f"/posts/<{KEY}:post_id>/preview-links"
    room.add_url_rule(links, "preview_links", preview_links.show)
    room.add_url_rule(links, "create_preview_link", preview_links.create, methods=["POST"])
    room.add_url_rule(
        f"{links}/<{KEY}:link_id>/revocation", "revoke_preview_link", preview_links.revoke, methods=["POST"]
    )


def _add_profile(room: Blueprint, app: Flask) -> None:
    tries = limits.limiter_of(app).limit(limits.PER_NAME, key_func=limits.author)
    room.add_url_rule("/confirmation", "confirmation", confirmation.show)
    room.add_url_rule("/confirmation", "confirm", tries(confirmation.confirm), methods=["POST"])
    room.add_url_rule("/profile", "profile", profile.show)
    room.add_url_rule("/profile", "change_profile", profile.change, methods=["POST"])
    uploads = limits.limiter_of(app).limit(limits.UPLOADS, key_func=limits.author)
    room.add_url_rule("/profile/picture", "change_avatar", uploads(profile.change_avatar), methods=["POST"])
    room.add_url_rule("/profile/picture/removal", "remove_avatar", profile.remove_avatar, methods=["POST"])
    room.add_url_rule("/password", "change_password", tries(profile.change_password), methods=["POST"])
    room.add_url_rule(f"/sessions/<{KEY}:session_id>/end", "end_session", profile.end_session, methods=["POST"])
    room.add_url_rule("/sessions/end-others", "end_other_sessions", profile.end_other_sessions, methods=["POST"])


def _add_pictures(room: Blueprint, app: Flask) -> None:
    uploads = limits.limiter_of(app).limit(limits.UPLOADS, key_func=limits.author)
    one = f"/pictures/<{KEY}:media_id>"
    room.add_url_rule("/pictures", "pictures", pictures.show)
    room.add_url_rule("/pictures", "add_picture", uploads(pictures.add), methods=["POST"])
    room.add_url_rule(f"{one}/description", "describe_picture", pictures.describe, methods=["POST"])
    room.add_url_rule(f"{one}/deletion", "delete_picture", pictures.delete, methods=["POST"])
    room.register_error_handler(413, pictures.too_large)


def _add_authors(room: Blueprint) -> None:
    one = f"/authors/<{KEY}:author_id>"
    room.add_url_rule("/authors", "authors", authors.show)
    room.add_url_rule(f"{one}/role", "change_role", authors.change_role, methods=["POST"])
    room.add_url_rule(f"{one}/deactivate", "deactivate_author", authors.deactivate, methods=["POST"])
    room.add_url_rule(f"{one}/reactivate", "reactivate_author", authors.reactivate, methods=["POST"])
    room.add_url_rule(f"{one}/link", "invite_back", authors.invite_back, methods=["POST"])
    room.add_url_rule("/invitations", "invite", authors.invite, methods=["POST"])
    room.add_url_rule(
        f"/invitations/<{KEY}:invitation_id>/revoke", "revoke_invitation", authors.revoke_invitation, methods=["POST"]
    )
