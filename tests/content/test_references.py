r"""References to equations: `\ref{a}` and `\eqref{a}` in the text itself, which are no formulas."""

import re

import pytest

from app.content import Formula, Options, render, render_blocks
from app.content.page_differences import compare_pages
from app.content.titles import render_title
from tests.content.reading import formulas, references

SPAN = r'<span class="reference" data-line="1">\eqref{a}</span>'
NO_REFERENCES = {
    "code": r"`\eqref{a}`",
    "a fence": "```\n\\eqref{a}\n```",
    "indented code": "text\n\n    \\eqref{a}",
    "an escaped backslash": r"\\eqref{a}",
    "no name": r"\eqref{}",
    "a name of words": r"\eqref{one two}",
    "a longer command": r"\eqrefs{a} \autoref{a}",
    "an address": r"[x](/\eqref{a})",
    "a title": r'[x](/y "\eqref{a}")',
    "a description": r"![\eqref{a}](/y.png)",
    "raw code": r"<code>\eqref{a}</code>",
    "a comment": r"x <!-- \eqref{a} -->",
}


@pytest.mark.parametrize("command", ["ref", "eqref"])
@pytest.mark.parametrize(
    "around", ["By {}, we see.", "由{}得", "- {}", "> {}", "**{}**", "[{}](/x)", "# {}", "| a |\n|---|\n| {} |"]
)
def test_a_reference_needs_no_dollars(command: str, around: str) -> None:
    reference = f"\\{command}{{eq:one-two}}"
    assert references(around.format(reference)) == [reference]
    assert formulas(around.format(reference)) == []


@pytest.mark.parametrize("source", NO_REFERENCES.values(), ids=NO_REFERENCES.keys())
def test_only_text_holds_references(source: str) -> None:
    result = render(source)
    assert (references(source), result.equation_references, result.formulas) == ([], (), ())


def test_a_reference_within_a_formula_stays_there() -> None:
    assert formulas(r"$a \eqref{b}$ by \eqref{c}") == [r"\(a \eqref{b}\)"]
    assert references(r"$a \eqref{b}$ by \eqref{c}") == [r"\eqref{c}"]


def test_a_reference_is_shown_as_typed() -> None:
    result = render(r"By \eqref{a}.")
    assert result.html == f"<p>By {SPAN}.</p>"
    assert result.excerpt_html == result.html
    assert result.plain_text == r"By \eqref{a}."


def test_a_name_may_hold_any_sign() -> None:
    assert references(r"\eqref{a<b&c_d_e*}") == [r"\eqref{a<b&c_d_e*}"]


def test_references_come_with_their_lines_and_are_no_formulas() -> None:
    result = render("$x$\n\nBy \\ref{a}\nand \\eqref{b}.")
    assert result.formulas == (Formula("x", display=False, line=1),)
    assert result.equation_references == (
        Formula(r"\ref{a}", display=False, line=3),
        Formula(r"\eqref{b}", display=False, line=4),
    )


def test_references_take_no_time_to_read() -> None:
    plain, referring = render("one " * 240), render(r"one \eqref{a} " * 240)
    assert (referring.word_count, referring.reading_minutes) == (plain.word_count, plain.reading_minutes)


def test_titles_and_ids_hold_references_as_typed() -> None:
    assert render_title(r"On \eqref{a} & $x$").text == r"On \eqref{a} & x"
    assert render_title(r"On \eqref{a}").html == r"On \eqref{a}"
    (heading,) = render(r"## On \eqref{a}").headings
    assert (heading.text, heading.id, heading.html) == (r"On \eqref{a}", "on-eqref-a", f"On {SPAN}")


@pytest.mark.parametrize("length", range(1, 12))
def test_an_excerpt_holds_all_of_a_reference_or_nothing(length: int) -> None:
    shown = render(r"ab \eqref{a-long-name} cd", options=Options(excerpt_length=length)).excerpt_html
    assert re.sub(r'<span class="reference" data-line="1">\\eqref\{a-long-name\}</span>', "", shown).count("ref") == 0


def test_an_excerpt_may_begin_with_a_reference_that_is_too_long() -> None:
    shown = render(rf"\eqref{{{'x' * 40}}} one", options=Options(excerpt_length=3)).excerpt_html
    assert rf"\eqref{{{'x' * 40}}}</span>" in shown


@pytest.mark.parametrize(
    "source",
    [
        r'<span class="reference" data-line="7">x</span>',
        "<p class='reference'>x</p>",
        "# x {.reference}",
        "[x](/y){.reference}",
    ],
)
def test_authors_make_no_references_of_their_own(source: str) -> None:
    assert "reference" not in render(source).html


def test_a_reference_is_never_read_as_html() -> None:
    assert "<img" not in render(r"\eqref{<img/src=x/onerror=x>}").html


def test_a_changed_reference_is_marked_as_a_whole() -> None:
    (block,) = compare_pages(render(r"By \eqref{a} it holds.").html, render(r"By \eqref{b} it holds.").html)
    assert block.old == f"<p>By <del>{SPAN}</del> it holds.</p>"
    assert block.new == f"<p>By <ins>{SPAN.replace('{a}', '{b}')}</ins> it holds.</p>"


def test_a_reference_that_moved_to_another_line_is_the_same() -> None:
    old, new = render(r"By \eqref{a}.").html, render("New.\n\nBy \\eqref{a}.").html
    assert [block.fate.value for block in compare_pages(old, new)] == ["added", "same"]


def test_blocks_of_the_source_keep_their_references() -> None:
    _, blocks = render_blocks("One.\n\nBy \\eqref{a}.")
    assert blocks[1].html.strip() == f"<p>By {SPAN.replace('1', '3')}.</p>"
