"""Texts that nobody writes: they are shown as typed, with a reason, and their formulas are typeset all the same."""

import pytest

from app.content import render
from app.content.limits import BYTES, LINES
from tests.content.reading import formulas

LITERAL = {
    "brackets that are never closed": "[" * 100,
    "links that are never closed": "[a](" * 100,
    "thousands of brackets": "[a]" * 5_000,
    "thousands of signs": "*a " * 11_000,
}
REFUSED = {
    "too long": ("x" * (BYTES + 1), "longer than 1,000,000 bytes"),
    "too many lines": ("x\n" * (LINES + 1), "more than 40,000 lines"),
    "too many signs": ("*a " * 9_000 + "\n\n") * 20,
    "too many dollars": "$ " * 300_000,
    "too many elements": ("<br>" * 2_000 + "\n\n") * 60,
}


@pytest.mark.parametrize("text", LITERAL.values(), ids=LITERAL.keys())
def test_a_paragraph_too_much_is_shown_as_typed(text: str) -> None:
    result = render(f"before\n\n{text} $x$\n\n**after**")
    assert [(problem.line, problem.code) for problem in result.problems] == [(3, "paragraph-too-complex")]
    assert text.strip()[:50] in result.html
    assert [formula.tex for formula in result.formulas] == ["x"]
    assert "<strong>after</strong>" in result.html


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_a_text_too_much_is_shown_as_typed(case: str | tuple[str, str]) -> None:
    text, reason = case if isinstance(case, tuple) else (case, "too ")
    problem = render(text).problems[-1]
    assert problem.code == "not-rendered"
    assert reason in problem.message


def test_a_long_list_of_links_is_a_list() -> None:
    result = render("- [title](https://example.org/page_name)\n" * 900)
    assert result.problems == ()
    assert len(result.references) == 900


def test_a_text_that_is_shown_as_typed_keeps_its_words_and_formulas() -> None:
    text = "**a** $x$ <b>\n\n```\nc\n```\n\n" + "x\n" * (LINES + 1)
    result = render(text)
    assert result.html.startswith('<p>**a** <span class="math inline"') or result.html.startswith("<p>**a** $x$")
    assert "&lt;b&gt;" in result.html


def test_tags_too_deep_are_shown_as_text() -> None:
    result = render("<div>" * 150 + "a" + "</div>" * 150)
    assert {problem.code for problem in result.problems} == {"too-deep"}
    assert "a" in result.html


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "!!! note\n    "])
def test_blocks_too_deep_are_shown_as_text(mark: str) -> None:
    assert "end" in render(mark * 500 + "end").html


def test_a_formula_of_many_braces_ends_in_time() -> None:
    assert formulas("$" + "{" * 1000 + "}" * 1000 + "$") == [rf"\({'{' * 1000}{'}' * 1000}\)"]
