"""HTML that is taken as it is written: whatever is cleaned without a parser is the same as with one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.content.closed_lists import ClosedLists
from app.content.limits import TextTooComplexError
from app.content.sanitise import clean, parsed_and_cleaned
from app.content.well_nested import TOKEN_LIMIT, well_nested

many = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TAKEN = (
    "a &amp; b",
    "<p>a <em>b</em></p>\n<hr>\n<ul><li>a<ul><li>b</li></ul></li></ul>",
    (
        '<table><thead>\n<tr><th align="left">a</th></tr></thead>\n'
        '<tbody><tr><td><a href="#b">c</a></td></tr></tbody></table>'
    ),
    '<h2 id=\'a\'>b <a class="anchor" href="#a">#</a></h2>',
    '<details open><summary>a</summary><pre>b\n</pre></details><br/><img src="a.png" alt="">',
    "<font color='red'><b><i><b><b><b>a</b></b></b></i></b></font>",
)
LEFT_TO_A_PARSER = {
    "an element left open": "<p>a",
    "an end of nothing": "a</p>",
    "ends crossed": "<b><i>a</b></i>",
    "a paragraph in a paragraph": "<p><p>a</p></p>",
    "a list in a paragraph": "<p><ul></ul></p>",
    "a list in a phrase in a paragraph": "<p><b><ul></ul></b></p>",
    "a heading in a heading": "<h1><h2>a</h2></h1>",
    "a link in a link": '<a href="a"><b><a href="b">c</a></b></a>',
    "text between cells": "<table><tbody><tr>a<td>b</td></tr></tbody></table>",
    "a row without a body": "<table><tr><td>a</td></tr></table>",
    "an item without a list": "<li>a</li>",
    "a line end that begins preformatted text": "<pre>\na</pre>",
    "an element that is not allowed": "<script>a</script>",
    "a tag that closes itself": "<div/>a",
    "a tag in capitals": "<P>a</P>",
    "an attribute twice": '<p id="a" id="b">c</p>',
    "an attribute of an end": '<p>a</p id="b">',
    "a comment": "a<!-- b -->c",
    "a sign that begins no tag": "a < b",
    "a sign of less in an attribute": '<p title="a<b">c</p>',
    "a control character": "a\x00b\x0cc\rd",
}
NAMES = (
    *(
        "p",
        "div",
        "b",
        "i",
        "a",
        "em",
        "span",
        "code",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "tr",
        "td",
    ),
    *("h1", "h2", "pre", "blockquote", "details", "summary", "font", "center", "br", "hr", "img", "script", "nobr"),
    *("ruby", "rt", "svg", "caption", "button"),
)
ATTRIBUTES = (
    *(
        "",
        "",
        "",
        "",
        ' class="note x"',
        " class='center'",
        ' id="a"',
        ' id="a-b"',
        ' href="#a"',
        ' href="javascript:a"',
    ),
    *(
        ' src="a.png"',
        ' src="//a.b/c"',
        ' title="&lt;a&gt; &amp;amp; >"',
        " open",
        ' align="left" title=""',
        " onclick='a'",
    ),
    *(' alt="a&quot;b"', " href='https://a.b/?c=d&e=f&amp;g'", " title='\"'", ' a="b" a="c"', " x=y", ' title=">"'),
)
TEXTS = st.sampled_from(
    (
        "",
        "",
        "a",
        " ",
        "\n",
        "\n a",
        "a > b",
        "&amp;",
        "&lt;b&gt;",
        "&nbsp;&#39;",
        "& a &b; &am",
        "中",
        "<",
        "\ufeff",
        "\x0c",
        "\r",
    )
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> str:
    """An element that ends where it should, with what it holds."""
    name, attributes = draw(st.sampled_from(NAMES)), draw(st.sampled_from(ATTRIBUTES))
    if name in ("br", "hr", "img"):
        return f"<{name}{attributes}>"
    held = draw(st.lists(elements(depth - 1), max_size=3)) if depth else []
    return f"<{name}{attributes}>{draw(TEXTS)}{draw(TEXTS).join(held)}{draw(TEXTS)}</{name}>"


def in_each(opening: str, held: list[str], closing: str) -> str:
    """Each of some texts between two tags."""
    return "".join(f"{opening}{text}{closing}" for text in held)


TABLES = st.lists(st.lists(elements(2), min_size=1, max_size=3), min_size=1, max_size=3).map(
    lambda rows: (
        "<table><tbody>"
        + in_each("<tr>", [in_each("<td>", row, "</td>") for row in rows], "</tr>\n")
        + "</tbody></table>"
    )
)
LISTS = st.lists(elements(2), max_size=3).map(lambda items: f"<ul>{in_each('<li>', items, '</li>')}</ul>")
SOUP = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES)),
        st.sampled_from(NAMES).map("</{}>".format),
        TEXTS,
    ),
    max_size=12,
).map("".join)
HTML = st.lists(st.one_of(elements(), TABLES, LISTS, SOUP, TEXTS), max_size=4).map("".join)


def cleaned_by_a_parser(html: str) -> str:
    """What bleach with its parser makes of the HTML."""
    return parsed_and_cleaned(html, ClosedLists(frozenset({"a"})))


@pytest.mark.parametrize("html", TAKEN)
def test_html_without_need_of_repair_is_taken_as_it_is_written(html: str) -> None:
    assert well_nested(html) is not None
    assert clean(html, frozenset({"a"})) == cleaned_by_a_parser(html)


@pytest.mark.parametrize("html", LEFT_TO_A_PARSER.values(), ids=LEFT_TO_A_PARSER.keys())
def test_html_that_a_parser_would_change_is_left_to_it(html: str) -> None:
    assert well_nested(html) is None
    assert clean(html, frozenset({"a"})) == cleaned_by_a_parser(html)


@many
@given(html=HTML)
def test_a_parser_makes_no_difference(html: str) -> None:
    assert clean(html, frozenset({"a"})) == cleaned_by_a_parser(html)


@pytest.mark.parametrize(("unit", "pieces"), [("<b></b>", 2), ("&amp;", 2), ("<br>", 1)])
def test_the_parser_and_the_look_at_the_nesting_count_pieces_alike(unit: str, pieces: int) -> None:
    most = TOKEN_LIMIT // pieces
    assert well_nested(unit * most) is not None
    assert clean(unit * most) == cleaned_by_a_parser(unit * most)
    with pytest.raises(TextTooComplexError):
        clean(unit * (most + 2))
