"""Which addresses a link or an image may have."""

import re
from html import unescape

SCHEMES = frozenset({"http", "https", "mailto"})
"""The schemes that may stand in a text; an address without one is relative."""

_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffd]+")
_SCHEME = re.compile(r"([^/?#]*?):")
_OTHER_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}")
_PROPER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")


def is_safe_address(address: str) -> bool:
    """Whether the address has no scheme or one of `SCHEMES`, however it is written.

    Browsers drop white space and control characters from addresses, and character references may be written twice;
    what is not plainly relative must be plainly allowed. See https://url.spec.whatwg.org/#concept-basic-url-parser.
    """
    seen = _IGNORED_BY_BROWSERS.sub("", unescape(unescape(address)))
    match = _SCHEME.match(seen)
    if match is None:
        return True
    scheme = match.group(1)
    return bool(_PROPER_SCHEME.fullmatch(scheme)) and scheme.lower() in SCHEMES


def is_elsewhere(address: str) -> bool:
    """Whether a browser would ask another host for it. Browsers read a backslash as a slash."""
    return bool(_OTHER_HOST.match(_IGNORED_BY_BROWSERS.sub("", unescape(unescape(address)))))
