"""The facts of one request: the moment, the site's settings, the interface's language, the place that is shown."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar
from urllib.parse import parse_qsl

from flask import abort, current_app, g, redirect, request
from werkzeug.wrappers import Response

from app import database
from app.services import site as site_service
from app.services.site import LANGUAGES, Site
from app.web import kept
from app.web.addresses import Address

Value = TypeVar("Value")


def now() -> datetime:
    """The moment of the request: one for the whole answer, so that no two parts of it disagree."""
    if "now" not in g:
        g.now = current_app.config["CLOCK"]()
    moment: datetime = g.now
    return moment


def site() -> Site:
    """The site's settings; the defaults once the database is known not to answer."""
    settings: Site | None = g.get("site")
    if settings is None:
        settings = Site() if is_degraded() else same("site", lambda: site_service.load(database.session()))
        g.site = settings
    return settings


def same(key: Hashable, make: Callable[[], Value]) -> Value:
    """What `make` gives, made once for all pages of this version of the content; see `kept.value`."""
    return kept.value(key, now(), make)


def degrade() -> None:
    """From here on the answer asks the database nothing: it failed, or something did while it was open."""
    g.is_degraded = True


def is_degraded() -> bool:
    """Whether the answer must do without the database."""
    return "is_degraded" in g


def fields() -> list[tuple[str, str]]:
    """The query's fields in order, percent-decoded once; bytes that are no UTF-8 become U+FFFD."""
    query = request.query_string.decode("utf-8", "replace")
    return parse_qsl(query, keep_blank_values=True, errors="replace")


def language() -> str:
    """The interface's language: the address's `lang` if there is such a language, else the author's or the site's own.

    Only the studio knows an author; for readers a page depends on its address alone.
    """
    chosen: str | None = g.get("language")
    if chosen is None:
        chosen = g.language = _asked_language() or g.get("author_language") or site().language
    return chosen


def speak(tag: str) -> None:
    """Let the interface speak this language unless the address asks for another."""
    g.author_language = tag
    g.pop("language", None)


def _asked_language() -> str | None:
    if not request.query_string:
        return None
    asked = next((value.casefold() for name, value in fields() if name == "lang"), "")
    return {tag.casefold(): tag for tag in LANGUAGES}.get(asked)


def wants_json() -> bool:
    """Whether a script asks rather than a person: it sends JSON, or wants it and nothing else more."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def url(address: Address) -> str:
    """The address as a path of this site that carries the reader's language on."""
    return address.written(carried())


def carried() -> str:
    """The language that addresses carry on: none where that is the site's own."""
    return _carried(language())


def absolute(address: Address) -> str:
    """The address as others know it: with the host of the settings and the reader's language."""
    return origin() + url(address)


def in_language(address: Address, tag: str) -> str:
    """The path of the same place with the interface in another language."""
    return address.written(_carried(tag))


def origin() -> str:
    """Scheme and host of every absolute address; from the settings, for the request's host is the visitor's word."""
    return database.database().settings.site_url


def settle(address: Address) -> None:
    """Say which place is shown; whoever came by another form of its address is sent to the one form (301).

    So trailing slashes, foreign query parameters and other spellings neither multiply pages nor break old links.
    """
    g.place = address
    _settle_at(url(address))


def settle_plain(address: Address) -> None:
    """As `settle`, for what has no interface and so no language: feeds, the sitemap."""
    _settle_at(address.written())


def place() -> Address:
    """The place that is shown; of an error the path that was asked for."""
    found: Address = g.get("place", Address(request.path))
    return found


def moved(address: Address, status: int) -> Response:
    """An answer that sends the reader on within the site; browsers ask again, since settings may change the way."""
    return _redirect(url(address), status)


def _settle_at(wanted: str) -> None:
    query = request.query_string.decode("latin-1")
    asked = Address(request.path).written() + (f"?{query}" if query else "")
    has_one_slash = not request.environ["PATH_INFO"].startswith("//")  # which Werkzeug takes for one
    if asked != wanted or not has_one_slash:
        abort(_redirect(wanted, 301))


def _redirect(location: str, status: int) -> Response:
    response = redirect(location, status)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _carried(tag: str) -> str:
    return "" if tag == site().language else tag
