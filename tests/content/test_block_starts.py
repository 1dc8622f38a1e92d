"""The first sign of a line rules out only beginnings of blocks that could not be there."""

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.blocks.block import Block
from app.content.blocks.cursor import Cursor
from app.content.blocks.parser import BlockReader, Start
from app.content.blocks.reading import STARTS, starts_at
from app.content.tokens import Kind, Shielded, Tokens

TOKENS = Tokens("0" * 12)
CODE = TOKENS.put(Shielded(Kind.CODE, "a", "a", 1))
INDENTS = st.sampled_from(("", "", "", " ", "   ", "    ", "\t", "> ", "- ", "1. ", "\u3000", "\xa0", "[^1]: "))
MARKS = st.sampled_from(
    (
        *(
            "a",
            "中",
            "# ",
            "##中",
            "===",
            "---",
            "***",
            "_ _ _",
            "- a",
            "+ a",
            "* a",
            "1. a",
            "٣. a",
            "2) a",
            "|-|-|",
            "a|b",
        ),
        *(
            ":-:|-",
            "|a|b|",
            ": a",
            ":",
            "> a",
            "<div>",
            "<!--",
            "[^a]: b",
            "[a]: b",
            "!!! note",
            "??? tip",
            '=== "a"',
            CODE,
        ),
        *(f" {CODE} ", "", "~", "$", "`", "\\", "\x1c---", "\u3000|-|-|", "+"),
    )
)
LINES = st.lists(st.builds("{}{}".format, INDENTS, st.one_of(MARKS, st.text(max_size=4))), max_size=8)


def every_start(_cursor: Cursor) -> Sequence[Start]:
    """All beginnings, wherever a line stands."""
    return STARTS


def blocks(lines: list[str], starts: Callable[[Cursor], Sequence[Start]]) -> str:
    """The tree of blocks of the lines, written out."""
    return repr(BlockReader(TOKENS, starts, _nothing).read(lines))


def _nothing(_block: Block, _parent: Block) -> None:
    pass


@settings(max_examples=500, deadline=None)
@given(lines=LINES)
def test_the_blocks_are_those_that_all_beginnings_would_make(lines: list[str]) -> None:
    assert blocks(lines, starts_at) == blocks(lines, every_start)
