"""What raw HTML may stay, and what becomes of the rest."""

import pytest

from app.content import render
from app.content.sanitise import clean
from tests.content.reading import html

KEPT = {
    "details": "<details open><summary>a</summary>b</details>",
    "keys and marks": "<p><kbd>a</kbd> <mark>b</mark> <ins>c</ins> <sub>d</sub></p>",
    "a table": '<table><tbody><tr><td colspan="2" align="left">a</td></tr></tbody></table>',
    "a figure": '<figure class="figure"><figcaption>a</figcaption></figure>',
    "a list": '<ol start="3" type="a" reversed=""><li value="2">a</li></ol>',
    "a language": '<p lang="en" dir="ltr">a</p>',
}
CHANGED = {
    "an event": ("<p onclick='x'>a</p>", "<p>a</p>"),
    "a style": ("<p style='x'>a</p>", "<p>a</p>"),
    "a class": ("<p class='math lw-header center'>a</p>", '<p class="center">a</p>'),
    "a script": ("<script>a</script>", "&lt;script&gt;a&lt;/script&gt;"),
    "a frame": ("<iframe src='a'></iframe>", "&lt;iframe src='a'&gt;&lt;/iframe&gt;"),
    "a form": ("<form><button>a</button></form>", "&lt;form&gt;&lt;button&gt;a&lt;/button&gt;&lt;/form&gt;"),
    "old markup": ("<font color=red>a</font> <tt>b</tt>", "a b"),
    "an id of the page": ("<p id='lw-main'>a</p>", '<p id="u-lw-main">a</p>'),
    "an id that scripts could see": ("<p id='location'>a</p>", '<p id="u-location">a</p>'),
    "an id that is none": ("<p id='a-b'>a</p>", '<p id="a-b">a</p>'),
    "an id twice": ("<p id='a-b'>a</p><p id='a-b'>b</p>", '<p id="a-b">a</p><p>b</p>'),
    "an element left open": ("<div><em>a", "<div><em>a</em></div>"),
    "an end of nothing": ("a</div></section>", "a"),
    "a comment": ("a<!-- b -->c", "ac"),
    "an address in disguise": ("<a href='java&#10;script:a'>b</a>", "<a>b</a>"),
}


@pytest.mark.parametrize("written", KEPT.values(), ids=KEPT.keys())
def test_harmless_html_stays(written: str) -> None:
    assert clean(written) == written


@pytest.mark.parametrize(("written", "expected"), CHANGED.values(), ids=CHANGED.keys())
def test_what_is_not_allowed_goes_or_is_shown_as_text(written: str, expected: str) -> None:
    assert clean(written) == expected


@pytest.mark.parametrize("written", [*KEPT.values(), *(written for written, _ in CHANGED.values())])
def test_cleaning_twice_changes_nothing(written: str) -> None:
    once = clean(written)
    assert clean(once) == once


def test_links_follow_the_ids_that_were_changed() -> None:
    assert html("<p id=top>a</p>\n\n[b](#top) [c](#标题)\n\n# 标题") == (
        '<p id="u-top">a</p><p><a href="#u-top">b</a> <a href="#标题">c</a></p><h1 id="标题">标题</h1>'
    )


def test_an_element_of_a_formula_can_only_be_made_by_a_formula() -> None:
    assert "math" not in render(r'<span class="math inline">\(\href{javascript:x}{y}\)</span>').html.replace(
        '<span class="math inline" data-line="1">', ""
    )


def test_a_formula_is_never_read_as_html() -> None:
    assert "<script>" not in render("$<script>$ $$</span><img src=x onerror=x>$$").html


def test_many_keys_and_code_spans_in_html_are_all_elements() -> None:
    assert html("<kbd>a</kbd> <code>b</code> " * 300).count("<kbd>") == 300


def test_many_elements_without_end_tags_are_all_elements() -> None:
    assert html("<ul>" + "<li>a" * 300 + "</ul>").count("<li>") == 300


def test_the_author_is_told_of_elements_that_are_shown_as_text() -> None:
    found = render("a\n\n<iframe src='b'></iframe> <iframe></iframe>\n\nvector<int> <font>c</font>").problems
    assert [(problem.line, problem.code) for problem in found] == [(3, "html-not-allowed"), (5, "html-not-allowed")]
    assert "<iframe>" in found[0].message


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<table>\n\n---\n\nwords", "<hr><p>words</p><table>"),
        ("<table>\n\nwords **b** $x$\n\nmore", r"words <strong>b</strong> <span"),
        ("<table><tr>\n\nwords", "<p>words</p><table>"),
        ("a <table> b\n\n# h\n\nc", " b<h1 id="),
    ],
)
def test_no_word_of_a_table_that_is_not_closed_vanishes(source: str, expected: str) -> None:
    result = render(source).html
    assert expected in result
