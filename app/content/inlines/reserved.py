"""Syntax that later versions will read, and that must stay whole until then: `[@key]` and `[[slug]]`."""

import re

_RESERVED = re.compile(r"\[\[[^\[\]\n]{1,300}\]\]|\[-?@[^\[\]\n]{1,300}\](?![(\[])")


def reserved_end(text: str, position: int) -> int | None:
    """The end of a citation or a wiki link that begins at a place of the text."""
    match = _RESERVED.match(text, position)
    return match.end() if match else None
