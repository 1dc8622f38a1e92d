"""The page cache: WSGI middleware that answers readers before Flask is asked.

A reader's page depends on its address, the content coding and the version of the content, and on nothing else. So a
page that the application says is for everybody is kept with the version it was made from, and answered again while
that version is the present one. Nobody's cookie, host or other header has a part in it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.storage.versions import UnknownVersionError, Version, Versions
from app.web.caching import ASK_EACH_TIME, is_for_everybody
from app.web.page_cache.codings import accepted
from app.web.page_cache.flights import Flights
from app.web.page_cache.pages import Address, Headers, Page, Pages, Variant, is_held

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_ENDS_SOON = "longwave.ends-soon"
"""Whether a scheduled post appears before caches in front would ask again: so they are told to ask each time."""

_READING = frozenset({"GET", "HEAD"})

_CONDITIONS = (
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"),
    *("HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_ACCEPT_ENCODING"),
)
"""What the application must not answer to: it makes whole pages, and the cache answers for them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered, whole."""

    status: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Rules:
    """What the cache may do.

    `most_bytes` of pages are kept, 0 keeps none: each is made anew and only compressed here. Paths whose first part is
    one of `rooms` hold no pages for everybody, and who sends the `cookie` is asked for by name: the application answers
    them itself. Caches in front may answer with a page `elsewhere` long without asking.
    """

    most_bytes: int
    rooms: frozenset[str]
    cookie: str
    elsewhere: timedelta


class PageCache:
    """Answers with kept pages, and keeps those that the application makes."""

    def __init__(
        self, application: Application, versions: Versions, clock: Callable[[], datetime], rules: Rules
    ) -> None:
        """Wrap an application."""
        self._application = application
        self._versions = versions
        self._clock = clock
        self._rules = rules
        self._cookie = f"{rules.cookie}="
        self.pages = Pages(rules.most_bytes)
        self._flights = Flights()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ["PATH_INFO"] or "/"
        if environ["REQUEST_METHOD"] not in _READING or path[1:].partition("/")[0] in self._rules.rooms:
            return self._application(environ, start_response)
        version = self._version(environ)
        if version is None:
            return self._unkept_answer(environ, start_response)
        address = (path, environ.get("QUERY_STRING", ""))
        page = self.pages.get(address, version)
        if page is None:
            return self._made(environ, start_response, address, version)
        return _sent(self._again(page, address, environ), environ, start_response)

    def _again(self, page: Page, address: Address, environ: Environ) -> Variant:
        """A kept page in the coding of one more reader."""
        coding = accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        variant = page.variants.get(coding)
        if variant is None or not variant.is_thorough:
            variant = page.asked_again(coding)
            self.pages.put(address, page)
        return variant

    def _version(self, environ: Environ) -> Version | None:
        """The present version; None if this reader gets pages that are made for them alone."""
        is_for_one = self._cookie in environ.get("HTTP_COOKIE", "") or "HTTP_AUTHORIZATION" in environ
        if is_for_one or not self._rules.most_bytes:
            return None
        now = self._clock()
        try:
            version = self._versions.current(now)
        except UnknownVersionError:
            return None  # The application will say that the database does not answer.
        environ[_ENDS_SOON] = version.until is not None and version.until - now < self._rules.elsewhere
        return version

    def _made(
        self, environ: Environ, start_response: StartResponse, address: Address, version: Version
    ) -> Iterable[bytes]:
        """Let one reader's request make the page, and the others wait for it."""
        flight = (address, version.key)
        if not self._flights.take_off(flight):
            page = self.pages.get(address, version)
            if page is None:  # It is not for everybody, so waiting for another would not help either.
                return self._unkept_answer(environ, start_response)
            return _sent(self._again(page, address, environ), environ, start_response)
        try:
            answer = self._asked(environ)
            page = _page(answer, environ, version)
            if page is not None:
                self.pages.put(address, page)
        finally:
            self._flights.land(flight)
        return _answered(answer, page, environ, start_response)

    def _unkept_answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._asked(environ)
        return _answered(answer, _page(answer, environ, None), environ, start_response)

    def _asked(self, environ: Environ) -> Answer:
        """The application's answer to the request for the whole page."""
        whole = {name: value for name, value in environ.items() if name not in _CONDITIONS}
        whole["REQUEST_METHOD"] = "GET"
        started: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, *_exc_info: Any) -> Callable[[bytes], None]:
            started[:] = [(status, headers)]
            return _refuse_to_write

        parts = self._application(whole, start)
        try:
            body = b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()
        return Answer(*started[0], body)


def _page(answer: Answer, environ: Environ, version: Version | None) -> Page | None:
    """What was answered as a page for everybody; None if it is anything else."""
    if not is_for_everybody(answer.status, answer.headers):
        return None
    return Page.of(version, answer.headers, answer.body, accepted(environ.get("HTTP_ACCEPT_ENCODING", "")))


def _answered(answer: Answer, page: Page | None, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The page to the reader it was made for; what is none, as it came."""
    if page is not None:
        return _sent(next(iter(page.variants.values())), environ, start_response)
    start_response(answer.status, answer.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


def _sent(variant: Variant, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The variant, or that the browser has it."""
    condition = environ.get("HTTP_IF_NONE_MATCH")
    is_at_hand = condition is not None and is_held(condition, variant)
    headers = list(variant.headers_of_304 if is_at_hand else variant.headers)
    if environ.get(_ENDS_SOON):
        headers = [(name, ASK_EACH_TIME if name == "Cache-Control" else value) for name, value in headers]
    start_response("304 NOT MODIFIED" if is_at_hand else "200 OK", headers)
    return [] if is_at_hand or environ["REQUEST_METHOD"] == "HEAD" else [variant.body]


def _refuse_to_write(_data: bytes) -> None:
    raise RuntimeError("an application inside must return its pages, not write them")
