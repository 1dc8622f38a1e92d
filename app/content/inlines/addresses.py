"""Link targets and bare links: where an address begins and ends."""

import re
from dataclasses import dataclass
from html import unescape

from app.content.characters import CJK_LETTERS

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_WHITE = re.compile(r"[ \t]*+\n?[ \t]*+")
_ANGLED = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
_TITLE = re.compile(r"\"((?:[^\"\\]|\\.)*+)\"|'((?:[^'\\]|\\.)*+)'|\(((?:[^()\\]|\\.)*+)\)", re.DOTALL)
_SIZE = re.compile(r"=(\d{1,5}%?)?x(\d{1,5}%?)?(?=[ \t\n)])")
_PLAIN_PIECE = re.compile(r"[^\s\\()<\x00-\x1f]+|\\.?|[()]|<")
_BARE = re.compile(
    r"(?:https?://|www\.)"
    rf"(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]|(?<=[/=#_&?%-])[{CJK_LETTERS}]++)++",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:[?!.,:;*_~'=]|&[A-Za-z0-9]+;)+$")
NESTING_LIMIT = 32


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link or an image leads, its title, and the size that Typora's `=100x200` gives it."""

    url: str
    title: str = ""
    width: str = ""
    height: str = ""


def normal_label(label: str) -> str:
    """A link label in the form in which labels are compared."""
    return " ".join(label.split()).casefold()


def unescaped(text: str) -> str:
    """The text with backslash escapes and entities read."""
    return unescape(_ESCAPE.sub(r"\1", text)) if "\\" in text or "&" in text else text


def _skip_white(text: str, position: int) -> int:
    match = _WHITE.match(text, position)
    return match.end() if match else position


def destination(text: str, position: int) -> tuple[str, int] | None:
    """The address that begins at a place of the text, and its end; None if there is none."""
    if text.startswith("<", position):
        match = _ANGLED.match(text, position)
        return (unescaped(match[1]), match.end()) if match else None
    end = _plain_end(text, position)
    return None if end is None else (unescaped(text[position:end]), end)


def _plain_end(text: str, position: int) -> int | None:
    depth = 0
    while match := _PLAIN_PIECE.match(text, position):
        piece = match[0]
        if piece == "(":
            depth += 1
        elif piece == ")":
            if depth == 0:
                break
            depth -= 1
        if depth > NESTING_LIMIT:
            return None
        position = match.end()
    return None if depth else position


def title(text: str, position: int) -> tuple[str, int] | None:
    """The title that begins at a place of the text, and its end."""
    match = _TITLE.match(text, position)
    if match is None:
        return None
    return unescaped(match[1] or match[2] or match[3] or ""), match.end()


def inline_target(text: str, position: int) -> tuple[Target, int] | None:
    """What stands in the round brackets after a link's text; `position` is right after the opening one."""
    position = _skip_white(text, position)
    found = destination(text, position)
    if found is None:
        return None
    url, end = found
    position = _skip_white(text, end)
    words, width, height = "", "", ""
    if position > end and (named := title(text, position)):
        words, position = named
        position = _skip_white(text, position)
    if size := _SIZE.match(text, position):
        width, height = size[1] or "", size[2] or ""
        position = _skip_white(text, size.end())
    if not text.startswith(")", position):
        return None
    return Target(url, words, width, height), position + 1


def bare_link(text: str, position: int) -> str:
    """The address without any marks that begins at a place of the text (GitHub's rules), or nothing.

    Chinese punctuation ends it; Chinese letters belong to it only where a part of an address begins (`wiki/中文`).
    """
    match = _BARE.match(text, position)
    if match is None:
        return ""
    url = _trimmed(match[0])
    host = url.partition("://")[2] or url
    return url if host[:1].isalnum() and (not url.lower().startswith("www.") or host.count(".") > 1) else ""


def _trimmed(url: str) -> str:
    opening, closing = url.count("("), url.count(")")
    while True:
        shorter = _TRAILING.sub("", url)
        if shorter.endswith(")") and closing > opening:
            shorter = shorter[:-1]
            closing -= 1
        if shorter == url:
            return url
        opening -= url[len(shorter) :].count("(")
        url = shorter
