"""The contents of a post: its headings as a tree."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.web.reader.pages import Contents

DEEPEST = 4
"""Headings below this level are too fine for the contents."""


def tree(headings: Sequence[Mapping[str, Any]]) -> tuple[Contents, ...]:
    """The headings down to `DEEPEST`, each above the deeper ones that follow it; a level may be left out."""
    kept = [heading for heading in headings if heading["level"] <= DEEPEST]
    return _siblings(kept)


def _siblings(headings: Sequence[Mapping[str, Any]]) -> tuple[Contents, ...]:
    found = []
    start = 0
    while start < len(headings):
        level = headings[start]["level"]
        end = next(
            (index for index in range(start + 1, len(headings)) if headings[index]["level"] <= level), len(headings)
        )
        found.append(_branch(headings[start], headings[start + 1 : end]))
        start = end
    return tuple(found)


def _branch(heading: Mapping[str, Any], below: Sequence[Mapping[str, Any]]) -> Contents:
    return Contents(heading["id"], heading["html"], heading["text"], _siblings(below))
