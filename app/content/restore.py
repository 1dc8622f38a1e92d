"""Restoring: tokens in the cleaned HTML become formulas, code, boxes or text, by the place they stand in.

The HTML that comes here is the sanitiser's own output, so it is well-formed and its tags can be told by a regular
expression. What is put in is escaped text between fixed tags, or what `code_blocks` makes of escaped text: nothing that
an author typed is parsed as HTML after the sanitiser.
"""

import re
from collections.abc import Callable
from html import escape
from itertools import pairwise
from urllib.parse import quote

from app.content.html_events import MORE_MARK
from app.content.tokens import START, TOKEN, Kind, Shielded, Tokens

_STEP = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|(?P<token>"
    + TOKEN.pattern
    + ")"
)
_ATTRIBUTE = re.compile(r"(?P<name>[a-z-]+)=(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL)
_PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")
LITERAL_PARAGRAPHS = 1_000
"""Most paragraphs of a text that is shown as typed; what follows is one more."""

_CODE = frozenset({"code", "pre", "kbd", "samp"})
_VOID = frozenset({"br", "hr", "img", "input"})
_PHRASING = frozenset(
    {
        *("em", "strong", "a", "b", "i", "u", "s", "del", "ins", "sup", "sub", "mark", "q", "cite", "abbr"),
        *("small", "var", "span", "h1", "h2", "h3", "h4", "h5", "h6", "summary"),
    }
)
_ADDRESSES = frozenset({"href", "src"})

RenderCode = Callable[[str, str], str]
"""Makes a code block's HTML from its text and the words after its fence."""


class Restorer:
    """Puts the pieces of one text back; `formulas` and `references` then hold those in the text, in order."""

    def __init__(self, tokens: Tokens, render_code: RenderCode) -> None:
        self.formulas: list[Shielded] = []
        self.references: list[Shielded] = []
        self._marks: list[tuple[int, int]] = []
        self._tokens = tokens
        self._render_code = render_code
        self._parts: list[str] = []
        self._open: list[str] = []
        self._paragraph = 0

    def restore(self, html: str) -> str:
        """The finished HTML for cleaned HTML with tokens."""
        self._parts, self._open, self._paragraph, self._marks = [], [], 0, []
        position = 0
        for step in _STEP.finditer(html):
            self._parts.append(html[position : step.start()])
            position = step.end()
            if step["token"]:
                self._put(step)
            elif step["close"]:
                self._end(step)
            else:
                self._begin(step)
        self._parts.append(html[position:])
        return "".join(self._parts)

    def sections(self) -> list[tuple[int, str]]:
        """What was restored last, divided where blocks were marked, with the line of each mark (1 for the beginning).

        A mark within an element (an author's `<div>` around several blocks) divides nothing.
        """
        sections: list[tuple[int, str]] = []
        edges = [(0, 1), *self._marks, (len(self._parts), 0)]
        kept = ""
        for (start, line), (end, _) in pairwise(edges):
            kept += "".join(self._parts[start:end])
            if kept.strip():
                sections.append((line, kept))
                kept = ""
        if sections:
            sections[-1] = (sections[-1][0], sections[-1][1] + kept)
        return sections

    def literal(self, text: str) -> str:
        """Shielded text shown as its author typed it, but with its formulas typeset and its code set as code."""
        paragraphs = _PARAGRAPH_END.split(text, maxsplit=LITERAL_PARAGRAPHS)
        escaped = (escape(paragraph, quote=False).strip() for paragraph in paragraphs)
        return self.restore("\n".join(f"<p>{paragraph}</p>" for paragraph in escaped if paragraph))

    def _begin(self, step: re.Match[str]) -> None:
        tag = step.group()
        if START in step["attributes"]:
            tag = f"<{step['name']}{_ATTRIBUTE.sub(self._attribute, step['attributes'])}>"
        self._parts.append(tag)
        if step["name"] == "p":
            self._paragraph = len(self._parts)
        if step["name"] not in _VOID:
            self._open.append(step["name"])

    def _end(self, step: re.Match[str]) -> None:
        if self._open and self._open[-1] == step["name"]:
            self._open.pop()
        if step["name"] == "p":
            self._close_paragraph()
        else:
            self._parts.append(step.group())

    def _close_paragraph(self) -> None:
        """End the paragraph; one that holds nothing (any more) goes."""
        if "".join(self._parts[self._paragraph :]).strip():
            self._parts.append("</p>")
        else:
            del self._parts[self._paragraph - 1 :]

    def _put(self, step: re.Match[str]) -> None:
        piece = self._piece(step)
        if piece is None:
            return
        if piece.kind is Kind.BLOCK:
            self._marks += [] if self._open else [(len(self._parts), piece.line)]
        elif not _CODE.isdisjoint(self._open):
            self._parts.append(escape(self._tokens.as_typed(piece.source), quote=False))
        elif piece.kind in (Kind.CODE, Kind.MORE):
            self._put_block(piece)
        else:
            self._parts.append(self._inline(piece))

    def _piece(self, step: re.Match[str]) -> Shielded | None:
        match = TOKEN.fullmatch(step["token"])
        return None if match is None else self._tokens.get(match)

    def _put_block(self, piece: Shielded) -> None:
        """A block ends the paragraph that it stands in and begins another one; inside phrases it cannot stand."""
        if not _PHRASING.isdisjoint(self._open):
            self._parts.append("" if piece.kind is Kind.MORE else f"<code>{escape(piece.content, quote=False)}</code>")
            return
        block = MORE_MARK if piece.kind is Kind.MORE else self._render_code(piece.content, piece.info)
        if self._open and self._open[-1] == "p":
            self._close_paragraph()
            self._parts += [block, "<p>"]
            self._paragraph = len(self._parts)
        else:
            self._parts.append(block)

    def _inline(self, piece: Shielded) -> str:
        if piece.kind.is_formula or piece.kind is Kind.REFERENCE:
            return self._mathematical(piece)
        if piece.kind is Kind.TASK:
            state = " checked" if piece.content == "x" else ""
            return f'<input type="checkbox" aria-label="{escape(piece.info)}" disabled{state}>'
        if piece.kind is Kind.CODE:
            return f"<code>{escape(piece.content, quote=False)}</code>"
        return self._tokens.replace(escape(piece.content, quote=False), self._inline)

    def _mathematical(self, piece: Shielded) -> str:
        if piece.kind is Kind.REFERENCE:
            self.references.append(piece)
            return reference_html(piece)
        self.formulas.append(piece)
        return formula_html(piece)

    def _attribute(self, match: re.Match[str]) -> str:
        """A token in an attribute is what its author typed, which in an address can be no scheme."""
        if START not in match["value"]:
            return match.group()
        shown = _address_text if match["name"] in _ADDRESSES else escape
        value = self._tokens.replace(match["value"], lambda piece: shown(self._tokens.as_typed(piece.source)))
        return f'{match["name"]}="{value if match["quote"] == chr(34) else value.replace(chr(34), "&quot;")}"'


def formula_html(piece: Shielded) -> str:
    """The element that MathJax typesets."""
    tex = escape(piece.content, quote=False)
    if piece.kind is Kind.DISPLAY:
        return f'<span class="math display" data-line="{piece.line}">\\[{tex}\\]</span>'
    return f'<span class="math inline" data-line="{piece.line}">\\({tex}\\)</span>'


def reference_html(piece: Shielded) -> str:
    """The element that a browser makes a formula of where it typesets; everywhere else it reads as typed."""
    return f'<span class="reference" data-line="{piece.line}">{escape(piece.content, quote=False)}</span>'


def _address_text(typed: str) -> str:
    return quote(typed.encode("utf-8"), safe="")
