"""Admonitions: their types, titles, and GitHub's way of writing them as quotes."""

import re

from app.content.blocks.block import Block, Kind
from app.content.blocks.markup import Markup

_MARK = re.compile(r"\[!([A-Za-z][\w-]{0,30})\]([+-]?)[ \t]*([^\n]*)$")
_TITLES = {
    "note": ("说明", "Note"),
    "tip": ("提示", "Tip"),
    "important": ("重要", "Important"),
    "warning": ("警告", "Warning"),
    "caution": ("当心", "Caution"),
    "info": ("信息", "Info"),
    "danger": ("危险", "Danger"),
    "success": ("成功", "Success"),
    "question": ("问题", "Question"),
    "failure": ("失败", "Failure"),
    "bug": ("缺陷", "Bug"),
    "example": ("例", "Example"),
    "quote": ("引用", "Quote"),
    "abstract": ("摘要", "Abstract"),
    "hint": ("提示", "Hint"),
    "attention": ("注意", "Attention"),
    "error": ("错误", "Error"),
    "seealso": ("另见", "See also"),
    "todo": ("待办", "To do"),
    "summary": ("小结", "Summary"),
}


def class_of(name: str) -> str:
    """The class of an admonition's type; unknown types look like notes."""
    return name if name in _TITLES else "note"


def title_of(name: str, markup: Markup) -> str:
    """The title of an admonition that its author gave none."""
    chinese, english = _TITLES.get(name, (name.capitalize(), name.capitalize()))
    return markup.label(chinese, english)


def of_quote(quote: Block) -> Block | None:
    """The admonition that a quote beginning with `[!NOTE]` is; None for a quote."""
    first = quote.children[0] if quote.children else None
    if first is None or first.kind is not Kind.PARAGRAPH or not first.lines:
        return None
    match = _MARK.match(first.lines[0])
    if match is None:
        return None
    rest = [line.lstrip() for line in first.lines[1:]]
    body = [Block(Kind.PARAGRAPH, first.first + 1, first.last, rest)] if rest else []
    kind = Kind.DETAILS if match[2] else Kind.ADMONITION
    callout = Block(kind, quote.first, quote.last, children=[*body, *quote.children[1:]], marker=match[1].lower())
    callout.title = match[3].strip()
    callout.is_open = match[2] == "+"
    return callout
