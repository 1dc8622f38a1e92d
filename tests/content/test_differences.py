"""Differences: they lose nothing of either text, and mark the words that changed."""

from hypothesis import given
from hypothesis import strategies as st

from app.content.differences import Change, Line, Piece, hunks, marked, matches, words

TEXTS = st.text(alphabet="ab \n设$\\e\u0301", max_size=60)


def side(groups: tuple[tuple[Line, ...], ...], without: Change) -> list[str]:
    """Return the lines of the one text that the groups hold."""
    lines = [line for group in groups for line in group if line.change is not without]
    return ["".join(piece.text for piece in line.pieces) for line in lines]


@given(st.text(max_size=80) | TEXTS)
def test_the_words_of_a_text_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


def test_words_are_words_commands_and_single_chinese_characters() -> None:
    assert words(r"设 x_1 = \alpha。e\u0301") == ["设", " ", "x_1", " ", "=", " ", r"\alpha", "。", "e", r"\u", "0301"]
    assert words("e\u0301a") == ["e\u0301", "a"]


@given(st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5), max_size=30))
def test_matches_are_common_runs_in_order(old: list[int], new: list[int]) -> None:
    before, after = list(map(str, old)), list(map(str, new))
    end = (0, 0)
    for match in matches(before, after):
        assert before[match.old : match.old + match.size] == after[match.new : match.new + match.size]
        assert match.size > 0
        assert match.old >= end[0]
        assert match.new >= end[1]
        end = (match.old + match.size, match.new + match.size)


@given(TEXTS, TEXTS)
def test_hunks_with_all_their_context_are_both_texts(old: str, new: str) -> None:
    groups = hunks(old, new, context=100)
    if old == new:
        assert groups == ()
    else:
        assert side(groups, Change.ADDED) == old.split("\n")
        assert side(groups, Change.REMOVED) == new.split("\n")


def test_a_changed_word_is_marked_in_its_line() -> None:
    ((removed, added),) = hunks("let $x = 1$ hold", "let $x = 2$ hold", context=0)
    assert removed.pieces == (Piece("let $x = ", False), Piece("1", True), Piece("$ hold", False))  # noqa: FBT003
    assert added.pieces == (Piece("let $x = ", False), Piece("2", True), Piece("$ hold", False))  # noqa: FBT003
    assert (removed.old_number, removed.new_number, added.old_number, added.new_number) == (1, None, None, 1)


def test_lines_that_have_nothing_in_common_are_not_marked_word_by_word() -> None:
    assert marked("all of this went away", "证毕")[0] == (Piece("all of this went away", is_changed=False),)


def test_changes_far_apart_stand_in_groups_of_their_own() -> None:
    old = "\n".join(f"line {number}" for number in range(40))
    new = old.replace("line 3\n", "LINE\n").replace("line 30\n", "LINE\n")
    assert [len(group) for group in hunks(old, new)] == [8, 8]


def test_a_final_line_break_is_a_difference() -> None:
    assert [line.change for group in hunks("a", "a\n") for line in group] == [Change.SAME, Change.ADDED]
