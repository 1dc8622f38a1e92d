"""Smaller forms of stored pictures, for narrow screens: attributes that are put in after cleaning, by us alone.

A browser takes the smallest picture of `srcset` that is wide enough for what `sizes` says (HTML Standard, 4.8.4).
"""

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape

from app.content.document import ImageSource

COLUMN = "42rem"
"""The widest that a text is set (`--prose` of the stylesheets)."""

_IMAGE = re.compile(r"<img(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([a-z-]+)=(?:\"([^\"]*)\"|'([^']*)')")
_PIXELS = re.compile(r"([0-9]{1,5})(?:px)?")


def responsive(html: str, images: Iterable[ImageSource]) -> str:
    """Cleaned HTML whose stored pictures name their smaller forms, for a browser to choose from."""
    known = {image.url: image for image in images if image.variants}
    return _IMAGE.sub(lambda match: _with_variants(match, known), html) if known else html


def _with_variants(match: re.Match[str], known: Mapping[str, ImageSource]) -> str:
    attributes = {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(match["attributes"])}
    image = known.get(attributes.get("src", ""))
    if image is None:
        return match[0]
    typed = _PIXELS.fullmatch(attributes.get("width", ""))
    shown = int(typed[1]) if typed else image.width
    candidates = [*((variant.url, variant.width) for variant in image.variants), (image.url, image.width)]
    srcset = ", ".join(f"{url} {width}w" for url, width in candidates)
    return f'<img{match["attributes"]} srcset="{escape(srcset)}" sizes="min(100vw, {COLUMN}, {shown}px)">'
