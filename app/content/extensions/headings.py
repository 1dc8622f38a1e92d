"""Ids and anchors of headings, and the table of contents in the place of `[TOC]`."""

from xml.etree.ElementTree import Element, SubElement  # only their data structure; no XML is parsed

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from app.content.blocks.markup import Markup
from app.content.document import Heading
from app.content.ids import automatic_id, explicit_id
from app.content.inlines.nodes import text_of
from app.content.readable import readable_tokens
from app.content.slugs import heading_id

_MARKS = frozenset({"[TOC]", "[toc]", "[[toc]]", "[[TOC]]"})


class Headings(Extension):
    """Gives headings ids and anchors, and sets the contents."""

    def __init__(self, markup: Markup) -> None:
        super().__init__()
        self._markup = markup

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors after everything that can add headings."""
        md.treeprocessors.register(_Ids(md, self._markup), "headings", 80)
        md.treeprocessors.register(_Contents(md, self._markup), "contents", 70)


class _Ids(Treeprocessor):
    def __init__(self, md: Markdown, markup: Markup) -> None:
        super().__init__(md)
        self._markup = markup
        self._used: dict[str, int] = {}

    def run(self, root: Element) -> None:
        conversion = self._markup.conversion
        for element in root.iter():
            if element not in self._markup.heading_lines:
                continue
            text = " ".join(readable_tokens(_visible(element), conversion.tokens).split())
            given = element.get("id")
            name = self._unique(explicit_id(given) if given else automatic_id(heading_id(text)))
            element.set("id", name)
            line = conversion.source_line(self._markup.heading_lines[element])
            conversion.headings.append(Heading(int(element.tag[1]), name, "", text, line))
            label = self._markup.label(f"本节的链接：{text}", f"Link to this section: {text}")
            anchor = SubElement(element, "a", {"class": "anchor", "href": f"#{name}", "aria-label": label})
            anchor.text = "#"

    def _unique(self, name: str) -> str:
        count = self._used.get(name, 0)
        candidate = name
        while candidate in self._used and count >= 0:
            count += 1
            candidate = f"{name}-{count}"
        self._used[name] = count
        self._used.setdefault(candidate, 0)
        return candidate


class _Contents(Treeprocessor):
    def __init__(self, md: Markdown, markup: Markup) -> None:
        super().__init__(md)
        self._markup = markup

    def run(self, root: Element) -> None:
        marks = [child for child in root if child.tag == "p" and not len(child) and child.text in _MARKS]
        if not marks:
            return
        self._set(marks[0], [element for element in root.iter() if element in self._markup.heading_lines])
        for mark in marks[1:]:
            root.remove(mark)

    def _set(self, mark: Element, headings: list[Element]) -> None:
        mark.tag, mark.text = "nav", None
        mark.set("class", "toc")
        mark.set("aria-label", self._markup.label("目录", "Contents"))
        lists: list[tuple[int, Element]] = []
        for heading in headings:
            level = int(heading.tag[1])
            while len(lists) > 1 and lists[-1][0] > level:
                lists.pop()
            if not lists or lists[-1][0] < level:
                outer = lists[-1][1][-1] if lists else mark
                lists.append((level, SubElement(outer, "ul")))
            link = SubElement(SubElement(lists[-1][1], "li"), "a", {"href": f"#{heading.get('id', '')}"})
            link.text = _visible(heading).strip()


def _visible(heading: Element) -> str:
    """The heading's text without footnotes' numbers and its own anchor."""
    parts = [heading.text or ""]
    for child in heading:
        if child.get("class") not in ("anchor", "footnote-ref"):
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)
