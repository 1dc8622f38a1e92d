"""An indented block that holds formulas is no code: it is dedented and read again."""

import re
from textwrap import dedent
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import CodeBlockProcessor
from markdown.extensions import Extension

from app.content.tokens import START, Kind, Tokens

_LIST_MARK = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_TEX_COMMAND = re.compile(r"\\[A-Za-z]{2,}")


class IndentedMathsExtension(Extension):
    """Replaces the processor of indented code by one that knows formulas."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor in the place of the standard one."""
        md.parser.blockprocessors.register(IndentedMathsProcessor(md, self._tokens), "code", 80)


class IndentedMathsProcessor(CodeBlockProcessor):
    """Indented code, except blocks that hold displays or TeX commands, and list items that hold formulas."""

    def __init__(self, md: Markdown, tokens: Tokens) -> None:
        super().__init__(md.parser)
        self._tokens = tokens

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Read the next block as Markdown if it is maths, else as code."""
        if not self._holds_maths(blocks[0]):
            return super().run(parent, blocks)
        without_indent = dedent(blocks[0])
        if without_indent == blocks[0] or without_indent.startswith("    "):
            return super().run(parent, blocks)
        blocks.pop(0)
        self.parser.parseBlocks(parent, [without_indent])
        return True

    def _holds_maths(self, block: str) -> bool:
        if START not in block:
            return False
        formulas = [piece for piece in self._tokens.found_in(block) if piece.kind.is_formula]
        if not formulas:
            return False
        if _LIST_MARK.match(block):
            return True
        return any(piece.kind is Kind.DISPLAY or _TEX_COMMAND.search(piece.content) for piece in formulas)
