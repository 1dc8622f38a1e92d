"""Emphasis, links, line breaks and the other marks within a line."""

import pytest

from app.content import Image, Options, Reference, render
from app.content.document import ImageSource
from tests.content.reading import html

INLINES = {
    "emphasis": ("*a* **b** ***c***", "<em>a</em> <strong>b</strong> <em><strong>c</strong></em>"),
    "underscores in words": ("snake_case_name", "snake_case_name"),
    "strong words before Chinese": ("**结论：**这里", "<strong>结论：</strong>这里"),
    "strong words after Chinese": ("这是**“重点”**。", "这是<strong>“重点”</strong>。"),
    "struck": ("~~a~~", "<del>a</del>"),
    "marked": ("==a==", "<mark>a</mark>"),
    "equal signs": ("if a==b or c==d", "if a==b or c==d"),
    "raised": ("x^2^", "x<sup>2</sup>"),
    "lowered": ("H~2~O", "H<sub>2</sub>O"),
    "ranges": ("10~20元，30~40元", "10~20元，30~40元"),
    "a face": ("^_^", "^_^"),
    "code": ("`` a ` <b> ``", "<code>a ` &lt;b&gt;</code>"),
    "a link": ('[a](https://b.c "t")', '<a href="https://b.c" title="t">a</a>'),
    "a link with a label": ("[a][b]\n\n[b]: https://b.c", '<a href="https://b.c">a</a>'),
    "a bare link": ("see https://b.c/d_e_f.", 'see <a href="https://b.c/d_e_f">https://b.c/d_e_f</a>.'),
    "a bare link before Chinese": ("见https://b.c，好", '见<a href="https://b.c">https://b.c</a>，好'),
    "a link in angles": ("<https://b.c>", '<a href="https://b.c">https://b.c</a>'),
    "an address of mail": ("<a@b.cd>", '<a href="mailto:a@b.cd">a@b.cd</a>'),
    "an image": (
        "a ![d](i.png){width=300}",
        'a <img src="i.png" alt="d" width="300" loading="lazy" decoding="async">',
    ),
    "a citation of the future": ("[@key] and [-@key, p. 3]", "[@key] and [-@key, p. 3]"),
    "a wiki link of the future": ("[[slug]] [[slug|text]]", "[[slug]] [[slug|text]]"),
    "a reference of the future": ("see @thm-x", "see @thm-x"),
    "a line end between Chinese": ("一行\n另一行", "一行另一行"),
    "a break of two spaces": ("a  \nb", "a<br>b"),
    "a break of a backslash": ("a\\\nb", "a<br>b"),
    "an escape": (r"\*a\* \_b\_", "*a* _b_"),
    "entities": ("&copy; &lt;b&gt; a & b", "© &lt;b&gt; a &amp; b"),
    "angles": ("a < b > c <3", "a &lt; b &gt; c &lt;3"),
    "names of types": ("vector<int> a", "vector&lt;int&gt; a"),
    "a comment": ("a<!-- b -->c", "ac"),
}
ADDRESSES = {
    "javascript": ("[a](javascript:alert(1))", "<a>a</a>"),
    "javascript in disguise": ("[a](&#x6A;ava&Tab;script:alert(1))", "<a>a</a>"),
    "data": ("[a](data:text/html,b)", "<a>a</a>"),
    "an image of data": ("![a](data:image/png;base64,b) c", '<img alt="a" loading="lazy" decoding="async"> c'),
    "a path": ("[a](/b?c#d)", '<a href="/b?c#d">a</a>'),
    "mail": ("[a](mailto:b@c.de)", '<a href="mailto:b@c.de">a</a>'),
    "the other scheme": ("[a](//b.c)", '<a href="//b.c">a</a>'),
    "a picture elsewhere": ("![d $x$](https://b.c/i.png) t", '<a href="https://b.c/i.png">d x</a> t'),
    "a nameless picture elsewhere": ("![](//b.c/i.png) t", '<a href="//b.c/i.png">//b.c/i.png</a> t'),
    "a raw picture elsewhere": (
        r'a <img src="\\b.c\i" alt="d & <e>"> t',
        r'a <a href="\\b.c\i">d &amp; &lt;e&gt;</a> t',
    ),
    "a linked picture elsewhere": ("[![d](http://b.c/i)](/e) t", '<a href="/e">d</a> t'),
}


@pytest.mark.parametrize(("source", "expected"), INLINES.values(), ids=INLINES.keys())
def test_a_mark(source: str, expected: str) -> None:
    assert html(source) == f"<p>{expected}</p>"


@pytest.mark.parametrize(("source", "expected"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_an_address(source: str, expected: str) -> None:
    assert html(source) == f"<p>{expected}</p>"


def test_a_line_end_between_latin_lines_is_a_space() -> None:
    assert "a\nb" in render("a\nb").html


def test_authors_learn_of_pictures_elsewhere() -> None:
    problems = render("a\n\n![d](https://b.c/i.png)").problems
    assert [(problem.line, problem.code) for problem in problems] == [(3, "picture-elsewhere")]


def test_stored_pictures_stand_in_for_what_was_typed() -> None:
    options = Options(images={"a b.png": ImageSource("/media/1.webp", 640, 480)})
    result = render("![d](<a b.png>) text", options=options)
    assert '<img src="/media/1.webp" alt="d" width="640" height="480"' in result.html
    assert result.images == (Image("a b.png", "d", 1),)


def test_links_to_other_posts_lead_to_their_pages() -> None:
    result = render("[a](other.md)", options=Options(links={"other.md": "/posts/other"}))
    assert '<a href="/posts/other">a</a>' in result.html
    assert result.references == (Reference("other.md", "a", 1),)
