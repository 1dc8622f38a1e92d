"""What people without an account see of posts that are not published: the route table of preview links."""

from flask import Blueprint

from app.web.deferred import deferred
from app.web.private import keep_private

blueprint = Blueprint("shared", __name__)
blueprint.after_request(keep_private)
blueprint.get("/preview/<token>", endpoint="preview")(deferred("app.web.shared.previews:show"))
