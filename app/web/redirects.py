"""Where to send somebody who asks to be sent on: to this site alone."""

import re
from urllib.parse import urlsplit

_UNFIT = re.compile(r"[\x00-\x20\x7f-\x9f\\]|[\ud800-\udfff]")


def own_path(wanted: str | None, otherwise: str) -> str:
    """The wanted address if it is a path of this site, else the other one.

    Browsers read two slashes, or a slash and a backslash, as the start of another host and skip tabs and line ends
    between them, so whatever holds one of these is refused.
    """
    if not wanted or len(wanted) > 2_000 or _UNFIT.search(wanted):
        return otherwise
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return otherwise
    is_own = wanted.startswith("/") and not wanted.startswith("//") and not parts.scheme and not parts.netloc
    return wanted if is_own else otherwise
