r"""The TeX definitions of a post: a formula without anything to see, which its other formulas come after.

MathJax keeps what a formula defines for the later ones of the same scope (a post, a card of a listing). So a page puts
this one before the post's title; an excerpt, and a title with formulas, are shown elsewhere too and carry their own.
"""

import re
from html import escape

from app.content.document import Problem
from app.content.excerpt_formulas import is_definition
from app.content.normalise import normalise

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")


def definitions_html(macros: str) -> str:
    """The element that defines the macros and shows nothing; empty if there is nothing, or anything else, in them."""
    tex = _tex(macros)
    if not is_definition(tex):
        return ""
    return f'<span class="math inline definitions" data-line="0">\\({escape(tex, quote=False)}\\)</span>'


def macro_problems(macros: str) -> tuple[Problem, ...]:
    """What keeps the macros from being used."""
    tex = _tex(macros)
    if not tex or is_definition(tex):
        return ()
    message = (
        r"The macros are left out: they hold something else than \newcommand, \DeclareMathOperator, \def and \let."
    )
    return (Problem(0, "macros-not-definitions", message),)


def has_formulas(html: str) -> bool:
    """Whether finished HTML holds a formula."""
    return '<span class="math ' in html


def _tex(macros: str) -> str:
    """The macros without comments, one of which would hide the end of the formula."""
    return _COMMENT.sub(r"\1", normalise(macros)).strip()
