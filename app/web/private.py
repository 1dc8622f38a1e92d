"""What all pages behind and before the door have in common: nobody keeps them, and they speak the author's language."""

from typing import Any

from flask import Response
from flask_babel import get_locale

from app.database import session
from app.services import site
from app.web import visitors


def keep_private(response: Response) -> Response:
    """Neither the browser nor anything on the way keeps a copy; links out of a page do not tell its address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def words() -> dict[str, Any]:
    """What the layout needs: the site, the author if there is one, and the tag of the interface's language."""
    found = visitors.visitor()
    return {"site": site.load(session()), "author": found.author if found else None, "language": _language_tag()}


def locale() -> str:
    """The locale of the author, else of the site. Asking makes the answer depend on the cookie."""
    found = visitors.visitor()
    return ((found.author.language if found else None) or site.load(session()).language).replace("-", "_")


def _language_tag() -> str:
    locale = get_locale()
    return str(locale).replace("_", "-") if locale else "en"
