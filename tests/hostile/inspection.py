"""What rendered HTML may hold, read by a parser that follows the HTML standard and by a second sanitiser.

The rules stand here once more, in other words than the pipeline's own: a mistake there must not hide itself here.
"""

import re
from collections import Counter
from collections.abc import Iterator

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

AROUND = '<div id="lw-around"><div class="prose">{}</div></div><p>after</p>'
PAGE = f"<!doctype html><html><head></head><body>{AROUND}</body></html>"

_TAGS = (
    "p div section nav blockquote center hr br pre h1 h2 h3 h4 h5 h6 ul ol li dl dt dd "
    "table caption thead tbody tfoot tr td th figure figcaption img details summary input "
    "a span em strong b i u s del ins sup sub mark small q cite var abbr code kbd samp"
)
TAGS = frozenset(_TAGS.split())
_ATTRIBUTES = (
    "class id title lang dir href src alt width height loading decoding align colspan rowspan scope start reversed "
    "type value open name rel checked disabled aria-label role tabindex data-line data-language data-number "
    "srcset sizes"
)
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
JAVASCRIPT_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_PICTURE = r"/media/[0-9a-f]{64}\.(?:avif|gif|jpg|png|webp) [1-9][0-9]{0,4}w"
RESPONSIVE = {
    "srcset": re.compile(rf"(?:{_PICTURE}, )+{_PICTURE}"),
    "sizes": re.compile(r"min\(100vw, 42rem, [0-9]{1,5}px\)"),
}
"""Only the pipeline writes these, about pictures of this site."""

TYPESET = {
    "math": ("formula", re.compile(r"\\\(.*\\\)|\\\[.*\\\]", re.DOTALL)),
    "reference": ("reference", re.compile(r"\\(?:eq)?ref\{[^{}\\$`\s]+\}")),
}
"""The classes that a browser typesets, each with what their elements are and hold."""

PRIVATE_USE = re.compile("[\ue000\ue001\x00-\x08\x0b\x0e-\x1f]")


def faults(html: str) -> list[str]:
    """Return what is wrong with the rendered HTML of a post or of an excerpt, in words."""
    tree = LexborHTMLParser(PAGE.format(html))
    prose = tree.css_first("#lw-around > .prose")
    elements = list(_elements(prose)) if prose else []
    return [
        *_escapes(tree, html),
        *(fault for element in elements for fault in _of_element(element)),
        *_of_ids(elements),
        *(f"control character {match.group()!r}" for match in PRIVATE_USE.finditer(html)),
        *_second_opinion(html),
    ]


def address_fault(address: str) -> str:
    """Return why a browser would do more than follow this address to a page, or nothing.

    As browsers read it: white space and control characters at the ends go, tabs and line ends go everywhere.
    """
    read = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    scheme = SCHEME.match(read)
    if scheme and scheme.group(1).lower() not in {"http", "https", "mailto"}:
        return f"address {address!r}"
    return ""


def _escapes(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    """Yield what the text did to the page around it."""
    body, head = tree.body, tree.head
    if body is None or head is None or head.child is not None:
        yield "something stands in the page's head"
        return
    if [child.tag for child in body.iter()] != ["div", "p"] or (body.last_child and body.last_child.text()) != "after":
        yield "the text leaves its container"
    around = tree.css_first("#lw-around")
    if around is None or [child.tag for child in around.iter(include_text=True)] != ["div"]:
        yield "the text leaves its container"
    if body.attributes or around is None or dict(around.attributes) != {"id": "lw-around"}:
        yield "the text changes attributes of its surroundings"
    if "<!--" in html:
        yield "a comment is left"


def _elements(prose: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements inside the container."""
    return (node for node in prose.traverse(include_text=False) if node is not prose and node.mem_id != prose.mem_id)


def _of_element(element: LexborNode) -> Iterator[str]:
    """Yield what is wrong with one element by itself."""
    tag = element.tag or ""
    if tag not in TAGS:
        yield f"element <{tag}>"
    attributes = {name.lower(): value or "" for name, value in element.attributes.items()}
    yield from (f"attribute {name} of <{tag}>" for name in attributes if name not in ATTRIBUTES)
    yield from filter(None, (address_fault(attributes[name]) for name in ("href", "src") if name in attributes))
    for name, written in RESPONSIVE.items():
        if name in attributes and (tag != "img" or not written.fullmatch(attributes[name])):
            yield f"{name} {attributes[name]!r}"
    classes = attributes.get("class", "").split()
    yield from (f"class {name}" for name in classes if name.lower().startswith("lw-") or not name.isascii())
    if tag == "input" and (attributes.get("type"), "disabled" in attributes) != ("checkbox", True):
        yield "a free input"
    if "name" in attributes and (tag != "details" or not re.fullmatch(r"tabs-\d+", attributes["name"])):
        yield f"name {attributes['name']!r}"
    yield from _of_typeset(element, classes)


def _of_typeset(element: LexborNode, classes: list[str]) -> Iterator[str]:
    """Yield what a browser would take for a formula or a reference though it is none."""
    for name, (what, text) in TYPESET.items():
        if name in classes and not text.fullmatch(element.text().strip()):
            yield f"not a {what}, but {name}: {element.text()[:40]!r}"


def _of_ids(elements: list[LexborNode]) -> Iterator[str]:
    """Yield ids that page furniture or scripts could meet. Headings' own ids are words of their text."""
    ids = [
        (element.tag or "", element.attributes.get("id") or "") for element in elements if "id" in element.attributes
    ]
    yield from (f"id {name!r} twice" for name, count in Counter(name for _, name in ids).items() if count > 1)
    for tag, name in ids:
        if name.lower().startswith("lw-") or not name or re.search(r"\s", name):
            yield f"id {name!r}"
        if JAVASCRIPT_NAME.fullmatch(name) and not re.fullmatch("h[1-6]", tag):
            yield f"id {name!r} of <{tag}> is a name in scripts"


def _second_opinion(html: str) -> Iterator[str]:
    """Yield what nh3 (ammonia) would still take out."""
    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"*": set(ATTRIBUTES) - {"rel"}, "a": {"rel"}},
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        strip_comments=True,
    )
    lost = _census(html) - _census(cleaned)
    yield from (f"nh3 takes out {what}" for what in lost)


def _attributes(element: LexborNode) -> list[str]:
    """Return the names of the attributes that are not web addresses."""
    return [name for name, value in element.attributes.items() if not _WEB.match(value or "")]


def _census(html: str) -> Counter[str]:
    """Count elements, and elements with an attribute, of a piece of HTML.

    Web addresses do not count: ammonia drops those that the URL standard cannot parse, and they lead nowhere.
    """
    tree = LexborHTMLParser(PAGE.format(html))
    prose = tree.css_first("#lw-around > .prose")
    census: Counter[str] = Counter()
    for element in _elements(prose) if prose else ():
        census[f"<{element.tag}>"] += 1
        census.update(f"<{element.tag} {name}>" for name in _attributes(element))
    return census
