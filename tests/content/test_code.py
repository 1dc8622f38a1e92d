"""Code blocks: what their first line says, and that all of the code is there."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.content import render
from app.content.code_blocks import LANGUAGES
from app.content.code_info import CodeInfo, code_info

INFOS = {
    "a language": ("python", CodeInfo("python")),
    "all": (
        'python title="a b.py" hl_lines="2 4-5" linenums="10"',
        CodeInfo("python", "a b.py", 10, frozenset({2, 4, 5})),
    ),
    "a bare linenums": ("js linenums", CodeInfo("js", first_number=1)),
    "braces": ("{.python hl_lines=[1,3]}", CodeInfo("python", marked=frozenset({1, 3}))),
    "Gatsby's lines": ("js {1,3-4}", CodeInfo("js", marked=frozenset({1, 3, 4}))),
    "nothing": ("", CodeInfo()),
}
CODE = ("x = 1", "$ ls\n  output", "only output", "\n\na", "<b>&amp;\n\t'\"\\", "# a\n> b\n```")


def text_of(html: str) -> str:
    """The text of the only code block."""
    return LexborHTMLParser(html).css("pre")[0].text()


@pytest.mark.parametrize(("info", "expected"), INFOS.values(), ids=INFOS.keys())
def test_the_words_after_a_fence(info: str, expected: CodeInfo) -> None:
    assert code_info(info) == expected


def test_a_title_marked_lines_and_numbers_are_shown() -> None:
    html = render('```python title="a<b>" hl_lines="2" linenums="5"\nx\ny\n```').html
    assert '<div class="code-title">a&lt;b&gt;</div>' in html
    assert 'data-language="python"' in html
    lines = LexborHTMLParser(html).css("span.line")
    assert [line.attributes["class"] for line in lines] == ["line", "line marked"]
    assert [line.attributes["data-number"] for line in lines] == ["5", "6"]


@pytest.mark.parametrize("language", [*sorted(LANGUAGES), "", "nosuch", "text"])
def test_no_language_loses_any_of_the_code(language: str) -> None:
    for code in CODE:
        assert text_of(render(f"~~~~{language}\n{code}\n~~~~").html) == f"{code}\n"


def test_indented_code_is_shown_as_typed() -> None:
    assert text_of(render("a\n\n    <b> $x$\n      c\n\nd").html) == "<b> $x$\n  c\n"


def test_a_fence_is_closed_by_one_as_long() -> None:
    assert text_of(render("````\n```\n$x$\n````\n").html) == "```\n$x$\n"


def test_a_fence_in_a_quote_in_an_item_is_code() -> None:
    assert text_of(render("- > ```\n  > a\n  >   b\n  > ```").html) == "a\n  b\n"


def test_an_unclosed_fence_reaches_to_the_end() -> None:
    assert text_of(render("a\n\n```\nb\n\n$x$").html) == "b\n\n$x$\n"
