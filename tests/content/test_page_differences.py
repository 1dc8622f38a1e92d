"""Differences of pages: block by block, words marked, formulas whole."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.content import render
from app.content.page_differences import Block, Fate, compare_pages

PIECES = ["Let $x^2$ be.", "**bold** & <b>raw</b>", "- a\n- b", "```py\nx = 1\n```", "$$\ny\n$$", "| a |\n|--|\n| 1 |"]
SOURCES = st.lists(st.sampled_from(PIECES), max_size=6).map("\n\n".join)


def page(source: str) -> str:
    """Return the finished HTML of a text."""
    return render(source).html


def changes(old: str, new: str) -> list[Block]:
    """Return the blocks that are not the same."""
    return [block for block in compare_pages(page(old), page(new)) if block.fate is not Fate.SAME]


def test_a_changed_formula_is_marked_as_a_whole() -> None:
    (block,) = changes("Let $x^2 + 1$ be.", "Let $x^3 + 1$ be.")
    assert block.fate is Fate.CHANGED
    assert re.search(r'<del><span class="math inline"[^>]*>\\\(x\^2 \+ 1\\\)</span></del>', block.old)
    assert re.search(r'<ins><span class="math inline"[^>]*>\\\(x\^3 \+ 1\\\)</span></ins>', block.new)


def test_a_changed_word_is_marked_inside_its_element() -> None:
    (block,) = changes("A **very bold** claim", "A **rather bold** claim")
    assert block.old == "<p>A <strong><del>very</del> bold</strong> claim</p>"
    assert block.new == "<p>A <strong><ins>rather</ins> bold</strong> claim</p>"


def test_an_added_paragraph_does_not_make_its_neighbours_changed() -> None:
    (block,) = changes("One.\n\nTwo $y$.", "One.\n\nBetween.\n\nTwo $y$.")
    assert block == Block(Fate.ADDED, "", "<p>Between.</p>")


def test_a_block_that_changed_beside_a_new_one_is_told_from_it() -> None:
    found = changes("The first claim holds for all $n$.", "Something else.\n\nThe first claim holds for some $n$.")
    assert [block.fate for block in found] == [Fate.ADDED, Fate.CHANGED]


def test_markup_in_a_changed_text_stays_escaped() -> None:
    (block,) = changes("see `a` here", "see `a` here & <script>alert(1)</script>")
    assert "<script" not in block.new
    assert "&amp;" in block.new


@given(SOURCES, SOURCES)
def test_the_blocks_without_their_marks_are_the_pages(old: str, new: str) -> None:
    blocks = compare_pages(page(old), page(new))
    for html, written in ((page(old), [b.old for b in blocks]), (page(new), [b.new for b in blocks])):
        shown = re.sub(r"</?(?:ins|del)>", "", "".join(written))
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", html)
