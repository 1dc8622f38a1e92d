"""Attribute lists: `{: #id .class width=300 }` or without the colon. Which of them stay the sanitiser decides."""

import re

_PART = r"""(?:[#.][\w\-:.]+|[A-Za-z][\w-]*=(?:"[^"]*"|'[^']*'|[^\s"'{}]+))"""
ATTRIBUTE_LIST = re.compile(rf"\{{:?[ \t]*({_PART}(?:[ \t]+{_PART}){{0,40}})[ \t]*\}}")
TRAILING_LIST = re.compile(rf"[ \t]*{ATTRIBUTE_LIST.pattern}[ \t]*$")
_PIECE = re.compile(_PART)
_KEPT = ("id", "class", "width", "height", "start", "lang", "title", "alt")


def attributes_of(parts: str) -> dict[str, str]:
    """The attributes that the inside of an attribute list names."""
    found: dict[str, str] = {}
    for match in _PIECE.finditer(parts):
        part = match[0]
        if part[0] == "#":
            found["id"] = part[1:]
        elif part[0] == ".":
            found["class"] = f"{found['class']} {part[1:]}" if "class" in found else part[1:]
        else:
            name, _, value = part.partition("=")
            found[name.lower()] = value.strip("\"'")
    return {name: value for name, value in found.items() if name in _KEPT}
