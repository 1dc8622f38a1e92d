r"""Merging: nobody's words disappear, an unchanged side decides nothing, and no formula comes out that nobody typed."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.differences import matches, words
from app.content.merging import Agreed, Collision, Merge, _lines, merge, merge_unrelated

LINES = st.lists(st.sampled_from(["", "a", "b", "one two three", "设 $x$ 为", "$$", "x = 1", "end"]), max_size=8)
TEXTS = st.builds("\n".join, LINES) | st.text(alphabet="ab \n设$\\({})", max_size=40)


def edited(text: str, seed: int) -> str:
    """Return the text with a few words replaced, removed or added."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    tokens = words(text)
    for _ in range(dice.randint(0, 4)):
        place = dice.randint(0, len(tokens))
        tokens[place : place + dice.randint(0, 2)] = [dice.choice(["new", " ", "\n", "$y$", "更", "line\n"])]
    return "".join(tokens)


WHOLE_LINES = st.lists(st.sampled_from("abcdefgh"), max_size=8).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)
EDITS = st.builds(
    lambda base, one, two: (base, edited(base, one), edited(base, two)), TEXTS, st.integers(), st.integers()
)


def everything(result: Merge) -> str:
    """Return all that is in a result, both sides of its collisions included."""
    return "".join(part.text if isinstance(part, Agreed) else part.mine + part.theirs for part in result.parts)


def added_lines(base: str, side: str) -> Counter[str]:
    """Return the lines that a side has more often than the base."""
    return Counter(side.split("\n")) - Counter(base.split("\n"))


@given(TEXTS, TEXTS)
def test_an_unchanged_side_leaves_the_result_to_the_other(base: str, other: str) -> None:
    assert merge(base, base, other) == merge(base, other, base)
    assert merge(base, other, base).is_clean
    assert merge(base, other, base).text() == other


@given(TEXTS, TEXTS)
def test_the_same_change_on_both_sides_is_made_once(base: str, other: str) -> None:
    assert merge(base, other, other).is_clean
    assert merge(base, other, other).text() == other


@given(st.tuples(TEXTS, TEXTS, TEXTS) | EDITS)
def test_no_word_that_a_side_typed_disappears(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    result = everything(merge(base, mine, theirs))
    for side in (mine, theirs):
        before, after = words(base), words(side)
        known = {number for match in matches(before, after) for number in range(match.new, match.new + match.size)}
        assert all(word in result for number, word in enumerate(after) if number not in known and word.strip())


@given(WHOLE_LINES, WHOLE_LINES, WHOLE_LINES)
def test_no_line_that_a_side_added_disappears(base: str, mine: str, theirs: str) -> None:
    result = Counter(everything(merge(base, mine, theirs)).split("\n"))
    for side in (mine, theirs):
        assert set(added_lines(base, side)) <= set(result)


@given(EDITS)
def test_the_sides_may_change_places(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    turned = [
        Collision(part.base, part.theirs, part.mine) if isinstance(part, Collision) else part
        for part in merge(base, mine, theirs).parts
    ]
    assert list(merge(base, theirs, mine).parts) == turned


def test_changes_in_different_paragraphs_are_both_made() -> None:
    result = merge("one\n\ntwo\n\nthree\n", "ONE\n\ntwo\n\nthree\n", "one\n\ntwo\n\nthree\n\nfour\n")
    assert result.parts == (Agreed("ONE\n\ntwo\n\nthree\n\nfour\n"),)


def test_changes_of_different_words_of_one_line_are_both_made() -> None:
    result = merge("the quick brown fox jumps", "the slow brown fox jumps", "the quick brown fox sleeps")
    assert result.parts == (Agreed("the slow brown fox sleeps"),)


def test_changes_of_different_characters_of_one_chinese_line_are_both_made() -> None:
    assert merge("证明从略。见下文", "证明如下。见下文", "证明从略。见附录").text() == "证明如下。见附录"


def test_two_changes_of_one_formula_collide() -> None:
    result = merge("so $x + 1$ holds\n", "so $y + 1$ holds\n", "so $x + 2$ holds\n")
    assert result.parts == (Collision("so $x + 1$ holds\n", "so $y + 1$ holds\n", "so $x + 2$ holds\n"),)


@pytest.mark.parametrize(
    ("opening", "closing"), [("$$", "$$"), (r"\[", r"\]"), (r"\begin{align*}", r"\end{align*}"), ("> $$", "> $$")]
)
def test_two_changes_of_one_displayed_formula_collide_on_whatever_lines(opening: str, closing: str) -> None:
    base, mine, theirs = (
        f"Let\n{opening}\n{first} \\\\\nb \\\\\nc \\\\\n{last}\n{closing}\nhold.\n"
        for first, last in (("a", "d"), ("A", "d"), ("a", "D"))
    )
    result = merge(base, mine, theirs)
    assert [type(part) for part in result.parts] == [Agreed, Collision, Agreed]
    assert result.parts[0] == Agreed("Let\n")


@given(st.text(alphabet="a \n$\\[](){}", max_size=60) | TEXTS)
def test_a_text_cut_into_lines_is_the_text(text: str) -> None:
    assert "".join(_lines(text)) == text


def test_a_change_of_what_the_other_side_removed_collides() -> None:
    result = merge("keep\nold\nend\n", "keep\nend\n", "keep\nold, better\nend\n")
    assert Collision("old\n", "", "old, better\n") in result.parts


def test_two_additions_at_one_place_are_both_kept_and_marked() -> None:
    result = merge("a\n", "a\nmine\n", "a\ntheirs\n")
    assert result.text(mine="Ada", theirs="Emmy") == "a\n<<<<<<< Ada\nmine\n=======\ntheirs\n>>>>>>> Emmy\n"


def test_marks_stand_on_lines_of_their_own() -> None:
    text = merge("a", "b", "c").text()
    assert text == "<<<<<<< mine\nb\n=======\nc\n>>>>>>> theirs\n"


def test_texts_without_a_known_beginning_share_what_they_share() -> None:
    assert merge_unrelated("a\nb\nc\n", "a\nX\nc\n").parts == (
        Agreed("a\n"),
        Collision("", "b\n", "X\n"),
        Agreed("c\n"),
    )


def test_long_texts_of_equal_lines_are_merged_too() -> None:
    base = "\n" * 30_000
    assert merge(base, "first" + base, base + "last").text() == "first" + base + "last"
