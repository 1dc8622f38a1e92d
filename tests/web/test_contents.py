"""The contents of a post: a tree of its headings."""

from hypothesis import given
from hypothesis import strategies as st

from app.web.reader.contents import DEEPEST, tree
from app.web.reader.pages import Contents


def headings(*levels: int) -> list[dict[str, object]]:
    """Return headings of these levels, named by their number."""
    return [{"level": level, "id": str(n), "html": f"<b>{n}</b>", "text": str(n)} for n, level in enumerate(levels)]


def shape(branches: tuple[Contents, ...]) -> list[object]:
    """Return a tree as nested lists of ids."""
    return [[branch.id, *shape(branch.children)] if branch.children else branch.id for branch in branches]


def test_a_deeper_heading_stands_below_the_one_before_it() -> None:
    assert shape(tree(headings(2, 3, 3, 4, 2))) == [["0", "1", ["2", "3"]], "4"]


def test_a_level_may_be_left_out() -> None:
    assert shape(tree(headings(2, 4, 3))) == [["0", "1", "2"]]
    assert shape(tree(headings(4, 3, 2))) == ["0", "1", "2"]


def test_the_finest_headings_are_left_out() -> None:
    assert shape(tree(headings(2, 5, 6, 3))) == [["0", "3"]]
    assert tree([]) == ()


@given(st.lists(st.integers(1, 6), max_size=40))
def test_every_heading_appears_once_and_in_order(levels: list[int]) -> None:
    def walk(branches: tuple[Contents, ...]) -> list[str]:
        return [name for branch in branches for name in (branch.id, *walk(branch.children))]

    assert walk(tree(headings(*levels))) == [str(n) for n, level in enumerate(levels) if level <= DEEPEST]
