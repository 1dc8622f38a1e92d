"""The pipeline as the measures of a scored corpus call it."""

from app import content

MODE = "class"
"""Only elements of class `math` are formulas."""


def render(text: str) -> str:
    """The HTML of a post's Markdown."""
    return content.render(text).html
