"""Definitions of TeX for the formulas of one post."""

import pytest

from app.content import Options, render
from app.content.macros import definitions_html
from app.content.titles import render_title

REALS = r"\newcommand{\R}{\mathbb{R}}"
DEFINITIONS = rf'<span class="math inline definitions" data-line="0">\({REALS}\)</span>'


def test_a_page_can_define_the_macros() -> None:
    assert definitions_html(REALS) == DEFINITIONS


def test_comments_cannot_hide_the_end_of_the_definitions() -> None:
    assert definitions_html(f"% the reals\n{REALS} % as usual") == DEFINITIONS
    assert r"\%" in definitions_html(r"\newcommand{\percent}{\%}")


@pytest.mark.parametrize("macros", ["x^2", REALS + " x", r"\newcommand{\R}{", r"\href{javascript:alert(1)}{x}", r"\)"])
def test_what_defines_nothing_is_left_out_and_its_author_told(macros: str) -> None:
    rendered = render("$x$", options=Options(macros=macros))
    assert definitions_html(macros) == ""
    assert [problem.code for problem in rendered.problems] == ["macros-not-definitions"]


def test_definitions_are_escaped() -> None:
    assert "<script>" not in definitions_html(r"\newcommand{\x}{<script>alert(1)</script>}")


def test_macros_change_nothing_in_the_text_itself() -> None:
    source = "Some $\\R$.\n\n## More\n\n$$\\R^n$$"
    with_macros, without = render(source, options=Options(macros=REALS)), render(source)
    assert with_macros.html == without.html
    assert with_macros.plain_text == without.plain_text
    assert with_macros.formulas == without.formulas


def test_an_excerpt_with_formulas_carries_them() -> None:
    assert render("Some $\\R$.", options=Options(macros=REALS)).excerpt_html.startswith(f"<p>{DEFINITIONS}Some")
    assert DEFINITIONS not in render("Words.\n\n" * 100 + "$x$", options=Options(macros=REALS)).excerpt_html
    marked = render("Some $\\R$.\n\n<!-- more -->\n\nMore.", options=Options(macros=REALS))
    assert marked.excerpt_html.count(DEFINITIONS) == 1


def test_a_summary_with_formulas_carries_them_once() -> None:
    excerpt = render("Text.", options=Options(summary="In $\\R$.", macros=REALS)).excerpt_html
    assert excerpt.count(DEFINITIONS) == 1


def test_a_title_with_formulas_carries_them() -> None:
    title = render_title("On $\\R$", macros=REALS)
    assert title.html.startswith(DEFINITIONS)
    assert "newcommand" not in title.text
    assert render_title("On sets", macros=REALS).html == "On sets"
