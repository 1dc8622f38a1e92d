"""Images: figures, addresses and sizes of stored pictures, loading when they come into view."""

import re
from html import escape, unescape
from xml.etree.ElementTree import Element, SubElement  # only their data structure; no XML is parsed

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from app.content.blocks.markup import Markup
from app.content.document import Image
from app.content.extensions.inline import fill_inline
from app.content.inlines.nodes import RAW
from app.content.readable import readable_tokens

_RAW_IMAGE = re.compile(r"<img(?=[\s/])([^<>]*)>", re.IGNORECASE)
_RAW_ATTRIBUTE = re.compile(r"([A-Za-z-]{1,30})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LAZY = {"loading": "lazy", "decoding": "async"}


class Pictures(Extension):
    """Finishes images."""

    def __init__(self, markup: Markup) -> None:
        super().__init__()
        self._markup = markup

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors: figures first, since captions may hold images' titles with markup."""
        md.treeprocessors.register(_Figures(md, self._markup), "figures", 55)
        md.treeprocessors.register(_Sources(md, self._markup), "pictures", 50)


class _Figures(Treeprocessor):
    """An image alone in its paragraph is a figure, and its title the caption."""

    def __init__(self, md: Markdown, markup: Markup) -> None:
        super().__init__(md)
        self._markup = markup

    def run(self, root: Element) -> None:
        for paragraph in [element for element in root.iter("p") if _lone_image(element) is not None]:
            image = _lone_image(paragraph)
            paragraph.tag = "figure"
            paragraph.set("class", "figure")
            caption = image.attrib.pop("title", "").strip() if image is not None else ""
            if caption:
                fill_inline(SubElement(paragraph, "figcaption"), caption, 0, self._markup)


def _lone_image(paragraph: Element) -> Element | None:
    if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
        return None
    child = paragraph[0]
    if child.tag == "a" and len(child) == 1 and not (child.text or child[0].tail or "").strip():
        child = child[0]
    return child if child.tag == "img" else None


class _Sources(Treeprocessor):
    def __init__(self, md: Markdown, markup: Markup) -> None:
        super().__init__(md)
        self._markup = markup

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "img":
                self._describe(element.attrib)
                if self._is_deleted(element.attrib):
                    element.tag, element.text = "span", element.attrib.get("alt", "")
                    element.attrib.clear()
                else:
                    self._finish(element.attrib)
            elif element.tag == RAW and element.text and "<img" in element.text.lower():
                element.text = _RAW_IMAGE.sub(self._raw, element.text)

    def _describe(self, attributes: dict[str, str]) -> None:
        for name in ("alt", "title"):
            if name in attributes:
                attributes[name] = readable_tokens(attributes[name], self._markup.conversion.tokens)

    def _raw(self, match: re.Match[str]) -> str:
        """An `<img>` that its author wrote, with its readable attributes; the sanitiser decides on them."""
        attributes = {
            name.lower(): unescape(double or single or plain)
            for name, double, single, plain in _RAW_ATTRIBUTE.findall(match[1])
        }
        conversion = self._markup.conversion
        source = conversion.tokens.as_typed(attributes.get("src", ""))
        conversion.images.append(Image(source, attributes.get("alt", ""), 0))
        if self._is_deleted(attributes):
            return f"<span>{escape(attributes.get('alt', ''))}</span>"
        self._finish(attributes)
        return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) + ">"

    def _is_deleted(self, attributes: dict[str, str]) -> bool:
        """Whether the picture is no more; browsers would show a broken frame, so its description stands there alone."""
        conversion = self._markup.conversion
        return conversion.tokens.as_typed(attributes.get("src", "")) in conversion.options.deleted

    def _finish(self, attributes: dict[str, str]) -> None:
        """The stored picture's address and size in the place of what the author typed."""
        conversion = self._markup.conversion
        picture = conversion.options.images.get(conversion.tokens.as_typed(attributes.get("src", "")))
        if picture is not None:
            attributes["src"] = picture.url
            attributes["alt"] = attributes.get("alt") or picture.description
            if "width" not in attributes and "height" not in attributes:
                attributes["width"], attributes["height"] = str(picture.width), str(picture.height)
        attributes.update(_LAZY)
