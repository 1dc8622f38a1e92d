"""The blocks of a text for a preview beside its source: together they are what is published."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content import render, render_blocks

SAMPLES = sorted((Path(__file__).parents[2] / "app" / "cli" / "samples").rglob("*.md"))

LINES = (
    *("", "words and $x^2$", "# Heading", "- item", "  more", "1. one", "> quote", "```python", "```", "$$", "x &= 1"),
    *("| a | b |", "|---|---|", "| 1 | 2 |", "<div>", "</div>", "<p>", "Term", ":   meaning", "    code"),
    *("[^1] and [^1]", "[^1]: a note", "[TOC]", '=== "Tab"', "!!! note", "    inside", "<!-- more -->", "---"),
    *("*[TeX]: a language", "[a]: /b", "\\begin{align}", "\\end{align}", "<details>", "</details>", "`code"),
)


def lines_of(source: str) -> list[tuple[int, int]]:
    return [(block.line, block.last_line) for block in render_blocks(source)[1]]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_blocks_of_a_post_are_what_is_published(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    rendered, blocks = render_blocks(source)
    assert rendered == render(source)
    assert "".join(block.html for block in blocks) == rendered.html
    assert len(blocks) > 5


@given(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))
def test_blocks_change_nothing_and_stand_in_order(source: str) -> None:
    rendered, blocks = render_blocks(source)
    published = render(source)
    assert rendered.html.rstrip() == published.html.rstrip()  # A mark can keep the last line end.
    assert replace(rendered, html="") == replace(published, html="")
    assert "".join(block.html for block in blocks) == (rendered.html if blocks else "")
    starts = [block.line for block in blocks]
    assert starts == sorted(starts)
    assert all(1 <= block.line <= block.last_line <= source.count("\n") + 1 for block in blocks)


def test_each_block_knows_its_lines() -> None:
    source = "# One\n\nTwo\nlines.\n\n$$\nx\n$$\n\n```python\nprint()\n\nprint()\n```\n\n- a\n- b\n\n\nLast"
    assert lines_of(source) == [(1, 1), (3, 4), (6, 8), (10, 14), (16, 17), (20, 20)]


def test_an_element_around_several_blocks_is_one_block() -> None:
    assert lines_of("before\n\n<div>\n\none\n\ntwo\n\n</div>\n\nafter") == [(1, 1), (3, 9), (11, 11)]


def test_footnotes_stand_at_the_end() -> None:
    source = "a[^1]\n\n[^1]: note\n\nb"
    blocks = render_blocks(source)[1]
    assert [(block.line, block.last_line) for block in blocks] == [(1, 3), (5, 5), (5, 5)]
    assert 'class="footnotes"' in blocks[-1].html


def test_a_text_that_is_shown_as_typed_is_one_block() -> None:
    source = "x\n\n" + "*" * 200_000
    rendered, blocks = render_blocks(source)
    assert [problem.code for problem in rendered.problems] == ["not-rendered"] or len(blocks) >= 1
    assert "".join(block.html for block in blocks) == rendered.html
