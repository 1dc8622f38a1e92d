"""Reads a block's text from its beginning to its end into nodes: CommonMark's inline structure, in linear time."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from xml.etree.ElementTree import Element  # only its data structure; no XML is parsed

from app.content.inlines import breaks, scripts
from app.content.inlines.addresses import bare_link
from app.content.inlines.attributes import ATTRIBUTE_LIST, attributes_of
from app.content.inlines.emphasis import pair, run_between
from app.content.inlines.nodes import RAW, Node, Run, fill, text_of
from app.content.inlines.raw import RawHtml
from app.content.inlines.reserved import reserved_end
from app.content.inlines.tags import ABSOLUTE_AUTOLINK, ENTITY, MAIL_AUTOLINK
from app.content.tokens import END, START

_SPECIAL = re.compile(r"[\\`*_^<&\n\[\]]|~|==|!\[|https?://|(?<![\w.])www\.", re.IGNORECASE)
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TICKS = re.compile("`+")


def may_hold_markup(text: str) -> bool:
    """Whether anything in the text could be more than text."""
    return _SPECIAL.search(text) is not None


@dataclass(slots=True)
class Bracket:
    """A `[` or `![` that may begin a link or an image: where, and how much had been read before it."""

    node: int
    run: int
    end: int
    is_image: bool
    is_active: bool = True
    has_inner: bool = False


@dataclass(slots=True)
class Scanner:
    """The reading of one text. `close_bracket` decides what a `]` ends (see `links`)."""

    text: str
    line: int
    close_bracket: Callable[["Scanner", Bracket], Element | None]
    footnote: Callable[[str], Element | None]
    position: int = 0
    nodes: list[Node] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    ticks: dict[int, list[int]] | None = None
    raw: RawHtml = field(default_factory=RawHtml)

    def read(self) -> list[Node]:
        """The nodes of the whole text, emphasis paired."""
        text, size = self.text, len(self.text)
        while self.position < size:
            match = _SPECIAL.search(text, self.position)
            if match is None:
                self.nodes.append(text[self.position :])
                break
            if match.start() > self.position:
                self.nodes.append(text[self.position : match.start()])
            self.position = match.start()
            _RULES[match[0][0]](self)
        pair(self.runs)
        return self.nodes

    def line_at(self, position: int) -> int:
        """The line of the shielded text (from 0) that a place of the text stands on."""
        return self.line + self.text.count("\n", 0, position)

    def take_text(self, length: int, shown: str | None = None) -> None:
        """Keep so many characters as text, or put other text in their place."""
        self.nodes.append(self.text[self.position : self.position + length] if shown is None else shown)
        self.position += length

    def take_element(self, element: Element, end: int) -> None:
        """Put an element in the place of the text up to `end`; an attribute list right after it belongs to it."""
        self.position = end
        if self.text.startswith("{", end) and (match := ATTRIBUTE_LIST.match(self.text, end)):
            element.attrib.update(attributes_of(match[1]))
            self.position = match.end()
        self.nodes.append(element)


def _escape(scanner: Scanner) -> None:
    following = scanner.text[scanner.position + 1 : scanner.position + 2]
    if following == "\n":
        scanner.nodes.append(Element("br"))
        scanner.position += 1
        breaks.skip_newline(scanner)
    elif following in _ESCAPABLE and following:
        scanner.take_text(2, following)
    else:
        scanner.take_text(1)


def _code_span(scanner: Scanner) -> None:
    match = _TICKS.match(scanner.text, scanner.position)
    length = len(match[0]) if match else 1
    end = _closing_ticks(scanner, scanner.position + length, length)
    if end is None:
        scanner.take_text(length)
        return
    content = scanner.text[scanner.position + length : end].replace("\n", " ")
    if content.startswith(" ") and content.endswith(" ") and content.strip():
        content = content[1:-1]
    element = Element("code")
    element.text = content
    scanner.take_element(element, end + length)


def _closing_ticks(scanner: Scanner, position: int, length: int) -> int | None:
    """The next run of as many backticks; all runs of the text are found once."""
    if scanner.ticks is None:
        scanner.ticks = {}
        for match in reversed(list(_TICKS.finditer(scanner.text))):
            scanner.ticks.setdefault(len(match[0]), []).append(match.start())
    starts = scanner.ticks.get(length, [])
    while starts and starts[-1] < position:
        starts.pop()
    return starts[-1] if starts else None


def _run(scanner: Scanner) -> None:
    text, start = scanner.text, scanner.position
    sign = text[start]
    end = start
    while end < len(text) and text[end] == sign:
        end += 1
    run = run_between(sign, end - start, text[start - 1 : start], text[end : end + 1])
    scanner.nodes.append(run)
    scanner.runs.append(run)
    scanner.position = end


def _script(scanner: Scanner) -> None:
    """`^sup^` and `~sub~`; two tildes are a strikethrough."""
    if scanner.text.startswith("~~", scanner.position):
        _run(scanner)
        return
    found = scripts.script_at(scanner.text, scanner.position)
    if found is None:
        scanner.take_text(1)
    else:
        element, end = found
        scanner.take_element(element, end)


def _angle(scanner: Scanner) -> None:
    text, position = scanner.text, scanner.position
    match = ABSOLUTE_AUTOLINK.match(text, position) or MAIL_AUTOLINK.match(text, position)
    if match:
        element = Element("a", {"href": ("mailto:" if match.re is MAIL_AUTOLINK else "") + match[1]})
        element.text = match[1]
        scanner.take_element(element, match.end())
        return
    end = scanner.raw.end_of(text, position)
    if end is None:
        scanner.take_text(1)
        return
    element = Element(RAW)
    element.text = text[position:end]
    scanner.nodes.append(element)
    scanner.position = end


def _entity(scanner: Scanner) -> None:
    match = ENTITY.match(scanner.text, scanner.position)
    shown = unescape(match[0]) if match else "&"
    scanner.take_text(len(match[0]) if match else 1, shown.replace(START, "").replace(END, ""))


def _bare_link(scanner: Scanner) -> None:
    before = scanner.text[scanner.position - 1 : scanner.position]
    is_inside_word = before.isascii() and (before.isalnum() or (before in "/.@-" and before != ""))
    url = "" if is_inside_word else bare_link(scanner.text, scanner.position)
    if not url:
        scanner.take_text(4)
        return
    element = Element("a", {"href": url if "://" in url[:9] else f"http://{url}"})
    element.text = url
    scanner.nodes.append(element)
    scanner.position += len(url)


def _open_bracket(scanner: Scanner) -> None:
    text, start = scanner.text, scanner.position
    is_image = text[start] == "!"
    if not is_image and text.startswith("[^", start) and _footnote(scanner):
        return
    end = None if is_image else reserved_end(text, start)
    if end is not None:
        scanner.take_text(end - start)
        return
    length = 2 if is_image else 1
    if scanner.brackets:
        scanner.brackets[-1].has_inner = True
    scanner.brackets.append(Bracket(len(scanner.nodes), len(scanner.runs), start + length, is_image))
    scanner.take_text(length)


_FOOTNOTE = re.compile(r"\[\^([^\]\s\[]{1,200})\]")


def _footnote(scanner: Scanner) -> bool:
    match = _FOOTNOTE.match(scanner.text, scanner.position)
    element = scanner.footnote(match[1]) if match else None
    if match is None or element is None:
        return False
    scanner.nodes.append(element)
    scanner.position = match.end()
    return True


def _close_bracket(scanner: Scanner) -> None:
    if not scanner.brackets:
        scanner.take_text(1)
        return
    bracket = scanner.brackets.pop()
    element = scanner.close_bracket(scanner, bracket) if bracket.is_active else None
    if element is None:
        scanner.take_text(1)
        return
    inner = scanner.nodes[bracket.node + 1 :]
    runs = scanner.runs[bracket.run :]
    del scanner.nodes[bracket.node :], scanner.runs[bracket.run :]
    pair(runs)
    _fill_link(element, inner)
    scanner.take_element(element, scanner.position)
    if not bracket.is_image:
        for opener in scanner.brackets:
            opener.is_active = opener.is_active and opener.is_image


def _fill_link(element: Element, inner: list[Node]) -> None:
    """What stands in a link's text; an image takes it as its description, and a bare link in it is none."""
    if element.tag == "img":
        holder = Element("span")
        fill(holder, inner)
        element.set("alt", " ".join(text_of(holder).split()))
        return
    for index, node in enumerate(inner):
        if isinstance(node, Element) and node.tag == "a":
            inner[index] = text_of(node)
    fill(element, inner)


_RULES: dict[str, Callable[[Scanner], None]] = {
    "\\": _escape,
    "`": _code_span,
    "*": _run,
    "_": _run,
    "=": _run,
    "~": _script,
    "^": _script,
    "<": _angle,
    "&": _entity,
    "\n": breaks.line_break,
    "[": _open_bracket,
    "!": _open_bracket,
    "]": _close_bracket,
    "h": _bare_link,
    "H": _bare_link,
    "w": _bare_link,
    "W": _bare_link,
}
