"""Titles: their formulas are typeset, everything else in them is text."""

from html import escape
from typing import NamedTuple

from app.content.macros import definitions_html, has_formulas
from app.content.normalise import normalise
from app.content.readable import readable
from app.content.restore import formula_html
from app.content.shield import protect
from app.content.tokens import TOKEN, Kind, Shielded


class Title(NamedTuple):
    """A title as HTML (formulas as elements of class `math`) and as plain text (formulas in words)."""

    html: str
    text: str


def render_title(title: str, *, macros: str = "") -> Title:
    """The title with its formulas taken as formulas and nothing taken as Markdown; always one line. Never raises.

    One with formulas begins with the definitions of the post's macros.
    """
    one_line = " ".join(normalise(title).split())
    protected = protect(one_line)
    html, text = [], []
    position = 0
    for match in TOKEN.finditer(protected.text):
        before = _unescaped(protected.text[position : match.start()])
        position = match.end()
        piece = protected.tokens.get(match)
        html.append(escape(before, quote=False))
        text.append(before)
        if piece is None:
            continue
        if piece.kind.is_formula:
            html.append(formula_html(_inline(piece)))
            text.append(readable(piece.content))
        else:
            typed = _unescaped(protected.tokens.as_typed(piece.source))
            html.append(escape(typed, quote=False))
            text.append(typed)
    rest = _unescaped(protected.text[position:])
    shown = "".join([*html, escape(rest, quote=False)])
    return Title((definitions_html(macros) if has_formulas(shown) else "") + shown, "".join([*text, rest]))


def _inline(piece: Shielded) -> Shielded:
    """The formula as an inline one: a title has no room for displays."""
    return piece._replace(kind=Kind.INLINE)


def _unescaped(text: str) -> str:
    r"""The text with `\$` as the dollar that it stands for."""
    return text.replace("\\$", "$")
