"""The content pipeline: an author's Markdown in, a finished `Rendered` value out.

Pure and total: no clock, file, network, database, Flask or global state, and author text never raises. What is wrong
with a text comes back as `Problem` values with line numbers.
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
from app.content.pipeline import RENDERER_VERSION, render, render_blocks

__all__ = [
    "DEFAULT",
    "RENDERER_VERSION",
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
