"""From the bytes of a file to its text."""

import codecs
from typing import NamedTuple

from app.content.document import Problem
from app.services.errors import RefusedError

LIMIT = 1_000_000
"""Largest text file, in bytes: what the pipeline renders."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Text(NamedTuple):
    """A file's text, and what its author should know about how it was read."""

    text: str
    problems: tuple[Problem, ...] = ()


def text_of(content: bytes) -> Text:
    """The text of a file: UTF-8, UTF-16 or UTF-32 with a mark, else GB 18030. Raises `RefusedError`."""
    if len(content) > LIMIT:
        raise RefusedError(f"has {len(content):,} bytes; a text has at most {LIMIT:,}.")
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in content:
        raise RefusedError("is not a text file.")
    try:
        return Text(content.decode(encoding).replace("\0", ""))
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise RefusedError(f"begins like {encoding.upper()}, but is damaged.") from error
        return _chinese(content, content.count(b"\n", 0, error.start) + 1)


def _chinese(content: bytes, line: int) -> Text:
    """The text in the encoding of older Chinese systems, if it can be that."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise RefusedError(f"is not UTF-8 (see line {line}); save it as UTF-8.") from error
    message = "The file is not UTF-8: it was read as GB 18030. Save it as UTF-8."
    return Text(text, (Problem(line, "not-utf-8", message),))
