"""What all pages behind and before the door have in common: nobody keeps them, and they speak the author's language."""

from typing import Any

from flask import Response
from flask_babel import refresh

from app.web import visit, visitors


def speak() -> None:
    """Let the interface speak the author's language, where one is logged in and has chosen it."""
    found = visitors.visitor()
    if found and found.author.language:
        visit.speak(found.author.language)


def speak_in(language: str) -> None:
    """Let the interface speak another language from here on; that of the site for an empty one."""
    visit.speak(language)
    refresh()


def keep_private(response: Response) -> Response:
    """Neither the browser nor anything on the way keeps a copy; links out of a page do not tell its address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def words() -> dict[str, Any]:
    """The author who is logged in, if there is one, for the layout."""
    found = visitors.visitor()
    return {"author": found.author if found else None}
