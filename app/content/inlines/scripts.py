"""`^sup^` and `~sub~`: short, without spaces, and not what looks like them in running text.

`10~20元，共30~40元` and `周一~周五` are ranges, `^_^` is a face and `2^n+3^n` is arithmetic.
"""

import re
from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from app.content.characters import CJK_LETTERS, CJK_PUNCTUATION, is_space

_SCRIPT = {
    "^": re.compile(rf"\^((?:[^\s^~\\\[\]<>`|{CJK_PUNCTUATION}]|\\.){{1,60}})\^(?!\^)"),
    "~": re.compile(rf"~((?:[^\s^~\\\[\]<>`|{CJK_PUNCTUATION}{CJK_LETTERS}]|\\.){{1,60}})~(?!~)"),
}
_TAGS = {"^": "sup", "~": "sub"}
_OPERATOR = re.compile(r"[-+*/=(),]")
_ESCAPE = re.compile(r"\\(.)")


def script_at(text: str, position: int) -> tuple[Element, int] | None:
    """The superscript or subscript that begins at a place of the text, and its end."""
    sign = text[position]
    match = _SCRIPT[sign].match(text, position)
    if match is None:
        return None
    before, after = text[position - 1 : position] if position else "", text[match.end() : match.end() + 1]
    if is_space(before) or before == sign or _is_running_text(sign, match[1], before, after):
        return None
    element = Element(_TAGS[sign])
    element.text = _ESCAPE.sub(r"\1", match[1])
    return element, match.end()


def _is_running_text(sign: str, content: str, before: str, after: str) -> bool:
    if not any(character.isalnum() for character in content) and content.strip("+-*'′−") != "":
        return True
    if not any(character.isalnum() for character in content) and not before.isalnum():
        return True
    if sign == "~" and before.isdigit() and content[0].isdigit():
        return True
    return _OPERATOR.search(content) is not None and after.isascii() and after.isalnum()
