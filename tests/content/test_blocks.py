"""Headings, lists, tables, quotes, notes and the other blocks of docs/syntax.md."""

import pytest

from app.content import Options, render
from tests.content.reading import ENGLISH, html

BLOCKS = {
    "a heading": ("## 离散情形", '<h2 id="离散情形">离散情形</h2>'),
    "a heading right before Chinese": ("##离散", '<h2 id="离散">离散</h2>'),
    "a heading with its author's id": ("## Heading {#my-heading}", '<h2 id="my-heading">Heading</h2>'),
    "an underlined heading": ("Title\n===", '<h1 id="title">Title</h1>'),
    "a hashtag": ("#tag", "<p>#tag</p>"),
    "a rule": ("***", "<hr>"),
    "a quote": ("> a\nb", "<blockquote><p>ab</p></blockquote>"),
    "quotes in quotes": ("> > a", "<blockquote><blockquote><p>a</p></blockquote></blockquote>"),
    "a list": ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    "a list with room": ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    "a list indented by two": ("1. a\n  - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    "a list indented by three": ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    "a bullet list indented by two": ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "a list from three": ("3. a", '<ol start="3"><li>a</li></ol>'),
    "tasks": (
        "- [x] a\n- [ ] b",
        (
            '<ul class="task-list">'
            '<li class="task done"><input type="checkbox" aria-label="done" disabled="" checked=""> a</li>'
            '<li class="task"><input type="checkbox" aria-label="to do" disabled=""> b</li></ul>'
        ),
    ),
    "a table": (
        "|a|b|c|\n|:--|:-:|--:|\n|1|`x|y`|2 \\| 3|",
        (
            '<div class="table"><table><thead><tr><th align="left">a</th><th align="center">b</th>'
            '<th align="right">c</th></tr></thead><tbody><tr><td align="left">1</td>'
            '<td align="center"><code>x|y</code></td><td align="right">2 | 3</td></tr></tbody></table></div>'
        ),
    ),
    "definitions": ("term\n: one\n: two", "<dl><dt>term</dt><dd>one</dd><dd>two</dd></dl>"),
    "an abbreviation": ("*[VAE]: long words\n\nA VAE, VAEs.", '<p>A <abbr title="long words">VAE</abbr>, VAEs.</p>'),
    "an admonition": (
        '!!! note "Title"\n    a\n\n    b',
        '<div class="admonition note"><p class="admonition-title">Title</p><p>a</p><p>b</p></div>',
    ),
    "an admonition without a title": ('!!! tip ""\n    a', '<div class="admonition tip"><p>a</p></div>'),
    "GitHub's alert": (
        "> [!WARNING]\n> a",
        '<div class="admonition warning"><p class="admonition-title">Warning</p><p>a</p></div>',
    ),
    "a folded note": (
        '??? note "T"\n    a',
        '<details class="admonition note"><summary>T</summary><p>a</p></details>',
    ),
    "an unfolded note": (
        "???+ tip\n    a",
        '<details class="admonition tip" open=""><summary>Tip</summary><p>a</p></details>',
    ),
    "tabs": (
        '=== "A"\n    a\n\n=== "B"\n    b',
        (
            '<div class="tabs"><details class="tab" name="tabs-1" open=""><summary class="tab-label">A</summary>'
            '<div class="tab-panel"><p>a</p></div></details><details class="tab" name="tabs-1">'
            '<summary class="tab-label">B</summary><div class="tab-panel"><p>b</p></div></details></div>'
        ),
    ),
    "a figure": (
        '![d](i.png "A *caption* with $x$")',
        (
            '<figure class="figure"><img src="i.png" alt="d" loading="lazy" decoding="async">'
            "<figcaption>A <em>caption</em> with \\(x\\)</figcaption></figure>"
        ),
    ),
    "attributes of a paragraph": ("a\n{.center lang=en onclick=x}", '<p class="center" lang="en">a</p>'),
    "contents": (
        "[TOC]\n\n# A\n\n## B",
        (
            '<nav class="toc" aria-label="Contents"><ul><li><a href="#a">A</a><ul><li><a href="#b">B</a></li></ul></li>'
            '</ul></nav><h1 id="a">A</h1><h2 id="b">B</h2>'
        ),
    ),
    "a theorem of the future": ("::: theorem {#thm-x}\nLet it.\n:::", "<p>::: theorem {#thm-x}Let it.:::</p>"),
    "Markdown in HTML": ("<div markdown>\n**b**\n</div>", "<div><p><strong>b</strong></p></div>"),
    "Markdown between HTML": (
        "<details><summary>s</summary>\n\n**b**\n\n</details>",
        "<details><summary>s</summary><p><strong>b</strong></p></details>",
    ),
}


@pytest.mark.parametrize(("source", "expected"), BLOCKS.values(), ids=BLOCKS.keys())
def test_a_block(source: str, expected: str) -> None:
    assert html(source) == expected


def test_headings_with_the_same_words_have_different_ids() -> None:
    result = render("## A\n\n## A\n\n## A-1\n\n## {#A}")
    assert len({heading.id for heading in result.headings}) == 4


def test_headings_are_told_with_level_line_and_words() -> None:
    heading = render("text\n\n### On $L_2$ and *more*[^1]\n\n[^1]: note", options=ENGLISH).headings[0]
    assert (heading.level, heading.line, heading.text) == (3, 3, "On L_2 and more")
    assert heading.html.startswith('On <span class="math inline"')


def test_footnotes_are_numbered_as_they_are_referred_to() -> None:
    result = html("b[^b] a[^a] b[^b]\n\n[^a]: first\n[^b]: second\n\n    more\n[^c]: never referred to")
    assert result.index("second") < result.index("first")
    assert "more" in result
    assert "never" not in result
    assert result.count('class="footnote-backref"') == 3


def test_a_footnote_may_refer_to_another() -> None:
    assert "inner" in html("a[^1]\n\n[^1]: outer[^2]\n[^2]: inner")


def test_a_footnote_that_is_missing_stays_as_typed() -> None:
    assert html("a[^1]") == "<p>a[^1]</p>"


@pytest.mark.parametrize(("language", "title"), [("zh-Hans", "警告"), ("en", "Warning")])
def test_a_note_has_a_title_in_the_language_of_the_text(language: str, title: str) -> None:
    assert f">{title}</p>" in render("!!! warning\n    a", options=Options(language=language)).html


def test_code_in_an_item_does_not_end_the_list() -> None:
    assert html("1. a\n   ```\n   x\n\n   y\n   ```\n2. b").count("<ol") == 1


def test_an_indented_block_with_a_list_is_a_list() -> None:
    assert "<li>a</li>" in html("text\n\n    - a\n    - b")


def test_a_heading_is_told_whole_whatever_html_stands_in_it() -> None:
    headings = render("# a <div>b<h1>c</h1>d</div> *e*\n\n# f", options=ENGLISH).headings
    assert [heading.html for heading in headings] == ["a bcd <em>e</em>", "f"]
