"""Normalising: one kind of line end, and no character that the libraries or the tokens keep for themselves."""

import re

_LINE_END = re.compile(r"\r\n?")
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ue000\ue001\ufffe\uffff]|&#(?:0*5734[45]|[xX]0*[eE]00[01])(?:;|(?![0-9A-Fa-f]))"
)
"""Control characters (Markdown marks its own places with U+0002 and U+0003), the byte order mark, non-characters, and
the two characters that tokens are made of, typed or written as a character reference."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def normalise(source: str) -> str:
    r"""The text with `\n` line ends and without unwanted characters; half surrogate pairs become U+FFFD."""
    text = _LINE_END.sub("\n", source)
    return _SURROGATE.sub("\ufffd", _UNWANTED.sub("", text))
