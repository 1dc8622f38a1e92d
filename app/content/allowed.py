"""What may stand in a rendered text: elements, attributes and classes. Whatever is not listed is taken away."""

import re

TAGS = frozenset(
    {
        *("p", "div", "section", "nav", "blockquote", "center", "hr", "br", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
        *("ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
        *("figure", "figcaption", "img", "details", "summary", "a", "span"),
        *("em", "strong", "b", "i", "u", "s", "del", "ins", "sup", "sub", "mark", "small", "q", "cite", "var"),
        *("abbr", "code", "kbd", "samp"),
    }
)
"""No script, style, form, frame, svg or math element is among them. Task boxes are generated after cleaning."""

UNWRAPPED = frozenset(
    {
        *("font", "big", "tt", "strike", "article", "header", "footer", "main", "aside", "picture", "time", "nobr"),
        *("address", "bdi", "bdo", "dfn", "wbr", "colgroup", "col", "ruby", "rb", "rt", "rp", "hgroup", "label"),
    }
)
"""Harmless elements that real posts use and that mean nothing here: they go, what they hold stays."""

_NUMBER = re.compile(r"[0-9]{1,4}(?:%|px)?")
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_SPAN = re.compile(r"[0-9]{1,3}")
_SIDE = re.compile(r"left|center|right", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")
_ANY = re.compile(r".*", re.DOTALL)
_EMPTY = re.compile(r"|[a-z]{1,9}")

_GLOBAL = {"class": _ANY, "id": _ANY, "title": _ANY, "lang": _LANGUAGE, "dir": re.compile(r"ltr|rtl|auto")}
_ALIGNED = {"align": _SIDE}
_CELL = {"align": _SIDE, "colspan": _SPAN, "rowspan": _SPAN}
_OF_TAG = {
    "a": {"href": _ANY, "aria-label": _ANY},
    "img": {
        "src": _ANY,
        "alt": _ANY,
        "width": _NUMBER,
        "height": _NUMBER,
        "loading": re.compile(r"lazy|eager"),
        "decoding": re.compile(r"async"),
    },
    "td": _CELL,
    "th": _CELL | {"scope": re.compile(r"col|row")},
    "ol": {"start": _INTEGER, "reversed": _EMPTY, "type": re.compile(r"[1aAiI]")},
    "li": {"value": _INTEGER},
    "details": {"open": _EMPTY, "name": re.compile(r"tabs-[0-9]{1,6}")},
    "section": {"aria-label": _ANY},
    "nav": {"aria-label": _ANY},
    **dict.fromkeys(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6"), _ALIGNED),
}

CLASSES = frozenset(
    {
        *("figure", "table", "task-list", "task", "done", "toc", "anchor", "footnotes", "footnote-ref"),
        *("footnote-backref", "tabs", "tab", "tab-label", "tab-panel", "center", "left", "right"),
        *("admonition", "admonition-title", "note", "tip", "important", "warning", "caution", "info", "danger"),
        *("success", "question", "failure", "bug", "example", "quote", "abstract", "hint", "attention", "error"),
        *("seealso", "todo", "summary", "tldr", "check", "done", "help", "faq", "fail", "missing", "cite"),
    }
)
"""The classes of rendered text. After cleaning we alone put in `math`, `reference`, `code` and Pygments' classes."""


def is_allowed_attribute(tag: str, name: str, value: str) -> bool:
    """Whether an element may have the attribute with this value. Addresses, ids and classes are looked at elsewhere."""
    pattern = _GLOBAL.get(name) or _OF_TAG.get(tag, {}).get(name)
    return pattern is not None and pattern.fullmatch(value) is not None


def allowed_classes(value: str) -> str:
    """The classes of the list, in their order, without the others."""
    return " ".join(name for name in value.split() if name in CLASSES)
