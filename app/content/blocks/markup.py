"""What the parts of one text's Markdown share: its definitions, and the elements whose text is still to be read."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from app.content.blocks.block import Block
from app.content.conversion import Conversion
from app.content.inlines.addresses import Target


@dataclass(slots=True)
class Leaf:
    """An element, the Markdown that it will hold, and the line (from 0) of the shielded text that begins on."""

    element: Element
    text: str
    line: int


@dataclass(slots=True)
class Markup:
    """One text while its Markdown is read. `footnote_uses` maps a footnote's name to how often it is referred to."""

    conversion: Conversion
    targets: dict[str, Target] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    footnotes: dict[str, Block] = field(default_factory=dict)
    footnote_uses: dict[str, int] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    heading_lines: dict[Element, int] = field(default_factory=dict)
    tab_groups: int = 0

    @property
    def is_chinese(self) -> bool:
        """Whether the text's language is Chinese."""
        return self.conversion.options.language.lower().startswith("zh")

    def label(self, chinese: str, english: str) -> str:
        """The one of two words that suits the text's language."""
        return chinese if self.is_chinese else english
