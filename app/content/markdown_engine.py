"""Markdown to HTML: Python-Markdown as the frame, with the ordered list of what Longwave's syntax is made of."""

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.util import Registry

from app.content.blocks.markup import Markup
from app.content.conversion import Conversion
from app.content.extensions.abbreviations import Abbreviations
from app.content.extensions.footnotes import Footnotes
from app.content.extensions.headings import Headings
from app.content.extensions.links import KnownLinks
from app.content.extensions.pictures import Pictures
from app.content.extensions.structure import Structure
from app.content.serialiser import to_html


def extensions(markup: Markup) -> list[Extension | str]:
    """What reads a text, in order."""
    return [
        Structure(markup),
        Footnotes(markup),
        Headings(markup),
        Abbreviations(markup),
        Pictures(markup),
        KnownLinks(markup.conversion),
    ]


class _Engine(Markdown):
    """Python-Markdown without its own processors, none of which reads a text here."""

    def build_parser(self) -> "_Engine":
        """Begin with nothing; the extensions bring what there is."""
        self.preprocessors, self.treeprocessors, self.postprocessors = Registry(), Registry(), Registry()
        self.inlinePatterns = Registry()
        self.parser = BlockParser(self)
        return self


def convert(text: str, conversion: Conversion) -> str:
    """HTML, not yet sanitised, for shielded text. What the text holds is left in the conversion."""
    engine = _Engine(extensions=extensions(Markup(conversion)))
    engine.stripTopLevelTags = False
    engine.serializer = to_html
    return engine.convert(text)
