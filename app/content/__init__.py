"""The content pipeline: an author's Markdown in, a finished `Rendered` value out.

Pure and total: no clock, file, network, database, Flask or global state, and author text never raises. What is wrong
with a text comes back as `Problem` values with line numbers.

The pipeline itself is loaded at the first text: readers' pages are made of stored HTML and render nothing.
"""

from app.content.document import (
    DEFAULT,
    Formula,
    Heading,
    Image,
    ImageSource,
    ImageVariant,
    Options,
    Problem,
    Reference,
    Rendered,
    SourceBlock,
)

__all__ = [
    "DEFAULT",
    "Formula",
    "Heading",
    "Image",
    "ImageSource",
    "ImageVariant",
    "Options",
    "Problem",
    "Reference",
    "Rendered",
    "SourceBlock",
    "render",
    "render_blocks",
]


def render(source: str, *, options: Options = DEFAULT) -> Rendered:
    """Render an author's Markdown. Never raises: what cannot be rendered is shown as typed, with a `Problem`."""
    from app.content import pipeline  # noqa: PLC0415 - loaded when needed

    return pipeline.render(source, options=options)


def render_blocks(source: str, *, options: Options = DEFAULT) -> tuple[Rendered, tuple[SourceBlock, ...]]:
    """What `render` gives, and its HTML in blocks, each with its lines of the source: together they are the HTML."""
    from app.content import pipeline  # noqa: PLC0415 - loaded when needed

    return pipeline.render_blocks(source, options=options)
