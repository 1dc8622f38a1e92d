"""Excerpts: where they end, and that nothing in them is torn apart."""

import pytest

from app.content import Options, render
from tests.content.reading import formulas_in

ELLIPSIS = "……"


def excerpt(source: str, length: int = 300, language: str = "zh-Hans", summary: str = "") -> str:
    """The excerpt without the lines of formulas."""
    options = Options(language=language, summary=summary, excerpt_length=length)
    return render(source, options=options).excerpt_html.replace(' data-line="1"', "")


def test_the_mark_of_the_author_decides() -> None:
    assert excerpt("first\n\nsecond\n\n<!-- more -->\n\nthird", length=3) == "<p>first</p>\n<p>second</p>"


def test_a_mark_with_nothing_above_it_decides_nothing() -> None:
    assert excerpt("<!-- more -->\n\nfirst") == "<p>first</p>"


def test_the_mark_is_not_shown() -> None:
    assert render("a\n\n<!-- more -->\n\nb").html == "<p>a</p>\n<p>b</p>"


def test_a_summary_replaces_the_beginning() -> None:
    assert excerpt("text", summary="About *this* and $x$") == (
        r'<p>About <em>this</em> and <span class="math inline">\(x\)</span></p>'
    )


def test_a_mark_is_stronger_than_a_summary() -> None:
    assert excerpt("a\n\n<!-- more -->\n\nb", summary="c") == "<p>a</p>"


def test_a_short_text_is_whole_and_has_no_ellipsis() -> None:
    assert excerpt("# Title\n\n正文。") == "<p>Title</p>\n<p>正文。</p>"


@pytest.mark.parametrize(("language", "ellipsis"), [("zh-Hans", "……"), ("en", "…")])
def test_an_ellipsis_tells_that_something_is_missing(language: str, ellipsis: str) -> None:
    assert excerpt("字" * 400, language=language) == f"<p>{'字' * 300}{ellipsis}</p>"


@pytest.mark.parametrize(
    ("source", "chinese", "english"),
    [
        ("a\n\n```\nb\n```", "[代码]", "[code]"),
        ("a\n\n![b](c.png)", "[图]", "[image]"),
        ("a\n\n|b|c|\n|-|-|\n|d|e|", "[表格]", "[table]"),
    ],
)
def test_what_has_no_room_is_named(source: str, chinese: str, english: str) -> None:
    assert excerpt(source) == f'<p>a <span class="label">{chinese}</span></p>'
    assert excerpt(source, language="en") == f'<p>a <span class="label">{english}</span></p>'


def test_inline_code_stays() -> None:
    assert excerpt("a `b<c` d") == "<p>a <code>b&lt;c</code> d</p>"


def test_links_and_boxes_become_text() -> None:
    assert excerpt("- [x] [a](b) c") == "<p>a c</p>"


def test_footnotes_and_contents_are_left_out() -> None:
    assert excerpt("[TOC]\n\n# A\n\nb[^1]\n\n[^1]: c") == "<p>A</p>\n<p>b</p>"


def test_numbers_and_labels_of_formulas_are_left_out() -> None:
    assert formulas_in(excerpt(r"$$x \tag{1.2} \label{eq:a} = \text{\tag*{b}y}$$")) == [r"\[x   = \text{y}\]"]


def test_a_formula_costs_a_quarter_of_its_length() -> None:
    shown = excerpt(f"${'x' * 40}$，一二三", length=12)
    assert formulas_in(shown) == [rf"\({'x' * 40}\)"]
    assert shown.endswith(f"，一{ELLIPSIS}</p>")


def test_a_formula_that_does_not_fit_is_left_out() -> None:
    assert excerpt(f"abcde ${'x' * 400}$", length=30) == f"<p>abcde{ELLIPSIS}</p>"


def test_a_word_is_not_cut() -> None:
    assert excerpt("one two three", length=9, language="en") == "<p>one two…</p>"


@pytest.mark.parametrize("cluster", ["e\u0301", "👩‍👩‍👧", "🇨🇳", "각", "क्षि", "👍🏽"])
def test_a_character_of_several_parts_is_not_cut(cluster: str) -> None:
    assert excerpt(cluster * 10, length=4) == f"<p>{cluster * 4}{ELLIPSIS}</p>"


def test_elements_are_closed_where_the_text_is_cut() -> None:
    assert excerpt("**加粗的文字**", length=3) == f"<p><strong>加粗的</strong>{ELLIPSIS}</p>"


def test_macros_that_the_excerpt_needs_come_along() -> None:
    shown = excerpt("$\\newcommand{\\a}{b}$\n\ntext", summary="the $\\a$")
    assert formulas_in(shown) == [r"\(\newcommand{\a}{b}\)", r"\(\a\)"]
