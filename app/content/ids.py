"""Ids that a text may give its elements, so that it can neither imitate nor shadow anything of the page."""

import re

_SCRIPT_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_RESERVED = re.compile(r"(?:lw-|mjx|mathjax)", re.IGNORECASE)
_UNFIT = re.compile(r"[\s&<>\"'`=]+")
LENGTH = 200
"""Longest id, in characters."""


def automatic_id(name: str) -> str:
    """An id that the pipeline itself made (of a heading); only names that belong to the page are changed."""
    fit = _fit(name)
    return f"u-{fit}" if _RESERVED.match(fit) else fit


def explicit_id(name: str) -> str:
    """An id that an author wrote: prefixed when a script could find it as a variable of the page's window.

    See https://html.spec.whatwg.org/multipage/nav-history-apis.html#named-access-on-the-window-object.
    """
    fit = automatic_id(name)
    return f"u-{fit}" if _SCRIPT_NAME.fullmatch(fit) else fit


def _fit(name: str) -> str:
    return _UNFIT.sub("-", name.strip())[:LENGTH]
