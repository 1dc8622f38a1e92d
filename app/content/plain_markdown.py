"""Python-Markdown with the extensions of the syntax (stands in until the whole engine is here)."""

from html import escape

from markdown import Markdown

from app.content.conversion import Conversion
from app.content.indented_maths import IndentedMathsExtension


def convert(text: str, conversion: Conversion) -> str:
    """HTML for shielded text."""
    engine = Markdown(
        extensions=[
            "tables",
            "footnotes",
            "attr_list",
            "def_list",
            "abbr",
            "md_in_html",
            "admonition",
            "sane_lists",
            "pymdownx.details",
            "pymdownx.tabbed",
            IndentedMathsExtension(conversion.tokens),
        ],
        extension_configs={"pymdownx.tabbed": {"alternate_style": True}},
    )
    return engine.convert(text)


def render_code(code: str, info: str) -> str:
    """A code block."""
    return f'<div class="code"><pre><code>{escape(code, quote=False)}</code></pre></div>'
